"""Posting and changing a comment: what is refused, what is held, who is told."""

from collections.abc import Sequence

import sqlalchemy as sa

import clock
import look_alike
from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment import moderator_alert
from models.comment.admission import Admitting, CommentRefusal, CommentRefused
from models.comment.origin import CommentOrigin, Source
from models.comment.record import Text
from models.comment.states import REMOVED, CommentState, HeldFor
from models.event import CommentsPolicy
from models.spam.verdict import Verdict
from models.subscription import Subscription
from models.user import User
from spam.saying import Saying

HARMLESS = {HeldFor.POLICY, HeldFor.FIRST}  # the house's habits, nothing that this comment gives reason for
_site = sa.table("site", sa.column("name"))  # which stands above in the house
LIKELY = 50  # percent, from which on the filter takes a comment for spam rather than not


class Posting(Admitting):
    """What an author does: post, change the words for a while, and ask to be told of replies."""

    __abstract__ = True

    def post(self, source: Source) -> None:
        """Take a new comment, with its event, author, text and parent set, in the current write transaction.

        It is approved, held or filed as spam as the event's policy, the signs and the team's lists say; the moderators are
        owed a mail about one that is held. Raises CommentRefused, having added nothing.
        """
        self.event.lock()
        self.admit(source)
        verdict = self._verdict(source.address)
        reasons = [*self.reasons_to_hold(source.signs), *verdict.reasons]
        self.held_for = list(dict.fromkeys([*reasons, *verdict.remarks])) if reasons else []
        self.state = CommentState.PENDING if reasons else CommentState.APPROVED
        if verdict.files:
            self.state, self.state_before = CommentState.SPAM, CommentState.PENDING
        self.origin = CommentOrigin(address=source.address, agent=source.agent[:300])
        self.enter(by=self.user)
        self.tell_moderators()

    def amend(self, text: Text) -> None:
        """Let the author change the text within its time, in the current write transaction; its version rises.

        An approved comment that would be held if it were new waits again. Raises CommentRefused when it is too late.
        """
        self.lock()
        if not self.is_editable:
            raise CommentRefused(CommentRefusal.TOO_LATE)
        if text.body == self.body:
            return
        self.say(text)
        self.version += 1
        self.edited_at = clock.now()
        verdict = self._verdict(self.origin.address if self.origin else "")
        held = [*self.reasons_to_hold(), *verdict.reasons]
        if held and self.state is CommentState.APPROVED:
            self.held_for = [*held, HeldFor.EDITED]
            self.hold()
            self.tell_moderators()
            return
        if self.state is not CommentState.APPROVED:
            self.held_for = list(dict.fromkeys([*self.held_for, *verdict.reasons]))
        AuditEntry.write("comment", self.id, "edit", visitor=True, version=self.version)
        change.record("queue", "comment", self.id)
        if self.visible:
            self.event.changed("text", self.id)

    def follow(self) -> None:
        """Subscribe a new comment's author to replies, in the current write transaction.

        What may come from a machine makes us write to nobody until a moderator has approved it: the address may be anyone's.
        """
        harmless = all(map(_is_harmless, self.held_for)) and self.state not in REMOVED
        Subscription.begin(self.id, self.email, self.language, ask=harmless)

    def reasons_to_hold(self, signs: Sequence[str] = ()) -> list[str]:
        """Return the reasons (HeldFor) why a comment must wait; empty when it may appear at once.

        Comments by the staff never wait.
        """
        if self.user or self.user_id:
            return []
        policy = self.event.comments_policy
        reasons = {
            HeldFor.POLICY: policy is CommentsPolicy.MODERATE,
            HeldFor.FIRST: policy is CommentsPolicy.FIRST and not self._is_known(),
            HeldFor.ACCOUNT: User.by_email(self.email) is not None,
            HeldFor.NAME: self.guest is None and _is_of_the_house(self.name),
            HeldFor.LINKS: self.html.count("<a ") >= self.event.links_to_hold,
        }
        return [reason for reason, applies in reasons.items() if applies] + list(signs)

    def _verdict(self, address: str) -> Verdict:
        """Ask the lists and the filter about a visitor's comment. Raises CommentRefused when a list says so."""
        if self.user or self.user_id:
            return Verdict()
        said = Saying(self.name, self.email, self.website, self.body, self.html, address)
        verdict = Verdict.about(said, self.event.id)
        if verdict.refuses:
            raise CommentRefused(CommentRefusal.RULE)
        return verdict

    def _is_known(self) -> bool:
        """Return whether a comment with the same name and email address was approved before.

        The same name alone proves nothing.
        """
        if not self.key and self.guest is None:
            return False
        before = sa.select(type(self).id).where(
            self.same_author(),
            type(self).name == self.name,
            type(self).state == CommentState.APPROVED,
            ~type(self).erased,
        )
        return db.session.scalar(before.where(type(self).id != self.id if self.id else sa.true())) is not None

    def tell_moderators(self) -> None:
        """Owe the moderators a mail about a comment if it waits, in the current write transaction."""
        if self.state is CommentState.PENDING:
            moderator_alert.tell_at_once(self.id, self.version or 1)


def _is_of_the_house(name: str) -> bool:
    """Return whether a name passes for the site's, an office of it, or somebody's on the staff."""
    return look_alike.names_an_office(name) or any(
        look_alike.bears(name, each) for each in (*db.session.scalars(sa.select(_site.c.name)), *User.names())
    )


def _is_harmless(reason: str) -> bool:
    """Return whether a reason to hold a comment says nothing against it.

    That is a general policy of the site, or a filter that sees little risk.
    """
    name, _colon, rest = reason.partition(":")
    risk = rest.partition(":")[0]
    return reason in HARMLESS or (name == HeldFor.FILTER and risk.isdecimal() and int(risk) < LIKELY)
