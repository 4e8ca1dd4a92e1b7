"""Keep what an event costs, where one pays, and its categories."""

import sqlalchemy as sa
from alembic import op

revision = "0042_price_and_categories"
down_revision = "0041_framing_sites"
branch_labels = None
depends_on = None


def upgrade():
    for name in ("categories", "price", "payment_link"):
        op.add_column("event", sa.Column(name, sa.String(), nullable=False, server_default=""))
