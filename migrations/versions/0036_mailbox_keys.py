"""Compare addresses by the mailbox that they reach: write the keys of all rows anew.

Nothing is refused. Where two rows that may be there only once turn out to have the same mailbox, the one that has its key
already, else the older one, is found by it from now on. The other keeps its links and its place, and a number after its
key: the registration lookup, the export and the erasure of an address find both (email_address.keys).
"""

import sqlalchemy as sa
from alembic import op

import email_address
from spam.value import NotOne, RuleKind, Value

revision = "0036_mailbox_keys"
down_revision = "0035_remembered_columns"
branch_labels = None
depends_on = None

BATCH = 1000


def upgrade():
    rewrite("user", 254, only_once=True)
    rewrite("follower", 254, only_once=True)
    rewrite("registration", 254, "event_id", only_once=True)
    rewrite("comment", 100)
    rewrite_rules()


def rewrite(name, longest, scope=None, *, only_once=False):
    """Write the keys of a table's rows; with ``only_once``, no two of a scope (the whole table, an event) are the same."""
    table = sa.table(name, *map(sa.column, ("id", "email", "email_key", *([scope] if scope else []))))
    group = table.c[scope] if scope else sa.literal(0)
    changed, taken = [], set()
    for row in rows(table, table.c.email, table.c.email_key, group.label("scope")):
        key = email_address.key(row.email)[:longest] if "@" in row.email else row.email_key
        if key != row.email_key:
            changed.append((row.id, row.scope, key))
        elif only_once:
            taken.add((row.scope, key))
    if only_once:
        write(table, "email_key", [(number, f"? {number}") for number, _scope, _key in changed])
        changed = [(number, group, free(taken, group, key, longest)) for number, group, key in changed]
    write(table, "email_key", [(number, key) for number, _scope, key in changed])


def free(taken, scope, key, longest):
    """Return the key, with the first number after it that is free in a scope if need be, and take it."""
    kept = (key, *(f"{key[: longest - 8]} {number}" for number in range(2, 10**6)))
    found = next(each for each in kept if (scope, each) not in taken)
    taken.add((scope, found))
    return found


def rewrite_rules():
    """Write the keys of listed addresses and domains; an entry that stands on the list already is taken off it."""
    table = sa.table("rule", *map(sa.column, ("id", "kind", "text", "key", "head", "event_id", "removed_at")))
    found = list(rows(table, table.c.kind, table.c.text, table.c.key, table.c.event_id, table.c.removed_at))
    read = {row.id: value for row in found if (value := entry(row)) and value.key != row.key}
    standing = {
        (row.kind, row.key, row.event_id) for row in found if row.removed_at is None and row.id not in read
    }
    for row in found:
        if value := read.get(row.id):
            same = row.kind, value.key, row.event_id
            changes = {"key": value.key, "head": value.head}
            if row.removed_at is None and same in standing:
                changes |= {"removed_at": sa.func.current_timestamp()}
            elif row.removed_at is None:
                standing.add(same)
            op.get_bind().execute(sa.update(table).where(table.c.id == row.id).values(changes))


def entry(row):
    """Return what a row of the lists catches, if it names an address or a domain."""
    try:
        return Value.read(RuleKind(row.kind), row.text) if row.kind in {"address", "domain"} else None
    except NotOne:
        return None


def rows(table, *columns):
    """Yield the rows of a table in the order of their ids, some at a time."""
    last = 0
    while True:
        some = sa.select(table.c.id, *columns).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
        found = op.get_bind().execute(some).all()
        yield from found
        if len(found) < BATCH:
            return
        last = found[-1].id


def write(table, column, values):
    """Set a column of some rows, some at a time."""
    statement = (
        sa.update(table).where(table.c.id == sa.bindparam("row")).values({column: sa.bindparam("value")})
    )
    for start in range(0, len(values), BATCH):
        some = [{"row": number, "value": value} for number, value in values[start : start + BATCH]]
        op.get_bind().execute(statement, some)
