"""how moderators hear of comments that wait"""

import sqlalchemy as sa
from alembic import op

revision = "0013_comment_mail"
down_revision = "0012_question"
branch_labels = None
depends_on = None

# Written by hand: SQLite adds a column with its CHECK only in one statement.
HABIT = """ALTER TABLE "user" ADD COLUMN comment_mail VARCHAR(20) DEFAULT 'at once' NOT NULL
CONSTRAINT ck_user_commentmail CHECK (comment_mail IN ('at once', 'daily', 'never'))"""


def upgrade():
    op.execute(HABIT)
    op.add_column("user", sa.Column("digest_hour", sa.Integer(), server_default="8", nullable=False))
    op.add_column("user", sa.Column("digest_on", sa.Date(), nullable=True))


def downgrade():
    for column in ("digest_on", "digest_hour", "comment_mail"):
        with op.batch_alter_table("user") as table:
            table.drop_column(column)
