"""The database: typed columns, and writing as one transaction that begins with its lock."""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import orm

import write_turns


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An instant: aware UTC in Python, ``timestamptz`` on PostgreSQL, naive UTC text on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def _enum_values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


def choice(members: type[enum.Enum], name: str) -> sa.Enum:
    """Return the column type of an enum under its own name, for a table with two columns of one enum."""
    return sa.Enum(
        members, name=name, native_enum=False, create_constraint=True, length=20, values_callable=_enum_values
    )


class Base(orm.DeclarativeBase):
    """The base of all tables: names of constraints that migrations can use, and column types."""

    registry = orm.registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime(),
            dict[str, Any]: sa.JSON(),
            list[str]: sa.JSON(),
            enum.Enum: sa.Enum(
                enum.Enum, native_enum=False, create_constraint=True, length=20, values_callable=_enum_values
            ),
        },
    )


Row = TypeVar("Row", bound=Base)
OPEN_ALREADY = "A write transaction is open already: call this before it, or within it without its own."


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with ``with db.writing(): …``, which runs one write transaction.

    It takes the lock first and commits last.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.last_words: list[Callable[[], None]] = []

    def only(self, kind: type[Row]) -> Row | None:
        """Return the one row of a table, or None, read once in a transaction.

        The session alone would let go of a row at once, and remember of none that there is no row.
        """
        session = self.session()
        held, now = session.info.setdefault("only", {}), session.get_transaction()
        if now and held.get(kind) == (None, now) and not session.info.get("writes"):
            return None
        found = session.get(kind, 1)
        held[kind] = found, session.get_transaction()
        return found

    def keep(self, *rows: Base) -> None:
        """Let what is known of rows outlive the commit of this write transaction, for an answer made at once.

        They must not change after they were last read, not even by a trigger.
        """
        self.session.info.setdefault("kept", set()).update(rows)

    def _commit(self) -> None:
        """Commit; what is not kept will be read anew."""
        session = self.session()
        kept = session.info.pop("kept", set())
        session.expire_on_commit = not kept
        try:
            session.commit()
        finally:
            session.expire_on_commit = True
        for row in set(session.identity_map.values()) - kept if kept else ():
            session.expire(row)

    def init_app(self, app: Any) -> None:
        super().init_app(app)
        with app.app_context():
            write_turns.prepare(self.engine, app.config)

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator[None]:
        """Run the block as one write transaction: it commits at the end, or rolls back when the block raises.

        Whatever was read before is read again under the lock, so a rule never decides on stale facts. Keep mail,
        rendering and hashing out of the block: everybody else who writes waits for it. ``last_words`` are called just
        before the commit, for what must be written in the order of the commits. Raises RuntimeError inside another
        such block, which would wait for itself, and Busy when ``patience`` (seconds; else a setting) is over first.
        """
        if self.session.info.get("writes"):
            raise RuntimeError(OPEN_ALREADY)
        self.session.rollback()
        self.session.expire_all()
        self.session.info.clear()
        with write_turns.turn(self.engine, patience) as until:
            try:
                self.session.info["writes"] = True
                connection = self.session.connection(execution_options={"writes": until})
                write_turns.shorten(connection, until)
                yield
                self.session.flush()
                for word in self.last_words:
                    word()
                self._commit()
            except BaseException:
                self.session.rollback()
                raise
            finally:
                self.session.info.pop("writes", None)
