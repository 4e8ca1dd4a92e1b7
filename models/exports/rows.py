"""Rows as JSON can say them.

A column that can be made again from others (the rendering, search texts, hashes of links, counters) stays at home; so
does where a comment came from on the network.
"""

import enum
import re
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

import clock
from database import UtcDateTime
from models.comment import Comment
from models.consent import Clause, Consent
from models.event import Event, Speaker
from models.event.fields import FIELDS
from models.question import Choice, Question
from models.registration import Companion, Registration

AT_HOME = {
    Event: {"id", "starts_at", "ends_at", "seats_taken", "seats_allowed", "waiting_count"}
    | {name for name, field in FIELDS.items() if not field.exported},
    Speaker: {"id", "event_id", "position"},
    Comment: {"id", "event_id", "parent_id", "thread_id", "depth", "token_hash", "visible", "html", "folded", "email_key", "user_id"},
    Registration: {"id", "event_id", "token_hash", "receipt_hash", "address_hash", "submission", "email_key", "name_key", "folded", "erased_at"},
    Companion: {"id", "registration_id", "position"},
    Consent: {"id", "registration_id", "clause_id"},
    Question: {"id", "event_id", "position"},
    Choice: {"id", "question_id", "position", "seats_taken", "seats_allowed"},
    Clause: {"id", "event_id", "position"},
}  # fmt: skip


YEARS = range(1000, 9000)  # whose hours every time zone has
UNSAYABLE = re.compile("[\0\ud800-\udfff]")  # no database keeps these in a text


class RowRefused(ValueError):
    """A value that a column cannot hold, or a column that is missing."""


def columns(model: type[Any]) -> list[sa.Column[Any]]:
    """Return the columns of a table that travel, in the order of their names."""
    found = sa.inspect(model).local_table.columns
    return sorted(
        (column for column in found if column.name not in AT_HOME[model]), key=lambda each: each.name
    )


def plain(row: Any) -> dict[str, Any]:
    """Return what travels of a row, as JSON can say it."""
    return {column.name: _said(getattr(row, column.name)) for column in columns(type(row))}


def typed(model: type[Any], said: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the exported columns from JSON, with defaults for missing ones.

    Raises RowRefused for an invalid value.
    """
    values = {}
    for column in columns(model):
        if column.name in said:
            values[column.name] = _read(column, said[column.name])
        elif column.default is not None:
            made: Any = column.default
            values[column.name] = made.arg(None) if made.is_callable else made.arg
        elif not column.nullable and column.server_default is None:
            raise RowRefused(f"{column.name} is missing")
    return values


def _said(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(column: sa.Column[Any], value: Any) -> Any:
    kind = column.type
    if value is None:
        return None if column.nullable else refuse(f"{column.name} is empty")
    try:
        if isinstance(kind, sa.Enum) and kind.enum_class:
            return kind.enum_class(value)
        if isinstance(kind, sa.JSON):
            return value
        if isinstance(kind, UtcDateTime | sa.DateTime):
            at = datetime.fromisoformat(value)
            zoned = (at.tzinfo is not None) is isinstance(kind, UtcDateTime)
            return at if zoned and at.year in YEARS else refuse(f"{column.name}: {value}")
        right = type(value) is kind.python_type and not (isinstance(value, str) and UNSAYABLE.search(value))
    except (ValueError, TypeError):
        right = False
    if not right or (isinstance(value, str) and kind.length and len(value) > kind.length):  # type: ignore[attr-defined]
        raise RowRefused(f"{column.name} cannot be {str(value)[:60]!r}")
    return value


def hours(values: dict[str, Any]) -> tuple[datetime, datetime | None]:
    """Return the instants at which an event begins and ends, from its columns.

    Raises RowRefused for hours and time zones that do not exist.
    """
    try:
        zone, ends = values["timezone"], values["ends"]
        return clock.instant(values["starts"], zone), clock.instant(ends, zone) if ends else None
    except (ValueError, KeyError, OSError) as fault:
        raise RowRefused(str(fault)) from None


def refuse(why: str) -> Any:
    """Raise RowRefused where a value is expected."""
    raise RowRefused(why)
