"""what searches look into says on a line of its own who wrote; indexes of the queue"""

import sqlalchemy as sa
from alembic import op

from folding import folded, searched

revision = "0005_author_line"
down_revision = "0004_ticket"
branch_labels = None
depends_on = None

AT_ONCE = 1000
comment = sa.table(
    "comment", *(sa.column(name) for name in ("id", "name", "email", "website", "body", "folded"))
)


def upgrade():
    rewrite(lambda row: searched(f"{row.name} {row.email} {row.website}", row.body))
    op.drop_index("ix_comment_email_key", "comment")
    op.create_index("ix_comment_email_key", "comment", ["email_key", "state", "created_at"], unique=False)
    op.create_index("ix_comment_created_at", "comment", ["created_at", "id"], unique=False)


def downgrade():
    op.drop_index("ix_comment_created_at", "comment")
    op.drop_index("ix_comment_email_key", "comment")
    op.create_index("ix_comment_email_key", "comment", ["email_key", "state"], unique=False)
    rewrite(lambda row: folded(f"{row.name} {row.email} {row.website} {row.body}"))


def rewrite(words):
    """Write the searched text of every comment that has one, a thousand at a time."""
    connection, last = op.get_bind(), 0
    change = (
        sa.update(comment).where(comment.c.id == sa.bindparam("number")).values(folded=sa.bindparam("words"))
    )
    some = sa.select(comment).where(comment.c.folded != "").order_by(comment.c.id).limit(AT_ONCE)
    while rows := connection.execute(some.where(comment.c.id > last)).all():
        connection.execute(change, [{"number": row.id, "words": words(row)} for row in rows])
        last = rows[-1].id
