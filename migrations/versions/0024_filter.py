"""what the spam filter learned"""

from alembic import op
import sqlalchemy as sa
import database


revision = "0024_filter"
down_revision = "0023_consent"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "learned",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=80), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("rest", sa.Integer(), nullable=False),
        sa.Column("bias", sa.Double(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_learned_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned")),
    )
    op.create_table(
        "protection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "filtering",
            sa.Enum(
                "off", "hold", "file", name="filtering", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column(
            "policy",
            sa.Enum(
                "moderate",
                "first",
                "publish",
                name="commentspolicy",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_protection_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection")),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("spam", sa.Boolean(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_lesson_comment_id_comment"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_lesson_comment_id")),
    )


def downgrade():
    op.drop_table("lesson")
    op.drop_table("protection")
    op.drop_table("learned")
