"""Every table of the database: what exports carry it out, and how a person is erased from it.

What `export jsonl` carries is EXPORTED, what names somebody is ERASED with how, and a table that is neither says why.
"""

from collections.abc import Iterator

import sqlalchemy as sa

import models
from extensions import db
from models.exports.rows import AT_HOME
from models.privacy import registration_erasure
from tests.house.guard import Fault, Guard, Sources

EXPORTED = {"event", "speaker", "comment", "registration", "companion", "consent", "question", "choice", "clause", "answer", "condition"}  # fmt: skip
ERASED = {
    "registration": "all that names the attendee is emptied; the row is counted",
    "companion": "goes with its registration",
    "answer": "goes with its registration",
    "consent": "goes with its registration",
    "former_address": "goes with its registration",
    "check_in": "keeps no name; it is counted",
    "message": "recipients and facts are emptied",
    "comment": "the text stays, its author becomes « Anonyme »",
    "comment_origin": "shortened at once, deleted after thirty days",
    "former_text": "its author becomes « Anonyme » with the comment's",
    "note": "goes, for it may name the author",
    "report": "goes when its time is over",
    "follower": "goes with the address",
    "subscription": "goes with its follower",
}
NEITHER = {
    "change": "says what pages must be rendered anew; deleted after days",
    "user": "a colleague's account; it is dismissed, and signs what was decided",
    "staff_session": "a colleague's device; ends by itself",
    "sign_in_link": "used once, then deleted",
    "loan": "a phone lent for one door; ends by itself",
    "remembered_columns": "what columns of lists hold, under a hash of their headings; names nobody",
    "site": "what the publisher says about itself",
    "old_address": "where a page of the former site has gone",
    "protection": "how the filter is set",
    "rule": "what the moderators forbid or allow; removed ones are deleted after a time",
    "learned": "weights of hashed features, from which no text can be read",
    "lesson": "hashed features of a comment, deleted with it",
    "entry": "who did what, by number; no name stands in it",
    "decision": "what a moderator decided, by number",
    "batch": "what a moderator decided about many, by number",
    "reading": "a colleague's presence; lasts a minute",
}


def there() -> dict[str, str]:
    """Return the tables of the database as a guard reads them, each with the package that names it."""
    return dict.fromkeys(db.metadata.tables, models.__name__)


def exported() -> set[str]:
    """Return the tables that `export jsonl` carries, with the two that it writes inside others."""
    return {str(sa.inspect(model).local_table) for model in AT_HOME} | {"answer", "condition"}


def erased() -> set[str]:
    """Return the tables that hang on a registration, and go with it or are emptied."""
    return {table.name for table, _ in registration_erasure.hanging()} | {"registration"}


def unknown_tables(names: Sources) -> Iterator[Fault]:
    """Yield the tables of the metadata that the lists do not know, and those that they know and are gone."""
    known = EXPORTED | set(ERASED) | set(NEITHER)
    for name in sorted(set(names) - known):
        yield Fault(name, "is neither exported, nor erased, nor excused with a reason")
    for name in sorted(known - set(names)):
        yield Fault(name, "is listed and is no table")
    for name in sorted(set(NEITHER) & (EXPORTED | set(ERASED))):
        yield Fault(name, "is excused, and yet exported or erased")


GUARD = Guard(
    "tables",
    "A table is unknown to export and erasure.",
    "What nobody carries out is lost with the site, and what nobody erases breaks a promise of the privacy page.",
    "let models/exports/ carry it and models/privacy/ erase it, and say so in tests/house/tables.py, or say there why not.",
    unknown_tables,
)
