"""proof of work as a site's choice"""

import sqlalchemy as sa
from alembic import op

revision = "0026_work"
down_revision = "0025_reminders"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        "protection", sa.Column("proof_of_work", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade():
    op.drop_column("protection", "proof_of_work")
