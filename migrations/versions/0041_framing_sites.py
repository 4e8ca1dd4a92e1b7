"""Keep which other sites may show our frames."""

import sqlalchemy as sa
from alembic import op

revision = "0041_framing_sites"
down_revision = "0040_passkeys"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("site", sa.Column("framing_sites", sa.String(), server_default="", nullable=False))
