"""Pages that several desk blueprints show: an event's form, with its errors or with a conflict."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, make_response, render_template, url_for

import mails
from extensions import db
from forms.desk.event import EventForm
from mails.mail_text import MailText
from models import event_revision
from models.audit_log.record import AuditEntry
from models.event import Event, EventFacts, Merge, merge
from models.event_revision import change_notice
from models.registration import Registration


def find(slug: str) -> Event:
    """Return the event of an address, drafts included; 404 when there is none."""
    return Event.by_slug(slug) or abort(404)


def registration_of(event: Event, registration_id: int) -> Registration:
    """Return one of an event's registrations; 404 when it has no such one."""
    registration = db.session.get(Registration, registration_id)
    if registration is None or registration.event_id != event.id:
        abort(404)
    return registration


def form_page(form: EventForm, status: int = 200, merged: Merge[EventFacts] | None = None) -> Response:
    """Answer with the form of an event; ``merged`` says what somebody else saved meanwhile."""
    event = form.event
    last = latest(event) if event and merged else None
    html = render_template(
        "desk/events/edit.html", form=form, event=event, merged=merged, last=last, present=event
    )
    return make_response(html, status)


def conflict_page(form: EventForm) -> Response:
    """Answer 409 with the form merged with what somebody else saved in the meantime.

    What was typed is kept, what only the other person changed is taken over, and what both
    changed is shown in both versions.
    """
    event = form.event
    if event is None:
        abort(409)
    present = EventFacts.of(event)
    joined = merge(form.facts(), present, form.seen.data or "")
    again = EventForm.of(joined.facts, event, present.fingerprint)
    return form_page(again, 409, joined)


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """Who would be told of a change, and the mail that the first of them would get, in their language."""

    recipients: list[Registration]
    text: MailText | None = None


def change_notice_of(event: Event, facts: EventFacts) -> ChangeNotice:
    """Return what would be told, and to whom, if an event had these facts."""
    recipients = event_revision.recipients(event, facts)
    return ChangeNotice(
        recipients, mails.write(change_notice.draft(recipients[0], event, facts)) if recipients else None
    )


def latest(event: Event) -> AuditEntry | None:
    """Return the newest line of an event's history."""
    return db.session.scalar(
        AuditEntry.about("event", event.id).order_by(None).order_by(sa.desc(AuditEntry.id))
    )


def typed(form: Any) -> list[tuple[str, str]]:
    """Return what a browser sent, to be carried along by a page that asks first."""
    return [
        (name, value)
        for name, value in form.items(multi=True)
        if name not in {"csrf_token", "agreed", "rows"}
    ]


def place(registration: Registration) -> str:
    """Return the address of a registration's page on the desk."""
    slug = registration.event.slug
    return url_for("desk_registrations.show", slug=slug, registration_id=registration.id)
