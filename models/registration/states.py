"""Where a registration can stand, and the one table of what leads from one state to another.

``docs/states.md`` is written from it (``python -m tests.house.states``), and no step is taken that it does not hold.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.audit_log.record import Actor
from models.transitions import Transition, Transitions


class RegistrationState(StrEnum):
    """Where a registration stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    HELD = "held"  # the seat is kept until the address is confirmed
    PENDING = "pending"  # the organiser has not answered yet
    OFFERED = "offered"  # a freed seat is kept until the person takes it
    REFUSED = "refused"


State = RegistrationState
HOLDING = frozenset(
    {State.CONFIRMED, State.PENDING, State.HELD, State.OFFERED}
)  # the triggers count their seats
ACTIVE = (State.CONFIRMED, State.WAITING, State.PENDING, State.OFFERED, State.HELD)
VISITOR, STAFF, PARVIS = Actor.VISITOR, Actor.STAFF, Actor.PARVIS
ANYBODY = (VISITOR, STAFF)


class RegistrationVerb(StrEnum):
    """What can be done about a registration; the audit log keeps these words."""

    REGISTER = "register"
    HOLD = "hold"
    APPLY = "apply"
    JOIN_WAITING_LIST = "join waiting list"
    CONFIRM = "confirm"
    EXPIRE = "expire"
    APPROVE = "approve"
    REFUSE = "refuse"
    PROMOTE = "promote"
    OFFER = "offer"
    TAKE = "take"
    LAPSE = "lapse"
    CANCEL = "cancel"


Verb = RegistrationVerb


@dataclass(frozen=True, slots=True)
class RegistrationStep(Transition[State | None, RegistrationVerb, State]):
    """One row of the transition table: source, verb (as in the audit log), target, and consequences.

    ``who`` may do it; ``mail`` is the kind that tells the attendee, ``team`` the kind that tells the organisers, if any.
    """

    mail: str
    who: tuple[Actor, ...]
    team: str = ""

    @property
    def effect(self) -> str:
        """What the step does to the seats of the event, which the database's triggers count."""
        before, after = self.source in HOLDING, self.target in HOLDING
        if before == after:
            return "keeps its seats" if after else "takes none"
        return "takes its seats" if after else "frees its seats"

    @property
    def method(self) -> str:
        """The METHOD of the calendar file in the mail; empty when there is none.

        It is PUBLISH for a confirmed seat, and CANCEL when a confirmed seat is given up.
        """
        if self.target is State.CONFIRMED:
            return "PUBLISH"
        return "CANCEL" if self.source is State.CONFIRMED else ""


def _from(
    sources: tuple[State | None, ...],
    verb: Verb,
    target: State,
    mail: str,
    who: tuple[Actor, ...],
    team: str = "",
) -> tuple[RegistrationStep, ...]:
    return tuple(RegistrationStep(source, verb, target, mail, who, team) for source in sources)


NEW = (None, State.CANCELLED)
TRANSITIONS = Transitions[RegistrationStep](
    *_from(NEW, Verb.REGISTER, State.CONFIRMED, "confirmation", ANYBODY),
    *_from(NEW, Verb.HOLD, State.HELD, "hold", (VISITOR,)),
    *_from(NEW, Verb.APPLY, State.PENDING, "pending", (VISITOR,), team="application"),
    *_from(NEW, Verb.JOIN_WAITING_LIST, State.WAITING, "waiting", ANYBODY),
    RegistrationStep(State.HELD, Verb.CONFIRM, State.CONFIRMED, "confirmation", (VISITOR,)),
    RegistrationStep(State.HELD, Verb.APPLY, State.PENDING, "pending", (VISITOR,), team="application"),
    RegistrationStep(State.HELD, Verb.EXPIRE, State.CANCELLED, "expired", (PARVIS,)),
    *_from((State.PENDING, State.REFUSED), Verb.APPROVE, State.CONFIRMED, "approval", (STAFF,)),
    *_from((State.PENDING, State.WAITING), Verb.REFUSE, State.REFUSED, "refusal", (STAFF,)),
    RegistrationStep(State.WAITING, Verb.PROMOTE, State.CONFIRMED, "promotion", (PARVIS, STAFF)),
    RegistrationStep(State.WAITING, Verb.OFFER, State.OFFERED, "offer", (PARVIS, STAFF)),
    RegistrationStep(State.OFFERED, Verb.TAKE, State.CONFIRMED, "confirmation", (VISITOR,)),
    RegistrationStep(State.OFFERED, Verb.APPLY, State.PENDING, "pending", (VISITOR,), team="application"),
    RegistrationStep(State.OFFERED, Verb.LAPSE, State.CANCELLED, "lapsed", (PARVIS,)),
    RegistrationStep(State.WAITING, Verb.APPLY, State.PENDING, "pending", (PARVIS,), team="application"),
    *_from(ACTIVE, Verb.CANCEL, State.CANCELLED, "cancellation", ANYBODY, team="cancelled"),
)
