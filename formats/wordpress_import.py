"""WordPress eXtended RSS (WXR 1.0 to 1.2), read comment by comment.

A large export thus needs little memory.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from formats import wordpress_html
from formats.threads import SLICE, TOLD, ForeignComment, ForeignPage, Unreadable, utc

VERSIONS = {"1.0", "1.1", "1.2"}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
STATES = {"1": "approved", "0": "pending", "spam": "spam", "trash": "bin"}
PAGES = {"post", "page"}
BEFORE_COMMENTS = {"post_id", "post_type", "post_name", "status", "comment_status"}
META = "event_"  # begins the names of custom fields that say something of an event
NEVER = "0000-00-00 00:00:00"


def pages(file: BinaryIO) -> Iterator[ForeignPage]:
    """Yield the posts and pages of an export with their comments; a long discussion comes in slices.

    A slice is the same page again with its next comments. Raises Unreadable, naming the line, on reaching what is not
    well-formed XML or not of version 1.0 to 1.2: read a file through once before anything of it is written.
    """
    parts = iterparse(file, events=("start", "end"), forbid_dtd=True)
    try:
        try:
            yield from _items(parts)
        except Unreadable:
            deque(parts, maxlen=0)  # what is broken further on says more: it has a line
            raise
    except ParseError as fault:
        raise Unreadable(str(fault), fault.position[0]) from None
    except DefusedXmlException as fault:
        raise Unreadable(f"forbidden construct: {type(fault).__name__}") from None
    except ValueError as fault:
        raise Unreadable(str(fault)) from None


def _items(parts: Iterable[tuple[str, Element]]) -> Iterator[ForeignPage]:
    version = site = ""
    path: list[Element] = []
    comments: list[dict[str, str]] = []
    for event, element in parts:
        if event == "start":
            path.append(element)
            continue
        path.pop()
        name = _local(element.tag)
        if name == "wxr_version":
            version = _checked(element.text or "")
        elif name == "base_blog_url":
            site = (element.text or "").strip()
        elif name == "comment" and path:
            comments.append(_fields(element))
            path[-1].remove(element)
            if len(comments) == SLICE and _fields(path[-1]).keys() >= BEFORE_COMMENTS:
                yield from _page(path[-1], comments, site)
                comments = []
        elif name == "item" and path:
            _checked(version)
            yield from _page(element, comments, site)
            comments = []
            path[-1].remove(element)
    _checked(version)


def _checked(version: str) -> str:
    if version.strip() not in VERSIONS:
        raise Unreadable(
            f"not a WordPress export of version 1.0 to 1.2 (it says {version.strip() or 'nothing'!r})"
        )
    return version


def _page(item: Element, found: list[dict[str, str]], site: str) -> Iterator[ForeignPage]:
    """Yield a post or page with these comments; nothing for attachments, menus and the like."""
    said = _fields(item)
    if said.get("post_type", "") not in PAGES:
        return
    kept = [comment for comment in found if comment.get("comment_type", "") in {"", "comment"}]
    dates = (said.get(key, NEVER) for key in ("post_date_gmt", "post_date"))
    yield ForeignPage(
        key=said.get("post_id", ""),
        kind=said["post_type"],
        title=said.get("title", ""),
        slug=said.get("post_name", ""),
        link=said.get("link", ""),
        html=wordpress_html.shown(item.findtext(CONTENT) or ""),
        status="private" if said.get("post_password") else said.get("status", ""),
        at=utc(next((date for date in dates if date not in {NEVER, ""}), "1970-01-01")),
        open=said.get("comment_status") == "open",
        comments=[_comment(comment) for comment in kept],
        left_out=len(found) - len(kept),
        site=site,
        facts=_facts(item),
    )


def _facts(item: Element) -> dict[str, str]:
    """Return an event's facts from the custom fields of our own export, such as ``event_starts``."""
    fields = [_fields(child) for child in item if _local(child.tag) == "postmeta"]
    said = {field.get("meta_key", "").removeprefix(META): field.get("meta_value", "") for field in fields}
    return {name: said[name] for name in TOLD if said.get(name)}


def _comment(said: dict[str, str]) -> ForeignComment:
    date = said.get("comment_date_gmt") or NEVER
    parent = said.get("comment_parent", "0")
    return ForeignComment(
        key=said.get("comment_id", ""),
        parent="" if parent == "0" else parent,
        name=said.get("comment_author", ""),
        email=said.get("comment_author_email", ""),
        website=said.get("comment_author_url", ""),
        address=said.get("comment_author_IP", ""),
        at=utc(said.get("comment_date", "") if date == NEVER else date),
        html=said.get("comment_content", ""),
        state=STATES.get(said.get("comment_approved", "0"), "pending"),
    )


def _fields(element: Element) -> dict[str, str]:
    """Return the texts of an element's children by their local names.

    The address of the namespace prefix depends on the version.
    """
    return {_local(child.tag): (child.text or "") for child in element if child.tag != CONTENT}


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
