"""Registrations: who comes, who waits, and how one becomes the other."""

from models.registration.companion import Companion, CompanionFacts
from models.registration.former_email import FormerEmail
from models.registration.lookup import PASS_LASTS
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.registration.registration import Registration
from models.registration.request import Details, Receipt
from models.registration.states import ACTIVE, TRANSITIONS, RegistrationState, RegistrationVerb
from models.registration.waiting_list_blocker import BlockerCause, WaitingListBlocker

__all__ = [
    "ACTIVE",
    "PASS_LASTS",
    "TRANSITIONS",
    "BlockerCause",
    "Companion",
    "CompanionFacts",
    "Details",
    "FormerEmail",
    "Receipt",
    "Registration",
    "RegistrationRefusal",
    "RegistrationRefused",
    "RegistrationState",
    "RegistrationVerb",
    "WaitingListBlocker",
]
