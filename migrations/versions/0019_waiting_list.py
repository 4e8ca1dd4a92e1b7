"""how who waits gets a seat, whom the organiser prefers, and who may cancel"""

from alembic import op

revision = "0019_waiting_list"
down_revision = "0018_erased_at"
branch_labels = None
depends_on = None

COLUMNS = {
    "promotion": (
        "VARCHAR(20) DEFAULT 'confirm' NOT NULL",
        "CONSTRAINT ck_event_promotionpolicy CHECK (promotion IN ('confirm', 'offer', 'hand'))",
    ),
    "offer_hours": (
        "INTEGER DEFAULT 24 NOT NULL",
        "CONSTRAINT ck_event_offer_hours CHECK (offer_hours BETWEEN 1 AND 336)",
    ),
    "stop_before": (
        "INTEGER DEFAULT 0 NOT NULL",
        "CONSTRAINT ck_event_stop_before CHECK (stop_before BETWEEN 0 AND 720)",
    ),
    "self_cancel": ("BOOLEAN DEFAULT true NOT NULL", ""),
}


def upgrade():
    for name, (kind, check) in COLUMNS.items():
        op.execute(f"ALTER TABLE event ADD COLUMN {name} {kind} {check}")
    op.execute("ALTER TABLE registration ADD COLUMN priority BOOLEAN DEFAULT false NOT NULL")


def downgrade():
    op.execute("ALTER TABLE registration DROP COLUMN priority")
    for name in reversed(COLUMNS):
        op.execute(f"ALTER TABLE event DROP COLUMN {name}")
