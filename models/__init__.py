"""The nouns of Parvis: their states, verbs, rules and constraints. Importing this package fills the metadata."""

from models.answer import Answer
from models.batch import Batch
from models.change import Change
from models.check_in import CheckIn
from models.comment import Comment, CommentOrigin, FormerText, Note
from models.consent import Clause, Consent
from models.decision import Decision
from models.entry import Entry
from models.event import Event, Speaker
from models.message import Message
from models.old_address import OldAddress
from models.person import FormerAddress
from models.question import Choice, Question
from models.reading import Reading
from models.registration import Companion, Registration
from models.report import Report
from models.site import Site
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
