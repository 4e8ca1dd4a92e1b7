"""What comes back: it keeps its uid, so that nothing comes twice."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

import email_address
from extensions import db
from folding import searched
from models import token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment import Comment, Text
from models.event import Event, Speaker
from models.event.former_url import FormerUrl
from models.exports.questions import insert_questions
from models.exports.rows import RowRefused, hours, refuse, typed
from models.user import Role, User


def known(model: type[Any], uids: Iterable[str]) -> dict[str, Any]:
    """Return the rows that are here already, by their uids."""
    return {row.uid: row for row in db.session.scalars(sa.select(model).where(model.uid.in_(list(uids))))}


def insert_event(said: dict[str, Any]) -> bool:
    """Add an event in the current write transaction; return False if it is here already.

    Raises RowRefused for invalid values, and for a slug in use.
    """
    values = typed(Event, said)
    if known(Event, [values["uid"]]):
        return False
    if Event.by_slug(values["slug"]):
        raise RowRefused(f"another event is called {values['slug']!r}")
    event = Event(**values)
    event.starts_at, event.ends_at = hours(values)
    for position, speaker in enumerate(said.get("speakers", [])):
        event.speakers.append(Speaker(position=position, **typed(Speaker, speaker)))
    db.session.add(event)
    db.session.flush()
    for path in said.get("old_addresses", []):
        db.session.merge(FormerUrl(path=str(path), event_id=event.id))
    insert_questions(event, said)
    AuditEntry.write("event", event.id, "import")
    event.changed("facts")
    return True


def insert_comments(found: list[dict[str, Any]]) -> int:
    """Add comments in the current write transaction; return how many were not here yet. Raises RowRefused."""
    here = known(Comment, [said["uid"] for said in found])
    above = known(Comment, {said["parent"] for said in found if said.get("parent")})
    under: dict[str, Event] = {}
    new = [said for said in found if said["uid"] not in here]
    for said in new:
        slug = said["event"]
        under[slug] = event = under.get(slug) or Event.by_slug(slug) or refuse(f"there is no event {slug!r}")
        parent = (
            above.get(said["parent"]) or refuse("what it answers is not here") if said.get("parent") else None
        )
        comment = _comment(said, event, parent)
        above[comment.uid] = comment
    db.session.flush()
    for comment in (above[said["uid"]] for said in new):
        AuditEntry.write("comment", comment.id, "import", target=comment.state, version=comment.version)
        change.record("queue", "comment", comment.id)
    for event in under.values():
        event.changed("facts")
    return len(new)


def _comment(said: dict[str, Any], event: Event, parent: Comment | None) -> Comment:
    comment = Comment(**typed(Comment, said))
    comment.event, comment.parent = event, parent
    if said.get("staff"):
        comment.user = _member(said["staff"])
    text = Text.typed(comment.body)
    comment.html, comment.token_hash, comment.email_key = (
        text.html,
        token.hashed(comment.token),
        email_address.key(comment.email),
    )
    if not comment.erased:
        comment.folded = searched(f"{comment.name} {comment.email} {comment.website}", comment.body)
    if parent and parent.id is None:
        db.session.flush()
    comment.depth = parent.depth + 1 if parent else 0
    comment.thread_id = (parent.thread_id or parent.id) if parent else None
    comment.visible = comment.state == "approved" and (parent is None or parent.visible)
    db.session.add(comment)
    return comment


def _member(said: dict[str, str]) -> User:
    """Return the staff member who wrote a comment.

    An unknown one gets a closed account, so that their badge stays.
    """
    user = User.by_email(said["email"])
    if user is None:
        user = User.create(said["email"], Role(said["role"]), said.get("name", ""))
        user.active = False
        db.session.flush()
        AuditEntry.write("user", user.id, "import", role=user.role.value)
    return user
