"""Registrations: who comes, who waits, and how one becomes the other."""

from models.registration.amend import amend, cancel
from models.registration.record import TRANSITIONS, Registration, RegistrationState
from models.registration.request import Details, Receipt, Refusal, Refused, register
from models.registration.stall import Stall, stall
from models.registration.waiting_list import promote

__all__ = [
    "TRANSITIONS",
    "Details",
    "Receipt",
    "Refusal",
    "Refused",
    "Registration",
    "RegistrationState",
    "Stall",
    "amend",
    "cancel",
    "promote",
    "register",
    "stall",
]
