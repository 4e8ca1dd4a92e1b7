"""phones lent to the door of an event"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0032_loan"
down_revision = "0031_choice_seats"
branch_labels = None
depends_on = None

SCOPES = ("see", "check in")


def upgrade():
    op.create_table(
        "loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(*SCOPES, name="scope", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("until", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("opened_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_loan_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_loan_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_loan_token_hash")),
    )
    op.create_index(op.f("ix_loan_event_id"), "loan", ["event_id"], unique=False)
    with op.batch_alter_table("staff_session") as table:
        table.add_column(sa.Column("loan_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_staff_session_loan_id_loan"), "loan", ["loan_id"], ["id"], ondelete="CASCADE"
        )


def downgrade():
    with op.batch_alter_table("staff_session") as table:
        table.drop_constraint(op.f("fk_staff_session_loan_id_loan"), type_="foreignkey")
        table.drop_column("loan_id")
    op.drop_table("loan")
