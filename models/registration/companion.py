"""Who comes with somebody: one row for each companion who was named; their seats belong to the registration."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Model

if TYPE_CHECKING:
    from models.registration.record import Registration


class Companion(Model):
    """Somebody who takes one of the seats of a registration; the address, if any, is for the organisers."""

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(sa.String(245))
    email: Mapped[str] = mapped_column(sa.String(254), default="")


@dataclass(frozen=True, slots=True)
class CompanionFacts:
    """A companion as somebody names them."""

    name: str
    email: str = ""


def accompany(registration: "Registration", named: Sequence[CompanionFacts] | None) -> bool:
    """Make a registration's companions those who are named, in the current write transaction; say whether that changed any.

    None leaves them, except those for whom no seat is left. Raises ValueError when more are named than there are seats.
    """
    present = list(registration.companions)
    if named is None:
        named = [CompanionFacts(one.name, one.email) for one in present][: registration.seats - 1]
    if len(named) >= registration.seats and named:
        raise ValueError("more companions than seats")
    free: dict[tuple[str, str], Companion | None] = {(one.name, one.email): one for one in present}
    kept = [
        free.pop((one.name, one.email), None) or Companion(name=one.name, email=one.email) for one in named
    ]
    for position, one in enumerate(kept):
        one.position = position
    registration.companions = kept
    return kept != present
