"""What an organiser decides about how people get a seat: the columns of an event that say so, and what follows from them."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock

HOLD_MINUTES = 60


class RegistrationRules:
    """The options of registration. ``hold_minutes`` is how long a seat waits for its address to be confirmed."""

    capacity: Mapped[int | None]
    waiting_list: Mapped[bool] = mapped_column(default=True)
    max_seats: Mapped[int] = mapped_column(default=1)
    opens: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=False))
    closes: Mapped[datetime | None] = mapped_column(sa.DateTime(timezone=False))
    confirm_address: Mapped[bool] = mapped_column(default=False)
    hold_minutes: Mapped[int] = mapped_column(default=HOLD_MINUTES)
    approval: Mapped[bool] = mapped_column(default=False)

    @property
    def held_until(self) -> datetime:
        """The instant until which a seat that is taken now waits for its address to be confirmed."""
        return clock.now() + timedelta(minutes=self.hold_minutes)
