"""Confirming a held or offered seat.

The mailed link opens a page, and only its button confirms.
"""

from models.event import EventStatus
from models.registration.companions import Accompanied
from models.registration.expiry import Expiring
from models.registration.states import RegistrationState, RegistrationVerb

OFF = {EventStatus.CANCELLED, EventStatus.ARCHIVED, EventStatus.DRAFT}


class Confirming(Expiring, Accompanied):
    """What an attendee confirms by the button behind a mailed link.

    That is the email address, or taking the offered seat.
    """

    __abstract__ = True

    def confirm(self) -> bool:
        """Confirm the email address of a held registration, in the current write transaction.

        The organiser may have to approve it next.

        Returns False, changing nothing, when it was confirmed already or the event is off or over; a hold that has expired
        is ended.
        """
        return self._keep_seat(RegistrationState.HELD, RegistrationVerb.CONFIRM)

    def take(self) -> bool:
        """Take the offered seat, in the current write transaction.

        The organiser may have to approve it next.

        Returns False, changing nothing, when there is no offer or the event is off or over; an offer that has lapsed is ended.
        """
        return self._keep_seat(RegistrationState.OFFERED, RegistrationVerb.TAKE)

    def may_confirm(self) -> bool:
        """Say whether the link of an address still does something."""
        return self._may_keep_seat(RegistrationState.HELD)

    def may_take(self) -> bool:
        """Say whether an offered seat can still be taken."""
        return self._may_keep_seat(RegistrationState.OFFERED)

    def _keep_seat(self, state: RegistrationState, verb: RegistrationVerb) -> bool:
        event = self.lock()
        self.release_expired(event)
        if not self._may_keep_seat(state):
            return False
        self.move(RegistrationVerb.APPLY if event.approval else verb, visitor=True)
        self.tell_companions()
        return True

    def _may_keep_seat(self, state: RegistrationState) -> bool:
        event = self.event
        kept = self.state is state and not self.is_overdue
        return kept and not event.is_over and event.status not in OFF
