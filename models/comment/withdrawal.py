"""What stays when an author deletes a comment: nothing, or a placeholder that keeps the replies."""

import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment.former import FormerText
from models.comment.note import Note
from models.comment.record import CommentRecord
from models.comment.states import CommentState
from models.erasure import Kind, Way, record
from models.outbox.message import MessageState, OutboxMessage
from models.subscription import Subscription


class Withdrawing(CommentRecord):
    """What happens to a comment that its author deletes, or whose time has come."""

    __abstract__ = True

    def withdraw(self, verb: str = "withdraw", *, visitor: bool = True) -> None:
        """Delete a comment in the current write transaction.

        Its author wants it or, with ``visitor`` False, its retention period is over.

        What was answered leaves an empty placeholder; when the last reply goes, the placeholders above it go too.
        """
        self.lock()
        AuditEntry.write("comment", self.id, verb, visitor=visitor, source=self.state, version=self.version)
        record(Kind.COMMENT, self.uid, Way.AUTHOR if visitor else Way.RETENTION)
        _tell(self)
        self.forget_quotes()
        Subscription.forget(self.id)
        if _is_answered(self):
            self._empty()
            return
        above = self.parent
        _remove(self)
        while above and above.erased and not _is_answered(above):
            emptied, above = above, above.parent
            _tell(emptied)
            _remove(emptied)

    def forget_quotes(self) -> None:
        """Forget every mail that quotes a comment, in the current write transaction.

        That is what was told of it, of replies to it, to its author of further replies, and summaries. Those of others that
        still wait stay: they are written from what is true when they leave.
        """
        OutboxMessage.forget(OutboxMessage.comment_id == self.id)
        replies = sa.select(type(self).id).where(type(self).parent_id == self.id)
        own = sa.select(Subscription.id).where(Subscription.comment_id == self.id)
        sent = OutboxMessage.state == MessageState.SENT
        about = sa.or_(
            OutboxMessage.comment_id.in_(replies),
            sa.and_(
                OutboxMessage.kind == "reply", OutboxMessage.facts["subscription_id"].as_integer().in_(own)
            ),
            OutboxMessage.id.in_(_summaries(self.id)),
        )
        OutboxMessage.forget(sa.and_(sent, about))

    def _empty(self) -> None:
        """Forget the text and who wrote it. What waited for approval holds nothing to approve any more."""
        self.erased = True
        self.body = self.html = self.folded = ""
        self.name = self.email = self.email_key = self.website = ""
        self.guest = None
        self.user_id = self.origin = None
        FormerText.forget(self)
        Note.forget(self)
        self.held_for = []
        self.version += 1
        if self.state is CommentState.PENDING:
            self.state = CommentState.APPROVED
        self.show()


def _is_answered(comment: CommentRecord) -> bool:
    replies = sa.select(type(comment).id).where(type(comment).parent_id == comment.id).limit(1)
    return db.session.scalar(replies) is not None


def _remove(comment: CommentRecord) -> None:
    db.session.delete(comment)
    db.session.flush()


def _tell(comment: CommentRecord) -> None:
    change.record("queue", "comment", comment.id)
    if comment.visible:
        comment.event.changed("comment", comment.id)


def _summaries(comment_id: int) -> list[int]:
    sent = (
        OutboxMessage.kind == "digest",
        OutboxMessage.state == MessageState.SENT,
        OutboxMessage.recipients != "",
    )
    found = db.session.execute(sa.select(OutboxMessage.id, OutboxMessage.facts).where(*sent))
    return [row.id for row in found if comment_id in row.facts.get("comment_ids", [])]
