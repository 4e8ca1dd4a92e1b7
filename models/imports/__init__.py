"""Imports: events, comments and registrations that come in from other systems or from our own export."""

from models.imports.events import settle_comments, settle_event
from models.imports.registrations import settle_people

__all__ = ["settle_comments", "settle_event", "settle_people"]
