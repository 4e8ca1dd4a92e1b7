"""Erasures: each is written into the erasure journal before its transaction commits."""

from models.erasure.certificate import Certificate, certificate
from models.erasure.record import Kind, Way, journal, record, reference, replaying

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
