"""How long data is kept, and erasing it, one rule per line; the privacy page states them.

What the operator chooses is a setting (KEEP_…, in days, 0 for ever); what follows from a promise in the code stands there.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from extensions import db
from models import erasure
from models.answer import Answer
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment import Comment, CommentOrigin, CommentState
from models.comment.presence import Presence
from models.comment.report import REPORTS_KEPT, Report
from models.event import Event
from models.outbox.message import MessageState, OutboxMessage
from models.outbox.unasked import UnaskedMail
from models.privacy.registration_erasure import erase_all
from models.question import Question
from models.registration import Registration, RegistrationState, RegistrationVerb
from models.spam.rule import REMOVED_KEPT, Rule
from models.subscription import ENDED_KEPT, UNCONFIRMED_KEPT, Follower, Subscription
from models.user import SESSION_IDLES, SESSION_LASTS, Refusal, SignInLink, StaffSession

SENSITIVE_KEPT = timedelta(days=7)  # after the event
LONGEST_ORIGINS = 365  # days that the operator may keep network addresses at most
OF_STAFF = {"readings", "sessions", "sign-in links", "refusals", "lines of the erasure journal"}
AT_ONCE = 200  # people or comments that one transaction forgets: everybody who writes waits for it
CHOSEN = (
    "KEEP_REGISTRATIONS",
    "KEEP_UNSEATED",
    "KEEP_MAIL",
    "KEEP_PENDING",
    "KEEP_BINNED",
    "KEEP_BACKUPS",
    "KEEP_REFUSALS",
)


def periods() -> dict[str, int]:
    """Return how many days each kind of data is kept, by its name on the privacy page; 0 for ever."""
    chosen = {name.removeprefix("KEEP_").lower(): int(current_app.config[name]) for name in CHOSEN}
    fixed = {"origins": origins_kept(), "reports": REPORTS_KEPT, "unconfirmed": UNCONFIRMED_KEPT}
    fixed |= {"ended": ENDED_KEPT, "sensitive": SENSITIVE_KEPT}
    return chosen | {name: period.days for name, period in fixed.items()}


def origins_kept() -> timedelta:
    """Return how long the network address of a comment is kept on this site."""
    return timedelta(days=min(max(0, current_app.config["KEEP_ORIGINS"]), LONGEST_ORIGINS))


def purge(now: datetime) -> dict[str, int]:
    """Delete what is too old, in the current write transaction; return how much of each.

    Of people and comments it takes so many at once that nobody waits long: ask again until nothing is left.
    """
    counts = {name: _deleted(rule) for name, rule in _rules(now).items()}
    change.purge(now)
    UnaskedMail.purge(now)
    counts["addresses that follow nothing"] = Subscription.forget_ended(now - ENDED_KEPT)
    if days := current_app.config["KEEP_BACKUPS"]:
        counts["lines of the erasure journal"] = erasure.journal().prune(now - timedelta(days=days))
    forgetting: dict[str, tuple[str, Callable[[datetime], int]]] = {
        "registrations": ("KEEP_REGISTRATIONS", _registrations),
        "registrations that came to nothing": ("KEEP_UNSEATED", _unseated),
        "mails": ("KEEP_MAIL", _mails),
        "comments that nobody decided about": ("KEEP_PENDING", _pending),
        "spam and binned comments": ("KEEP_BINNED", _binned),
        "refusals": ("KEEP_REFUSALS", _refusals),
    }
    for name, (setting, forget) in forgetting.items():
        days = current_app.config[setting]
        counts[name] = forget(now - timedelta(days=days)) if days else 0
    return counts


def erases(counts: Mapping[str, int]) -> bool:
    """Say whether what ``purge`` deleted was of people, and not of the staff's sessions alone."""
    return any(count for name, count in counts.items() if name not in OF_STAFF)


