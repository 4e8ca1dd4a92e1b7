"""whether who comments must give a name and an address"""

import sqlalchemy as sa
from alembic import op

revision = "0033_required"
down_revision = "0032_loan"
branch_labels = None
depends_on = None

SWITCHES = ("require_name", "require_email")


def upgrade():
    for name in SWITCHES:
        op.add_column("protection", sa.Column(name, sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade():
    for name in SWITCHES:
        op.drop_column("protection", name)
