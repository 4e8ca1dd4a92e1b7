"""The nouns of Parvis: their states, verbs, rules and constraints. Importing this package fills the metadata."""

from models.answer import Answer
from models.audit_log.entry import Entry
from models.change_feed.change import Change
from models.check_in import CheckIn
from models.comment import Comment, CommentOrigin, FormerText, Note
from models.comment.bulk_decision import Batch
from models.comment.decision import Decision
from models.comment.presence import Reading
from models.comment.report import Report
from models.consent import Clause, Consent
from models.event import Event, Speaker
from models.event.former_url import OldAddress
from models.outbox.message import Message
from models.question import Choice, Question
from models.registration import Companion, FormerAddress, Registration
from models.site.record import Site
from models.spam.filter import Learned
from models.spam.lesson import Lesson
from models.spam.protection import Protection
from models.spam.rule import Rule
from models.subscription import Follower, Subscription
from models.user import SignInLink, StaffSession, User

__all__ = [
    "Answer",
    "Batch",
    "Change",
    "CheckIn",
    "Choice",
    "Clause",
    "Comment",
    "CommentOrigin",
    "Companion",
    "Consent",
    "Decision",
    "Entry",
    "Event",
    "Follower",
    "FormerAddress",
    "FormerText",
    "Learned",
    "Lesson",
    "Message",
    "Note",
    "OldAddress",
    "Protection",
    "Question",
    "Reading",
    "Registration",
    "Report",
    "Rule",
    "SignInLink",
    "Site",
    "Speaker",
    "StaffSession",
    "Subscription",
    "User",
]
