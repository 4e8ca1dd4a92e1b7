"""Posting, changing and withdrawing a comment: what is refused, what is held, and who is told."""

from collections.abc import Sequence

import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log import entry
from models.change_feed import change
from models.comment import moderator_alert
from models.comment.admission import CommentRefusal, CommentRefused, Source, admit, same_author
from models.comment.origin import CommentOrigin
from models.comment.record import Comment
from models.comment.states import CommentState, HeldFor
from models.comment.text import Text
from models.event import CommentsPolicy
from models.spam.verdict import Verdict
from models.user import User
from spam.saying import Saying


def post(comment: Comment, source: Source) -> None:
    """Take a new comment, with its event, author, text and parent set, in the current write transaction.

    It is approved, held or filed as spam as the event's policy, the signs and the team's lists say; the moderators are
    owed a mail about one that is held. Raises Refused, having added nothing.
    """
    comment.event.lock()
    admit(comment, source)
    verdict = _verdict(comment, source.address)
    reasons = [*held_for(comment, source.signs), *verdict.reasons]
    comment.held_for = list(dict.fromkeys([*reasons, *verdict.remarks])) if reasons else []
    comment.state = CommentState.PENDING if reasons else CommentState.APPROVED
    if verdict.files:
        comment.state, comment.state_before = CommentState.SPAM, CommentState.PENDING
    comment.origin = CommentOrigin(address=source.address, agent=source.agent[:300])
    comment.enter(by=comment.user)
    tell_moderators(comment)


def amend(comment: Comment, text: Text) -> None:
    """Let the author change the text within its time, in the current write transaction; its version rises.

    An approved comment that would be held if it were new waits again. Raises Refused when it is too late.
    """
    comment.lock()
    if not comment.is_editable:
        raise CommentRefused(CommentRefusal.TOO_LATE)
    if text.body == comment.body:
        return
    comment.say(text)
    comment.version += 1
    comment.edited_at = clock.now()
    verdict = _verdict(comment, comment.origin.address if comment.origin else "")
    held = [*held_for(comment), *verdict.reasons]
    if held and comment.state is CommentState.APPROVED:
        comment.held_for = [*held, HeldFor.EDITED]
        comment.hold()
        tell_moderators(comment)
        return
    if comment.state is not CommentState.APPROVED:
        comment.held_for = list(dict.fromkeys([*comment.held_for, *verdict.reasons]))
    entry.write("comment", comment.id, "edit", person=True, version=comment.version)
    change.record("queue", "comment", comment.id)
    if comment.visible:
        comment.event.changed("text", comment.id)


def held_for(comment: Comment, signs: Sequence[str] = ()) -> list[str]:
    """Return why a comment must wait (HeldFor), nothing when it may appear at once; the staff's always may."""
    if comment.user or comment.user_id:
        return []
    policy = comment.event.comments_policy
    reasons = {
        HeldFor.POLICY: policy is CommentsPolicy.MODERATE,
        HeldFor.FIRST: policy is CommentsPolicy.FIRST and not _is_known(comment),
        HeldFor.ACCOUNT: User.by_email(comment.email) is not None,
        HeldFor.LINKS: comment.html.count("<a ") >= comment.event.links_to_hold,
    }
    return [reason for reason, applies in reasons.items() if applies] + list(signs)


def _verdict(comment: Comment, address: str) -> Verdict:
    """Ask the lists and the filter about a visitor's comment. Raises Refused when a list says so."""
    if comment.user or comment.user_id:
        return Verdict()
    said = Saying(comment.name, comment.email, comment.website, comment.body, comment.html, address)
    verdict = Verdict.about(said, comment.event.id)
    if verdict.refuses:
        raise CommentRefused(CommentRefusal.RULE)
    return verdict


def _is_known(comment: Comment) -> bool:
    """Say whether a comment under the same name and address was approved before; a name alone proves nothing."""
    if not comment.key and comment.guest is None:
        return False
    before = sa.select(Comment.id).where(
        same_author(comment),
        Comment.name == comment.name,
        Comment.state == CommentState.APPROVED,
        ~Comment.erased,
    )
    return db.session.scalar(before.where(Comment.id != comment.id if comment.id else sa.true())) is not None


def tell_moderators(comment: Comment) -> None:
    """Owe the moderators a mail about a comment if it waits, in the current write transaction."""
    if comment.state is CommentState.PENDING:
        moderator_alert.tell_at_once(comment.id, comment.version or 1)
