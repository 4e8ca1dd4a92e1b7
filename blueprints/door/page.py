"""The door as it is shown and told: its page, a registration as the phones know it, and what changed."""

import json
from datetime import date, datetime
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for

import clock
import hypermedia
import live
from extensions import db
from formats import door as words
from forms.checks import sought
from forms.door import ScanForm, WalkInForm
from models import token
from models.change_feed import change
from models.check_in import CheckIn, Outcome, attendance
from models.event import Event
from models.registration import Registration
from outside import number

SHOWN = 100  # registrations on the page; more are found by searching


def find(slug: str) -> Event:
    """Return the event of an address; 404 for one that nobody can come to yet."""
    return Event.published(slug) or abort(404)


def page(
    event: Event, status: int = 200, walk_in: WalkInForm | None = None, *, full: bool = False
) -> Response:
    """Answer with the check-in page.

    ``full`` says that somebody who came has no seat and may be let in anyway.
    """
    version = live.feed().version(change.door(event.id))
    db.session.rollback()  # a transaction that began before could not see all that the version counts
    asked, day = sought(request.args.get("q")), event.day_of(clock.now())
    found, arrived = _found(event, asked, day)
    html = render_template(
        "door/check_ins/show.html",
        event=event, version=version, asked=asked, registrations=found[:SHOWN], more=max(0, len(found) - SHOWN),
        day=day, arrived=arrived, asks=_asks(event), tally=attendance.tally(event, day), needs=attendance.needs(event), conflicts=attendance.conflicts(event), answer=_answer(event),
        form=ScanForm(formdata=None), walk_in=walk_in or WalkInForm(formdata=None), full=full,
        nonce=token.fresh, outcomes=Outcome,
    )  # fmt: skip
    return make_response(html, status)


def back(slug: str, answer: int | None = None) -> Response:
    """Return to the page, and to what was searched for there."""
    asked = request.form.get("q") or None
    anyway = None if find(slug).is_on(clock.now()) else 1  # whoever acts has been asked
    return hypermedia.go(url_for("door.show", slug=slug, q=asked, answer=answer, anyway=anyway))


def everything(event: Event) -> dict[str, Any]:
    """Return all that a phone needs to go on without network."""
    version = live.feed().version(change.door(event.id))
    db.session.rollback()
    arrived = attendance.check_ins(event)
    known = [words.known(each, arrived[each.id]) for each in attendance.registrations(event)]
    return {"version": version, "people": known} | to_look_at(event)


def answered(found: CheckIn) -> dict[str, Any]:
    """Return the answer to a scan, as a phone takes it."""
    number = found.registration_id or 0
    return words.answered(found, attendance.check_ins(found.event, number)[number])


def to_look_at(event: Event) -> dict[str, Any]:
    """Return the conflicts."""
    return {"conflicts": [words.differing(each) for each in attendance.conflicts(event)]}


def changed(event_id: int, changes: list[tuple[str, int | None]]) -> str:
    """Return, for every phone alike, the registrations that changed and the conflicts."""
    event = db.session.get(Event, event_id)
    if event is None:
        return ""
    ids = [ref for part, ref in changes if part == "person" and ref]
    found = filter(None, (db.session.get(Registration, ref) for ref in ids))
    arrived = attendance.check_ins(event, *ids)
    known = [words.known(each, arrived[each.id]) for each in found]
    return json.dumps({"people": known} | to_look_at(event))


def _found(event: Event, asked: str, day: date) -> tuple[list[Registration], dict[int, datetime]]:
    """Return whom a search finds, else whom the list shows, and when each came in on a day.

    Who gave up their seat is found by searching only.
    """
    came = {number: days[day] for number, days in attendance.check_ins(event).items() if day in days}
    if asked:
        return attendance.search(event, asked), came
    everybody = attendance.registrations(event)
    return [one for one in everybody if one.id in came or Outcome.of(one) is not Outcome.CANCELLED], came


def _asks(event: Event) -> bool:
    """Say whether the page asks before it lets anybody in, because the event is not today."""
    return not event.is_on(clock.now()) and "anyway" not in request.args


def _answer(event: Event) -> CheckIn | None:
    """Return the scan that the address says was just answered."""
    found = db.session.get(CheckIn, request.args.get("answer", 0, type=number))
    return found if found and found.event_id == event.id else None
