"""Keep what people who come are told, and why an event does not take place."""

import sqlalchemy as sa
from alembic import op

revision = "0045_for_registrants"
down_revision = "0044_sensitive_questions"
branch_labels = None
depends_on = None


def upgrade():
    for name in ("access_link", "access_words", "confirmation_words", "reminder_words", "status_reason"):
        op.add_column("event", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in ("access_from", "access_until"):
        op.add_column("event", sa.Column(name, sa.DateTime(timezone=False), nullable=True))
