"""What is never edited: the database itself refuses to change or delete a line of history.

The statements are written once for each database, here, and run by the migration (and by nothing else). No line names a
person, so erasing somebody never needs to touch one.
"""

REFUSAL = "history is never edited"


def create(dialect: str, table: str = "entry") -> list[str]:
    """Return the statements that forbid it on a database, ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_never_{act} BEFORE {act.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for act in ("update", "delete")
        ]
    function = f"{table}_never_edited()"
    refuse = f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"
    when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
    return [
        f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        f"CREATE TRIGGER {table}_never_edited {when} EXECUTE FUNCTION {function}",
    ]


def drop(dialect: str, table: str = "entry") -> list[str]:
    """Return the statements that allow it again."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_never_{act}" for act in ("update", "delete")]
    return [f"DROP FUNCTION IF EXISTS {table}_never_edited() CASCADE"]
