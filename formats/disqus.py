"""Disqus exports (XML): threads, then posts that name their thread and parent."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from formats.threads import SLICE, ForeignComment, ForeignPage, Unreadable, utc

ID = "{http://disqus.com/disqus-internals}id"
SPACE = "{http://disqus.com}"


def pages(file: BinaryIO, lost: list[str]) -> Iterator[ForeignPage]:
    """Yield the threads, then their posts in slices: the same thread again with its next posts.

    ``lost`` is told in words what has no place: empty thread ids, posts without a thread. A deleted post is kept as a
    placeholder, since replies may hang on it. Raises Unreadable, naming the line, before it yields anything.
    """
    try:
        threads = _threads(file, lost)
        yield from threads.values()
        yield from _slices(file, threads, lost)
    except ParseError as fault:
        raise Unreadable(str(fault), fault.position[0]) from None
    except DefusedXmlException as fault:
        raise Unreadable(f"forbidden construct: {type(fault).__name__}") from None
    except ValueError as fault:
        raise Unreadable(str(fault)) from None


def _threads(file: BinaryIO, lost: list[str]) -> dict[str, ForeignPage]:
    """Read the whole file for its threads: some stand behind posts that name them."""
    found = {}
    for element in _elements(file, "thread"):
        key, link = element.get(ID, ""), _text(element, "link")
        if link:
            found[key] = _page(element)
        if not _text(element, "id"):
            lost.append(f"thread {key}: empty id" + ("" if link else ", no address: left out"))
    return found


def _slices(file: BinaryIO, threads: dict[str, ForeignPage], lost: list[str]) -> Iterator[ForeignPage]:
    posts: dict[str, list[ForeignComment]] = defaultdict(list)
    orphans: dict[str, int] = defaultdict(int)
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
    lost += [f"thread {key} does not exist: {count} left out" for key, count in orphans.items()]


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
    link = _text(thread, "link")
    return ForeignPage(
        key=thread.get(ID, ""),
        kind="thread",
        title=_text(thread, "title") or link,
        slug=link.rstrip("/").removesuffix("/index.html").rpartition("/")[2],
        link=link,
        html="",
        status="trash" if _text(thread, "isDeleted") == "true" else "publish",
        at=utc(_text(thread, "createdAt")),
        open=_text(thread, "isClosed") != "true",
        site=_text(thread, "forum"),
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
        at=utc(_text(post, "createdAt")),
        html="" if deleted else _text(post, "message"),
        state="spam" if spam else "approved",
        deleted=deleted,
    )


def _named(element: Element, name: str) -> str:
    child = element.find(f"{SPACE}{name}")
    return child.get(ID, "") if child is not None else ""


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{SPACE}{name}") or "").strip()
