"""Where a registration can stand, and the one table of what leads from one state to another.

``docs/states.md`` is written from it (``python -m tests.house.states``), and no step is taken that it does not hold.
"""

from dataclasses import dataclass
from enum import StrEnum

from models.audit_log.entry import Actor


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
PERSON, STAFF, PARVIS = Actor.PERSON, Actor.STAFF, Actor.PARVIS
ANYBODY = (PERSON, STAFF)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: from where, by which verb (the line in the history), to where, and what follows.

    ``who`` may do it; ``mail`` is the kind that tells the person, ``team`` the kind that tells the organisers, if any.
    """

    source: State | None
    verb: str
    target: State
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
        """The METHOD of the calendar file that goes along with the mail: a seat that is sure is published, and taken back."""
        if self.target is State.CONFIRMED:
            return "PUBLISH"
        return "CANCEL" if self.source is State.CONFIRMED else ""


def _from(sources: tuple[State | None, ...], *rest: object, **more: str) -> tuple[Transition, ...]:
    return tuple(Transition(source, *rest, **more) for source in sources)  # type: ignore[arg-type]


NEW = (None, State.CANCELLED)
TRANSITIONS = (
    *_from(NEW, "register", State.CONFIRMED, "confirmation", ANYBODY),
    *_from(NEW, "hold", State.HELD, "hold", (PERSON,)),
    *_from(NEW, "apply", State.PENDING, "pending", (PERSON,), team="application"),
    *_from(NEW, "join waiting list", State.WAITING, "waiting", ANYBODY),
    Transition(State.HELD, "confirm", State.CONFIRMED, "confirmation", (PERSON,)),
    Transition(State.HELD, "apply", State.PENDING, "pending", (PERSON,), team="application"),
    Transition(State.HELD, "expire", State.CANCELLED, "expired", (PARVIS,)),
    *_from((State.PENDING, State.REFUSED), "approve", State.CONFIRMED, "approval", (STAFF,)),
    *_from((State.PENDING, State.WAITING), "refuse", State.REFUSED, "refusal", (STAFF,)),
    Transition(State.WAITING, "promote", State.CONFIRMED, "promotion", (PARVIS, STAFF)),
    Transition(State.WAITING, "offer", State.OFFERED, "offer", (PARVIS, STAFF)),
    Transition(State.OFFERED, "take", State.CONFIRMED, "confirmation", (PERSON,)),
    Transition(State.OFFERED, "apply", State.PENDING, "pending", (PERSON,), team="application"),
    Transition(State.OFFERED, "lapse", State.CANCELLED, "lapsed", (PARVIS,)),
    Transition(State.WAITING, "apply", State.PENDING, "pending", (PARVIS,), team="application"),
    *_from(ACTIVE, "cancel", State.CANCELLED, "cancellation", ANYBODY, team="cancelled"),
)
TABLE = {(row.source, row.verb): row for row in TRANSITIONS}


class IllegalTransition(Exception):
    """A verb that the present state does not allow, or not to who tries."""
