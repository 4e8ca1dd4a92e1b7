"""Registrations: who comes, who waits, and how one becomes the other."""

from models.registration.amend import amend, cancel
from models.registration.approval import approve, refuse
from models.registration.companion import Companion, CompanionFacts
from models.registration.confirming import confirm, may_confirm, may_take, take
from models.registration.email_change import move, move_receipt, readdress
from models.registration.expiry import release_expired, with_expired
from models.registration.former_email import FormerEmail
from models.registration.lookup import PASS_LASTS, admitted, ask_links, mine, pass_for
from models.registration.record import Registration
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.registration.request import Details, Receipt, register
from models.registration.states import ACTIVE, TRANSITIONS, RegistrationState
from models.registration.waiting_list import prefer, promote, promote_by_hand
from models.registration.waiting_list_blocker import (
    BlockerCause,
    WaitingListBlocker,
    kept,
    waiting_list_blocker,
)

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
    "WaitingListBlocker",
    "admitted",
    "amend",
    "approve",
    "ask_links",
    "cancel",
    "confirm",
    "kept",
    "may_confirm",
    "may_take",
    "mine",
    "move",
    "move_receipt",
    "pass_for",
    "prefer",
    "promote",
    "promote_by_hand",
    "readdress",
    "refuse",
    "register",
    "release_expired",
    "take",
    "waiting_list_blocker",
    "with_expired",
]
