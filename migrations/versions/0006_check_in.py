"""who came in at the door"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0006_check_in"
down_revision = "0005_author_line"
branch_labels = None
depends_on = None

OUTCOMES = (
    "welcome", "already in", "cancelled", "awaiting approval", "waiting", "other event", "revoked", "unknown",
)  # fmt: skip
STANDING = sa.text("outcome = 'welcome' AND undone_at IS NULL")


def outcome(name):
    return sa.Enum(*OUTCOMES, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade():
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("scanned_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("outcome", outcome("outcome"), nullable=False),
        sa.Column("told", outcome("told"), nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        sa.Column("undone_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_check_in_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_check_in_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_check_in_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("nonce", name=op.f("uq_check_in_nonce")),
    )
    op.create_index("ix_check_in_event_id_scanned_at", "check_in", ["event_id", "scanned_at"])
    op.create_index(op.f("ix_check_in_registration_id"), "check_in", ["registration_id"])
    op.create_index(
        "uq_check_in_standing",
        "check_in",
        ["registration_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.add_column("registration", sa.Column("arrived_at", database.UtcDateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column("registration", "arrived_at")
    op.drop_table("check_in")
