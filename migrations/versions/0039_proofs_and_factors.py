"""Keep fresh proofs, browsers and second factors of the staff, and what was refused to whom."""

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0039_proofs_and_factors"
down_revision = "0038_days_of_check_ins"
branch_labels = None
depends_on = None

KINDS = ("passphrase", "code", "throttled", "forbidden", "bad token", "dead link")


def upgrade():
    op.create_table(
        "authenticator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_authenticator_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator")),
        sa.UniqueConstraint("user_id", name=op.f("uq_authenticator_user_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", UtcDateTime()),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_recovery_code_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_user_id"), "recovery_code", ["user_id"])
    create_refusals()
    with op.batch_alter_table("site") as table:
        table.add_column(sa.Column("factor_roles", sa.String(60), server_default="", nullable=False))
    with op.batch_alter_table("staff_session") as table:
        table.add_column(sa.Column("proved_at", UtcDateTime()))
        table.add_column(sa.Column("awaits_factor", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("browser", sa.String(60), server_default="", nullable=False))


def create_refusals():
    """Create the table of what was refused."""
    kind = sa.Enum(*KINDS, name="refusalkind", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("account_key", sa.String(22), nullable=False),
        sa.Column("place_key", sa.String(22), nullable=False),
        sa.Column("route", sa.String(100), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_refusal_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal")),
    )
    op.create_index(op.f("ix_refusal_at"), "refusal", ["at"])
    op.create_index("ix_refusal_account_key_at", "refusal", ["account_key", "at"])
