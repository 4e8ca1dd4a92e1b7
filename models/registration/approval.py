"""The organiser's answer to who has registered for an event that asks for it. It is no waiting list: the seat is kept."""

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
        """Accept somebody, in the current write transaction; returns False, changing nothing, when there is nothing to answer.

        Raises Refused when their seats had been given back by a refusal and are no longer free.
        """
        event = self.lock()
        if self.state not in ASKS or event.is_over:
            return False
        if self.state is RegistrationState.REFUSED:
            limits.refuse(limits.passed(self))
        self.move(RegistrationVerb.APPROVE, by=by)
        return True

    def refuse(self, *, by: User) -> bool:
        """Turn somebody down and give their seats to who waits; returns False, changing nothing, when there is nothing to answer."""
        event = self.lock()
        if self.state not in MAY_BE_REFUSED or event.is_over:
            return False
        self.move(RegistrationVerb.REFUSE, by=by)
        if not self.promote(event):
            self.tell_positions(event)
        return True
