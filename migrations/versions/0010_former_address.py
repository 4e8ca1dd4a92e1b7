"""addresses that registrations had before"""

import sqlalchemy as sa
from alembic import op

from database import UtcDateTime

revision = "0010_former_address"
down_revision = "0009_rule"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "former_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("followed_by", sa.String(length=254), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_former_address_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_address")),
    )
    op.create_index(op.f("ix_former_address_registration_id"), "former_address", ["registration_id"])


def downgrade():
    op.drop_table("former_address")
