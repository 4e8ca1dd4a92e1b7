"""Registrations: who comes, who waits, and how one becomes the other."""

from models.registration.address import confirm, may_confirm
from models.registration.amend import amend, cancel
from models.registration.approval import approve, refuse
from models.registration.companion import Companion, CompanionFacts
from models.registration.deadlines import settle, unsettled
from models.registration.record import Registration
from models.registration.request import Details, Receipt, Refusal, Refused, register
from models.registration.stall import Stall, stall
from models.registration.states import ACTIVE, TRANSITIONS, RegistrationState
from models.registration.waiting_list import promote

__all__ = [
    "ACTIVE",
    "TRANSITIONS",
    "Companion",
    "CompanionFacts",
    "Details",
    "Receipt",
    "Refusal",
    "Refused",
    "Registration",
    "RegistrationState",
    "Stall",
    "amend",
    "approve",
    "cancel",
    "confirm",
    "may_confirm",
    "promote",
    "refuse",
    "register",
    "settle",
    "stall",
    "unsettled",
]
