"""The staff: who they are, what each role may do, and how they sign in."""

from models.user.factors import Authenticator, RecoveryCode
from models.user.lent_phone import LentPhone, Scope
from models.user.passkey import Passkey
from models.user.record import PLACEHOLDER_HOST, CommentMail, User
from models.user.refusal import Refusal, RefusalKind, Tries
from models.user.roles import RIGHTS, Right, Role
from models.user.session import SESSION_IDLES, SESSION_LASTS, SignInLink, StaffSession
from models.user.weakness import Weakness

__all__ = [
    "PLACEHOLDER_HOST",
    "RIGHTS",
    "SESSION_IDLES",
    "SESSION_LASTS",
    "Authenticator",
    "CommentMail",
    "LentPhone",
    "Passkey",
    "RecoveryCode",
    "Refusal",
    "RefusalKind",
    "Right",
    "Role",
    "Scope",
    "SignInLink",
    "StaffSession",
    "Tries",
    "User",
    "Weakness",
]
