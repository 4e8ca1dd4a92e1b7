"""Registering: from what somebody typed to a seat, a place on the waiting list, or a reasoned refusal."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import aliased

import clock
import email_address
from extensions import db
from models import token
from models.answer import Answer, Said
from models.audit_log.record import AuditEntry
from models.consent import Consent
from models.event import Admission, Event, EventGone, domains
from models.outbox import unasked
from models.outbox.unasked import Unasked
from models.question import Choice
from models.registration import limits
from models.registration.companion import CompanionFacts
from models.registration.companions import Accompanied
from models.registration.expiry import Expiring
from models.registration.fields import TYPED, AttendeeFacts
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.registration.states import TRANSITIONS, RegistrationState, RegistrationVerb
from models.user import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Details(AttendeeFacts):
    """What an attendee gave on the form, normalised.

    ``submission`` distinguishes a double click from a second attempt.

    ``answers``, ``companions`` and ``ticked`` (the clauses agreed to) None leave these aside, as a list of people from
    elsewhere does. ``agreed`` are the words about their details that they agreed to. ``lenient`` lets the staff leave required
    questions blank.
    """

    email: str
    language: str = "fr"
    submission: str = ""
    answers: Said | None = None
    lenient: bool = False
    companions: tuple[CompanionFacts, ...] | None = None
    ticked: tuple[int, ...] | None = None
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the page answers to a registration.

    It is the same whether or not the email address was registered before, so it reveals nothing
    about others.

    ``until`` is how long the seat is held for an address that is to be confirmed.
    """

    state: RegistrationState
    name: str
    email: str
    seats: int
    position: int | None
    token: str
    until: datetime | None = None


DOUBLE_CLICK = timedelta(minutes=1)
MAY_ENTER = {Admission.OPEN, Admission.WAITING_LIST}


