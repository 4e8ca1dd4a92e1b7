"""Imports: events, comments and registrations that come in from other systems or from our own export."""

from models.imports.events import insert_comments, insert_event
from models.imports.registrations import insert_registrations

__all__ = ["insert_comments", "insert_event", "insert_registrations"]
