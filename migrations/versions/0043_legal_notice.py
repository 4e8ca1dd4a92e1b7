"""Keep who answers for the site by law, and who hosts it."""

import sqlalchemy as sa
from alembic import op

revision = "0043_legal_notice"
down_revision = "0043_unasked_mail"
branch_labels = None
depends_on = None


def upgrade():
    for name in ("publisher", "legal_form", "postal_address", "legal_number", "director", "hosting"):
        op.add_column("site", sa.Column(name, sa.String(), nullable=False, server_default=""))
