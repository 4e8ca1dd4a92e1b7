"""The consent clauses of an event, besides keeping details, and who agreed to them and when."""

from models.consent.record import Clause, ClauseFacts, Consent

__all__ = ["Clause", "ClauseFacts", "Consent"]
