"""Comments: what people say under an event, who may see it, and how it hangs together."""

from models.comment.admission import CommentRefusal, CommentRefused, Source, admit
from models.comment.following import follow
from models.comment.former import FormerText, reword
from models.comment.hidden import hidden
from models.comment.note import Note, annotate
from models.comment.origin import CommentOrigin
from models.comment.place import Place, places
from models.comment.post import amend, post
from models.comment.record import EDITABLE_FOR, Comment
from models.comment.states import TRANSITIONS, CommentState, HeldFor, Verb
from models.comment.text import Text
from models.comment.thread import (
    Discussion,
    Node,
    discussion,
    newest,
    outline,
    page_of,
    replyable,
)
from models.comment.withdrawal import withdraw

__all__ = [
    "EDITABLE_FOR",
    "TRANSITIONS",
    "Comment",
    "CommentOrigin",
    "CommentRefusal",
    "CommentRefused",
    "CommentState",
    "Discussion",
    "FormerText",
    "HeldFor",
    "Node",
    "Note",
    "Place",
    "Source",
    "Text",
    "Verb",
    "admit",
    "amend",
    "annotate",
    "discussion",
    "follow",
    "hidden",
    "newest",
    "outline",
    "page_of",
    "places",
    "post",
    "replyable",
    "reword",
    "withdraw",
]
