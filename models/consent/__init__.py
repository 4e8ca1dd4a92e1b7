"""What an event asks people to agree to, besides keeping their details, and what they agreed to and when."""

from models.consent.agree import agree
from models.consent.put import put
from models.consent.record import Clause, ClauseFacts, Consent

__all__ = ["Clause", "ClauseFacts", "Consent", "agree", "put"]
