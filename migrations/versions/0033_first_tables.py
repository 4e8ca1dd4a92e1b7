"""Make every table: who works here, events, registrations, the door, comments, mail, and what every noun writes down.

Version 0.2.0 begins here. The 33 steps that led to this schema before any release are gone; the number of the last one
stays, so that a database which took them all goes on from here. Constraints get their names from database.NAMING.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033_required"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    staff()
    events()
    questions()
    registrations()
    door()
    comments()
    moderation()
    spam()
    subscriptions()
    outbox()
    records()
    for statement in (*seat_counters(), *never_edited("entry"), *choice_counters()):
        op.execute(statement)


def downgrade():
    raise NotImplementedError("Nothing comes before the first tables: put a backup back instead.")


# --- the columns that return in many tables ---------------------------------------------------------------


def number(name, *parts, optional=False, **options):
    """A whole number."""
    return sa.Column(name, sa.Integer(), *parts, nullable=optional, **options)


def only_row():
    """The CHECK of a table that has one row, for the whole site."""
    return sa.CheckConstraint("id = 1", name="only_one")


def belongs_to(table, name=None, *, ondelete=None, **options):
    """A reference to a row of another table."""
    reference = sa.ForeignKey(f"{table}.id", ondelete=ondelete)
    return number(name or f"{table}_id", reference, **options)


def part_of(table, *, index=True, **options):
    """A reference to the row without which this one is nothing: it is deleted with that one."""
    return belongs_to(table, ondelete="CASCADE", index=index, **options)


def text(name, length=None, *, optional=False, **options):
    """A text; it is empty rather than missing unless it is optional."""
    return sa.Column(name, sa.String(length), nullable=optional, **options)


def flag(name, **options):
    """Yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False, **options)


