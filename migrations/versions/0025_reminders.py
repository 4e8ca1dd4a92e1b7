"""reminders of an event"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0025_reminders"
down_revision = "0024_filter"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("event", sa.Column("reminders", sa.String(), nullable=False, server_default=""))
    op.add_column("event", sa.Column("reminded_at", database.UtcDateTime(timezone=True), nullable=True))


def downgrade():
    for name in ("reminded_at", "reminders"):
        op.drop_column("event", name)
