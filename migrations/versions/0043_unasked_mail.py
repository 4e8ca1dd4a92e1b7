"""Count mail that nobody asked for by mailbox, so that nobody gets more than a stated number of it."""

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0043_unasked_mail"
down_revision = "0042_price_and_categories"
branch_labels = None
depends_on = None


def upgrade():
    sort = sa.Enum("step", "repeat", name="unasked", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "unasked_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(22), nullable=False),
        sa.Column("sort", sort, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unasked_mail")),
    )
    op.create_index("ix_unasked_mail_mailbox_at", "unasked_mail", ["mailbox", "at"])
