"""A comment, put together from what can be done about it."""

from models.comment.decision import Deciding
from models.comment.note import Annotating
from models.comment.withdrawal import Withdrawing


class Comment(Deciding, Annotating, Withdrawing):
    """What somebody wrote under an event."""
