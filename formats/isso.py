"""Isso's generic format (JSON): a list of threads, each with its comments."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import unquote_plus

from formats.foreign_json import load, records, text
from formats.threads import BEGINNING, ForeignComment, ForeignPage, LeftOut, Unreadable, instant


def pages(file: BinaryIO) -> Iterator[ForeignPage | LeftOut]:
    """Yield the threads of a file, then what is none.

    Raises Unreadable for what is not in this format, naming line and column where it is not JSON.
    """
    threads = load(file)
    if not isinstance(threads, list) or (threads and not any(map(_is_thread, threads))):
        raise Unreadable("not Isso’s format: a list of threads with their comments")
    for number, thread in enumerate(threads, 1):
        if _is_thread(thread):
            yield _page(thread)
        else:
            yield LeftOut("entry without a thread", f"number {number}")


def _is_thread(found: Any) -> bool:
    return isinstance(found, dict) and "id" in found and isinstance(found.get("comments"), list)


def _page(thread: dict[str, Any]) -> ForeignPage:
    found, key = records(thread["comments"]), text(thread["id"])
    comments = [_comment(comment) for comment in found]
    lost = len(thread["comments"]) - len(found)
    return ForeignPage(
        key=key,
        kind="thread",
        title=unquote_plus(text(thread.get("title"))) or key,
        slug=key.strip("/").replace("/", "-"),
        link=key,
        html="",
        status="publish",
        at=min((comment.at for comment in comments if comment.at), default=BEGINNING),
        open=True,
        comments=comments,
        left_out={"no comment": lost} if lost else {},
    )


def _comment(said: dict[str, Any]) -> ForeignComment:
    return ForeignComment(
        key=text(said.get("id")),
        parent=text(said.get("parent")),
        name=text(said.get("author")),
        email=text(said.get("email")),
        website=text(said.get("website")),
        address=text(said.get("remote_addr")),
        at=instant(said.get("created")),
        html=text(said.get("text")),
        dated=text(said.get("created")),
    )
