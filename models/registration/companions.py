"""The companions of a registration: they become those that are named, and are told so once."""

from collections.abc import Sequence
from typing import Any

import email_address
from models import token
from models.outbox import unasked
from models.outbox.message import OutboxMessage
from models.outbox.unasked import Unasked
from models.registration.companion import Companion, CompanionFacts
from models.registration.record import RegistrationRecord
from models.registration.states import RegistrationState

KIND = "companion"


class Accompanied(RegistrationRecord):
    """A registration whose companions can be named."""

    __abstract__ = True

    def set_companions(self, named: Sequence[CompanionFacts] | None) -> bool:
        """Set a registration's companions to those named; return whether that changed any.

        Runs in the current write transaction.

        None leaves them, except those for whom no seat is left. Raises ValueError when more are named than there are seats.
        """
        present = list(self.companions)
        if named is None:
            named = [CompanionFacts(one.name, one.email) for one in present][: self.seats - 1]
        if len(named) >= self.seats and named:
            raise ValueError("more companions than seats")
        free: dict[tuple[str, str], Companion | None] = {(one.name, one.email): one for one in present}
        kept = [
            free.pop((one.name, one.email), None) or Companion(name=one.name, email=one.email)
            for one in named
        ]
        for position, one in enumerate(kept):
            one.position = position
        self.companions = kept
        return kept != present

    def companion_mails(self) -> list[dict[str, Any]]:
        """Return the mail that tells each companion with an address who named them, as rows of the outbox.

        Nobody is told on the word of an address that is not confirmed, or when nobody comes.
        """
        if not self.is_active or self.state is RegistrationState.HELD:
            return []
        emails = {email_address.key(one.email): one.email for one in self.companions if one.email}
        emails.pop(email_address.key(self.email), None)
        return [
            OutboxMessage.owed(KIND, self._cause(key), email, self.language, registration_id=self.id)
            for key, email in emails.items()
        ]

    def tell_companions(self) -> None:
        """Owe these mails, in the current write transaction; nobody gets a second one of a registration."""
        for mail in self.companion_mails():
            unasked.owe(Unasked.REPEAT, **mail)

    def _cause(self, email_key: str) -> str:
        """Return the cause of a companion's mail, which does not tell the address."""
        sealed = token.derive(KIND, f"{self.uid}:{email_key}", secret=token.oldest_key())
        return f"{KIND}:{self.id}:{sealed}"
