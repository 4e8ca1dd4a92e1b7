"""The components of the pages in all their states, as /desk/style shows them to developers."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

import clock
from blueprints.desk import styleguide_samples
from forms.public.registration import RegistrationForm
from models.comment import CommentState, Node
from models.comment.queue import Queue
from models.event import Admission, Event, EventStatus
from models.registration import Receipt, RegistrationState

IN_LIST, IN_FACTS, IN_QUEUE = "comment-list", "facts", "queue"


@dataclass(frozen=True, slots=True)
class Sample:
    """A component in one state, for the style guide.

    It holds the template, the name of the state, what the template needs, and the list that the
    component is shown in, if any.
    """

    template: str
    state: str
    needs: dict[str, Any]
    within: str = ""


def every() -> list[Sample]:
    """Return every component in every state."""
    return [*seats(), *forms(), *registrations(), *comments(), *queue(), *lists()]


def seats() -> list[Sample]:
    """The banners, the facts and the seats of an event."""
    events = [
        (state.value, styleguide_samples.event(**facts))
        for state, facts in styleguide_samples.ADMISSIONS.items()
    ]
    named = [
        (status.value, styleguide_samples.event(status=status))
        for status in EventStatus
        if status is not EventStatus.DRAFT
    ]
    over = ("over", styleguide_samples.event(**styleguide_samples.ADMISSIONS[Admission.OVER]))
    return [
        *(Sample("public/events/_status.html", state, {"event": event}) for state, event in [*named, over]),
        Sample("public/events/_facts.html", "open", {"event": styleguide_samples.event()}),
        *(Sample("public/events/_seats.html", state, {"event": event}, IN_FACTS) for state, event in events),
        Sample(
            "public/events/_seats.html",
            "unlimited",
            {"event": styleguide_samples.event(capacity=None)},
            IN_FACTS,
        ),
        *(Sample("public/events/_bar.html", state, {"event": event}) for state, event in events[:2]),
    ]


def forms() -> list[Sample]:
    """The form to register: empty, filled in, in error; and the panel whenever there is no form."""
    event = styleguide_samples.event()
    said = {"name": "Jeanne Martin", "email": "jeanne.martin@example.org", "seats": "2", "consent": "y"}
    states = {
        "empty": RegistrationForm(event, formdata=None),
        "filled": RegistrationForm(event, formdata=MultiDict(said)),
        "in error": RegistrationForm(event, formdata=MultiDict({"email": "jeanne.martin", "seats": "9"})),
    }
    states["in error"].validate()
    shown = [
        Sample("public/registrations/_form.html", state, {"event": event, "registration_form": form})
        for state, form in states.items()
    ]
    for state, facts in styleguide_samples.ADMISSIONS.items():
        event = styleguide_samples.event(**facts)
        form = RegistrationForm(event, formdata=None)
        needed = {"event": event, "registration_form": form, "receipt": None}
        shown.append(Sample("public/registrations/_panel.html", state.value, needed))
    return shown


def registrations() -> list[Sample]:
    """What somebody is told who registered, at once and on their private page."""
    event = styleguide_samples.event()
    receipts = [
        Receipt(state, "Jeanne Martin", "jeanne.martin@example.org", 2, 4, "exemple", clock.now())
        for state in RegistrationState
        if state in styleguide_samples.RECEIVED
    ]
    shown = [
        Sample("public/registrations/_receipt.html", each.state.value, {"event": event, "receipt": each})
        for each in receipts
    ]
    people = {state.value: styleguide_samples.registration(event, state) for state in RegistrationState}
    return shown + [
        Sample("public/registrations/_standing.html", state, {"registration": one})
        for state, one in people.items()
    ]


def comments() -> list[Sample]:
    """A comment as everybody reads it, and as its author does."""
    event = styleguide_samples.event()
    texts = {
        "approved": styleguide_samples.comment(event),
        "edited": styleguide_samples.comment(event, edited_at=clock.now(), website="https://example.org/"),
        "erased": styleguide_samples.comment(event, erased=True),
    }
    own = {state.value: styleguide_samples.comment(event, state) for state in CommentState}
    public = {"event": event, "page": 1, "mine": False}
    return [
        *(Sample("public/comments/_comment.html", state, public | {"node": Node(one)}, IN_LIST) for state, one in texts.items()),
        *(Sample("public/comments/_own.html", state, {"comment": one, "page": 1, "subscription": None}) for state, one in own.items()),
        Sample("public/comments/_closed.html", "closed", {"event": styleguide_samples.event(comments_open=False)}),
    ]  # fmt: skip


def queue() -> list[Sample]:
    """The rows and the tabs of the moderators' queue."""
    event = styleguide_samples.event()
    rows = {state.value: styleguide_samples.comment(event, state) for state in CommentState}
    rows["held"] = styleguide_samples.comment(event, CommentState.PENDING, held_for=["first", "links"])
    needed: dict[str, Any] = {
        "decisions": {},
        "pasts": {},
        "reports": {},
        "notes": {},
        "presences": {},
        "shared": False,
        "form": None,
    }
    counts = dict(zip(CommentState, (12, 1204, 3, 0), strict=True))
    drawn = [
        Sample("moderation/queue/_row.html", state, needed | {"comment": one, "note": ""}, IN_QUEUE)
        for state, one in rows.items()
    ]
    note = needed | {"comment": rows["pending"], "note": "Claire\u00a0: approuvé, il y a une minute."}
    return [
        *drawn,
        Sample("moderation/queue/_row.html", "overtaken", note, IN_QUEUE),
        Sample("moderation/queue/_tabs.html", "pending", {"counts": counts, "queue": Queue()}),
    ]


def lists() -> list[Sample]:
    """An event in a list, the table of the desk, and the pages of a discussion."""
    events: list[Event] = [
        styleguide_samples.event(**facts) for facts in styleguide_samples.ADMISSIONS.values()
    ]
    pages = {"event": events[0], "pages": 3, "where": "after"}
    return [
        Sample("public/events/_item.html", "open", {"event": events[0]}),
        Sample("desk/events/_events.html", "seven events", {"events": events, "heading": "Exemple"}),
        Sample("public/comments/_pages.html", "first", pages | {"number": 1}),
        Sample("public/comments/_pages.html", "between", pages | {"number": 2}),
    ]
