"""readers' reports"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0014_report"
down_revision = "0013_comment_mail"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_report_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_comment_id"), "report", ["comment_id"], unique=False)
    op.create_index(op.f("ix_report_at"), "report", ["at"], unique=False)
    unsettled = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_report_open",
        "report",
        ["comment_id", "network"],
        unique=True,
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )


def downgrade():
    op.drop_table("report")
