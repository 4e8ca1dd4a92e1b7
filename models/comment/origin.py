"""Where a comment came from: kept apart from what everybody reads."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model


class CommentOrigin(Model):
    """Where a comment came from: kept apart from it, shown shortened, deleted after the stated time."""

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(45), index=True)
    agent: Mapped[str] = mapped_column(sa.String(300), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    comment: Mapped[Any] = relationship("Comment", back_populates="origin")
