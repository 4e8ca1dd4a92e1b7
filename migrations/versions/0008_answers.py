"""approval by the organiser, confirmation of the address, and the states that go with them"""

import sqlalchemy as sa
from alembic import op

import database
from models.triggers import seats

revision = "0008_answers"
down_revision = "0007_subscription"
branch_labels = None
depends_on = None

CHECK = "ck_registration_registrationstate"
OLD = ("confirmed", "waiting", "cancelled")
NEW = (*OLD, "held", "pending", "offered", "refused")
MINUTES = " CONSTRAINT ck_event_hold_minutes CHECK (hold_minutes BETWEEN 5 AND 10080)"


def upgrade():
    op.execute("ALTER TABLE event ADD COLUMN confirm_address BOOLEAN DEFAULT false NOT NULL")
    op.execute(f"ALTER TABLE event ADD COLUMN hold_minutes INTEGER DEFAULT 60 NOT NULL{MINUTES}")
    op.execute("ALTER TABLE event ADD COLUMN approval BOOLEAN DEFAULT false NOT NULL")
    allow(OLD, NEW)
    op.add_column("registration", sa.Column("address_hash", sa.String(length=64), nullable=True))
    op.add_column("registration", sa.Column("held_until", database.UtcDateTime(timezone=True), nullable=True))
    op.add_column("registration", sa.Column("verb", sa.String(20), nullable=False, server_default=""))
    op.create_index(op.f("ix_registration_address_hash"), "registration", ["address_hash"], unique=True)
    op.create_index(op.f("ix_registration_held_until"), "registration", ["held_until"], unique=False)


def downgrade():
    op.execute("UPDATE registration SET state = 'cancelled' WHERE state NOT IN ('confirmed', 'waiting')")
    for name in ("held_until", "address_hash"):
        op.drop_index(op.f(f"ix_registration_{name}"), "registration")
    for name in ("verb", "held_until", "address_hash"):
        op.drop_column("registration", name)
    allow(NEW, OLD)
    for name in ("approval", "hold_minutes", "confirm_address"):
        op.execute(f"ALTER TABLE event DROP COLUMN {name}")


def allow(before, after):
    """Let registrations be in the states ``after``, and let the triggers count as they do today."""
    dialect = op.get_bind().dialect.name
    for statement in seats.drop(dialect):
        op.execute(statement)
    if dialect == "sqlite":
        copy(condition(before), condition(after))
    else:
        op.drop_constraint(op.f(CHECK), "registration", type_="check")
        op.create_check_constraint(op.f(CHECK), "registration", condition(after))
    for statement in seats.create(dialect):
        op.execute(statement)


def copy(before, after):
    """Change a CHECK in SQLite, which cannot: the table is copied with all its constraints and indexes, whatever they are."""
    bind = op.get_bind()
    schema = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'registration' AND sql IS NOT NULL ORDER BY type DESC"
    )
    table, *indexes = bind.execute(schema).scalars().all()
    if before not in table:
        raise RuntimeError(f"registration has no {before}")
    table = table.replace(before, after).replace("CREATE TABLE registration", "CREATE TABLE registration_new")
    table = table.replace('CREATE TABLE "registration"', "CREATE TABLE registration_new")
    op.execute(table)
    op.execute("INSERT INTO registration_new SELECT * FROM registration")
    op.execute("DROP TABLE registration")
    op.execute("ALTER TABLE registration_new RENAME TO registration")
    for index in indexes:
        op.execute(index)


def condition(states):
    """The CHECK of a registration's states."""
    return "state IN ({})".format(", ".join(f"'{state}'" for state in states))
