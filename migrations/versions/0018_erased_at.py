"""registrations whose person was erased"""

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0018_erased_at"
down_revision = "0017_companion"
branch_labels = None
depends_on = None


def upgrade():
    # Plain ADD COLUMN: rebuilding the table on SQLite would lose the triggers that count seats.
    op.add_column("registration", sa.Column("erased_at", UtcDateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_registration_erased_at"), "registration", ["erased_at"])


def downgrade():
    op.drop_index(op.f("ix_registration_erased_at"), table_name="registration")
    op.drop_column("registration", "erased_at")
