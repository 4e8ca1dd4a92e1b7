"""How we talk to the database: typed columns, SQLite's pragmas, and one fair queue of writers.

SQLite lets one writer in at a time and its own busy handler is unfair: under load a writer can starve for seconds. Here
writers queue: within a process on a lock, between processes on two files (a turnstile and the lock itself), so that who
has just written cannot push past who already waits. PostgreSQL needs none of it: there the event's row is the lock.
"""

import enum
import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import orm


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
    """Return the column type of an enum under a name of its own, for a table that has two columns of one enum."""
    return sa.Enum(
        members, name=name, native_enum=False, create_constraint=True, length=20, values_callable=_enum_values
    )


class Base(orm.DeclarativeBase):
    """What every table shares: names of constraints that migrations can rely on, and Python types for columns."""

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


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with our way of writing: ``with db.writing(): …`` is one transaction, lock first, commit last."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.last_words: list[Callable[[], None]] = []

    def init_app(self, app: Any) -> None:
        super().init_app(app)
        with app.app_context():
            if self.engine.dialect.name == "sqlite":
                _prepare_sqlite(self.engine)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block as one write transaction: it commits at the end, or rolls back when the block raises.

        Whatever was read before is read again under the lock, so a rule never decides on stale facts. Keep mail,
        rendering and hashing out of the block: everybody else who writes waits for it. ``last_words`` are called just
        before the commit, for what must be written in the order of the commits. Raises RuntimeError inside another
        such block, which would wait for itself.
        """
        if self.session.info.get("writes"):
            raise RuntimeError(
                "A write transaction is open already: call this before it, or within it without its own."
            )
        self.session.rollback()
        self.session.info.clear()
        with _turn(self.engine):
            try:
                self.session.info["writes"] = True
                self.session.connection(execution_options={"writes": True})
                yield
                self.session.flush()
                for word in self.last_words:
                    word()
                self.session.commit()
            except BaseException:
                self.session.rollback()
                raise
            finally:
                self.session.info.pop("writes", None)


_within_process = threading.Lock()


@contextmanager
def _turn(engine: sa.Engine) -> Iterator[None]:
    """Wait for one's turn to write to a SQLite file; nothing to wait for on PostgreSQL or in memory."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or path == ":memory:":
        yield
        return
    with _within_process, open(f"{path}-turnstile", "w") as turnstile, open(f"{path}-writer", "w") as writer:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        fcntl.flock(writer, fcntl.LOCK_EX)
        fcntl.flock(turnstile, fcntl.LOCK_UN)
        yield


def _prepare_sqlite(engine: sa.Engine) -> None:
    """Set the pragmas of each connection and say BEGIN ourselves (the driver would start transactions too late)."""

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",  # an acknowledged registration survives a power cut
            "foreign_keys = ON",
            "secure_delete = ON",  # what is erased is overwritten
            "busy_timeout = 10000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
