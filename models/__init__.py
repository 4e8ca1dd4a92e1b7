"""The models of Parvis: states, verbs, rules and constraints; importing it fills the metadata."""

from models.answer import Answer
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.check_in import CheckIn
from models.comment import Comment, CommentOrigin, FormerText, Note
from models.comment.bulk_decision import BulkDecision
from models.comment.decision import Decision
from models.comment.lesson import Lesson
from models.comment.presence import Presence
from models.comment.report import Report
from models.consent import Clause, Consent
from models.event import Event, Speaker
from models.event.former_url import FormerUrl
from models.imports.remembered_columns import RememberedColumns
from models.outbox.message import OutboxMessage
from models.outbox.unasked import UnaskedMail
from models.question import Choice, Question
from models.registration import Companion, FormerEmail, Registration
from models.site.record import Site
from models.site.signing_key import SigningKey
from models.spam.learned import Learned
from models.spam.protection import Protection
from models.spam.rule import Rule
from models.subscription import Follower, Subscription
from models.user import SignInLink, StaffSession, User

__all__ = [
    "Answer",
    "AuditEntry",
    "BulkDecision",
    "Change",
    "CheckIn",
    "Choice",
    "Clause",
    "Comment",
    "CommentOrigin",
    "Companion",
    "Consent",
    "Decision",
    "Event",
    "Follower",
    "FormerEmail",
    "FormerText",
    "FormerUrl",
    "Learned",
    "Lesson",
    "Note",
    "OutboxMessage",
    "Presence",
    "Protection",
    "Question",
    "Registration",
    "RememberedColumns",
    "Report",
    "Rule",
    "SignInLink",
    "SigningKey",
    "Site",
    "Speaker",
    "StaffSession",
    "Subscription",
    "UnaskedMail",
    "User",
]
