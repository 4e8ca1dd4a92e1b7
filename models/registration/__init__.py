"""Registrations: who comes, who waits, and how one becomes the other."""

from models.registration.amend import amend, cancel
from models.registration.answers import confirm, may_confirm, may_take, take
from models.registration.approval import approve, refuse
from models.registration.companion import Companion, CompanionFacts
from models.registration.deadlines import settle, unsettled
from models.registration.record import Registration
from models.registration.refusal import Refusal, Refused
from models.registration.request import Details, Receipt, register
from models.registration.stall import Cause, Stall, kept, stall
from models.registration.states import ACTIVE, TRANSITIONS, RegistrationState
from models.registration.waiting_list import prefer, promote, promote_by_hand

__all__ = [
    "ACTIVE",
    "TRANSITIONS",
    "Cause",
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
    "kept",
    "may_confirm",
    "may_take",
    "prefer",
    "promote",
    "promote_by_hand",
    "refuse",
    "register",
    "settle",
    "stall",
    "take",
    "unsettled",
]
