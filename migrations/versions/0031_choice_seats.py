"""the seats of each choice

Revision ID: 0031_choice_seats
"""

from alembic import op

from models.triggers import choice_seats

revision = "0031_choice_seats"
down_revision = "0030_comments_links"
branch_labels = None
depends_on = None

OVERBOOKING = "seats IS NULL OR seats_taken <= seats OR seats_taken <= seats_allowed"


def upgrade():
    op.execute(
        "ALTER TABLE choice ADD COLUMN seats INTEGER CONSTRAINT ck_choice_seats CHECK (seats BETWEEN 0 AND 100000)"
    )
    op.execute(
        "ALTER TABLE choice ADD COLUMN seats_taken INTEGER DEFAULT 0 NOT NULL "
        "CONSTRAINT ck_choice_seats_taken CHECK (seats_taken >= 0)"
    )
    op.execute(
        "ALTER TABLE choice ADD COLUMN seats_allowed INTEGER DEFAULT 0 NOT NULL "
        f"CONSTRAINT ck_choice_no_overbooking CHECK ({OVERBOOKING})"
    )
    op.execute(choice_seats.count())
    for statement in choice_seats.create(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade():
    for statement in choice_seats.drop(op.get_bind().dialect.name):
        op.execute(statement)
    for column in ("seats_allowed", "seats_taken", "seats"):
        op.execute(f"ALTER TABLE choice DROP COLUMN {column}")
