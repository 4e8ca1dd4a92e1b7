"""companions of who takes several seats"""

import sqlalchemy as sa
from alembic import op

revision = "0017_companion"
down_revision = "0016_reading"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "companion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=245), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_companion_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companion")),
    )
    op.create_index(op.f("ix_companion_registration_id"), "companion", ["registration_id"], unique=False)


def downgrade():
    op.drop_table("companion")
