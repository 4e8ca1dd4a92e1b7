"""What may become of a mail that is handed over. The outbox must neither lose one nor send it twice, so each is exact."""

from email.message import EmailMessage
from typing import Protocol


class NotAccepted(Exception):
    """The server did not take a mail. When it took it for some, ``who`` are the addresses that it did not take it for."""

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
    """How mails leave. ``name`` is the server's or the folder's; ``repeatable``: delivered twice, a mail is still one.

    ``leaves``: a server takes them; in a folder they lie until somebody looks there.
    """

    name: str
    leaves: bool
    repeatable: bool

    def deliver(self, mail: EmailMessage) -> None:
        """Hand a mail over; raises Postponed, Refused or Uncertain."""

    def check(self) -> None:
        """Say that mails could leave now; raises Postponed when they could not."""
