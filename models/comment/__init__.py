"""Comments: what people say under an event, who may see it, and how it hangs together."""

from models.comment.admission import CommentRefusal, CommentRefused
from models.comment.comment import Comment
from models.comment.former import FormerText
from models.comment.note import Note
from models.comment.origin import CommentOrigin, Source
from models.comment.place import Place
from models.comment.record import EDITABLE_FOR, Text
from models.comment.states import TRANSITIONS, CommentState, HeldFor, Verb
from models.comment.thread import Discussion, Node

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
]
