"""batches: decisions about many comments at once"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0011_batch"
down_revision = "0010_former_address"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column(
            "verb",
            sa.Enum(
                "approve",
                "spam",
                "bin",
                "restore",
                "undo",
                name="verb",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=22), nullable=True),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["batch.id"], name=op.f("fk_batch_undoes_id_batch")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_batch_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("cause", name=op.f("uq_batch_cause")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_batch_undoes_id")),
    )
    op.create_index(op.f("ix_batch_user_id"), "batch", ["user_id"], unique=False)
    # Said in SQL, for Alembic would rebuild the whole table on SQLite.
    op.execute(
        "ALTER TABLE decision ADD COLUMN batch_id INTEGER "
        "CONSTRAINT fk_decision_batch_id_batch REFERENCES batch (id)"
    )
    op.create_index(op.f("ix_decision_batch_id"), "decision", ["batch_id"], unique=False)


def downgrade():
    op.drop_index(op.f("ix_decision_batch_id"), "decision")
    with op.batch_alter_table("decision") as table:
        table.drop_column("batch_id")
    op.drop_table("batch")
