"""comments that close by themselves"""

import sqlalchemy as sa
from alembic import op

revision = "0022_comments_close"
down_revision = "0021_accent"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("event", sa.Column("comments_closes", sa.DateTime(), nullable=True))
    op.add_column("event", sa.Column("comments_days", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("event", "comments_days")
    op.drop_column("event", "comments_closes")
