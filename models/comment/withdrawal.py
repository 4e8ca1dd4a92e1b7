"""What remains when an author deletes a comment: nothing, or a placeholder under which the replies stay."""

import sqlalchemy as sa

from extensions import db
from models.audit_log import entry
from models.change_feed import change
from models.comment.former import FormerText
from models.comment.note import Note
from models.comment.quotes import forget_quotes
from models.comment.record import Comment
from models.comment.states import CommentState
from models.subscription import Subscription


def withdraw(comment: Comment, verb: str = "withdraw", *, person: bool = True) -> None:
    """Delete a comment at its author's wish, or in its time (``person`` False), in the current write transaction.

    What was answered leaves an empty placeholder; when the last reply goes, the placeholders above it go too.
    """
    comment.lock()
    entry.write("comment", comment.id, verb, person=person, source=comment.state, version=comment.version)
    _tell(comment)
    forget_quotes(comment)
    if _is_answered(comment):
        _empty(comment)
        return
    above = comment.parent
    _remove(comment)
    while above and above.erased and not _is_answered(above):
        emptied, above = above, above.parent
        _tell(emptied)
        _remove(emptied)


def _is_answered(comment: Comment) -> bool:
    replies = sa.select(Comment.id).where(Comment.parent_id == comment.id).limit(1)
    return db.session.scalar(replies) is not None


def _empty(comment: Comment) -> None:
    """Forget the text and who wrote it. What waited for approval holds nothing to approve any more."""
    comment.erased = True
    comment.body = comment.html = comment.folded = ""
    comment.name = comment.email = comment.email_key = comment.website = ""
    comment.guest = None
    comment.user_id = comment.origin = None
    FormerText.forget(comment)
    Note.forget(comment)
    Subscription.forget(comment.id)
    comment.held_for = []
    comment.version += 1
    if comment.state is CommentState.PENDING:
        comment.state = CommentState.APPROVED
    comment.show()


def _remove(comment: Comment) -> None:
    db.session.delete(comment)
    db.session.flush()


def _tell(comment: Comment) -> None:
    change.record("queue", "comment", comment.id)
    if comment.visible:
        comment.event.changed("comment", comment.id)
