"""The database's revision, compared with those that this program knows.

The name of a revision begins with its number.
"""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from config import ROOT
from extensions import db

NEWER = (
    "The database is newer than this program: it is at revision {present}, the newest known here is {newest}. Install the "
    "version that it was last used with, or restore the backup made before the upgrade (docs/upgrading.md)."
)
OLDER = (
    "The database is at revision {present}, from before the first release, which begins at {first}. Bring it there with the "
    "program of commit 26250bf (git checkout 26250bf && make setup && .venv/bin/flask --app app init), then come back."
)


def present() -> str | None:
    """Return the revision of the database; None when it is empty."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """Return the revision that this program works with."""
    return str(_known().get_current_head())


def obstacle() -> str | None:
    """Return why the database cannot be upgraded to the newest revision, and what to do about it.

    Returns None when it can.
    """
    found, known = present(), _known()
    if found is None or found in {script.revision for script in known.walk_revisions()}:
        return None
    first = str(known.get_base())
    says = OLDER if found[:4] < first[:4] else NEWER
    return says.format(present=found, first=first, newest=newest())


def _known() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "migrations"))
