"""The history in words for the page, and as it is kept for files: CSV and JSON lines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from formats.audit_log_facts import in_words, site_words
from formats.moderation import TOLD
from formats.registrations import deed
from models.audit_log.record import Actor, AuditEntry
from outside import inert

SUBJECTS = {
    "comment": _l("Comment"),
    "event": _l("Event"),
    "registration": _l("Registration"),
    "rule": _l("Rule"),
    "site": _l("The site"),
    "user": _l("Staff"),
}
VERBS = {
    "replay erasures": _l("Erased people again after a restore"),
    "forget": _l("Deleted what is kept no longer"),
    "create": _l("Created"),
    "revise": _l("Changed"),
    "delete": _l("Deleted"),
    "amend": _l("Changed"),
    "disown": _l("Name and address erased"),
    "withdraw": _l("Deleted by its author"),
    "export": _l("Events and comments taken as a file"),
    "export people": _l("Registrations taken as a file"),
    "export a person": _l("What is kept of one person taken as a file"),
    "export history": _l("History taken as a file"),
    "force a seat": _l("Seat given beyond the capacity"),
    "write to people": _l("Message sent to a group"),
    "add": _l("Added"),
    "remove": _l("Removed"),
    "put back": _l("Put back"),
    "change": _l("Changed"),
    "protect": _l("Changed"),
    "grant": _l("Role given"),
    "dismiss": _l("Account closed"),
    "sign in": _l("Signed in"),
    "prove": _l("Proved who they are"),
    "add factor": _l("One-time codes set up"),
    "remove factor": _l("One-time codes taken away"),
    "add passkey": _l("Passkey added"),
    "remove passkey": _l("Passkey taken away"),
    "renew codes": _l("New recovery codes"),
    "end sessions": _l("Signed out elsewhere"),
    "issue link": _l("Sign-in link issued"),
    "report": _l("Reported by a reader"),
    "lend phone": _l("Phone lent"),
    "open phone": _l("Lent phone opened"),
    "take phone back": _l("Phone taken back"),
}
COLUMNS = ("id", "at", "actor", "user_id", "user", "subject", "subject_id", "verb", "facts")


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    app.jinja_env.filters.update(
        audit_subject=subject, audit_verb=verb, audit_who=who, audit_facts=facts, site_words=site_words
    )


def subject(name: str) -> str:
    """Return the word for a kind of thing."""
    return str(SUBJECTS.get(name, name))


def verb(line: AuditEntry) -> str:
    """Return what was done, in words."""
    if line.subject == "registration":
        words = deed(line.verb)
        return words[:1].upper() + words[1:]
    return str(TOLD.get(line.verb) or VERBS.get(line.verb, line.verb))


def who(line: AuditEntry) -> str:
    """Return who did it: a member of the staff by name, the person concerned, or Parvis."""
    if line.user:
        return line.user.displayed
    return _("the person concerned") if line.actor is Actor.VISITOR else _("Parvis")


def facts(line: AuditEntry) -> str:
    """Return the rest of a line: from which state to which, which fields changed, how many seats."""
    return in_words(line.subject, line.facts)


def as_csv(lines: Iterable[AuditEntry]) -> Iterator[str]:
    """Yield the history as CSV, line by line, the first one with the names of the columns."""
    yield _csv(COLUMNS)
    for line in lines:
        values = _values(line) | {"facts": json.dumps(line.facts, ensure_ascii=False, sort_keys=True)}
        yield _csv([_inert(values[name]) for name in COLUMNS])


def as_json(lines: Iterable[AuditEntry]) -> Iterator[str]:
    """Yield the history as JSON lines."""
    for line in lines:
        yield json.dumps(_values(line), ensure_ascii=False) + "\n"


def _values(line: AuditEntry) -> dict[str, Any]:
    return {
        "id": line.id,
        "at": line.at.isoformat(timespec="milliseconds"),
        "actor": line.actor.value,
        "user_id": line.user_id,
        "user": line.user.displayed if line.user else "",
        "subject": line.subject,
        "subject_id": line.subject_id,
        "verb": line.verb,
        "facts": line.facts,
    }


def _csv(values: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(values)
    return line.getvalue()


def _inert(value: Any) -> Any:
    return inert(value) if isinstance(value, str) else value
