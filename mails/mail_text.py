"""A mail text: the words of one mail, said once, from which its text and its HTML are both made."""

from contextvars import ContextVar
from dataclasses import dataclass, field

from flask_babel import get_locale

import language
from formats.links import public
from models.outbox.message import OutboxMessage


class Unwritable(Exception):
    """A mail that cannot be written, now or later; the message says why."""


class Moot(Unwritable):
    """Raised for a mail that need not be sent any more.

    What it would say is no longer true, or no longer wanted.
    """


@dataclass(frozen=True, slots=True)
class Button:
    """A button for the reader: a label and the full address of a page.

    Opening the page never changes anything, because mail scanners open every link.
    """

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in its language, under the words that introduce it.

    ``links`` are what can be done about it.
    """

    says: str
    text: str
    language: str = ""
    links: list[Button] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MailText:
    """The words of a mail in reading order: what happened, the facts, the link, the rest.

    ``prose`` is Markdown that the staff wrote, after the opening. ``calendar`` is a calendar file to go along, named ``calendar_name``; ``picture`` a PNG, without which the words are
    whole, shown as ``picture_says``; ``because`` says why the reader gets it, and ``ends`` is the whole address where
    they can end it. ``after`` are earlier mails of the same conversation, the one that this one follows last. ``foreign`` are facts that
    may be in another language than the reader's, with that language.
    """

    subject: str
    title: str
    because: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    button: Button | None = None
    prose: str = ""
    closing: list[str] = field(default_factory=list)
    calendar: bytes = b""
    calendar_name: str = ""
    picture: bytes = b""
    picture_says: str = ""
    ends: str = ""
    foreign: dict[str, str] = field(default_factory=dict)
    after: list[OutboxMessage] = field(default_factory=list)


SUBJECT_ALONE: ContextVar[bool] = ContextVar("subject_alone", default=False)


def is_whole() -> bool:
    """Say whether the whole mail is wanted: what is dear is left out of the subject alone."""
    return not SUBJECT_ALONE.get()


def page(path: str) -> str:
    """Return the whole address of a page in the language of the mail."""
    address, hash_sign, anchor = path.partition("#")
    return public(language.twin(address, str(get_locale())) + hash_sign + anchor)
