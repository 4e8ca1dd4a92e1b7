"""A check-in is for one day of its event: what was scanned until now keeps its place under the day that it was."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0038_days_of_check_ins"
down_revision = "0037_signing_key"
branch_labels = None
depends_on = None

BATCH, DAY, MORNING, ONE_SITTING = 1000, timedelta(days=1), time(6), timedelta(hours=12)
STANDING = sa.text("outcome = 'welcome' AND undone_at IS NULL")


def upgrade():
    op.add_column("check_in", sa.Column("day", sa.Date(), nullable=True))
    fill()
    with op.batch_alter_table("check_in") as changed:
        changed.alter_column("day", nullable=False)
        changed.drop_index("uq_check_in_standing")
        changed.create_index(
            "uq_check_in_standing", ["registration_id", "day"], unique=True,
            sqlite_where=STANDING, postgresql_where=STANDING,
        )  # fmt: skip


def fill():
    """Say of each scan for which day of its event it was, some at a time."""
    scan = sa.table("check_in", sa.column("id"), sa.column("event_id"), sa.column("day", sa.Date()), at())
    wall = sa.DateTime(timezone=False)
    event = sa.table(
        "event", sa.column("id"), sa.column("starts", wall), sa.column("ends", wall), sa.column("timezone")
    )
    last = 0
    while True:
        found = sa.select(scan.c.id, scan.c.scanned_at, event.c.starts, event.c.ends, event.c.timezone)
        found = found.join_from(scan, event, event.c.id == scan.c.event_id).where(scan.c.id > last)
        rows = op.get_bind().execute(found.order_by(scan.c.id).limit(BATCH)).all()
        if not rows:
            return
        said = [{"row": row.id, "said": day(row)} for row in rows]
        write = sa.update(scan).where(scan.c.id == sa.bindparam("row")).values(day=sa.bindparam("said"))
        op.get_bind().execute(write, said)
        last = rows[-1].id


def at():
    return sa.column("scanned_at", UtcDateTime())


def day(row):
    """Return the day of an event for which a scan was: before it the first, after it the last."""
    first, end = row.starts.date(), row.ends or row.starts
    short = end - row.starts <= ONE_SITTING
    last = first if short else max(first, end.date() - DAY if end.time() <= MORNING else end.date())
    scanned: datetime = row.scanned_at if row.scanned_at.tzinfo else row.scanned_at.replace(tzinfo=UTC)
    local = (scanned.astimezone(ZoneInfo(row.timezone)) - timedelta(hours=MORNING.hour)).date()
    return min(max(local, first), last)
