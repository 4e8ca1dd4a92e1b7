"""Comments: what people say under an event, who may see it, and how it hangs together."""

from models.comment.record import EDITABLE_FOR, Comment, CommentOrigin
from models.comment.states import TRANSITIONS, CommentState, HeldFor, IllegalTransition, Transition, Verb

__all__ = [
    "EDITABLE_FOR",
    "TRANSITIONS",
    "Comment",
    "CommentOrigin",
    "CommentState",
    "HeldFor",
    "IllegalTransition",
    "Transition",
    "Verb",
]