def instant(name, *, optional=False, **options):
    """A moment in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional, **options)


def wall_clock(name, *, optional=True):
    """An hour as the clocks show it in the zone of the event."""
    return sa.Column(name, sa.DateTime(), nullable=optional)


def one_of(name, words, check, *, optional=False, **options):
    """One word of a list; ``check`` names the CHECK that refuses any other word."""
    kind = sa.Enum(*words, name=check, native_enum=False, create_constraint=True, length=20)
    return sa.Column(name, kind, nullable=optional, **options)


def each(column, *names, **options):
    """Several columns of one kind: ``*each(text, "title", "subtitle")``."""
    return [column(name, **options) for name in names]


def table(name, *columns, **options):
    """A table whose rows are numbered."""
    op.create_table(name, number("id", primary_key=True), *columns, **options)


def index(table, *columns, name=None, unique=False):
    """An index of a table by some columns."""
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, columns, unique=unique)


def unique_among(table, name, condition, *columns):
    """A partial unique index: no two of the rows that meet the condition are alike in these columns."""
    rows = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=rows, postgresql_where=rows)


# --- who works here ---------------------------------------------------------------------------------------


def staff():
    """Members of the staff, and the one-time links that sign them in. Their sessions stand with the door."""
    table(
        "user",
        text("email", 254),
        text("email_key", 254, unique=True),  # the address as it is compared
        text("name", 245),
        one_of("role", ("admin", "organiser", "moderator", "door"), "role"),
        text("password_hash", 200, optional=True),
        text("language", 8),
        flag("shortcuts"),
        one_of("comment_mail", ("at once", "daily", "never"), "commentmail", server_default="at once"),
        number("digest_hour", server_default="8"),
        sa.Column("digest_on", sa.Date()),  # the day of the last daily mail
        flag("active"),
        instant("created_at"),
    )
    table(
        "sign_in_link",
        text("token_hash", 64, unique=True),
        belongs_to("user"),
        instant("expires_at"),
        instant("used_at", optional=True),
    )


# --- events -----------------------------------------------------------------------------------------------


def events():
    """The site that publishes; events, their speakers, and the addresses that their pages had elsewhere."""
    table(
        "site",
        only_row(),
        *each(text, "name", "tagline", "tagline_en", "about", "about_en", "phone", "email"),
        text("accent", 7, server_default=""),
    )
    table(
        "event",
        text("slug", 120, unique=True),
        text("uid", 36),  # of the calendar file, and its sequence
        number("sequence"),
        one_of("status", ("draft", "published", "postponed", "cancelled", "archived"), "eventstatus"),
        *each(text, "title", "subtitle", "host", "description"),
        text("language", 8),
        text("timezone", 60),
        wall_clock("starts", optional=False),  # the hours that are announced …
        wall_clock("ends"),
        instant("starts_at", index=True),  # … and which instants they are, by the zone's present rules
        instant("ends_at", optional=True),
        one_of("venue_state", ("unknown", "city", "confirmed", "online"), "venuestate"),
        *each(text, "city", "venue_name", "address"),
        number("capacity", optional=True),
        *counted_seats(limit="capacity"),
        number("waiting_count", server_default="0"),
        flag("waiting_list"),
        number("max_seats"),
        *each(wall_clock, "opens", "closes"),
        flag("confirm_address", server_default=sa.false()),
        number("hold_minutes", server_default="60"),
        flag("approval", server_default=sa.false()),
        one_of("promotion", ("confirm", "offer", "hand"), "promotionpolicy", server_default="confirm"),
        number("offer_hours", server_default="24"),
        number("stop_before", server_default="0"),
        flag("self_cancel", server_default=sa.true()),
        *each(text, "email_domains", "reminders", server_default=""),
        instant("reminded_at", optional=True),
        flag("comments_open"),
        one_of("comments_policy", ("moderate", "first", "publish"), "commentspolicy"),
        wall_clock("comments_closes"),
        *each(number, "comments_days", "comments_links", optional=True),
        text("source", 400, optional=True),  # where an import found it, so that it comes in once
        *each(instant, "created_at", "updated_at"),
        sa.CheckConstraint("capacity >= 0", name="capacity"),
        sa.CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="ends_after_start"),
        sa.CheckConstraint("max_seats BETWEEN 1 AND 100", name="max_seats"),
        sa.CheckConstraint("hold_minutes BETWEEN 5 AND 10080", name="hold_minutes"),
        sa.CheckConstraint("offer_hours BETWEEN 1 AND 336", name="offer_hours"),
        sa.CheckConstraint("stop_before BETWEEN 0 AND 720", name="stop_before"),
    )
    index("event", "source", unique=True)
    table("speaker", part_of("event"), number("position"), *each(text, "name", "function", "role"))
    op.create_table("old_address", text("path", 500, primary_key=True), part_of("event"))


def counted_seats(*, limit):
    """What the triggers below count, and the CHECK by which the database refuses one seat too many.

    ``seats_allowed`` is what was taken when somebody lowered the limit: those people keep their seats, nobody new
    comes in, and it shrinks with each seat that is given back.
    """
    yield number("seats_taken", server_default="0")
    yield number("seats_allowed", server_default="0")
    yield sa.CheckConstraint("seats_taken >= 0", name="seats_taken")
    rule = f"{limit} IS NULL OR seats_taken <= {limit} OR seats_taken <= seats_allowed"
    yield sa.CheckConstraint(rule, name="no_overbooking")


# --- what an event asks -----------------------------------------------------------------------------------


def questions():
    """Questions of an event with their choices, and the texts that it asks people to agree to (clauses)."""
    kinds = ("short text", "long text", "one choice", "several choices", "yes or no", "number", "date")
    table(
        "question",
        part_of("event"),
        number("position"),
        text("key", 80),
        one_of("kind", kinds, "questionkind"),
        *each(text, "label", "hint", length=500),
        *each(flag, "required", "internal"),
        flag("withdrawn"),  # no longer asked; the answers stay
        sa.UniqueConstraint("event_id", "key"),
    )
    table(
        "choice",
        part_of("question", index=False),
        number("position"),
        text("label", 200),
        flag("withdrawn"),
        number("seats", optional=True),
        *counted_seats(limit="seats"),
        sa.CheckConstraint("seats BETWEEN 0 AND 100000", name="seats"),
        sa.UniqueConstraint("question_id", "id"),  # an answer refers to the pair
    )
    op.create_table(  # a question that is asked only after a certain choice
        "condition",
        part_of("question", index=False, primary_key=True),
        belongs_to("choice", index=True),
    )
    table(
        "clause",
        part_of("event"),
        number("position"),
        text("key", 80),
        text("text", 2000),
        *each(flag, "required", "withdrawn"),
        number("version"),
        sa.UniqueConstraint("event_id", "key"),
    )


# --- registrations ----------------------------------------------------------------------------------------


def registrations():
    """Registrations, and what is deleted with them: companions, former addresses, answers, consents."""
    states = ("confirmed", "waiting", "cancelled", "held", "pending", "offered", "refused")
    bytewise = "C" if op.get_bind().dialect.name == "postgresql" else None
    table(
        "registration",
        belongs_to("event"),
        text("uid", 36, unique=True),
        text("token_hash", 64, unique=True),  # of the private link; the next generation ends the link before
        number("token_generation"),
        number("ticket_generation", server_default="1"),
        text("receipt_hash", 64, optional=True, unique=True),  # of the link shown to a second registration
        text("address_hash", 64, optional=True),  # of the link that confirms the address
        text("submission", 64),  # tells a double click from a second attempt
        one_of("state", states, "registrationstate"),
        instant("state_at"),
        text("verb", 20, server_default=""),  # the step that led to the state
        number("turns"),  # how often the state changed: part of the cause of a mail
        number("seats"),
        text("name", 245),
        *each(text, "email", "email_key", length=254),
        *each(text, "organisation", "job_title", length=245),
        text("language", 8),
        *each(instant, "consent_at", "waiting_since", optional=True),
        flag("priority", server_default=sa.false()),
        instant("held_until", optional=True, index=True),
        instant("arrived_at", optional=True),
        sa.Column("folded", sa.Text(), nullable=False, server_default=""),  # what a search looks into
        sa.Column("name_key", sa.String(500, bytewise), nullable=False, server_default=""),  # sorts by name
        instant("created_at"),
        instant("erased_at", optional=True, index=True),
        sa.CheckConstraint("seats BETWEEN 1 AND 100", name="seats"),
        sa.UniqueConstraint("event_id", "email_key"),
    )
    index("registration", "address_hash", unique=True)
    index("registration", "event_id", "state", "waiting_since", name="ix_registration_waiting")
    index("registration", "event_id", "name_key")
    index("registration", "event_id", "created_at")
    table("companion", part_of("registration"), number("position"), text("name", 245), text("email", 254))
    table(
        "former_address",
        part_of("registration"),
        *each(text, "email", "followed_by", length=254),
        instant("at"),
    )
    table(
        "answer",
        part_of("registration", index=False),
        belongs_to("question", index=True),
        number("choice_id", optional=True),
        text("value"),
        sa.CheckConstraint("(choice_id IS NULL) <> (value = '')", name="never_empty"),
        # The choice is one of the question that is answered.
        sa.ForeignKeyConstraint(["question_id", "choice_id"], ["choice.question_id", "choice.id"]),
        sa.UniqueConstraint("registration_id", "question_id", "choice_id"),
    )
    # Several choices may answer one question, but only one value.
    unique_among("answer", "ix_answer_one_value", "choice_id IS NULL", "registration_id", "question_id")
    table(
        "consent",
        part_of("registration"),
        belongs_to("clause", optional=True, index=True),
        number("version"),
        text("text", 2000),  # the words that were read, whatever the clause says now
        instant("agreed_at"),
        instant("ended_at", optional=True),
    )


# --- the door ---------------------------------------------------------------------------------------------


def door():
    """Scans at the door, phones lent to it, and sessions: those of people and those of lent phones."""
    outcomes = (
        *("welcome", "already in", "cancelled", "awaiting approval"),
        *("waiting", "other event", "revoked", "unknown"),
    )
    table(
        "check_in",
        part_of("event", index=False),
        part_of("registration", optional=True),
        text("nonce", 64, unique=True),  # the phone's name for this scan, which it may send twice
        *each(instant, "scanned_at", "received_at"),
        belongs_to("user", optional=True),
        text("device", 64),
        one_of("outcome", outcomes, "outcome"),
        one_of("told", outcomes, "told", optional=True),  # what the phone said while it had no network
        flag("forced"),
        instant("undone_at", optional=True),
    )
    index("check_in", "event_id", "scanned_at")
    # Nobody is let in twice: of all scans of a registration, one may stand.
    unique_among(
        "check_in", "uq_check_in_standing", "outcome = 'welcome' AND undone_at IS NULL", "registration_id"
    )
    table(
        "loan",
        part_of("event"),
        belongs_to("user"),
        text("device", 60),
        one_of("scope", ("see", "check in"), "scope"),
        text("token_hash", 64, unique=True),
        *each(instant, "created_at", "until"),
        *each(instant, "opened_at", "ended_at", optional=True),
    )
    table(
        "staff_session",
        text("token_hash", 64, unique=True),
        belongs_to("user"),
        part_of("loan", index=False, optional=True),
        *each(instant, "created_at", "seen_at"),
        instant("ended_at", optional=True),
    )


# --- comments ---------------------------------------------------------------------------------------------

COMMENT_STATES = ("pending", "approved", "spam", "bin")
VERBS = ("approve", "spam", "bin", "restore", "undo")


def comments():
    """Comments, where they were sent from, what they said before; who reads one now, notes about it, reports of it."""
    table(
        "comment",
        belongs_to("event"),
        belongs_to("comment", "parent_id", optional=True, index=True),
        belongs_to("comment", "thread_id", optional=True, index=True),  # the first comment of its thread
        number("depth"),
        text("uid", 36, unique=True),
        text("token_hash", 64, unique=True),
        one_of("state", COMMENT_STATES, "commentstate"),
        one_of("state_before", COMMENT_STATES, "state_before", optional=True),
        flag("visible"),  # approved, and so is every comment above it
        flag("erased"),
        number("version"),
        *each(text, "body", "html"),
        text("folded"),  # what a search looks into
        text("name", 245),
        *each(text, "email", "email_key", length=100),
        text("website", 200),
        text("language", 8),
        belongs_to("user", optional=True),
        text("guest", 200, optional=True),  # the role of an author who speaks at the event
        sa.Column("held_for", sa.JSON(), nullable=False),
        text("source", 400, optional=True),  # where an import found it
        instant("created_at"),
        instant("edited_at", optional=True),
    )
    index("comment", "source", unique=True)
    index("comment", "event_id", "visible", "created_at", name="ix_comment_event_id_visible")
    index("comment", "created_at", "id", name="ix_comment_created_at")
    # The queue's pages and its counts share this one; the counts then need not read the comments.
    index("comment", "erased", "state", "created_at", "id", name="ix_comment_state")
    index("comment", "email_key", "state", "created_at", name="ix_comment_email_key")
    index("comment", "email_key", "created_at", "id", name="ix_comment_author")
    op.create_table(
        "comment_origin",
        part_of("comment", index=False, primary_key=True),
        text("address", 45, index=True),
        text("agent", 300),
        instant("at", index=True),
    )
    table(
        "former_text",
        part_of("comment"),
        number("version"),
        text("body"),
        text("name", 245),
        text("website", 200),
        belongs_to("user", optional=True),
        instant("at"),
    )
    op.create_table(
        "reading", part_of("user", index=False, primary_key=True), part_of("comment"), instant("until")
    )
    table("note", part_of("comment"), belongs_to("user"), text("body"), instant("at"))
    table(
        "report",
        part_of("comment"),
        text("network", 64),  # a keyed hash of the reader's network, which tells readers apart
        text("words", 500),
        instant("at", index=True),
        instant("settled_at", optional=True),
    )
    # Each network may report a comment once, until a moderator has settled the reports.
    unique_among("report", "ix_report_open", "settled_at IS NULL", "comment_id", "network")


def moderation():
    """Decisions about comments, and batches of decisions, which are undone as one."""
    table(
        "batch",
        belongs_to("user", index=True),
        one_of("verb", VERBS, "verb"),
        belongs_to("batch", "undoes_id", optional=True, unique=True),
        *each(number, "decided", "left"),
        text("cause", 22, optional=True, unique=True),
        instant("at"),
    )
    table(
        "decision",
        part_of("comment", index=False),
        belongs_to("user", optional=True),
        one_of("verb", VERBS, "verb"),
        one_of("source", COMMENT_STATES, "source"),
        one_of("target", COMMENT_STATES, "target"),
        number("version"),  # of the comment, as the moderator saw it
        belongs_to("decision", "undoes_id", optional=True, index=True),
        belongs_to("batch", optional=True, index=True),
        instant("at"),
    )
    index("decision", "comment_id", "id")


def spam():
    """The lists of words and addresses, the site's own choices, and what the filter has learned."""
    table(
        "rule",
        one_of("kind", ("word", "address", "domain", "network"), "rulekind"),
        one_of("effect", ("hold", "spam", "refuse"), "effect"),
        text("text", 200),
        *each(text, "key", "head", length=400),
        belongs_to("event", optional=True),
        belongs_to("user", optional=True),
        instant("at"),
        instant("removed_at", optional=True),
    )
    index("rule", "head")
    # Two indexes, because a unique index takes no two NULLs for equal: rules of one event, and rules of the whole site.
    unique_among(
        "rule", "uq_rule_event", "removed_at IS NULL AND event_id IS NOT NULL", "kind", "key", "event_id"
    )
    unique_among("rule", "uq_rule_everywhere", "removed_at IS NULL AND event_id IS NULL", "kind", "key")
    table(
        "protection",
        only_row(),
        one_of("filtering", ("off", "hold", "file"), "filtering"),
        one_of("policy", ("moderate", "first", "publish"), "commentspolicy"),
        flag("proof_of_work", server_default=sa.false()),
        *each(flag, "require_name", "require_email", server_default=sa.true()),
    )
    table(
        "learned",
        only_row(),
        text("mark", 80),
        *each(number, "spam", "rest"),
        sa.Column("bias", sa.Double(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("values", sa.LargeBinary(), nullable=False),
        instant("at"),
    )
    table(
        "lesson",  # what an example teaches stays when its comment is gone
        belongs_to("comment", ondelete="SET NULL", optional=True, unique=True),
        flag("spam"),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
    )


# --- mail, and what every noun writes down ----------------------------------------------------------------


def subscriptions():
    """Addresses that asked to be told of replies, and the comments that they follow."""
    table(
        "follower",
        text("uid", 36, unique=True),
        text("token_hash", 64, unique=True),
        text("email", 254),
        text("email_key", 254, unique=True),
        text("language", 8),
        instant("created_at"),
        *each(instant, "asked_at", "confirmed_at", optional=True),
    )
    table(
        "subscription",
        text("uid", 36, unique=True),
        text("token_hash", 64, unique=True),
        part_of("follower"),
        part_of("comment", index=False, unique=True),
        instant("created_at"),
        instant("ended_at", optional=True),
    )


def outbox():
    """Mail that is owed, written in the transaction that causes it. The cause is unique, so nothing is sent twice."""
    table(
        "message",
        text("kind", 40),
        text("cause", 120, unique=True),
        text("recipients"),
        text("language", 8),
        sa.Column("facts", sa.JSON(), nullable=False),
        belongs_to("registration", optional=True, index=True),
        part_of("comment", optional=True),
        one_of("state", ("queued", "sending", "sent", "failed"), "messagestate"),
        number("attempts"),
        *each(instant, "created_at", "due_at"),
        *each(instant, "claimed_at", "sent_at", optional=True),
        text("error"),
    )
    index("message", "state", "due_at")


def records():
    """The audit log (entry), and the changes that cached and open pages follow."""
    table(
        "entry",
        instant("at", index=True),
        one_of("actor", ("staff", "person", "parvis"), "actor"),
        belongs_to("user", optional=True),
        text("subject", 20),
        number("subject_id"),
        text("verb", 40),
        sa.Column("facts", sa.JSON(), nullable=False),
    )
    index("entry", "subject", "subject_id")
    table(
        "change",
        text("topic", 80),
        text("part", 20),
        number("ref", optional=True),
        instant("at"),
        sqlite_autoincrement=True,  # a number is never used again, not even after the newest rows are deleted
    )
    index("change", "topic", "id")


# --- triggers: no code path, raw SQL included, can overbook or edit the audit log --------------------------

HOLDING = "('confirmed', 'pending', 'held', 'offered')"  # the states in which a registration takes seats
SEATS = f"CASE WHEN {{row}}.state IN {HOLDING} THEN {{row}}.seats ELSE 0 END"
WAITS = "CASE WHEN {row}.state = 'waiting' THEN 1 ELSE 0 END"

COUNT_ON_EVENT = """
UPDATE event SET
  seats_taken = seats_taken + {plus} - {minus},
  seats_allowed = CASE WHEN {plus} - {minus} < 0
    THEN (CASE WHEN seats_allowed < seats_taken + {plus} - {minus} THEN seats_allowed
          ELSE seats_taken + {plus} - {minus} END)
    ELSE seats_allowed END,
  waiting_count = waiting_count + {plus_waiting} - {minus_waiting}
WHERE id = {event};
"""
COUNT_ON_CHOICE = """
UPDATE choice SET
  seats_taken = seats_taken + {by},
  seats_allowed = CASE WHEN {by} < 0 AND seats_allowed > seats_taken + {by} THEN seats_taken + {by} ELSE seats_allowed END
WHERE {which};
"""


def trigger(name, when, table, body, *, returns="NULL"):
    """The statements that run ``body`` for each row; a trigger of PostgreSQL calls a function."""
    if op.get_bind().dialect.name == "sqlite":
        return [f"CREATE TRIGGER {name} {when} ON {table} BEGIN {body} END"]
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {returns}; END $$",
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def seat_counters():
    """Seats taken and people waiting on ``event``, moved with every registration that comes, changes or goes."""
    new = {"plus": f"({SEATS.format(row='NEW')})", "plus_waiting": f"({WAITS.format(row='NEW')})"}
    old = {"minus": f"({SEATS.format(row='OLD')})", "minus_waiting": f"({WAITS.format(row='OLD')})"}
    no_new, no_old = dict.fromkeys(new, "0"), dict.fromkeys(old, "0")
    for act, when, row, parts in (
        ("insert", "AFTER INSERT", "NEW", new | no_old),
        ("update", "AFTER UPDATE OF state, seats", "NEW", new | old),
        ("delete", "AFTER DELETE", "OLD", no_new | old),
    ):
        body = COUNT_ON_EVENT.format(event=f"{row}.event_id", **parts)
        yield from trigger(f"registration_seats_{act}", when, "registration", body)


def choice_counters():
    """Seats taken of each ``choice``, moved with the registrations that made it and with their answers."""
    change = f"({SEATS.format(row='NEW')} - {SEATS.format(row='OLD')})"
    made = "id IN (SELECT choice_id FROM answer WHERE registration_id = NEW.id)"
    body = COUNT_ON_CHOICE.format(by=change, which=made)
    when = "AFTER UPDATE OF state, seats"
    yield from trigger("registration_choices_update", when, "registration", body)
    # Answers go before their registration does, so that the next triggers still know how many seats it held.
    body = "DELETE FROM answer WHERE registration_id = OLD.id;"
    yield from trigger("registration_choices_delete", "BEFORE DELETE", "registration", body, returns="OLD")
    given, taken_back = count_answer("", "NEW"), count_answer("-", "OLD")
    yield from trigger("answer_choices_insert", "AFTER INSERT", "answer", given)
    yield from trigger("answer_choices_delete", "AFTER DELETE", "answer", taken_back)
    when = "AFTER UPDATE OF choice_id, registration_id"
    yield from trigger("answer_choices_update", when, "answer", taken_back + given)


def count_answer(sign, row):
    """The statement that counts one answer, or takes it back: as many seats as its registration holds."""
    seats = f"SELECT {SEATS.format(row='holder')} FROM registration AS holder WHERE holder.id = {row}.registration_id"
    return COUNT_ON_CHOICE.format(by=f"({sign}coalesce(({seats}), 0))", which=f"id = {row}.choice_id")


def never_edited(table):
    """Refuse to change or delete a row. No row of the audit log names a person, so erasing one need not touch it."""
    refusal = "history is never edited"
    if op.get_bind().dialect.name == "sqlite":
        body = f"SELECT RAISE(ABORT, '{refusal}');"
        for act in ("update", "delete"):
            yield from trigger(f"{table}_never_{act}", f"BEFORE {act.upper()}", table, body)
        return
    function, when = f"{table}_never_edited", f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    body = f"BEGIN RAISE EXCEPTION '{refusal}'; END"
    yield f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
    yield f"CREATE TRIGGER {function} {when} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
