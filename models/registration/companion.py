"""Companions: one row for each who was named; their seats belong to the registration."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Model


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
