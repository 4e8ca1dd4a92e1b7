"""Event revisions: one change of the facts of an event, whoever makes it, and the notice of it."""

from models.event_revision.revision import (
    EventConflict,
    EventRefused,
    Revision,
    create,
    faults,
    recipients,
    revise,
)

__all__ = ["EventConflict", "EventRefused", "Revision", "create", "faults", "recipients", "revise"]
