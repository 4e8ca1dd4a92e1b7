"""The organiser's approval of registrations, for an event that requires it.

It is no waiting list: the seat is held.
"""

from models.registration import limits
from models.registration.states import RegistrationState, RegistrationVerb
from models.registration.waiting_list import WaitingList
from models.user import User

ASKS = {RegistrationState.PENDING, RegistrationState.REFUSED}  # a refusal may be taken back
MAY_BE_REFUSED = {RegistrationState.PENDING, RegistrationState.WAITING}


class Approving(WaitingList):
    """The organiser's decision about a registration that awaits it."""

    __abstract__ = True

    def approve(self, *, by: User) -> bool:
        """Approve a registration, in the current write transaction.

        Returns False, changing nothing, when it does not wait for approval.

        Raises RegistrationRefused when their seats had been given back by a refusal and are no longer free.
        """
        event = self.lock()
        if self.state not in ASKS or event.is_over:
            return False
        if self.state is RegistrationState.REFUSED:
            limits.refuse(limits.passed(self))
        self.move(RegistrationVerb.APPROVE, by=by)
        return True

    def refuse(self, *, by: User) -> bool:
        """Refuse a registration and give its seats to the waiting list.

        Returns False, changing nothing, when it does not wait for approval.
        """
        event = self.lock()
        if self.state not in MAY_BE_REFUSED or event.is_over:
            return False
        self.move(RegistrationVerb.REFUSE, by=by)
        if not self.promote(event):
            self.tell_positions(event)
        return True