class Registering(Expiring, Accompanied):
    """How an address gets a registration for an event."""

    __abstract__ = True

    @classmethod
    def register(cls, event: Event, details: Details, *, by: User | None = None) -> Receipt:
        """Register somebody for an event, in the current write transaction.

        ``by`` is the member of staff who does it for them: neither the address nor the organiser is then asked. Raises
        RegistrationRefused when the event takes no registrations now, or not that many seats,
        and InvalidAnswers for answers that cannot be taken.
        """
        known = cls._lock(event, details.email)
        if known and known.is_active and known.is_double_click_of(details):
            return known.receipt()
        gone = known if known and known.state is RegistrationState.CANCELLED else None
        _refuse_too_much(
            event, details, by, limits.wanted(event, gone, details.answers, staff=by is not None)
        )
        verb = _way_in(event, by)
        if known and (known.is_active or known.state is RegistrationState.REFUSED):
            return known.register_again(details, verb)
        registration = gone or cls.fresh(event, details)
        if gone:  # before the seats count: what was chosen the last time may be full
            gone.keep_answers(details, by)
        registration.fill_in(details, by)
        registration.address_hash = token.hashed(registration.address_token)
        until = event.held_until if verb is RegistrationVerb.HOLD else None
        registration.move(verb, by=by, visitor=by is None, until=until)
        registration.keep_details(details, by, first=not gone)
        return registration.receipt()

    @classmethod
    def _lock(cls, event: Event, email: str) -> Self | None:
        """Lock an event, end what is overdue there, and return the registration of an address.

        All is read in one statement, after the lock. Raises EventGone.
        """
        given = {"number": event.hold(), "email_key": email_address.key(email), "now": clock.now()}
        row = db.session.execute(_standing(cls), given).first()
        if row is None:
            raise EventGone
        _event, known, late = row
        if late:
            cls.release_expired(event)
        return known

    def is_double_click_of(self, details: Details) -> bool:
        """Whether the same form came twice within a minute: the same words under the same stamp."""
        recent = self.state_at > clock.now() - DOUBLE_CLICK
        return recent and bool(details.submission) and self.submission == details.submission

    def receipt(self) -> Receipt:
        return Receipt(
            state=self.state,
            name=self.name,
            email=self.email,
            seats=self.seats,
            position=self.position,
            token=self.token,
            until=self.held_until,
        )

    @classmethod
    def fresh(cls, event: Event, details: Details) -> Self:
        """Return a new registration of an address, with its links, that nothing was filled in of."""
        registration = cls(
            event=event, email_key=email_address.key(details.email), token_generation=1, companions=[]
        )
        registration.uid = str(uuid.uuid4())
        registration.token_hash = token.hashed(registration.token)
        return registration

    def fill_in(self, details: Details, by: User | None) -> None:
        """Write what was said; to what somebody agreed whom the staff added, nobody knows."""
        for field in (*TYPED, "submission"):
            setattr(self, field, getattr(details, field))
        self.consent_at, self.priority = None if by else clock.now(), False

    def keep_details(self, details: Details, by: User | None, *, first: bool) -> None:
        """Keep what hangs on a registration: who comes along, the answers, what was agreed to."""
        self.set_companions(details.companions)
        self.tell_companions()
        self.keep_answers(details, by)
        if details.ticked is not None:
            Consent.agree(self.event, self.id, details.ticked, details.agreed, first=first)

    def keep_answers(self, details: Details, by: User | None) -> None:
        if details.answers is not None:
            Answer.keep(self.event, self.id, details.answers, by=by, lenient=details.lenient)

    def register_again(self, details: Details, verb: RegistrationVerb) -> Receipt:
        """Answer a registration whose email address is registered already.

        The answer is the same, nothing new is stored, and the link is mailed to the address.

        The receipt's link opens a page that says just that; several attempts within ten minutes write one mail.
        """
        secret = token.fresh()
        self.receipt_hash = token.hashed(secret)
        slot = int(clock.now().timestamp() // 600)
        AuditEntry.write("registration", self.id, "register again", visitor=True)
        cause = f"link:{self.id}:{slot}"
        unasked.owe(Unasked.REPEAT, "link", cause, self.email, self.language, registration_id=self.id)
        state = TRANSITIONS.step(None, verb).target
        position = self.event.waiting_count + 1 if state is RegistrationState.WAITING else None
        until = self.event.held_until if state is RegistrationState.HELD else None
        return Receipt(state, details.name, details.email, details.seats, position, secret, until)


@cache
def _standing(kind: type[Registering]) -> sa.Executable:
    """Select an event, the registration of an address there, and whether a seat was kept for too long."""
    other = aliased(kind)
    theirs = sa.and_(kind.event_id == Event.id, kind.email_key == sa.bindparam("email_key"))
    overdue = sa.exists().where(other.event_id == Event.id, *other.overdue(sa.bindparam("now")))
    found = sa.select(Event, kind, overdue).outerjoin(kind, theirs).where(Event.id == sa.bindparam("number"))
    return found.execution_options(populate_existing=True)


def _refuse_too_much(event: Event, details: Details, by: User | None, choices: list[Choice]) -> None:
    """Refuse whole who comes too early or late, from elsewhere, or asks for more seats than remain.

    The staff may add people before registration opens and after it closes, and groups of any size; never beyond the seats.
    """
    admission, seats = event.admission, details.seats
    if by is None and not domains.admits(event.email_domains, details.email):
        raise RegistrationRefused(RegistrationRefusal.ADDRESS)
    if by and admission in {Admission.NOT_YET, Admission.CLOSED}:
        admission = Admission.OPEN
    if seats > event.max_seats and by is None:
        raise RegistrationRefused(RegistrationRefusal.TOO_MANY_SEATS, event.max_seats)
    if admission is Admission.FULL:
        raise RegistrationRefused(RegistrationRefusal.FULL, event.seats_free)
    if admission not in MAY_ENTER:
        raise RegistrationRefused(RegistrationRefusal.CLOSED, event.seats_free)
    if admission is Admission.OPEN:
        limits.refuse(limits.room(event, seats) + limits.short(choices, seats))
    room: list[limits.Limit] = [(event.capacity, None)] if event.capacity and seats > event.capacity else []
    limits.refuse(room + limits.never(choices, seats), RegistrationRefusal.MORE_THAN_ALL)


def _way_in(event: Event, by: User | None) -> RegistrationVerb:
    """Return the verb by which a newcomer registers now.

    They join the waiting list, must confirm the address first, need approval, or register at
    once.
    """
    if event.admission is Admission.WAITING_LIST:
        return RegistrationVerb.JOIN_WAITING_LIST
    if event.confirm_address and by is None:
        return RegistrationVerb.HOLD
    return RegistrationVerb.APPLY if event.approval and by is None else RegistrationVerb.REGISTER
