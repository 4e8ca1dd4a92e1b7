"""find what undid a decision, and what an author wrote, without reading everything"""

from alembic import op

revision = "0027_decision_undoes"
down_revision = "0026_work"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f("ix_decision_undoes_id"), "decision", ["undoes_id"], unique=False)
    op.create_index("ix_comment_author", "comment", ["email_key", "created_at", "id"], unique=False)


def downgrade():
    op.drop_index("ix_comment_author", "comment")
    op.drop_index(op.f("ix_decision_undoes_id"), "decision")
