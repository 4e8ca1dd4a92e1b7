"""``python -m bench.queue``: what the moderation queue costs with 100,000 comments against 100.

Both are measured on one machine in one run.

Counted in the server's processor time, so that other programs hardly disturb it; both pages hold fifty comments. About two
minutes, most of them to write the comments.
"""

import asyncio
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_migrate import upgrade

import clock
from app import create_app
from bench.__main__ import interleaved, ratio
from bench.client import Connection
from bench.site import TEXT, Running, running
from extensions import db
from folding import searched
from models.comment import Comment, CommentState, Verb
from models.comment.decision import Decision
from models.event import Event, EventStatus
from models.user import Role, StaffSession, User

FEW, MANY, AT_ONCE, ASKED = 100, 100_000, 5_000, 40
STATES = [CommentState.PENDING] * 6 + [CommentState.APPROVED] * 2 + [CommentState.SPAM, CommentState.BIN]
PAGES = {
    "the queue": "/moderation",
    "one event's": "/moderation?event=event-1",
    "one author's": "/moderation?status=all&author=person-7@example.org",
    "words that half of them say": "/moderation?q=place",
    "approved": "/moderation?status=approved",
}


def main() -> None:
    """Measure the pages of a long queue in turns with the first page of a short one; print the ratios."""
    with site(FEW) as (small, few), site(MANY) as (large, many):
        measures = {what: lambda path=path: pages(large, path, many) for what, path in PAGES.items()}
        found = interleaved({"short": lambda: pages(small, "/moderation", few)} | measures)
        for what in PAGES:
            ratio(f"{MANY:,} comments, {what} : the queue with {FEW}", found[what], found["short"], 0.7)


def pages(server: Running, path: str, cookie: str) -> float:
    """Return how many times the server makes a page in a second of processor time, one after the other."""

    async def ask() -> float:
        line, (name, _colon, value) = Connection(server.port), cookie.partition(": ")
        assert (await line.get(path, {name: value})).status == 200
        before = server.ticks()
        for _ in range(ASKED):
            await line.get(path, {name: value})
        spent = (server.ticks() - before) / os.sysconf("SC_CLK_TCK")
        await line.close()
        return ASKED / spent

    return asyncio.run(ask())


@contextmanager
def site(comments: int) -> Iterator[tuple[Running, str]]:
    """Run a site with so many comments; yield it and the header of a signed-in moderator."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as name:
        app = create_app({"INSTANCE": name})
        with app.app_context():
            upgrade()
            with db.writing():
                secret = StaffSession.begin(User.create("ada@example.org", Role.MODERATOR))
                fill(comments)
            signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
            cookie = f"Cookie: {app.config['SESSION_COOKIE_NAME']}={signer.dumps({'staff': secret})}"
            db.session.execute(sa.text("ANALYZE"))
            db.session.remove()
            db.engine.dispose()
        with running(Path(name), "server.py") as server:
            yield server, cookie


def fill(comments: int) -> None:
    """Write comments of many people under many events, in every state, in the current write transaction."""
    dice, starts = random.Random(1), datetime(2027, 3, 22, 9, 30)  # noqa: DTZ001  wall-clock time; no secret
    events = [
        Event(slug=f"event-{number}", title=f"Faire groupe {number}", starts=starts)
        for number in range(max(2, comments // 500))
    ]
    for event in events:
        event.starts_at, event.status = clock.instant(starts, "Europe/Paris"), EventStatus.PUBLISHED
    db.session.add_all(events)
    db.session.flush()
    now, ids = clock.now(), [event.id for event in events]
    for start in range(0, comments, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, comments))
        db.session.execute(sa.insert(Comment), [row(number, dice, ids, now) for number in numbers])
    decided = sa.select(Comment.id, Comment.state).where(Comment.state != CommentState.PENDING)
    verbs = {CommentState.APPROVED: Verb.APPROVE, CommentState.SPAM: Verb.SPAM, CommentState.BIN: Verb.BIN}
    made = [
        {
            "comment_id": number,
            "verb": verbs[state],
            "source": CommentState.PENDING,
            "target": state,
            "version": 1,
        }
        for number, state in db.session.execute(decided)
    ]
    db.session.execute(sa.insert(Decision), made)


def row(number: int, dice: random.Random, events: list[int], now: datetime) -> dict[str, Any]:
    """Return one comment's row."""
    who, state = f"person-{dice.randrange(2 + number // 5)}", dice.choice(STATES)
    said = TEXT if dice.random() < 0.5 else TEXT.replace("place", "cour")
    return {
        "event_id": dice.choice(events), "state": state, "visible": state is CommentState.APPROVED,
        "token_hash": str(number), "uid": str(number), "name": who, "email": f"{who}@example.org",
        "email_key": f"{who}@example.org", "body": said, "html": f"<p>{said}</p>",
        "folded": searched(f"{who} {who}@example.org", said), "created_at": now - timedelta(minutes=number),
    }  # fmt: skip


if __name__ == "__main__":
    main()
