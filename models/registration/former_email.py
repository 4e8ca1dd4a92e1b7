"""A registration's former email address, erased with the person.

Only here are the old and the new address stored together.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db
from models.registration.record import RegistrationRecord


class FormerEmail(Model):
    """A change of a registration's email address from ``email`` to ``followed_by``.

    The audit log holds only the id of this row.
    """

    __tablename__ = "former_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(sa.String(254))
    followed_by: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def of(cls, registration: RegistrationRecord) -> list["FormerEmail"]:
        """Return the changes of a registration's address, oldest first."""
        found = sa.select(cls).where(cls.registration_id == registration.id).order_by(cls.id)
        return list(db.session.scalars(found))
