"""the badge of a comment whose author speaks at the event"""

from alembic import op

revision = "0029_guest"
down_revision = "0028_email_domains"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE comment ADD COLUMN guest VARCHAR(200)")


def downgrade():
    op.execute("ALTER TABLE comment DROP COLUMN guest")
