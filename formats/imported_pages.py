"""Imported pages and comments: the facts of an archived event, and the comments to take over."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

from flask_babel import gettext as _

import clock
import visible_text
from folding import folded
from formats import from_html
from formats.threads import TOLD, ForeignComment, ForeignPage
from language import LANGUAGES
from models.comment import CommentState, Text
from models.event import EventFacts, EventStatus, VenueState
from models.imports.discussions import ImportedComment

PUBLIC = {"publish"}
LONGEST = {"source": 400, "slug": 100, "title": 300, "name": 245, "email": 100, "website": 200}
MARKDOWN = {"isso", "commento"}  # what they keep, with or without tags in it
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
MARKUP = re.compile(r"<[^>]*>|&[#\w]+;|\[[^\]]*\]|\([^)]*\)")
SEEN = re.compile("[a-z0-9à-ÿ]", re.IGNORECASE)
LINK = re.compile(r"https?://[^\s<>]+")


def source(system: str, page: ForeignPage, comment: str = "") -> str:
    """Return the name that a page, or a comment of it by its key, keeps for good; nothing for no comment."""
    name = f"{system} {page.site} {page.key}" + (f" #{comment}" if comment else "")
    return name if len(name) <= LONGEST["source"] else hashlib.sha256(name.encode()).hexdigest()


def slug(page: ForeignPage) -> str:
    """Return the last part of a page's address as ours can be: small letters, digits, hyphens."""
    for words in (unquote(page.slug).removesuffix(".html"), from_html.plain(page.title), f"page {page.key}"):
        plain = re.sub(r"[^a-z0-9]+", "-", folded(words)).strip("-")[: LONGEST["slug"]].strip("-")
        if plain:
            return plain
    return "page"


def is_public(page: ForeignPage) -> bool:
    """Return whether everybody could read a page: not a draft, not private, without a password."""
    return page.status in PUBLIC


def event(page: ForeignPage, *, timezone: str, language: str) -> EventFacts:
    """Return the facts of an archived event for a page; a draft's for one that was not public.

    It takes place when the page says so, else when the page was written.
    """
    title = from_html.plain(page.title)[: LONGEST["title"]]
    plain = EventFacts(
        slug=slug(page),
        title=title or slug(page),
        starts=clock.wall(page.at, timezone),
        status=EventStatus.ARCHIVED if is_public(page) else EventStatus.DRAFT,
        timezone=timezone,
        comments_open=page.open,
        waiting_list=False,
        language=language,
        description=from_html.markdown(page.html, rich=True),
    )
    try:
        told = replace(
            plain, **{name: FACTS[name](words) for name, words in page.facts.items() if name in FACTS}
        )
    except ValueError:
        return plain
    if told.faults():
        return plain
    return _held(told, page) if "status" in page.facts else told


def _held(told: EventFacts, page: ForeignPage) -> EventFacts:
    """Return the facts of a plugin's event: one that is over is archived, one to come is published.

    Nobody has said yet how many seats it has: its registration stays closed until an organiser opens it.
    """
    description = "\n\n".join(
        filter(None, (told.description, _price(page), _link(page.facts.get("url", ""))))
    )
    told = replace(told, description=description)
    if not is_public(page):
        return replace(told, status=EventStatus.DRAFT)
    if told.status is not EventStatus.PUBLISHED:
        return told
    if told.is_over:
        return replace(told, status=EventStatus.ARCHIVED)
    now = clock.wall(clock.now(), told.timezone).replace(second=0, microsecond=0)
    return replace(told, closes=now)


def _price(page: ForeignPage) -> str:
    price = from_html.markdown(page.facts.get("price", ""), rich=True)
    if not price:
        return ""
    digits = re.findall(r"\d", price)
    return _("Free entry.") if digits and set(digits) == {"0"} else _("Price: %(price)s", price=price)


def _link(url: str) -> str:
    return f"<{url}>" if LINK.fullmatch(url) else ""


def _spoken(text: str) -> str:
    """Read a language of the site; raises ValueError for any other."""
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


def _hour(text: str) -> datetime:
    """Read a wall-clock time, as our own files write it; raises ValueError for any other."""
    return clock.unzoned(datetime.fromisoformat(text))


def _short(text: str) -> str:
    return text[: LONGEST["title"]]


FACTS: dict[str, Callable[[str], Any]] = dict.fromkeys(TOLD, _short) | {
    "starts": _hour,
    "ends": _hour,
    "language": _spoken,
    "venue_state": VenueState,
    "status": EventStatus,
}


def comments(system: str, page: ForeignPage, *, nameless: str) -> list[ImportedComment]:
    """Return a page's comments, with texts converted and cleaned.

    ``nameless`` is the name used for authors who gave none.
    """
    return [_comment(system, page, said, nameless) for said in page.comments]


def sources(system: str, page: ForeignPage) -> Sequence[str]:
    """Return the names of a page's comments."""
    return [source(system, page, said.key) for said in page.comments]


def _comment(system: str, page: ForeignPage, said: ForeignComment, nameless: str) -> ImportedComment:
    email = said.email.strip()
    name = visible_text.line(from_html.plain(said.name))[: LONGEST["name"]]
    return ImportedComment(
        source=source(system, page, said.key),
        parent=source(system, page, said.parent) if said.parent else "",
        at=said.at or page.at,
        text=text(system, said.html),
        state=CommentState(said.state),
        name="" if said.deleted else name if visible_text.names(name) else nameless,
        email=email if "@" in email and len(email) <= LONGEST["email"] else "",
        website=_website(said.website.strip()),
        address=_address(said.address.strip()),
        erased=said.deleted,
    )


def text(system: str, html: str) -> Text:
    """Return the text of a comment as another system keeps it, converted and cleaned."""
    if system not in MARKDOWN:
        return Text.typed(from_html.markdown(html))
    return Text.typed(from_html.markdown(html, marked=True) if TAG.search(html) else html.strip())


def shows_nothing(system: str, html: str) -> bool:
    """Say whether nobody could see anything of a comment; most are seen without being rendered."""
    return not SEEN.search(MARKUP.sub("", html)) and text(system, html).is_empty


def _website(address: str) -> str:
    try:
        host = urlsplit(address).netloc if re.match(r"https?://", address) else ""
    except ValueError:
        return ""
    return address if host and len(address) <= LONGEST["website"] else ""


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        return ""
