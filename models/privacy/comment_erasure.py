"""Comments under an email address, and erasing their author.

The text stays; the author becomes « Anonyme ».
"""

import sqlalchemy as sa

from extensions import db
from folding import searched
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment import Comment, FormerText
from models.comment.note import Note
from models.comment.origin import network
from models.erasure import Kind, Way, record
from models.user import User

NOBODY = {"fr": "Anonyme", "en": "Anonymous"}


def anonymous(language: str) -> str:
    """Return the name of who has none, in the language of the comment."""
    return NOBODY.get(language, NOBODY["en"])


def comments_of(email_key: str) -> sa.Select[Comment]:
    """Select what was written under an address, by the staff too, oldest first."""
    found = sa.select(Comment).where(Comment.email_key == email_key, ~Comment.erased)
    return found.order_by(Comment.created_at, Comment.id)


def disown(comment: Comment, *, by: User | None) -> bool:
    """Erase the author of a comment, in the current write transaction.

    Returns False for a comment by the staff, whose account names them.

    The text and its date stay; the network address is shortened, and goes altogether in its time (models/privacy/retention.py).
    """
    comment.lock()
    if comment.user_id:
        return False
    record(Kind.SIGNATURE, comment.uid, Way.DESK)
    comment.name = anonymous(comment.language)
    comment.email = comment.email_key = comment.website = ""
    comment.guest = None
    comment.folded = searched(comment.name, comment.body)
    if comment.origin:
        part = network(comment.origin.address)
        comment.origin.address, comment.origin.agent = str(part.network_address) if part else "", ""
    former = sa.update(FormerText).where(FormerText.comment_id == comment.id)
    db.session.execute(former.values(name=comment.name, website=""))
    Note.forget(comment)  # what colleagues say about an author names one
    comment.forget_quotes()
    AuditEntry.write("comment", comment.id, "disown", by=by)
    change.record("queue", "comment", comment.id)
    if comment.visible:
        comment.event.changed("text", comment.id)
    return True
