"""where events and comments came from, and old addresses"""

import sqlalchemy as sa
from alembic import op

revision = "0003_arrival"
down_revision = "0002_former_text"
branch_labels = None
depends_on = None


def upgrade():
    for table in ("event", "comment"):
        op.add_column(table, sa.Column("source", sa.String(length=400), nullable=True))
        op.create_index(op.f(f"ix_{table}_source"), table, ["source"], unique=True)
    op.create_table(
        "old_address",
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_old_address_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_old_address")),
    )
    op.create_index(op.f("ix_old_address_event_id"), "old_address", ["event_id"], unique=False)


def downgrade():
    op.drop_table("old_address")
    for table in ("comment", "event"):
        op.drop_index(op.f(f"ix_{table}_source"), table)
        op.drop_column(table, "source")
