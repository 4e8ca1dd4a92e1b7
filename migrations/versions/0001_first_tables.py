"""first tables"""

import sqlalchemy as sa
from alembic import op

import database
from models.triggers import seats

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.Integer(), nullable=True),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_topic_id", "change", ["topic", "id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "postponed",
                "cancelled",
                "archived",
                name="eventstatus",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subtitle", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("starts_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "venue_state",
            sa.Enum(
                "unknown",
                "city",
                "confirmed",
                "online",
                name="venuestate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("venue_name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("seats_taken", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seats_allowed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waiting_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("waiting_list", sa.Boolean(), nullable=False),
        sa.Column("max_seats", sa.Integer(), nullable=False),
        sa.Column("opens", sa.DateTime(), nullable=True),
        sa.Column("closes", sa.DateTime(), nullable=True),
        sa.Column("comments_open", sa.Boolean(), nullable=False),
        sa.Column(
            "comments_policy",
            sa.Enum(
                "moderate",
                "first",
                "publish",
                name="commentspolicy",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_event_capacity")),
        sa.CheckConstraint(
            "capacity IS NULL OR seats_taken <= capacity OR seats_taken <= seats_allowed",
            name=op.f("ck_event_no_overbooking"),
        ),
        sa.CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name=op.f("ck_event_ends_after_start")),
        sa.CheckConstraint("max_seats BETWEEN 1 AND 100", name=op.f("ck_event_max_seats")),
        sa.CheckConstraint("seats_taken >= 0", name=op.f("ck_event_seats_taken")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
    )
    op.create_index(op.f("ix_event_starts_at"), "event", ["starts_at"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("tagline", sa.String(), nullable=False),
        sa.Column("tagline_en", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_en", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=245), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "admin",
                "organiser",
                "moderator",
                "door",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("shortcuts", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email_key", name=op.f("uq_user_email_key")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "approved",
                "spam",
                "bin",
                name="commentstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "state_before",
            sa.Enum(
                "pending",
                "approved",
                "spam",
                "bin",
                name="state_before",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=245), nullable=False),
        sa.Column("email", sa.String(length=100), nullable=False),
        sa.Column("email_key", sa.String(length=100), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("held_for", sa.JSON(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("edited_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_comment_event_id_event")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment")),
        sa.ForeignKeyConstraint(["thread_id"], ["comment.id"], name=op.f("fk_comment_thread_id_comment")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_comment_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_comment_token_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_comment_uid")),
    )
    op.create_index("ix_comment_email_key", "comment", ["email_key", "state"], unique=False)
    op.create_index(
        "ix_comment_event_id_visible", "comment", ["event_id", "visible", "created_at"], unique=False
    )
    op.create_index(op.f("ix_comment_parent_id"), "comment", ["parent_id"], unique=False)
    op.create_index("ix_comment_state", "comment", ["state", "created_at", "id"], unique=False)
    op.create_index(op.f("ix_comment_thread_id"), "comment", ["thread_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "actor",
            sa.Enum(
                "staff",
                "person",
                "parvis",
                name="actor",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_entry_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
    )
    op.create_index(op.f("ix_entry_at"), "entry", ["at"], unique=False)
    op.create_index("ix_entry_subject_subject_id", "entry", ["subject", "subject_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("token_generation", sa.Integer(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=True),
        sa.Column("submission", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "confirmed",
                "waiting",
                "cancelled",
                name="registrationstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("state_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=245), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("organisation", sa.String(length=245), nullable=False),
        sa.Column("job_title", sa.String(length=245), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("consent_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name=op.f("ck_registration_seats")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("event_id", "email_key", name=op.f("uq_registration_event_id_email_key")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_registration_receipt_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_registration_token_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_registration_uid")),
    )
    op.create_index(
        "ix_registration_waiting", "registration", ["event_id", "state", "waiting_since"], unique=False
    )

    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_link_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_link_token_hash")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_speaker_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_event_id"), "speaker", ["event_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_staff_session_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_table(
        "comment_origin",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=300), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_origin_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_comment_origin")),
    )
    op.create_index(op.f("ix_comment_origin_address"), "comment_origin", ["address"], unique=False)
    op.create_index(op.f("ix_comment_origin_at"), "comment_origin", ["at"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column(
            "verb",
            sa.Enum(
                "approve",
                "spam",
                "bin",
                "restore",
                "undo",
                name="verb",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "pending",
                "approved",
                "spam",
                "bin",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "target",
            sa.Enum(
                "pending",
                "approved",
                "spam",
                "bin",
                name="target",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_decision_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["undoes_id"], ["decision.id"], name=op.f("fk_decision_undoes_id_decision")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_decision_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_comment_id_id", "decision", ["comment_id", "id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("recipients", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "sending",
                "sent",
                "failed",
                name="messagestate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("due_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_message_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_message_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("cause", name=op.f("uq_message_cause")),
    )
    op.create_index(op.f("ix_message_comment_id"), "message", ["comment_id"], unique=False)
    op.create_index(op.f("ix_message_registration_id"), "message", ["registration_id"], unique=False)
    op.create_index("ix_message_state_due_at", "message", ["state", "due_at"], unique=False)

    for statement in seats.create(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade():
    for statement in seats.drop(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_index("ix_message_state_due_at", "message")
    op.drop_index(op.f("ix_message_registration_id"), "message")
    op.drop_index(op.f("ix_message_comment_id"), "message")

    op.drop_table("message")
    op.drop_index("ix_decision_comment_id_id", "decision")

    op.drop_table("decision")
    op.drop_index(op.f("ix_comment_origin_at"), "comment_origin")
    op.drop_index(op.f("ix_comment_origin_address"), "comment_origin")

    op.drop_table("comment_origin")
    op.drop_table("staff_session")
    op.drop_index(op.f("ix_speaker_event_id"), "speaker")

    op.drop_table("speaker")
    op.drop_table("sign_in_link")
    op.drop_index("ix_registration_waiting", "registration")

    op.drop_table("registration")
    op.drop_index("ix_entry_subject_subject_id", "entry")
    op.drop_index(op.f("ix_entry_at"), "entry")

    op.drop_table("entry")
    op.drop_index(op.f("ix_comment_thread_id"), "comment")
    op.drop_index("ix_comment_state", "comment")
    op.drop_index(op.f("ix_comment_parent_id"), "comment")
    op.drop_index("ix_comment_event_id_visible", "comment")
    op.drop_index("ix_comment_email_key", "comment")

    op.drop_table("comment")
    op.drop_table("user")
    op.drop_table("site")
    op.drop_index(op.f("ix_event_starts_at"), "event")

    op.drop_table("event")
    op.drop_index("ix_change_topic_id", "change")

    op.drop_table("change")
