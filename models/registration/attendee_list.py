"""Registering a whole list of attendees at once, in the states that it names; all of them, or nobody."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Self

import sqlalchemy as sa

import clock
import email_address
from extensions import Model, db
from models import token
from models.answer import Answer, GivenAnswers
from models.audit_log.record import Actor, AuditEntry
from models.change_feed import change
from models.consent import Clause, Consent
from models.event import Admission, Event
from models.outbox.message import OutboxMessage
from models.question import Choice, Question
from models.registration import limits
from models.registration.companion import Companion
from models.registration.correction import AlreadyRegistered, Correcting
from models.registration.record import COUNTERS
from models.registration.refusal import RegistrationRefused
from models.registration.request import Details
from models.registration.states import HOLDING, TRANSITIONS, RegistrationState, RegistrationVerb
from models.user import User

VERBS = {
    RegistrationState.CONFIRMED: RegistrationVerb.REGISTER,
    RegistrationState.WAITING: RegistrationVerb.JOIN_WAITING_LIST,
    RegistrationState.PENDING: RegistrationVerb.APPLY,
    RegistrationState.REFUSED: RegistrationVerb.REFUSE,
    RegistrationState.CANCELLED: RegistrationVerb.CANCEL,
}  # the step that would have led to each state in which a list can bring somebody
TAKES_ALL = {Admission.OPEN, Admission.NOT_YET, Admission.CLOSED}  # to the staff, while there are seats


@dataclass(frozen=True, slots=True)
class ListedConsent:
    """A clause that a list says somebody agreed to, and when (None: it does not say)."""

    clause: Clause
    agreed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ListedAttendee:
    """An attendee of a list: what it says of them, their state, and since when they are registered."""

    details: Details
    state: RegistrationState = RegistrationState.CONFIRMED
    registered_at: datetime | None = None
    consents: tuple[ListedConsent, ...] = ()


class InvalidAttendees(Exception):
    """An attendee of a list cannot be registered: ``place`` in it, from 0, and why; nobody was."""

    def __init__(self, place: int, fault: RegistrationRefused | AlreadyRegistered) -> None:
        super().__init__(place)
        self.place, self.fault = place, fault


class AddingLists(Correcting):
    """How the attendees of a list are registered."""

    __abstract__ = True

    @classmethod
    def add_attendees(cls, event: Event, attendees: Sequence[ListedAttendee], *, by: User) -> None:
        """Register everybody on a list, in order, in the current write transaction.

        Where all of them fit they are inserted together; else each as if added by hand, until somebody does not fit.
        Raises InvalidAttendees, after which the caller must roll back the transaction.
        """
        event.lock()
        cls.release_expired(event)
        if cls._all_fit(event, attendees):
            cls._insert(event, attendees, by)
            return
        for place, each in enumerate(attendees):
            try:
                cls._add(event, each, by)
            except (AlreadyRegistered, RegistrationRefused) as fault:
                raise InvalidAttendees(place, fault) from fault

    @classmethod
    def _all_fit(cls, event: Event, attendees: Sequence[ListedAttendee]) -> bool:
        """Say whether nobody of a list is known, and there are seats for all who hold one."""
        here = sa.select(cls.email_key).where(cls.event_id == event.id)
        keys = [email_address.key(each.details.email) for each in attendees]
        if len(set(keys)) < len(keys) or set(db.session.scalars(here)) & set(keys):
            return False
        holding = [each.details for each in attendees if each.state in HOLDING]
        questions, wanted = Question.of(event), Counter[int | None]()
        for details in holding:
            for answer in _answers(questions, 0, details):
                wanted[answer.choice_id] += details.seats
        fits = all(wanted[choice.id] <= (choice.seats_free or 0) for choice in Choice.limited(event))
        return event.admission in TAKES_ALL and fits and event.has_seats(sum(one.seats for one in holding))

    @classmethod
    def _add(cls, event: Event, listed: ListedAttendee, by: User) -> None:
        """Register one attendee of a list that does not fit whole."""
        if listed.state is not RegistrationState.CONFIRMED:
            if known := db.session.scalar(cls._by_address(event, listed.details.email)):
                raise AlreadyRegistered(known)
            if listed.state in HOLDING:
                limits.refuse(limits.room(event, listed.details.seats))
            cls._insert(event, [listed], by)
            return
        registration = cls.add_attendee(event, listed.details, by=by)
        registration.created_at = listed.registered_at or registration.created_at
        db.session.add_all(_consents(registration.id, listed))
        db.session.flush()

    @classmethod
    def _insert(cls, event: Event, attendees: Sequence[ListedAttendee], by: User) -> None:
        """Insert registrations in the states that a list names, with all that hangs on them."""
        rows = [cls._as_listed(event, each, by) for each in attendees]
        _insert(cls, [_columns_of(row) for row in rows])
        inserted = db.session.execute(sa.select(cls.uid, cls.id).where(cls.event_id == event.id))
        ids = {row.uid: row.id for row in inserted}
        db.session.refresh(event, COUNTERS)  # which the triggers have moved
        questions = Question.of(event)
        hanging: list[Companion | Answer | Consent | AuditEntry | OutboxMessage] = []
        for row, each in zip(rows, attendees, strict=True):
            row.id = ids[row.uid]
            for companion in row.companions:
                companion.registration_id = row.id
            hanging += [*row.companions, *_answers(questions, row.id, each.details), *_consents(row.id, each)]
            hanging += row.told_of_import(by)
        for kind in (Companion, Answer, Consent, AuditEntry, OutboxMessage):
            _insert(kind, [_columns_of(one) for one in hanging if isinstance(one, kind)])
        for row in rows:
            change.record(change.door(event.id), "person", row.id)
        for row in rows:
            change.record(row.topic, "state")
        event.changed("seats")

    @classmethod
    def _as_listed(cls, event: Event, listed: ListedAttendee, by: User) -> Self:
        """Return the registration that a list names, which the session does not know."""
        row = cls.fresh(event, listed.details)
        row.event_id = event.id
        row.fill_in(listed.details, by)
        row.derive()
        row.address_hash = token.hashed(row.address_token)
        row.set_companions(listed.details.companions)
        row.state, row.state_at, row.turns = listed.state, clock.now(), 1
        row.verb = VERBS[listed.state].value
        row.created_at = listed.registered_at or clock.now()
        row.waiting_since = row.created_at if listed.state is RegistrationState.WAITING else None
        return row

    def told_of_import(self, by: User) -> list[AuditEntry | OutboxMessage]:
        """Return what the audit log and the attendee get to know of a registration from a list."""
        verb = self.verb if self.state is RegistrationState.CONFIRMED else "import"
        told: list[AuditEntry | OutboxMessage] = [
            AuditEntry(
                actor=Actor.STAFF,
                user_id=by.id,
                subject="registration",
                subject_id=self.id,
                verb=verb,
                facts={"seats": self.seats},
            )
        ]
        if self.is_active:
            kind = TRANSITIONS.step(None, VERBS[self.state]).mail
            said = {"recipients": self.email, "language": self.language, "registration_id": self.id}
            told.append(OutboxMessage(kind=kind, cause=f"{kind}:{self.id}:{self.turns}", facts={}, **said))
            told += [OutboxMessage(**mail) for mail in self.companion_mails()]
        return told


def _insert(model: type[Model], rows: list[dict[str, Any]]) -> None:
    """Insert many rows with one statement for all that have the same columns."""
    for _same, some in groupby(sorted(rows, key=_names), key=_names):
        db.session.execute(sa.insert(model), list(some))


def _names(row: dict[str, Any]) -> list[str]:
    return sorted(row)


def _columns_of(row: Model) -> dict[str, Any]:
    """Return what an object holds that is to become a row; what it leaves open gets its default."""
    names = [column.key for column in sa.inspect(type(row)).column_attrs]
    return {name: value for name in names if (value := getattr(row, name)) is not None}


def _answers(questions: Sequence[Question], registration_id: int, details: Details) -> Iterable[Answer]:
    """Yield the rows of what a list answers; a required question may be blank, for the staff let it be."""
    meant = GivenAnswers.read(questions, details.answers, {}, staff=True).meant if details.answers else {}
    by_choice = {question.id for question in questions if question.kind.has_choices}
    for key, values in meant.items():
        for one in values:
            given = {"choice_id": int(one)} if key in by_choice else {"value": one}
            yield Answer(registration_id=registration_id, question_id=key, **given)


def _consents(registration_id: int, listed: ListedAttendee) -> Iterable[Consent]:
    """Yield the rows of what a list says that somebody agreed to."""
    for each in listed.consents:
        said = {"clause_id": each.clause.id, "version": each.clause.version, "text": each.clause.text}
        agreed_at = each.agreed_at or clock.now()
        yield Consent(registration_id=registration_id, agreed_at=agreed_at, **said)
