"""WordPress eXtended RSS (WXR 1.0 to 1.2), read item by item so that a large export needs little memory."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from formats.threads import ForeignComment, ForeignPage, Unreadable, utc

VERSIONS = {"1.0", "1.1", "1.2"}
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
STATES = {"1": "approved", "0": "pending", "spam": "spam", "trash": "bin"}
PAGES = {"post", "page"}
NEVER = "0000-00-00 00:00:00"


def pages(file: BinaryIO) -> Iterator[ForeignPage]:
    """Yield the posts and pages of an export, with their comments.

    Raises Unreadable, naming the line, for what is not well-formed XML, and for a version that is not 1.0 to 1.2.
    """
    try:
        _read_through(file)
        yield from _items(file)
    except ParseError as fault:
        raise Unreadable(str(fault), fault.position[0]) from None
    except DefusedXmlException as fault:
        raise Unreadable(f"forbidden construct: {type(fault).__name__}") from None


def _read_through(file: BinaryIO) -> None:
    """Read the whole file once, so that what is broken near its end is refused before anything is yielded."""
    for _, element in iterparse(file, forbid_dtd=True):
        element.clear()
    file.seek(0)


def _items(file: BinaryIO) -> Iterator[ForeignPage]:
    version = ""
    for _, element in iterparse(file, forbid_dtd=True):
        name = _local(element.tag)
        if name == "wxr_version":
            version = _checked(element.text or "")
        elif name == "item":
            _checked(version)
            page = _page(element)
            if page.kind in PAGES:
                yield page
            element.clear()
        elif name == "channel":
            _checked(version)


def _checked(version: str) -> str:
    if version.strip() not in VERSIONS:
        raise Unreadable(
            f"not a WordPress export of version 1.0 to 1.2 (it says {version.strip() or 'nothing'!r})"
        )
    return version


def _page(item: Element) -> ForeignPage:
    found = [_fields(comment) for comment in item if _local(comment.tag) == "comment"]
    kept = [comment for comment in found if comment.get("comment_type", "") in {"", "comment"}]
    said = _fields(item)
    content = item.findtext(CONTENT) or ""
    date = next(
        (said[key] for key in ("post_date_gmt", "post_date") if said.get(key, NEVER) != NEVER), "1970-01-01"
    )
    return ForeignPage(
        key=said.get("post_id", ""),
        kind=said.get("post_type", ""),
        title=said.get("title", ""),
        slug=said.get("post_name", ""),
        link=said.get("link", ""),
        html=content,
        status=said.get("status", ""),
        at=utc(date),
        open=said.get("comment_status") == "open",
        comments=[_comment(comment) for comment in kept],
        left_out=len(found) - len(kept),
    )


def _comment(said: dict[str, str]) -> ForeignComment:
    date = said.get("comment_date_gmt", NEVER)
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
    """Return the texts of an element's children by their local names: the prefix's address differs by version."""
    return {_local(child.tag): (child.text or "") for child in element if child.tag != CONTENT}


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
