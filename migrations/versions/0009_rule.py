"""rules of the lists"""

from alembic import op
import sqlalchemy as sa
import database


revision = "0009_rule"
down_revision = "0008_answers"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "word",
                "address",
                "domain",
                "network",
                name="rulekind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "effect",
            sa.Enum(
                "hold", "spam", "refuse", name="effect", native_enum=False, create_constraint=True, length=20
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("head", sa.String(length=400), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_rule_event_id_event")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_rule_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.create_index("ix_rule_head", ["head"], unique=False)
        batch_op.create_index(
            "uq_rule_event",
            ["kind", "key", "event_id"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL AND event_id IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND event_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_rule_everywhere",
            ["kind", "key"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL AND event_id IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND event_id IS NULL"),
        )


def downgrade():
    with op.batch_alter_table("rule", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rule_everywhere",
            sqlite_where=sa.text("removed_at IS NULL AND event_id IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND event_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_rule_event",
            sqlite_where=sa.text("removed_at IS NULL AND event_id IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NULL AND event_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_rule_head")

    op.drop_table("rule")
