"""Commento's export (JSON, packed or not): comments with the paths of their pages, and who wrote them.

It holds neither the titles nor the texts of the pages.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO

from formats.foreign_json import load, records, text
from formats.threads import BEGINNING, ForeignComment, ForeignPage, LeftOut, Unreadable, instant

STATES = {"approved": "approved", "unapproved": "pending", "flagged": "pending"}
DELETED = "[deleted]"  # Commento keeps this instead of the text, and no author
ROOT = "root"


def pages(file: BinaryIO) -> Iterator[ForeignPage | LeftOut]:
    """Yield the pages of a file with their comments, then what is no comment.

    Raises Unreadable for what is not in this format, naming line and column where it is not JSON.
    """
    said = load(file)
    if not isinstance(said, dict) or not isinstance(said.get("comments"), list):
        raise Unreadable("not Commento’s export: an object with comments and commenters")
    if said.get("version", 1) != 1:
        raise Unreadable(f"not Commento’s export of version 1 (it says {text(said['version'])!r})")
    authors = {text(one.get("commenterHex")): one for one in records(said.get("commenters"))}
    threads: dict[tuple[str, str], list[ForeignComment]] = defaultdict(list)
    found = records(said["comments"])
    for one in found:
        where = (text(one.get("domain")), text(one.get("url")) or text(one.get("path")) or "/")
        threads[where].append(_comment(one, authors.get(text(one.get("commenterHex")), {})))
    for (domain, path), comments in threads.items():
        yield _page(domain, path, comments)
    for _lost in range(len(said["comments"]) - len(found)):
        yield LeftOut("entry without a comment")


def _page(domain: str, path: str, comments: list[ForeignComment]) -> ForeignPage:
    name = path.partition("?")[0].strip("/").removesuffix("/index.html").rpartition("/")[2]
    return ForeignPage(
        key=path,
        kind="thread",
        title=name.removesuffix(".html").replace("-", " ").replace("_", " ") or domain or path,
        slug=name,
        link=path if "://" in path else f"https://{domain}/{path.lstrip('/')}",
        html="",
        status="publish",
        at=min((comment.at for comment in comments if comment.at), default=BEGINNING),
        open=True,
        comments=comments,
        site=domain,
    )


def _comment(said: dict[str, Any], author: dict[str, Any]) -> ForeignComment:
    written, parent = text(said.get("markdown")), text(said.get("parentHex"))
    deleted = said.get("deleted") is True or (written.strip() == DELETED and not author)
    return ForeignComment(
        key=text(said.get("commentHex")),
        parent="" if parent == ROOT else parent,
        name="" if deleted else text(author.get("name")),
        email="" if deleted else text(author.get("email")),
        website="" if deleted else text(author.get("link")),
        address="",
        at=instant(said.get("creationDate")),
        html="" if deleted else written or text(said.get("html")),
        state=STATES.get(text(said.get("state")), "pending"),
        deleted=deleted,
        dated=text(said.get("creationDate")),
    )
