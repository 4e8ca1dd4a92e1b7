"""from how many links on a comment of an event waits"""

from alembic import op

revision = "0030_comments_links"
down_revision = "0029_guest"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE event ADD COLUMN comments_links INTEGER")


def downgrade():
    op.execute("ALTER TABLE event DROP COLUMN comments_links")
