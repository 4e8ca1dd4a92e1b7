"""Keep which questions are sensitive: their answers go a week after the event."""

import sqlalchemy as sa
from alembic import op

revision = "0044_sensitive_questions"
down_revision = "0043_legal_notice"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("question", sa.Column("sensitive", sa.Boolean(), nullable=False, server_default=sa.false()))
