"""The seats of each choice, counted by the database itself as those of the room are (models/triggers/seats.py).

Triggers on ``registration`` and ``answer`` move ``choice.seats_taken``, and the CHECK ``no_overbooking`` on ``choice``
refuses what would pass its limit. The statements are run by a migration, and by nothing else.
"""

from models.triggers.seats import HOLDING

_HOLDING = "(" + ", ".join(f"'{state}'" for state in HOLDING) + ")"

_MOVE = """
UPDATE choice SET
  seats_taken = seats_taken + {by},
  seats_allowed = CASE WHEN {by} < 0 AND seats_allowed > seats_taken + {by} THEN seats_taken + {by} ELSE seats_allowed END
WHERE {which};
"""
_HELD = f"CASE WHEN {{row}}.state IN {_HOLDING} THEN {{row}}.seats ELSE 0 END"
_CHANGE = f"({_HELD.format(row='NEW')} - {_HELD.format(row='OLD')})"
_HOLDER = f"(SELECT {_HELD.format(row='holder')} FROM registration AS holder WHERE holder.id = {{row}}.registration_id)"  # noqa: S608  no words of anybody's
_MADE = "id IN (SELECT choice_id FROM answer WHERE registration_id = NEW.id)"


def _answer(sign: str, row: str) -> str:
    by = f"({sign}coalesce({_HOLDER.format(row=row)}, 0))"
    return _MOVE.format(by=by, which=f"id = {row}.choice_id")


STATEMENTS = {
    ("registration", "AFTER UPDATE OF state, seats"): _MOVE.format(by=_CHANGE, which=_MADE),
    # before the row goes, so that the triggers below still know how many seats it held
    ("registration", "BEFORE DELETE"): "DELETE FROM answer WHERE registration_id = OLD.id;",
    ("answer", "AFTER INSERT"): _answer("", "NEW"),
    ("answer", "AFTER DELETE"): _answer("-", "OLD"),
    ("answer", "AFTER UPDATE OF choice_id, registration_id"): _answer("-", "OLD") + _answer("", "NEW"),
}


def create(dialect: str) -> list[str]:
    """Return the statements that create the triggers on a database, ``sqlite`` or ``postgresql``."""
    made = _sqlite if dialect == "sqlite" else _postgresql
    return [statement for (table, when), body in STATEMENTS.items() for statement in made(table, when, body)]


def drop(dialect: str) -> list[str]:
    """Return the statements that remove the triggers again."""
    names = [_name(*key) for key in STATEMENTS]
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in names]


def count() -> str:
    """Return the statement that counts anew, for a database that held answers before the triggers."""
    held = _HELD.format(row="holder")
    return (
        f"UPDATE choice SET seats_taken = (SELECT coalesce(sum({held}), 0) FROM answer "  # noqa: S608  likewise
        "JOIN registration AS holder ON holder.id = answer.registration_id WHERE answer.choice_id = choice.id)"
    )


def _name(table: str, when: str) -> str:
    return f"{table}_choices_{when.split()[1].lower()}"


def _sqlite(table: str, when: str, body: str) -> list[str]:
    return [f"CREATE TRIGGER {_name(table, when)} {when} ON {table} BEGIN {body} END"]


def _postgresql(table: str, when: str, body: str) -> list[str]:
    name, row = _name(table, when), "OLD" if "BEFORE" in when else "NULL"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {row}; END $$",
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
