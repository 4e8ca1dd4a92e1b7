"""What a log may contain: the route that failed, the place in the code and a number.

It contains no personal data.

Whoever reads the logs must not be able to open a private link or learn who registered. So a fault is told by method and
route, with a number that the page of the fault shows too; exceptions say their kind and their place, and their own words
only where those name code and not what somebody typed; and whatever any logger writes is masked once more.
"""

import ipaddress
import logging
import re
import secrets
import sqlite3
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app, g, request
from jinja2 import UndefinedError

log = logging.getLogger("parvis")

SECRET_PATHS = re.compile(
    r"(/(?:registrations|comments|followers|subscriptions|my-registrations|login|phones|guests|preview|mail/[\w-]+)/)[^/\s?'\"<>#]+",
    re.IGNORECASE,
)
QUERIES = re.compile(r"(?<=[^\s?])\?[^\s'\"<>]*=[^\s'\"<>]*")
ADDRESSES = re.compile(r"[^\s<>'\"(),:;=/]+(?:@|%40)[^\s<>'\"(),:;]+")
NETWORK = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*)(?![\w:])", re.IGNORECASE
)
OF_GUNICORN = re.compile(
    r"(Invalid request|Error handling request)\b.*", re.DOTALL
)  # the address or the bytes follow
OF_THE_CODE = (
    AttributeError,
    ImportError,
    NameError,
    OverflowError,
    TypeError,
    UndefinedError,
    sqlite3.Error,
)
STATEMENT = 500  # characters of SQL that are told

Fault = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def init_app(app: Flask) -> None:
    """Log the application's errors by route, and mask all that this process logs from now on."""
    logging.setLogRecordFactory(record)
    app.log_exception = note  # type: ignore[method-assign,assignment]


def catch_all() -> None:
    """Log what ends the program or one of its threads, in masked form.

    Python itself would write everything.
    """
    sys.excepthook = unforeseen
    threading.excepthook = lambda fault: unforeseen(fault.exc_type, fault.exc_value, fault.exc_traceback)


def note(fault: Fault) -> None:
    """Write down the fault that this request met, under its number."""
    route = request.url_rule.rule if request.url_rule else "no route"
    current_app.logger.error("Fault %s: %s %s", number(), request.method, route, exc_info=fault)


def number() -> str:
    """Return the number of this request's fault: it stands in the log and on the page."""
    if "fault" not in g:
        g.fault = secrets.token_hex(4)
    found: str = g.fault
    return found


def unforeseen(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    """Write down what ends a program or a thread."""
    if fault is None or issubclass(kind, KeyboardInterrupt):
        return
    log.critical("Nobody foresaw this.", exc_info=(kind, fault, trace))


def record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """Make a line of any log: whole, and without anything that it may not hold."""
    made = logging.LogRecord(*args, **kwargs)
    try:
        said = made.getMessage()
    except (TypeError, ValueError, KeyError):  # arguments that do not fit: the line itself then
        said = str(made.msg)
    if made.name.startswith("gunicorn"):
        said = OF_GUNICORN.sub(rf"\1: {type(sys.exc_info()[1]).__name__}", said)
    made.msg, made.args = mask(said), None
    if made.exc_info and made.exc_info[1]:
        made.exc_text = told(made.exc_info[1])
    return made


def mask(text: str) -> str:
    """Return a text without private links, queries, email addresses and network addresses.

    Loopback addresses stay, since they identify nobody.
    """
    text = SECRET_PATHS.sub(r"\1…", text)
    text = ADDRESSES.sub("…@…", QUERIES.sub("?…", text))
    return NETWORK.sub(lambda found: found[0] if _is_nobodys(found[0]) else "…", text)


def told(fault: BaseException) -> str:
    """Return where in the code a fault and its causes came up, and of which kind they are."""
    chain: list[BaseException] = []
    cause: BaseException | None = fault
    while cause and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    parts = ["".join(traceback.format_tb(one.__traceback__)) + words(one) for one in reversed(chain)]
    return "\n\nThis led to:\n\n".join(parts)


def words(fault: BaseException) -> str:
    """Return an exception's kind, and its words where they cannot come from a person."""
    said = ""
    if isinstance(fault, sa.exc.DBAPIError) and fault.orig:
        return f"{_kind(fault)}: {words(fault.orig)} [{mask(str(fault.statement))[:STATEMENT]}]"
    if diagnosis := getattr(fault, "diag", None):  # of PostgreSQL, whose detail quotes the whole row
        said = str(diagnosis.message_primary or "")
    elif isinstance(fault, OSError) and fault.errno:
        said = str(fault.strerror or "")
    elif isinstance(fault, OF_THE_CODE):
        said = str(fault)
    return f"{_kind(fault)}: {mask(said)}" if said else _kind(fault)


def _kind(fault: BaseException | None) -> str:
    return f"{type(fault).__module__}.{type(fault).__name__}".removeprefix("builtins.")


def _is_nobodys(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return True  # an hour, a version
    return found.is_loopback or found.is_unspecified
