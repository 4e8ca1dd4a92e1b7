"""a line of history is never edited"""

from alembic import op

from models.triggers import immutable

revision = "0020_immutable"
down_revision = "0019_waiting_list"
branch_labels = None
depends_on = None


def upgrade():
    for statement in immutable.create(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade():
    for statement in immutable.drop(op.get_bind().dialect.name):
        op.execute(statement)
