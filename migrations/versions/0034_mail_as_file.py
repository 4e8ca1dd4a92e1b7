"""Tell mail that was written to a file from mail that a server accepted.

Where no server is set today, none was before: what counts as accepted there lies in the folder ``mail/``.
"""

import sqlalchemy as sa
from alembic import op
from flask import current_app

revision = "0034_mail_as_file"
down_revision = "0033_required"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("message", sa.Column("as_file", sa.Boolean(), server_default=sa.false(), nullable=False))
    if not current_app.config["SMTP_URL"]:
        op.execute("UPDATE message SET as_file = true WHERE state = 'sent'")
