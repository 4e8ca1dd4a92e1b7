"""Keep the fingerprint of the key that links are made with; the first start writes it."""

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0037_signing_key"
down_revision = "0036_mailbox_keys"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_signing_key_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
