"""The possible outcomes of handing over a mail.

They are kept distinct because the outbox must neither lose a mail nor send it twice.
"""

from email.message import EmailMessage
from typing import Protocol


class NotAccepted(Exception):
    """Raised when the server did not accept a mail.

    If it accepted the mail for some recipients, ``who`` are the addresses that it refused.
    """

    def __init__(self, reason: str, who: list[str] | None = None) -> None:
        super().__init__(reason)
        self.who = who or []


class Postponed(NotAccepted):
    """Another attempt may do better."""


class MailRefused(NotAccepted):
    """Every other attempt would be refused too."""


class Uncertain(Exception):
    """The line dropped after the whole mail was sent and before the server answered: it may have arrived."""


class Way(Protocol):
    """A way of delivering mails; ``name`` is that of the server or the folder.

    ``repeatable`` says that delivering a mail twice still results in only one.

    ``leaves``: a server takes them; in a folder they lie until somebody looks there.
    """

    name: str
    leaves: bool
    repeatable: bool

    def deliver(self, mail: EmailMessage) -> None:
        """Hand a mail over; raises Postponed, Refused or Uncertain."""

    def check(self) -> None:
        """Say that mails could leave now; raises Postponed when they could not."""
