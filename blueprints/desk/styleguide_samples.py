"""Samples for the components and mails of the style guide: whole objects that are never saved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import make_transient_to_detached

import clock
from extensions import Model, db
from models.comment import Comment, CommentState
from models.event import Admission, Event, EventStatus, Speaker, VenueState
from models.outbox.message import OutboxMessage
from models.registration import TRANSITIONS, Registration, RegistrationState
from models.registration.companion import Companion
from models.subscription import Follower, Subscription
from models.user import Role, User

Row = TypeVar("Row", bound=Model)
KEPT = {RegistrationState.HELD, RegistrationState.OFFERED}  # until a moment
RECEIVED = {step.target for step in TRANSITIONS if step.source is None}  # what the page can answer
FRIEND = "theo.ami@example.org"
NOBODY = -1  # the id of what is in no table
ADMISSIONS: dict[Admission, dict[str, Any]] = {
    Admission.OPEN: {"seats_taken": 38},
    Admission.WAITING_LIST: {"seats_taken": 50, "waiting_count": 4},
    Admission.FULL: {"seats_taken": 50, "waiting_list": False},
    Admission.NOT_YET: {"opens": timedelta(days=7)},
    Admission.CLOSED: {"seats_taken": 41, "closes": timedelta(days=-1)},
    Admission.OVER: {"seats_taken": 47, "starts": timedelta(days=-30)},
    Admission.OFF: {"seats_taken": 12, "status": EventStatus.CANCELLED},
}


def event(**facts: Any) -> Event:
    """Return an event in thirty days; times may be given as distances from now."""
    now = clock.wall(clock.now(), "Europe/Paris").replace(hour=9, minute=30, second=0, microsecond=0)
    given: dict[str, Any] = {"starts": timedelta(days=30), "capacity": 50, "max_seats": 3} | facts
    given |= {key: now + value for key, value in given.items() if isinstance(value, timedelta)}
    given.setdefault("ends", given["starts"] + timedelta(hours=7))
    made = Event(
        **{
            "slug": "exemple", "title": "Faire groupe", "status": EventStatus.PUBLISHED, "city": "Paris",
            "subtitle": "Que veut dire habiter ensemble\u202f?", "host": "Revue Parvis",
            "venue_state": VenueState.CONFIRMED, "venue_name": "Halle Pajol", "address": "20, esplanade Nathalie-Sarraute",
        } | given
    )  # fmt: skip
    made.starts_at, made.ends_at = (
        clock.instant(made.starts, "Europe/Paris"),
        clock.instant(given["ends"], "Europe/Paris"),
    )
    made.speakers = [
        whole(Speaker(name="Éluard Cœur", function="urbaniste", role="grand témoin", event_id=NOBODY))
    ]
    return whole(made)


def registration(about: Event, state: RegistrationState = RegistrationState.CONFIRMED) -> Registration:
    """Return the registration of two people in a state."""
    waits = clock.now() if state is RegistrationState.WAITING else None
    kept = clock.now() + timedelta(hours=1) if state in KEPT else None
    made = Registration(
        event=about, event_id=about.id, state=state, seats=2, name="Jeanne Martin", email="jeanne.martin@example.org",
        email_key="jeanne.martin@example.org", organisation="Atelier du Canal", waiting_since=waits, held_until=kept, token_hash="-",  # noqa: S106
        uid="00000000-0000-4000-8000-000000000000",
    )  # fmt: skip
    return whole(made)


def friend() -> Companion:
    """Return somebody who comes along, with an address."""
    return whole(Companion(name="Théo Ami", email=FRIEND, registration_id=NOBODY, position=0))


def comment(about: Event, state: CommentState = CommentState.APPROVED, **facts: Any) -> Comment:
    """Return a comment in a state, as if it could be read where it is approved."""
    given = {
        "name": "Awa N’Diaye",
        "email": "awa@example.org",
        "event_id": about.id,
        "token_hash": "-",
    } | facts
    made = Comment(event=about, state=state, visible=state is CommentState.APPROVED, **given)
    made.say("L’îlot se tient par ses *seuils*. Qui les entretient\u202f?")
    return whole(made)


def member() -> User:
    """Return a member of the staff who moderates."""
    return whole(User(email="claire@example.org", email_key="claire@example.org", role=Role.MODERATOR))


def subscription(kind: str) -> list[Model]:
    """Return a subscription to replies and its address: not confirmed where a mail asks for that."""
    since = None if kind == "confirm address" else clock.now()
    ids: dict[str, Any] = {"uid": "00000000-0000-4000-8000-000000000000", "token_hash": "-"}
    follower = whole(
        Follower(email="awa@example.org", email_key="awa@example.org", confirmed_at=since, **ids)
    )
    return [follower, whole(Subscription(follower=follower, follower_id=NOBODY, comment_id=NOBODY, **ids))]


@contextmanager
def message(kind: str, language: str) -> Iterator[OutboxMessage]:
    """Provide a row of the outbox and its related rows for the block, as if they were saved.

    They can be found by their ids; nothing is written.
    """
    about = event(id=NOBODY)
    person = registration(about, STANDING.get(kind, RegistrationState.CONFIRMED))
    said = comment(about, CommentState.APPROVED if kind == "reply" else CommentState.PENDING)
    row = OutboxMessage(
        kind=kind, cause="sample", recipients="jeanne.martin@example.org", language=language,
        facts=facts(about) | CIRCULARS.get(language, CIRCULARS["en"]), registration_id=NOBODY,
    )  # fmt: skip
    if kind in ABOUT_COMMENTS:
        row.registration_id, row.comment_id = None, NOBODY
        ids: dict[str, Any] = dict.fromkeys(("follower_id", "subscription_id", "user_id"), NOBODY)
        row.facts = ids | {"comment_ids": [NOBODY]}
    if kind == "companion":
        row.recipients, person.companions = FRIEND, [friend()]
    lent = [*person.companions, *about.speakers, about, person, said, member(), *subscription(kind)]
    for each in lent:
        make_transient_to_detached(each)
        db.session.add(each)
    try:
        yield whole(row)
    finally:
        for each in lent:
            db.session.expunge(each)


CIRCULARS = {
    "fr": {"subject": "Une précision", "text": "Le café vous attend **dès 9 h**."},
    "en": {"subject": "One more thing", "text": "Coffee is served **from 9**."},
}
ABOUT_COMMENTS = {"new comment", "digest", "confirm address", "reply"}
STANDING = {
    "waiting": RegistrationState.WAITING,
    "cancellation": RegistrationState.CANCELLED,
    "cancelled": RegistrationState.CANCELLED,
    "hold": RegistrationState.HELD,
    "expired": RegistrationState.CANCELLED,
    "pending": RegistrationState.PENDING,
    "application": RegistrationState.PENDING,
    "refusal": RegistrationState.REFUSED,
    "offer": RegistrationState.OFFERED,
    "lapsed": RegistrationState.CANCELLED,
}


def facts(about: Event) -> dict[str, Any]:
    """Return what a mail about a change keeps: the place was not known, and now it is."""
    known: dict[str, Any] = {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key in ("status", "venue_state", "starts", "ends", "city", "venue_name", "address")
        if (value := getattr(about, key)) is not None
    }
    before = known | {"venue_state": VenueState.CITY, "venue_name": "", "address": ""}
    return {"before": before, "after": known, "event_id": NOBODY, "what": "address"}


def whole(row: Row) -> Row:
    """Give a row what the database would: its id and every default; returns it."""
    mapper = sa.inspect(type(row))
    row.__dict__.setdefault("id", None)
    if row.__dict__["id"] is None:
        row.id = NOBODY  # type: ignore[attr-defined]
    for key, column in mapper.columns.items():
        if key not in row.__dict__ and isinstance(column, sa.Column):
            given: Any = column.default
            value = None if given is None else given.arg(None) if given.is_callable else given.arg
            setattr(row, key, value)
    for relation in mapper.relationships:
        if relation.key not in row.__dict__:
            setattr(row, relation.key, [] if relation.uselist else None)
    return row
