"""what registrations are searched and sorted by"""

import sqlalchemy as sa
from alembic import op

from folding import folded, name_key

revision = "0015_listing"
down_revision = "0014_report"
branch_labels = None
depends_on = None

INDEXED = ("name_key", "created_at")


def upgrade():
    dialect = op.get_bind().dialect.name
    sort = sa.String(500, collation="C" if dialect == "postgresql" else None)
    op.add_column("registration", sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    op.add_column("registration", sa.Column("name_key", sort, nullable=False, server_default=""))
    fill()
    for name in INDEXED:
        op.create_index(op.f(f"ix_registration_event_id_{name}"), "registration", ["event_id", name])


def downgrade():
    for name in INDEXED:
        op.drop_index(op.f(f"ix_registration_event_id_{name}"), "registration")
    for name in ("name_key", "folded"):
        op.drop_column("registration", name)


def fill():
    """Write both for everybody who has registered already."""
    words = ("name", "organisation", "job_title", "email")
    table = sa.table("registration", *(sa.column(name) for name in ("id", *words, "folded", "name_key")))
    bind = op.get_bind()
    for row in bind.execute(sa.select(table.c.id, *(table.c[word] for word in words))).all():
        made = {"folded": folded(" ".join(row[1:])), "name_key": name_key(row.name)}
        bind.execute(sa.update(table).where(table.c.id == row.id).values(made))
