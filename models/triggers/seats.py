"""The seat counter, kept by the database itself: no code path, present or future, can overbook an event.

Triggers on ``registration`` move ``event.seats_taken`` with every row that comes, changes or goes, and the CHECK
``no_overbooking`` on ``event`` refuses what would pass the capacity. Waiting counts are kept in the same way. The
statements are written once for each database, here, and run by the migration (and by nothing else).
"""

HOLDING = ("confirmed", "pending", "held", "offered")  # states of a registration that take seats

_HOLDING = "(" + ", ".join(f"'{state}'" for state in HOLDING) + ")"

_COUNT = """
UPDATE event SET
  seats_taken = seats_taken + {plus} - {minus},
  seats_allowed = CASE WHEN {plus} - {minus} < 0
    THEN (CASE WHEN seats_allowed < seats_taken + {plus} - {minus} THEN seats_allowed
          ELSE seats_taken + {plus} - {minus} END)
    ELSE seats_allowed END,
  waiting_count = waiting_count + {plus_waiting} - {minus_waiting}
WHERE id = {event};
"""

_NEW = {
    "plus": f"(CASE WHEN NEW.state IN {_HOLDING} THEN NEW.seats ELSE 0 END)",
    "plus_waiting": "(CASE WHEN NEW.state = 'waiting' THEN 1 ELSE 0 END)",
}
_OLD = {
    "minus": f"(CASE WHEN OLD.state IN {_HOLDING} THEN OLD.seats ELSE 0 END)",
    "minus_waiting": "(CASE WHEN OLD.state = 'waiting' THEN 1 ELSE 0 END)",
}
_NO_NEW, _NO_OLD = {"plus": "0", "plus_waiting": "0"}, {"minus": "0", "minus_waiting": "0"}

STATEMENTS = {
    "insert": _COUNT.format(event="NEW.event_id", **_NEW, **_NO_OLD),
    "update": _COUNT.format(event="NEW.event_id", **_NEW, **_OLD),
    "delete": _COUNT.format(event="OLD.event_id", **_NO_NEW, **_OLD),
}


def create(dialect: str) -> list[str]:
    """Return the statements that create the triggers on a database, ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        return [_sqlite(act, body) for act, body in STATEMENTS.items()]
    return [statement for act, body in STATEMENTS.items() for statement in _postgresql(act, body)]


def drop(dialect: str) -> list[str]:
    """Return the statements that remove the triggers again."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS registration_seats_{act}" for act in STATEMENTS]
    return [f"DROP FUNCTION IF EXISTS registration_seats_{act}() CASCADE" for act in STATEMENTS]


def _when(act: str) -> str:
    return "UPDATE OF state, seats" if act == "update" else act.upper()


def _sqlite(act: str, body: str) -> str:
    return f"CREATE TRIGGER registration_seats_{act} AFTER {_when(act)} ON registration BEGIN {body} END"


def _postgresql(act: str, body: str) -> list[str]:
    function = f"registration_seats_{act}()"
    return [
        f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$",
        f"CREATE TRIGGER registration_seats_{act} AFTER {_when(act)} ON registration FOR EACH ROW EXECUTE FUNCTION {function}",
    ]
