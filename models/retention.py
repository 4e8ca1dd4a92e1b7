"""How long things are kept, and forgetting them: one rule a line, stated to people on the privacy page."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from extensions import db
from models import change
from models.comment import CommentOrigin
from models.reading import Reading
from models.report import REPORTS_KEPT, Report
from models.spam.rule import REMOVED_KEPT, Rule
from models.subscription import UNCONFIRMED_KEPT, Follower
from models.user import SESSION_IDLES, SESSION_LASTS, SignInLink, StaffSession

ORIGINS_KEPT = timedelta(days=30)


def purge(now: datetime) -> dict[str, int]:
    """Delete what is too old, in the current write transaction; return how much of each."""
    ended = sa.or_(
        StaffSession.ended_at.is_not(None),
        StaffSession.created_at <= now - SESSION_LASTS,
        StaffSession.seen_at <= now - SESSION_IDLES,
    )
    rules = {
        "network addresses of comments": sa.delete(CommentOrigin).where(
            CommentOrigin.at <= now - ORIGINS_KEPT
        ),
        "removed entries of lists": sa.delete(Rule).where(Rule.removed_at <= now - REMOVED_KEPT),
        "readings": sa.delete(Reading).where(Reading.until <= now),
        "readers' reports": sa.delete(Report).where(Report.at <= now - REPORTS_KEPT),
        "sessions": sa.delete(StaffSession).where(ended),
        "addresses never confirmed": sa.delete(Follower).where(
            Follower.confirmed_at.is_(None),
            sa.func.coalesce(Follower.asked_at, Follower.created_at) <= now - UNCONFIRMED_KEPT,
        ),
        "sign-in links": sa.delete(SignInLink).where(SignInLink.expires_at <= now),
    }
    change.purge(now)
    return {name: db.session.execute(rule).rowcount for name, rule in rules.items()}  # type: ignore[attr-defined]
