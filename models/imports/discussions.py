"""Discussions of another system: its pages become archived events, with their comments.

Each remembers its ``source``, the name that the other system knew it by, so that what has come once never comes twice.
Nobody is told by mail: it all happened elsewhere, long ago.
"""

import dataclasses
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

import email_address
from extensions import db
from folding import searched
from models import event_revision, token
from models.audit_log.record import Actor, AuditEntry
from models.change_feed import change
from models.comment import Comment, CommentOrigin, CommentState, HeldFor, Text
from models.event import Event, EventFacts
from models.event.facts import RESERVED
from models.event.former_url import FormerUrl

AT_ONCE = 1000  # names in one question to the database


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment to import; ``parent`` is the source of the comment that it answers.

    ``erased`` leaves a placeholder.
    """

    source: str
    parent: str
    at: datetime
    text: Text
    state: CommentState
    name: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    erased: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    id: int
    thread_id: int
    depth: int
    visible: bool


def event_from(source: str) -> Event | None:
    """Return the event that came from a source."""
    return db.session.scalar(sa.select(Event).where(Event.source == source))


def count_known(sources: Iterable[str]) -> int:
    """Return how many of these comments have come already."""
    return len(_places(sources))


def create_event(facts: EventFacts, source: str, path: str, written: datetime | None = None) -> Event:
    """Add an imported event in the current write transaction; its old address then leads to it.

    ``written`` is when its page was published there. A slug that is taken gets a number. An event that has come before is left as the organisers have made it since.
    """
    known = event_from(source)
    if known:
        return known
    event = event_revision.create(dataclasses.replace(facts, slug=_free(facts.slug)))
    event.source = source
    if written and written.year > 1970:  # formats that lost the date say the beginning of time
        event.created_at = written
    AuditEntry.write("event", event.id, "import", source=source)
    FormerUrl.remember(path, event)
    return event


def insert(event: Event, comments: Iterable[ImportedComment], *, last: bool = False) -> list[ImportedComment]:
    """Add the comments that have not come before in the current write transaction.

    Returns those whose parent is not here yet, to be tried again after the next ones; the ``last`` time they begin
    threads of their own.
    """
    left = list({comment.source: comment for comment in comments}.values())
    known = _places([comment.source for comment in left] + [comment.parent for comment in left])
    left = [comment for comment in left if comment.source not in known]
    while left:
        ready = [comment for comment in left if not comment.parent or comment.parent in known]
        if not ready and not last:
            break
        if not ready:
            coming = {comment.source for comment in left}
            ready = [comment for comment in left if comment.parent not in coming] or left[:1]
        known |= _insert(event, ready, known)
        left = [comment for comment in left if comment.source not in known]
    return left


def _insert(event: Event, comments: list[ImportedComment], known: dict[str, _Place]) -> dict[str, _Place]:
    """Write comments whose parents are here, with where they came from and their audit entry."""
    db.session.execute(sa.insert(Comment), [_row(event, one, known.get(one.parent)) for one in comments])
    places = _places(one.source for one in comments)
    origins = [
        {"comment_id": places[one.source].id, "address": one.address, "agent": "", "at": one.at}
        for one in comments
        if one.address
    ]
    if origins:
        db.session.execute(sa.insert(CommentOrigin), origins)
    db.session.execute(sa.insert(AuditEntry), [_line(places[one.source].id, one) for one in comments])
    event.changed("facts")  # one word for all: open pages need not be told of each
    change.record("queue", "comment", max(place.id for place in places.values()))
    return places


def _row(event: Event, comment: ImportedComment, above: _Place | None) -> dict[str, Any]:
    uid = str(uuid.uuid4())
    approved, held = comment.state is CommentState.APPROVED, comment.state is CommentState.PENDING
    removed = not approved and not held
    return {
        "event_id": event.id,
        "source": comment.source,
        "parent_id": above.id if above else None,
        "thread_id": above.thread_id if above else None,
        "depth": above.depth + 1 if above else 0,
        "uid": uid,
        "token_hash": token.hashed(token.derive("comment", uid)),
        "state": comment.state,
        "state_before": CommentState.PENDING if removed else None,
        "visible": approved and (above is None or above.visible),
        "erased": comment.erased,
        "body": comment.text.body,
        "html": comment.text.html,
        "folded": searched(f"{comment.name} {comment.email} {comment.website}", comment.text.body),
        "name": comment.name,
        "email": comment.email,
        "email_key": email_address.key(comment.email),
        "website": comment.website,
        "language": event.language,
        "held_for": [HeldFor.POLICY] if held else [],
        "created_at": comment.at,
    }


def _line(comment_id: int, comment: ImportedComment) -> dict[str, Any]:
    facts = {"target": comment.state, "version": 1}
    return {
        "actor": Actor.PARVIS,
        "subject": "comment",
        "subject_id": comment_id,
        "verb": "import",
        "facts": facts,
    }


def _places(sources: Iterable[str]) -> dict[str, _Place]:
    """Return where the comments that have come from these sources stand."""
    names = sorted({source for source in sources if source})
    found: dict[str, _Place] = {}
    columns = (Comment.source, Comment.id, Comment.thread_id, Comment.depth, Comment.visible)
    for start in range(0, len(names), AT_ONCE):
        rows = sa.select(*columns).where(Comment.source.in_(names[start : start + AT_ONCE]))
        for source, number, thread_id, depth, visible in db.session.execute(rows):
            found[str(source)] = _Place(number, thread_id or number, depth, visible)
    return found


def _free(slug: str) -> str:
    """Return a slug that no event has, with a number where it must."""
    tried, number = slug, 1
    while tried in RESERVED or Event.by_slug(tried):
        number += 1
        tried = f"{slug}-{number}"
    return tried
