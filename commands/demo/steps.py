"""What the attendees of the example do: register, cancel, comment, decide; each step on its day."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

import clock
import email_address
from extensions import db
from models.comment import Comment, CommentState, Verb
from models.event import Event
from models.outbox.message import OutboxMessage
from models.registration import Details, Registration, RegistrationState

FOLDER = Path(__file__).parent
DECISIONS = {"approved": Verb.APPROVE, "spam": Verb.SPAM, "bin": Verb.BIN}
DECIDED_AFTER = 0.05  # days: before anybody answers

Step = tuple[float, Callable[[], None]]  # how many days ago, and what happened then


def play(steps: list[Step]) -> None:
    """Let steps happen in their order, each on its day."""
    now = clock.now()
    for days, step in sorted(steps, key=lambda step: -step[0]):
        with clock.at(now - timedelta(days=days)):
            step()
            db.session.flush()  # rows are dated when they are written
    forget_mail()


def registrations() -> list[Step]:
    """Return the steps of everybody in registrations.yaml who has not registered yet."""
    steps: list[Step] = []
    for attendee in read("registrations"):
        for one in attendee["registrations"]:
            event = Event.by_slug(one["event"])
            if event is None or find(event, attendee["email"]):
                continue
            steps.append((one["days_before"], partial(enter, event, attendee, one["seats"])))
            if "cancelled_days_before" in one:
                steps.append((one["cancelled_days_before"], partial(leave, event, attendee)))
    return steps


def enter(event: Event, attendee: dict[str, Any], seats: int) -> None:
    """Register an attendee."""
    about = {name: attendee[name] for name in ("name", "email", "organisation", "job_title", "language")}
    Registration.register(event, Details(seats=seats, **about))


def leave(event: Event, attendee: dict[str, Any]) -> None:
    """Cancel an attendee's registration."""
    registration = find(event, attendee["email"])
    if registration and registration.state is not RegistrationState.CANCELLED:
        registration.cancel()


def find(event: Event, email: str) -> Registration | None:
    """Return the registration of an address for an event."""
    found = sa.select(Registration).where(Registration.event_id == event.id)
    return db.session.scalar(found.where(Registration.email_key == email_address.key(email)))


def comments() -> list[Step]:
    """Return the steps that post the missing comments of comments.yaml, and the decisions about them."""
    steps: list[Step] = []
    said = {one["id"]: one for one in read("comments")}
    for one in said.values():
        event = Event.by_slug(one["event"])
        if event is None or find_comment(event, one):
            continue
        steps.append((one["days_before"], partial(say, event, one, said.get(one.get("parent", "")))))
        if one["state"] in DECISIONS:
            steps.append((one["days_before"] - DECIDED_AFTER, partial(decide, event, one)))
    return steps


def say(event: Event, one: dict[str, Any], answered: dict[str, Any] | None) -> None:
    """Enter a comment, pending."""
    about = {name: one.get(name, "") for name in ("name", "email", "website")}
    comment = Comment(event=event, language=event.language, **about)
    comment.parent = find_comment(event, answered) if answered else None
    comment.say(one["body"].strip())
    comment.enter()


def decide(event: Event, one: dict[str, Any]) -> None:
    """Approve a comment, file it as spam or bin it."""
    comment = find_comment(event, one)
    if comment and comment.state is CommentState.PENDING:
        comment.move(DECISIONS[one["state"]])


def find_comment(event: Event, one: dict[str, Any]) -> Comment | None:
    """Return a comment of the example that was entered before."""
    found = sa.select(Comment).where(
        Comment.event_id == event.id, Comment.email_key == email_address.key(one["email"])
    )
    return db.session.scalar(found.where(Comment.body == one["body"].strip()))


def forget_mail() -> None:
    """Take back the mails that what example people did has owed, to them or to the team."""
    registered = [email_address.key(attendee["email"]) for attendee in read("registrations")]
    commented = [email_address.key(one["email"]) for one in read("comments")]
    theirs = sa.select(Registration.id).where(Registration.email_key.in_(registered))
    said = sa.select(Comment.id).where(Comment.email_key.in_(commented))
    about = sa.or_(OutboxMessage.registration_id.in_(theirs), OutboxMessage.comment_id.in_(said))
    db.session.execute(sa.delete(OutboxMessage).where(about))


def read(name: str) -> Any:
    """Return what a YAML file of the example says."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
