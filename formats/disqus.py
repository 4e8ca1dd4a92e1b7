"""Disqus exports (XML): threads, then posts that name their thread and parent."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from formats.threads import BEGINNING, SLICE, ForeignComment, ForeignPage, LeftOut, Unreadable, instant

ID = "{http://disqus.com/disqus-internals}id"
SPACE = "{http://disqus.com}"


def pages(file: BinaryIO) -> Iterator[ForeignPage | LeftOut]:
    """Yield the threads, then their posts in slices: the same thread again with its next posts.

    What has no place is yielded as left out: threads without an address, posts without a thread. A deleted post is kept
    as a placeholder, since replies may hang on it. Raises Unreadable, naming line and column, before it yields anything.
    """
    try:
        threads: dict[str, ForeignPage] = {}
        addressless: dict[str, LeftOut] = {}
        for element in _elements(file, "thread"):  # some stand behind posts that name them
            page = _page(element)
            if page.link:
                threads[page.key] = page
            else:
                addressless[page.key] = LeftOut(
                    "thread without an address", ", ".join(page.notes) or f"thread {page.key}"
                )
        yield from threads.values()
        yield from _slices(file, threads, addressless)
    except ParseError as fault:
        raise Unreadable(str(fault), fault.position[0]) from None
    except DefusedXmlException as fault:
        raise Unreadable(f"forbidden construct: {type(fault).__name__}") from None
    except ValueError as fault:
        raise Unreadable(str(fault)) from None


def _slices(
    file: BinaryIO, threads: dict[str, ForeignPage], addressless: dict[str, LeftOut]
) -> Iterator[ForeignPage | LeftOut]:
    posts: dict[str, list[ForeignComment]] = defaultdict(list)
    orphans: Counter[str] = Counter()
    for element in _elements(file, "post"):
        thread = _named(element, "thread")
        if thread not in threads:
            orphans[thread] += 1
            continue
        posts[thread].append(_comment(element))
        if len(posts[thread]) == SLICE or sum(map(len, posts.values())) == 4 * SLICE:
            yield from (dataclasses.replace(threads[key], comments=some) for key, some in posts.items())
            posts.clear()
    yield from (dataclasses.replace(threads[key], comments=some) for key, some in posts.items())
    for key, left in addressless.items():
        yield dataclasses.replace(left, comments=orphans.pop(key, 0))
    for key, count in orphans.items():
        yield LeftOut("thread missing in the file", f"thread {key}", count)


def _elements(file: BinaryIO, name: str) -> Iterator[Element]:
    """Yield the elements of one name right below the root, each forgotten before the next."""
    file.seek(0)
    path: list[Element] = []
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not path and element.tag != f"{SPACE}disqus":
                raise Unreadable("not a Disqus export")
            path.append(element)
            continue
        path.pop()
        if len(path) == 1:
            if element.tag == SPACE + name:
                yield element
            path[0].remove(element)


def _page(thread: Element) -> ForeignPage:
    link, at = _text(thread, "link"), instant(_text(thread, "createdAt"))
    notes = [] if _text(thread, "id") else [f"thread {thread.get(ID, '')}: empty id"]
    return ForeignPage(
        key=thread.get(ID, ""),
        kind="thread",
        title=_text(thread, "title") or link,
        slug=link.rstrip("/").removesuffix("/index.html").rpartition("/")[2],
        link=link,
        html="",
        status="trash" if _text(thread, "isDeleted") == "true" else "publish",
        at=at or BEGINNING,
        open=_text(thread, "isClosed") != "true",
        site=_text(thread, "forum"),
        notes=tuple(notes if at else [*notes, "no date of its own: 1 January 1970"]),
    )


def _comment(post: Element) -> ForeignComment:
    author = post.find(f"{SPACE}author")
    deleted, spam = (_text(post, name) == "true" for name in ("isDeleted", "isSpam"))
    return ForeignComment(
        key=post.get(ID, ""),
        parent=_named(post, "parent"),
        name="" if deleted or author is None else _text(author, "name"),
        email="" if deleted or author is None else _text(author, "email"),
        website="",
        address="" if deleted else _text(post, "ipAddress"),
        at=instant(_text(post, "createdAt")),
        html="" if deleted else _text(post, "message"),
        state="spam" if spam else "approved",
        deleted=deleted,
        dated=_text(post, "createdAt"),
    )


def _named(element: Element, name: str) -> str:
    child = element.find(f"{SPACE}{name}")
    return child.get(ID, "") if child is not None else ""


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{SPACE}{name}") or "").strip()
