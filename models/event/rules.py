"""How people get a seat, as an organiser decides: an event's columns and what follows from them."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

import clock
from models.event.fields import EventColumns
from models.event.states import PromotionPolicy

AT_LEAST = timedelta(minutes=30)


class RegistrationRules(EventColumns):
    """The options of registration.

    ``hold_minutes`` is how many minutes a seat is held until its email address is confirmed.

    ``stop_before`` is how many hours before the beginning freed seats stop moving: 0 is never. ``offer_hours`` is how
    long an offered seat waits at most. ``reminders`` are lines that models/event/reminder.py reads.
    """

    starts_at: Mapped[datetime] = mapped_column(index=True)

    reminded_at: Mapped[datetime | None]  # the moment of the newest reminder that was owed to everybody

    @property
    def stops_at(self) -> datetime | None:
        """The instant from which freed seats no longer go to the waiting list.

        None means that they do until the event begins.
        """
        return self.starts_at - timedelta(hours=self.stop_before) if self.stop_before else None

    @property
    def offers_seats(self) -> bool:
        """Whether a freed seat is offered, to be taken by a mailed link.

        Taking the offer also confirms the email address.
        """
        return self.promotion is PromotionPolicy.OFFER or self.confirm_address

    @property
    def offered_until(self) -> datetime | None:
        """The instant until which a seat offered now can be taken.

        None means that the event is too near for an offer.

        Half of the time that remains is left for the next in line, but nobody has less than half an hour if there is one.
        """
        now, stop = clock.now(), self.stops_at or self.starts_at
        left = (stop if now < stop else self.starts_at) - now
        if left <= timedelta(0):
            return None
        return now + min(timedelta(hours=self.offer_hours), left, max(left / 2, AT_LEAST))

    @property
    def held_until(self) -> datetime:
        """The instant until which a seat that is taken now waits for its address to be confirmed."""
        return clock.now() + timedelta(minutes=self.hold_minutes)
