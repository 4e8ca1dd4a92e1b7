"""A comment: its row, its moves from state to state, and who may see it because of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

import clock
import email_address
import prose
import visible_text
from database import choice
from extensions import Model, db
from folding import searched
from models import subscription, token
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.comment.origin import CommentOrigin
from models.comment.states import REMOVED, TRANSITIONS, CommentState, Verb
from models.event import Event
from models.transitions import IllegalTransition
from models.user import User

EDITABLE_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Text:
    """A typed text and its rendering.

    It is rendered outside the write transaction, because that takes time.
    """

    body: str
    html: str

    @classmethod
    def typed(cls, body: str) -> "Text":
        """Return a text with its rendering."""
        return cls(body, prose.comment(body))

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing, or marks alone."""
        return not visible_text.says(self.html)


class CommentRecord(Model):
    """What somebody wrote under an event. ``body`` is kept as typed; ``html`` is its cleaned rendering.

    ``version`` rises when the text changes, so that a decision can name what was seen. ``visible`` is true when the
    comment and all above it in its thread are approved. ``guest`` is the role of an author whose link proved that they
    speak at the event (it may be empty), None for everybody else. ``erased`` leaves a placeholder under which replies stay.
    """

    __abstract__ = True
    __table_args__ = (
        sa.Index("ix_comment_event_id_visible", "event_id", "visible", "created_at"),
        sa.Index("ix_comment_state", "erased", "state", "created_at", "id"),
        sa.Index("ix_comment_created_at", "created_at", "id"),
        sa.Index("ix_comment_author", "email_key", "created_at", "id"),
        sa.Index("ix_comment_email_key", "email_key", "state", "created_at"),
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
    guest: Mapped[str | None] = mapped_column(sa.String(200))
    held_for: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime | None]
    source: Mapped[str | None] = mapped_column(
        sa.String(400), index=True, unique=True
    )  # models/imports/discussions.py

    @declared_attr
    def event(cls) -> Mapped[Event]:  # noqa: N805
        """The event under which it stands."""
        return relationship()

    @declared_attr
    def user(cls) -> Mapped[User | None]:  # noqa: N805
        """The member of the staff who wrote it, if one did."""
        return relationship()

    @declared_attr
    def parent(cls) -> Mapped[Any]:  # noqa: N805
        """The comment that it replies to, or None."""
        return relationship("Comment", remote_side="Comment.id", foreign_keys="Comment.parent_id")

    @declared_attr
    def origin(cls) -> Mapped[CommentOrigin | None]:  # noqa: N805
        """Where it came from, as long as that is kept."""
        return relationship(back_populates="comment", cascade="all, delete-orphan")

    @property
    def token(self) -> str:
        """The private link's token, made from the site's key each time, never stored."""
        return token.known(self.token_hash, "comment", self.uid)

    @property
    def is_editable(self) -> bool:
        """Whether the author may still change the text: for 15 minutes, and not once it was binned.

        A comment filed as spam stays editable, so that its author does not notice.
        """
        kept = self.state is not CommentState.BIN and not self.erased
        return kept and clock.now() < self.editable_until

    @property
    def editable_until(self) -> datetime:
        """The instant until which the author may change the text."""
        return self.created_at + EDITABLE_FOR

    @property
    def author_role(self) -> str:
        """Why the name carries a badge: the author's role on the staff, or nothing."""
        return self.user.role if self.user else ""

    @property
    def key(self) -> str:
        """What tells whether two comments are the same person's: the address, however it is spelt."""
        return email_address.key(self.email or "")

    @property
    def takes_replies(self) -> bool:
        """Whether it has a link to reply: it can be read, and its thread is not too deep yet."""
        return self.visible and not self.erased and self.depth < int(current_app.config["COMMENT_LEVELS"])

    @property
    def listed_below(self) -> Any:
        """The comment below which this one is listed, None where it stands by itself.

        That is what it replies to or, when that is on the last level itself, what the last level stands below.
        """
        levels = int(current_app.config["COMMENT_LEVELS"])
        owner = self.parent if levels else None
        while owner and owner.depth >= levels:
            owner = owner.parent
        return owner

    def say(self, text: Text | str) -> None:
        """Set the text and what moderators search in: name, address, website and text."""
        text = Text.typed(text) if isinstance(text, str) else text
        self.body, self.html = text.body, text.html
        self.folded = searched(f"{self.name} {self.email or ''} {self.website or ''}", self.body)

    def enter(self, *, by: User | None = None) -> None:
        """Add this new comment, whose text, author, place and state are set, in the current write transaction."""
        self.event.hold()
        self.uid = self.uid or str(uuid.uuid4())
        self.token_hash = token.hashed(self.token)
        self.email_key = self.key
        self.thread_id = (self.parent.thread_id or self.parent.id) if self.parent else None
        self.depth = self.parent.depth + 1 if self.parent else 0
        self.state = self.state or CommentState.PENDING
        db.session.add(self)
        db.session.flush()
        AuditEntry.write("comment", self.id, "post", by=by, visitor=by is None, target=self.state, version=1)
        self.show()

    def lock(self) -> None:
        """Lock the event's comments against other writers until the transaction ends; reload this one."""
        self.event.lock()
        db.session.refresh(self)

    def move(self, verb: Verb, *, by: User | None = None) -> None:
        """Take one step of the transition table with a comment that this write transaction has locked.

        This updates the state, visibility, audit log and live pages.

        Its replies appear and disappear with it. RESTORE leads back to where the comment was before it was filed as
        spam or binned. Raises IllegalTransition, having changed nothing, when the table has no such step from the
        present state or the comment was erased.
        """
        step = TRANSITIONS.step(self.state, verb)
        if self.erased:
            raise IllegalTransition(f"{verb} from {self.state}")
        self._become(step.target or self.state_before or CommentState.PENDING, verb, by)

    def put_back(self, state: CommentState, *, by: User | None = None) -> None:
        """Return to the state that a decision had found, to undo it, with a comment that is locked.

        Raises IllegalTransition when the comment is in that state already or was erased.
        """
        if state is self.state or self.erased:
            raise IllegalTransition(f"back to {state} from {self.state}")
        self._become(state, Verb.UNDO, by)

    def hold(self, verb: str = "edit", *, visitor: bool = True) -> None:
        """Hold an approved comment again because its author changed it or readers reported it.

        Runs in the current write transaction.
        """
        self._become(CommentState.PENDING, verb, visitor=visitor)

    def _become(
        self, state: CommentState, verb: str, by: User | None = None, *, visitor: bool = False
    ) -> None:
        """Change the state with all that follows from it."""
        facts = {"source": self.state, "target": state, "version": self.version}
        AuditEntry.write("comment", self.id, verb, by=by, visitor=visitor, **facts)
        # Never from spam back into the bin.
        back = verb in {Verb.RESTORE, Verb.UNDO} and self.state in REMOVED
        self.state_before = (CommentState.PENDING if back else self.state) if state in REMOVED else None
        self.state = state
        self.show()

    def show(self) -> None:
        """Set the visibility of the comment and its replies by its state and parents, and notify pages."""
        db.session.flush()
        above = self.parent_id is None or db.session.scalar(
            sa.select(type(self).visible).where(type(self).id == self.parent_id)
        )
        before, now = self.visible, bool(above) and self.state is CommentState.APPROVED
        if before != now:
            chain = sa.select(self._approved_below(self.id).c.id)
            shown = sa.update(type(self)).where(type(self).id.in_(chain)).values(visible=now)
            db.session.execute(shown, execution_options={"synchronize_session": False})
            (subscription.tell if now else subscription.hush)(chain)
            db.session.refresh(self)
            self.event.changed("comment", self.id)
        change.record("queue", "comment", self.id)

    @classmethod
    def _approved_below(cls, comment_id: int) -> sa.CTE:
        """Select a comment and those below it with nothing but approved ones in between."""
        chain = sa.select(cls.id).where(cls.id == comment_id).cte("chain", recursive=True)
        replies = sa.select(cls.id).where(cls.parent_id == chain.c.id, cls.state == CommentState.APPROVED)
        return chain.union_all(replies)

    @classmethod
    def by_token(cls, secret: str) -> Self | None:
        """Return the comment that a private link opens, unless its author deleted it."""
        return db.session.scalar(sa.select(cls).where(cls.token_hash == token.hashed(secret), ~cls.erased))

    @classmethod
    def counts(cls) -> dict[CommentState, int]:
        """Return how many comments are in each state, zeros included."""
        found = db.session.execute(
            sa.select(cls.state, sa.func.count()).where(~cls.erased).group_by(cls.state)
        )
        return dict.fromkeys(CommentState, 0) | {row[0]: row[1] for row in found}
