"""Isso's generic format (JSON): a list of threads, each with its comments."""

import json
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import unquote_plus

from formats.threads import ForeignComment, ForeignPage, Unreadable, utc


def pages(file: BinaryIO) -> list[ForeignPage]:
    """Return the threads of a file.

    Raises Unreadable, with the line number, for what is not JSON or not in this format.
    """
    try:
        threads = json.load(file)
        return [_page(thread) for thread in threads]
    except json.JSONDecodeError as fault:
        raise Unreadable(fault.msg, fault.lineno) from None
    except (KeyError, TypeError, ValueError) as fault:
        raise Unreadable(f"not Isso's format: {fault!r}") from None


def _page(thread: dict[str, Any]) -> ForeignPage:
    comments = [_comment(comment) for comment in thread["comments"]]
    return ForeignPage(
        key=thread["id"],
        kind="thread",
        title=unquote_plus(thread["title"]),
        slug=thread["id"].strip("/").replace("/", "-"),
        link=thread["id"],
        html="",
        status="publish",
        at=min((comment.at for comment in comments), default=datetime(1970, 1, 1, tzinfo=UTC)),
        open=True,
        comments=comments,
    )


def _comment(said: dict[str, Any]) -> ForeignComment:
    return ForeignComment(
        key=str(said["id"]),
        parent="" if said.get("parent") is None else str(said["parent"]),
        name=said.get("author") or "",
        email=said.get("email") or "",
        website=said.get("website") or "",
        address=said.get("remote_addr") or "",
        at=utc(said["created"]),
        html=said["text"],
    )
