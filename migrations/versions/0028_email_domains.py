"""the e-mail domains that an event takes"""

from alembic import op

revision = "0028_email_domains"
down_revision = "0027_decision_undoes"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE event ADD COLUMN email_domains VARCHAR DEFAULT '' NOT NULL")


def downgrade():
    op.execute("ALTER TABLE event DROP COLUMN email_domains")
