"""former texts of comments"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0002_former_text"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "former_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=245), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_former_text_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_former_text_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_text")),
    )
    op.create_index(op.f("ix_former_text_comment_id"), "former_text", ["comment_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_former_text_comment_id"), table_name="former_text")
    op.drop_table("former_text")
