"""Atom feeds (RFC 4287) with replies that name what they answer (RFC 4685).

Entries about events say when these take place (RSS event module), so that readers of the feed can list what comes.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import clock
from formats.threads import NOT_XML

ATOM, THREAD = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"
EVENT = "http://purl.org/rss/1.0/modules/event/"
ET.register_namespace("", ATOM)
ET.register_namespace("ev", EVENT)
ET.register_namespace("thr", THREAD)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed has been so for ever


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed.

    ``uid`` is a UUID, ``page`` the address where it can be read, ``html`` its clean content,
    ``answers`` the uid and the page of the entry that it replies to, and ``takes_place`` when an event begins and ends.
    The ``language`` is its content's; who is ``introduced`` has a title of ours, in the language of the feed.
    """

    uid: str
    title: str
    page: str
    html: str
    author: str
    published: datetime
    updated: datetime
    website: str = ""
    language: str = ""
    introduced: bool = False
    answers: tuple[str, str] | None = None
    takes_place: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``address`` is its own, ``page`` what it is about."""

    address: str
    page: str
    title: str
    language: str
    author: str
    entries: list[FeedEntry] = field(default_factory=list)


def write(feed: Feed) -> str:
    """Return the feed as XML; a feed without entries is valid too."""
    root = ET.Element(f"{{{ATOM}}}feed", {"xml:lang": feed.language})
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    _add(root, "updated", _stamp(max((entry.updated for entry in feed.entries), default=LONG_AGO)))
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(_add(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _write(root, entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _write(root: ET.Element, item: FeedEntry) -> None:
    element = _add(root, "entry")
    spoken = {"xml:lang": item.language} if item.language else {}
    _add(element, "id", f"urn:uuid:{item.uid}")
    _add(element, "title", item.title, **({} if item.introduced else spoken))
    _add(element, "published", _stamp(item.published))
    _add(element, "updated", _stamp(item.updated))
    _add(element, "link", rel="alternate", type="text/html", href=item.page)
    author = _add(element, "author")
    _add(author, "name", item.author)
    if item.website:
        _add(author, "uri", item.website)
    _add(element, "content", item.html, type="html", **spoken)
    if item.takes_place:
        for tag, at in zip(("startdate", "enddate"), item.takes_place, strict=True):
            ET.SubElement(element, f"{{{EVENT}}}{tag}").text = _stamp(at)
    if item.answers:
        uid, page = item.answers
        ET.SubElement(element, f"{{{THREAD}}}in-reply-to", {"ref": f"urn:uuid:{uid}", "href": page})


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    element.text = NOT_XML.sub("", text) or None
    return element


def _stamp(at: datetime) -> str:
    return f"{clock.utc(at):%Y-%m-%dT%H:%M:%SZ}"
