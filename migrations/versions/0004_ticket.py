"""tickets that can be revoked"""

import sqlalchemy as sa
from alembic import op

revision = "0004_ticket"
down_revision = "0003_arrival"
branch_labels = None
depends_on = None


def upgrade():
    # Plain ADD COLUMN: rebuilding the table on SQLite would lose the triggers that count seats.
    op.add_column(
        "registration", sa.Column("ticket_generation", sa.Integer(), server_default="1", nullable=False)
    )


def downgrade():
    op.drop_column("registration", "ticket_generation")
