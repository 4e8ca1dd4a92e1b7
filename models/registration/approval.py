"""The organiser's answer to who has registered for an event that asks for it. It is no waiting list: the seat is kept."""

from models.registration import limits
from models.registration.record import Registration
from models.registration.states import RegistrationState
from models.registration.waiting_list import promote, tell_positions
from models.user import User

ASKS = {RegistrationState.PENDING, RegistrationState.REFUSED}  # a refusal may be taken back
MAY_BE_REFUSED = {RegistrationState.PENDING, RegistrationState.WAITING}


def approve(registration: Registration, *, by: User) -> bool:
    """Accept somebody, in the current write transaction; returns False, changing nothing, when there is nothing to answer.

    Raises Refused when their seats had been given back by a refusal and are no longer free.
    """
    event = registration.lock()
    if registration.state not in ASKS or event.is_over:
        return False
    if registration.state is RegistrationState.REFUSED:
        limits.refuse(limits.passed(registration))
    registration.move("approve", by=by)
    return True


def refuse(registration: Registration, *, by: User) -> bool:
    """Turn somebody down and give their seats to who waits; returns False, changing nothing, when there is nothing to answer."""
    event = registration.lock()
    if registration.state not in MAY_BE_REFUSED or event.is_over:
        return False
    registration.move("refuse", by=by)
    if not promote(event):
        tell_positions(event)
    return True