def _rules(now: datetime) -> dict[str, sa.Delete]:
    ended = sa.or_(
        StaffSession.ended_at.is_not(None),
        StaffSession.created_at <= now - SESSION_LASTS,
        StaffSession.seen_at <= now - SESSION_IDLES,
    )
    over = sa.func.coalesce(Event.ends_at, Event.starts_at) <= now - SENSITIVE_KEPT
    sensitive = sa.select(Question.id).join(Question.event).where(Question.sensitive, over)
    asked = sa.func.coalesce(Follower.asked_at, Follower.created_at)
    return {
        "network addresses of comments": sa.delete(CommentOrigin).where(
            CommentOrigin.at <= now - origins_kept()
        ),
        "sensitive answers": sa.delete(Answer).where(Answer.question_id.in_(sensitive)),
        "removed entries of lists": sa.delete(Rule).where(Rule.removed_at <= now - REMOVED_KEPT),
        "readings": sa.delete(Presence).where(Presence.until <= now),
        "readers' reports": sa.delete(Report).where(Report.at <= now - REPORTS_KEPT),
        "sessions": sa.delete(StaffSession).where(ended),
        "addresses never confirmed": sa.delete(Follower).where(
            Follower.confirmed_at.is_(None), asked <= now - UNCONFIRMED_KEPT
        ),
        "sign-in links": sa.delete(SignInLink).where(SignInLink.expires_at <= now),
    }


def _deleted(rule: sa.Delete) -> int:
    return int(db.session.execute(rule).rowcount)  # type: ignore[attr-defined]


def _registrations(before: datetime) -> int:
    """Erase the registrations of events that were over by then.

    A registration added after the event is kept for the same time from when it was added.
    """
    over = sa.func.coalesce(Event.ends_at, Event.starts_at) <= before
    found = sa.select(Registration.id).join(Registration.event)
    found = found.where(over, Registration.created_at <= before, Registration.erased_at.is_(None))
    return erase_all(db.session.scalars(found.order_by(Registration.id).limit(AT_ONCE)).all())


def _unseated(before: datetime) -> int:
    """Erase who had not confirmed their address in time by then, or waited for an event that was over."""
    lapsed = sa.and_(
        Registration.state == RegistrationState.CANCELLED, Registration.verb == RegistrationVerb.EXPIRE.value
    )
    over = sa.func.coalesce(Event.ends_at, Event.starts_at) <= before
    waited = sa.and_(Registration.state == RegistrationState.WAITING, over)
    found = sa.select(Registration.id).join(Registration.event)
    found = found.where(lapsed | waited, Registration.state_at <= before, Registration.erased_at.is_(None))
    return erase_all(db.session.scalars(found.order_by(Registration.id).limit(AT_ONCE)).all())


def _mails(before: datetime) -> int:
    settled = OutboxMessage.state.in_([MessageState.SENT, MessageState.FAILED])
    return _deleted(
        sa.delete(OutboxMessage).where(
            settled, sa.func.coalesce(OutboxMessage.sent_at, OutboxMessage.due_at) <= before
        )
    )


def _refusals(before: datetime) -> int:
    return _deleted(sa.delete(Refusal).where(Refusal.at <= before))


def _pending(before: datetime) -> int:
    return _comments(before, CommentState.PENDING)


def _binned(before: datetime) -> int:
    return _comments(before, CommentState.SPAM, CommentState.BIN)


def _comments(before: datetime, *states: CommentState) -> int:
    """Delete comments that have been in these states, unchanged, since then.

    The audit log shows since when.
    """
    since = sa.select(AuditEntry.id).where(
        AuditEntry.subject == "comment", AuditEntry.subject_id == Comment.id, AuditEntry.at > before
    )
    found = sa.select(Comment).where(
        Comment.state.in_(states), ~Comment.erased, Comment.created_at <= before, ~since.exists()
    )
    gone = db.session.scalars(found.order_by(Comment.created_at, Comment.id).limit(AT_ONCE)).all()
    for comment in gone:
        comment.withdraw("purge", visitor=False)
    return len(gone)
