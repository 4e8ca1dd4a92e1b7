"""A registration: one address, its seats, its state, put together from what can be done about it."""

from models.registration.approval import Approving
from models.registration.confirming import Confirming
from models.registration.correction import Correcting
from models.registration.email_change import EmailChanging
from models.registration.lookup import LookingUp


class Registration(Correcting, Approving, Confirming, EmailChanging, LookingUp):
    """One address registered for one event, with the seats that it holds (companions included)."""
