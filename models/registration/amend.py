"""Changing and cancelling a registration that exists."""

from models import change, entry, message
from models.registration.record import Registration, RegistrationState
from models.registration.request import Details, Refusal, Refused
from models.registration.waiting_list import promote, tell_positions
from models.user import Right, User


def cancel(registration: Registration, *, by: User | None = None) -> bool:
    """Cancel a registration and give its seats to who waits, in the current write transaction.

    ``by`` is the member of staff who does it, else it is the person. Returns False, changing nothing, when it was
    cancelled already.
    """
    event = registration.event
    event.lock()
    if not registration.is_active:
        return False
    registration.move("cancel", by=by, person=by is None)
    organisers = User.addresses_with(Right.ORGANISE)
    cause = f"cancelled:{registration.id}:{registration.turns}"
    message.owe("cancelled", cause, organisers, event.language, registration_id=registration.id)
    if not promote(event):
        tell_positions(event)
    return True


def amend(registration: Registration, details: Details, *, by: User | None = None) -> None:
    """Change the name, the organisation, the function and the number of seats; fewer seats free the others.

    Raises Refused when more seats are asked than remain. Somebody whose seats do not grow may always change the rest.
    """
    event = registration.event
    event.lock()
    more = details.seats - registration.seats
    holds = registration.state is RegistrationState.CONFIRMED
    if (
        more > 0
        and holds
        and event.seats_free is not None
        and (event.waiting_count or more > event.seats_free)
    ):
        raise Refused(
            Refusal.TOO_MANY_SEATS,
            registration.seats if event.waiting_count else registration.seats + event.seats_free,
        )
    registration.name, registration.organisation = details.name, details.organisation
    registration.job_title, registration.seats = details.job_title, details.seats
    entry.write("registration", registration.id, "amend", by=by, person=by is None, seats=details.seats)
    change.record(registration.topic, "state")
    if more and holds:
        event.lock()
        event.changed("seats")
        promote(event)
