"""Remember what the organisers said of the columns of a list."""

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0035_remembered_columns"
down_revision = "0034_mail_as_file"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "remembered_columns",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_remembered_columns")),
    )
