"""Erasures: each is written into the erasure journal before its transaction commits."""

from models.erasure.record import Kind, Way, journal, record, reference, replaying

__all__ = ["Kind", "Way", "journal", "record", "reference", "replaying"]
