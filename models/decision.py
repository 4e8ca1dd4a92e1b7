"""A decision: what a moderator did about a comment, which version they had seen, and whether it was taken back."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from database import choice
from extensions import Model
from models.comment import Comment, CommentState, Verb
from models.user import User


class Decision(Model):
    """One decision, never edited: undoing it is another decision that names it in ``undoes_id``."""

    __table_args__ = (sa.Index("ix_decision_comment_id_id", "comment_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    verb: Mapped[Verb]
    source: Mapped[CommentState] = mapped_column(choice(CommentState, "source"))
    target: Mapped[CommentState] = mapped_column(choice(CommentState, "target"))
    version: Mapped[int]
    undoes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    comment: Mapped[Comment] = relationship()
    user: Mapped[User | None] = relationship()
