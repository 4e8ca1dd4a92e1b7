"""Event revisions: one change of the facts of an event, whoever makes it, and the notice of it."""

from models.event_revision.deletion import EventInUse, delete, may_delete
from models.event_revision.duplicate import duplicate, duplicated, usual_day
from models.event_revision.revision import (
    EventConflict,
    EventRefused,
    Revision,
    create,
    faults,
    recipients,
    revise,
)

__all__ = [
    "EventConflict",
    "EventInUse",
    "EventRefused",
    "Revision",
    "create",
    "delete",
    "duplicate",
    "duplicated",
    "faults",
    "may_delete",
    "recipients",
    "revise",
    "usual_day",
]
