"""who is told of replies"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0007_subscription"
down_revision = "0006_check_in"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint("uid", name=op.f("uq_follower_uid")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_follower_token_hash")),
        sa.UniqueConstraint("email_key", name=op.f("uq_follower_email_key")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["follower_id"],
            ["follower.id"],
            name=op.f("fk_subscription_follower_id_follower"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_subscription_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("uid", name=op.f("uq_subscription_uid")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_subscription_token_hash")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_subscription_comment_id")),
    )
    op.create_index(op.f("ix_subscription_follower_id"), "subscription", ["follower_id"], unique=False)


def downgrade():
    op.drop_table("subscription")
    op.drop_table("follower")
