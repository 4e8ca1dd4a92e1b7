"""WordPress eXtended RSS (WXR 1.0 to 1.2), read comment by comment.

A large export thus needs little memory.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from formats import wordpress_events, wordpress_html
from formats.threads import BEGINNING, SLICE, TOLD, ForeignComment, ForeignPage, LeftOut, Unreadable, instant

VERSIONS = {"1.0", "1.1", "1.2"}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
STATES = {"1": "approved", "0": "pending", "spam": "spam", "trash": "bin"}
PAGES = {"post", "page"} | wordpress_events.KINDS
BEFORE_COMMENTS = {"post_id", "post_type", "post_name", "status", "comment_status"}
COMMENT = "comment"  # the kind that people write, which older versions leave empty
META = "event_"  # begins the names of our own custom fields that say something of an event


def pages(file: BinaryIO, zone: str = "UTC") -> Iterator[ForeignPage | LeftOut]:
    """Yield the posts, pages and events of an export with their comments.

    A long discussion comes in slices: a slice is the same page again with its next comments. ``zone`` is the site's, for events that name none. Raises
    Unreadable before it yields anything, naming line and column, for what is not well-formed XML or not of version
    1.0 to 1.2.
    """
    try:
        yield from _items(file, _Context(_places(file), zone))
    except ParseError as fault:
        raise Unreadable(str(fault), fault.position[0]) from None
    except DefusedXmlException as fault:
        raise Unreadable(f"forbidden construct: {type(fault).__name__}") from None
    except ValueError as fault:
        raise Unreadable(str(fault)) from None


def _elements(file: BinaryIO) -> Iterator[tuple[str, Element, list[Element]]]:
    """Yield each element of a file when it ends, with its name and those around it."""
    file.seek(0)
    path: list[Element] = []
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            path.append(element)
            continue
        path.pop()
        yield _local(element.tag), element, path


def _places(file: BinaryIO) -> wordpress_events.Places:
    """Read the whole file for its version and for the places of events, which may stand behind them."""
    found, version = dict[tuple[str, str], wordpress_events.Place](), ""
    for name, element, path in _elements(file):
        if name == "wxr_version":
            version = (element.text or "").strip()
        elif name == "comment" and path:
            path[-1].remove(element)
        elif name in {"item", "term"} and len(path) == 2:
            said = _fields(element)
            kind, title = said.get("post_type") or said.get("term_taxonomy", ""), said.get("title", "")
            number = said.get("post_id") or said.get("term_id", "")
            place = wordpress_events.place_of(
                kind, title or said.get("term_name", ""), number, _meta(element)
            )
            found |= [place] if place else []
            path[-1].remove(element)
    if version not in VERSIONS:
        raise Unreadable(f"not a WordPress export of version 1.0 to 1.2 (it says {version or 'nothing'!r})")
    return found


@dataclass(slots=True)
class _Context:
    """What an item is read with: the file's places and site, the time zone of ours."""

    places: wordpress_events.Places
    zone: str
    site: str = ""


def _items(file: BinaryIO, context: _Context) -> Iterator[ForeignPage | LeftOut]:
    comments = list[dict[str, str]]()
    told: Element | None = None  # the item of which some comments were yielded
    for name, element, path in _elements(file):
        if name == "base_blog_url":
            context.site = (element.text or "").strip()
        elif name == "comment" and path:
            comments.append(_fields(element))
            path[-1].remove(element)
            if len(comments) == SLICE and _fields(path[-1]).keys() >= BEFORE_COMMENTS:
                yield _read(path[-1], comments, context, again=told is path[-1])
                comments, told = [], path[-1]
        elif name == "item" and path:
            yield _read(element, comments, context, again=told is element)
            comments, told = [], None
            path[-1].remove(element)


def _read(
    item: Element, found: list[dict[str, str]], context: _Context, *, again: bool
) -> ForeignPage | LeftOut:
    """Return a post, page or event with these comments, or what else an item is.

    ``again`` says that these are further comments of it.
    """
    said = _fields(item)
    kind = said.get("post_type", "").strip()
    if kind in PAGES:
        return _page(item, kind, found, context)
    words = f"item of type {kind}" if kind else "item without a type"
    return LeftOut(words, said.get("title", ""), len(found), count=int(not again))


def _page(item: Element, kind: str, found: list[dict[str, str]], context: _Context) -> ForeignPage:
    said = _fields(item)
    facts, notes = _facts(item, kind, context)
    at = _first_date(said, "post_date_gmt", "post_date")
    return ForeignPage(
        key=said.get("post_id", ""),
        kind=kind,
        title=said.get("title", ""),
        slug=said.get("post_name", ""),
        link=said.get("link", ""),
        html=wordpress_html.shown(item.findtext(CONTENT) or ""),
        status="private" if said.get("post_password") else said.get("status", ""),
        at=at or BEGINNING,
        open=said.get("comment_status") == "open",
        comments=[_comment(one) for one in found if _kind(one) == COMMENT],
        left_out=Counter(_kind(one) for one in found if _kind(one) != COMMENT),
        site=context.site,
        facts=facts,
        notes=tuple(notes if at or "starts" in facts else [*notes, "no date of its own: 1 January 1970"]),
    )


def _kind(comment: dict[str, str]) -> str:
    return comment.get("comment_type", "").strip() or COMMENT


def _first_date(said: dict[str, str], *names: str) -> datetime | None:
    """Return the first of some fields that is a date."""
    return next(filter(None, (instant(said.get(name, "")) for name in names)), None)


def _facts(item: Element, kind: str, context: _Context) -> tuple[dict[str, str], list[str]]:
    """Return an event's facts, with notes.

    They come from a plugin's fields, or from those of our own export, such as ``event_starts``.
    """
    meta = _meta(item)
    if kind in wordpress_events.KINDS:
        return wordpress_events.facts(kind, meta, context.places, context.zone)
    said = {key.removeprefix(META): words for key, words in meta.items()}
    return {name: said[name] for name in TOLD if said.get(name)}, []


def _meta(element: Element) -> dict[str, str]:
    """Return the custom fields of an item or a term; of those that stand several times, the first."""
    found = (_fields(child) for child in element if _local(child.tag) in {"postmeta", "termmeta"})
    fields = [(field.get("meta_key", ""), field.get("meta_value", "")) for field in found]
    return dict(reversed(fields))


def _comment(said: dict[str, str]) -> ForeignComment:
    parent = said.get("comment_parent", "0")
    return ForeignComment(
        key=said.get("comment_id", ""),
        parent="" if parent == "0" else parent,
        name=said.get("comment_author", ""),
        email=said.get("comment_author_email", ""),
        website=said.get("comment_author_url", ""),
        address=said.get("comment_author_IP", ""),
        at=_first_date(said, "comment_date_gmt", "comment_date"),
        html=said.get("comment_content", ""),
        state=STATES.get(said.get("comment_approved", "0"), "pending"),
        dated=said.get("comment_date_gmt") or said.get("comment_date", ""),
    )


def _fields(element: Element) -> dict[str, str]:
    """Return the texts of an element's children by their local names.

    The address of the namespace prefix depends on the version.
    """
    return {_local(child.tag): (child.text or "") for child in element if child.tag != CONTENT}


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
