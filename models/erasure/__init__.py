"""Erasures: each is written into the erasure journal before its transaction commits."""

from models.erasure.record import Certificate, Kind, Way, certificate, journal, record, reference, replaying

__all__ = [
    "Certificate",
    "Kind",
    "Way",
    "certificate",
    "journal",
    "record",
    "reference",
    "replaying",
]
