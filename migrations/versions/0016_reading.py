"""who reads which comment, and notes between moderators"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0016_reading"
down_revision = "0015_listing"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "reading",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("until", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_reading_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_reading_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_comment_id"), "reading", ["comment_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_note_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_note_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_comment_id"), "note", ["comment_id"], unique=False)
    # One index for the queue's pages and for its counts, which need not look at the comments themselves.
    op.drop_index("ix_comment_state", "comment")
    op.create_index("ix_comment_state", "comment", ["erased", "state", "created_at", "id"], unique=False)


def downgrade():
    op.drop_index("ix_comment_state", "comment")
    op.create_index("ix_comment_state", "comment", ["state", "created_at", "id"], unique=False)
    op.drop_table("note")
    op.drop_table("reading")
