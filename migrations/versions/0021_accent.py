"""the accent colour of the site"""

import sqlalchemy as sa
from alembic import op

revision = "0021_accent"
down_revision = "0020_immutable"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("site", sa.Column("accent", sa.String(length=7), nullable=False, server_default=""))


def downgrade():
    with op.batch_alter_table("site") as table:
        table.drop_column("accent")
