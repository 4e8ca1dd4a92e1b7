"""A comment: its row, its states, and the one table of what leads from one to another."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

import clock
from database import choice
from extensions import Model, db
from models import token
from models.event import Event
from models.user import User


class CommentState(StrEnum):
    """Where a comment stands; only APPROVED ones are ever shown to others."""

    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    BIN = "bin"


class Verb(StrEnum):
    """What a moderator can decide."""

    APPROVE = "approve"
    SPAM = "spam"
    BIN = "bin"
    RESTORE = "restore"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table; a target of None means: back to the state before."""

    source: CommentState
    verb: Verb
    target: CommentState | None


TRANSITIONS = (
    Transition(CommentState.PENDING, Verb.APPROVE, CommentState.APPROVED),
    Transition(CommentState.PENDING, Verb.SPAM, CommentState.SPAM),
    Transition(CommentState.PENDING, Verb.BIN, CommentState.BIN),
    Transition(CommentState.APPROVED, Verb.SPAM, CommentState.SPAM),
    Transition(CommentState.APPROVED, Verb.BIN, CommentState.BIN),
    Transition(CommentState.SPAM, Verb.APPROVE, CommentState.APPROVED),
    Transition(CommentState.SPAM, Verb.BIN, CommentState.BIN),
    Transition(CommentState.SPAM, Verb.RESTORE, None),
    Transition(CommentState.BIN, Verb.APPROVE, CommentState.APPROVED),
    Transition(CommentState.BIN, Verb.SPAM, CommentState.SPAM),
    Transition(CommentState.BIN, Verb.RESTORE, None),
)

EDITABLE_FOR = timedelta(minutes=15)


class Comment(Model):
    """What somebody wrote under an event. ``body`` is kept as typed; ``html`` is its cleaned rendering.

    ``version`` rises when the text changes, so that a decision can name what was seen. ``visible`` is true when the
    comment and all above it in its thread are approved. ``erased`` leaves a placeholder under which replies stay.
    """

    __table_args__ = (
        sa.Index("ix_comment_event_id_visible", "event_id", "visible", "created_at"),
        sa.Index("ix_comment_state", "state", "created_at", "id"),
        sa.Index("ix_comment_email_key", "email_key", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    depth: Mapped[int] = mapped_column(default=0)
    uid: Mapped[str] = mapped_column(sa.String(36), unique=True, default=lambda: str(uuid.uuid4()))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[CommentState] = mapped_column(default=CommentState.PENDING)
    state_before: Mapped[CommentState | None] = mapped_column(choice(CommentState, "state_before"))
    visible: Mapped[bool] = mapped_column(default=False)
    erased: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    body: Mapped[str]
    html: Mapped[str]
    folded: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(sa.String(245))
    email: Mapped[str] = mapped_column(sa.String(100), default="")
    email_key: Mapped[str] = mapped_column(sa.String(100), default="")
    website: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="fr")
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    held_for: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    user: Mapped[User | None] = relationship()
    parent: Mapped["Comment | None"] = relationship(remote_side=[id], foreign_keys=[parent_id])
    origin: Mapped["CommentOrigin | None"] = relationship(
        back_populates="comment", cascade="all, delete-orphan"
    )

    @property
    def token(self) -> str:
        """The private link's token, made from the site's key each time, never stored."""
        return token.derive("comment", self.uid)

    @property
    def is_editable(self) -> bool:
        """Whether the author may still change the text: 15 minutes, and not once it was binned or filed as spam."""
        shown = self.state in {CommentState.PENDING, CommentState.APPROVED} and not self.erased
        return shown and clock.now() < self.created_at + EDITABLE_FOR

    @property
    def author_role(self) -> str:
        """Why the name carries a badge: the author's role on the staff, or nothing."""
        return self.user.role if self.user else ""

    @classmethod
    def by_token(cls, secret: str) -> "Comment | None":
        """Return the comment that a private link opens."""
        return db.session.scalar(sa.select(cls).where(cls.token_hash == token.hashed(secret)))

    @classmethod
    def newest(cls, event: Event, most: int) -> list["Comment"]:
        """Return the newest comments of an event that everybody may read, with what they answer."""
        found = sa.select(cls).where(cls.event_id == event.id, cls.visible, ~cls.erased)
        found = found.options(joinedload(cls.parent)).order_by(cls.created_at.desc(), cls.id.desc())
        return list(db.session.scalars(found.limit(most)))

    @classmethod
    def counts(cls) -> dict[CommentState, int]:
        """Return how many comments are in each state, zeros included."""
        found = db.session.execute(
            sa.select(cls.state, sa.func.count()).where(~cls.erased).group_by(cls.state)
        )
        return dict.fromkeys(CommentState, 0) | {row[0]: row[1] for row in found}


class CommentOrigin(Model):
    """Where a comment came from: kept apart from it, shown shortened, deleted after the stated time."""

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(45), index=True)
    agent: Mapped[str] = mapped_column(sa.String(300), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    comment: Mapped[Comment] = relationship(back_populates="origin")
