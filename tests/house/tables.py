"""Every column stands in the data map, and `export jsonl` carries every table that it should.

What it carries is EXPORTED; what a column tells of people, and how that goes, models/privacy/data_map.py says.
"""

from collections.abc import Iterator

import sqlalchemy as sa

import models
from models.exports.rows import AT_HOME
from models.privacy import data_map, registration_erasure
from tests.house.guard import Fault, Guard, Sources

EXPORTED = {"event", "speaker", "comment", "registration", "companion", "consent", "question", "choice", "clause", "answer", "condition"}  # fmt: skip


def there() -> dict[str, str]:
    """Return the columns of the database as a guard reads them, each with the package that names it."""
    return dict.fromkeys(data_map.there(), models.__name__)


def exported() -> set[str]:
    """Return the tables that `export jsonl` carries, with the two that it writes inside others."""
    return {str(sa.inspect(model).local_table) for model in AT_HOME} | {"answer", "condition"}


def erased() -> set[str]:
    """Return the tables that hang on a registration, and go with it or are emptied."""
    return {table.name for table, _ in registration_erasure.hanging()} | {"registration"}


def unknown_columns(names: Sources) -> Iterator[Fault]:
    """Yield what the data map lacks or has in vain, and the tables that nobody tells without a reason."""
    for name in data_map.missing(names):
        yield Fault(name, "is a column that the data map lacks, or the map names it and it is gone")
    for name in data_map.unexplained():
        yield Fault(name, "is told by no part of the personal data export, and no reason is given")


GUARD = Guard(
    "tables",
    "A column is unknown to the data map.",
    "What nobody carries out is lost with the site, and what nobody erases breaks a promise of the privacy page.",
    "say in models/privacy/data_map.py what it tells of whom, why, how long, who sees it and how it goes.",
    unknown_columns,
)
