"""Disqus exports (XML): threads, then posts that name their thread and parent."""

from collections import defaultdict
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from formats.threads import ForeignComment, ForeignPage, Unreadable, utc

ID = "{http://disqus.com/disqus-internals}id"
SPACE = "{http://disqus.com}"


def pages(file: BinaryIO) -> tuple[list[ForeignPage], list[str]]:
    """Return the threads with their posts, and in words what cannot be placed: empty thread ids, posts without a thread.

    A deleted post is kept as a placeholder, since replies may hang on it. Raises Unreadable, naming the line.
    """
    try:
        root = parse(file, forbid_dtd=True).getroot()
    except ParseError as fault:
        raise Unreadable(str(fault), fault.position[0]) from None
    except DefusedXmlException as fault:
        raise Unreadable(f"forbidden construct: {type(fault).__name__}") from None
    if root is None or root.tag != f"{SPACE}disqus":
        raise Unreadable("not a Disqus export")
    posts: dict[str, list[ForeignComment]] = defaultdict(list)
    for post in root.findall(f"{SPACE}post"):
        posts[_named(post, "thread")].append(_comment(post))
    found, lost = [], []
    for thread in root.findall(f"{SPACE}thread"):
        key = thread.get(ID, "")
        if _text(thread, "link"):
            found.append(_page(thread, posts.pop(key, [])))
        if not _text(thread, "id"):
            lost.append(
                f"thread {key}: empty id" + ("" if _text(thread, "link") else ", no address: left out")
            )
    lost += [f"thread {key} does not exist: {len(orphans)} left out" for key, orphans in posts.items()]
    return found, lost


def _page(thread: Element, comments: list[ForeignComment]) -> ForeignPage:
    link = _text(thread, "link")
    return ForeignPage(
        key=thread.get(ID, ""),
        kind="thread",
        title=_text(thread, "title") or link,
        slug=link.rstrip("/").removesuffix("/index.html").rpartition("/")[2],
        link=link,
        html="",
        status="publish",
        at=utc(_text(thread, "createdAt")),
        open=_text(thread, "isClosed") != "true",
        comments=comments,
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
