"""A registration: one address, its seats, its state, put together from what can be done about it."""

from models.registration.approval import Approving
from models.registration.attendee_list import AddingLists
from models.registration.confirming import Confirming
from models.registration.email_change import EmailChanging
from models.registration.lookup import LookingUp


class Registration(AddingLists, Approving, Confirming, EmailChanging, LookingUp):
    """One address registered for one event, with the seats that it holds (companions included)."""
