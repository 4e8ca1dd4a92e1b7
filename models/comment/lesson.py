"""Learning from the team's decisions: approved comments are good examples, spam bad ones.

What stands is what is learned: an undone decision is unlearned, an author's deleted comment too. Of spam that was purged
the numbers of its features stay (no word can be read back from them), or the filter would forget it.
"""

from array import array
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from extensions import Model, db
from models.comment import Comment, CommentState
from models.comment.decision import Decision
from models.event import Event
from models.spam.learned import Learned
from spam.features import Features
from spam.saying import Saying
from spam.weights import Weights, learned, packed

MOST = 1000  # examples of each kind, the newest
LEAST = 10  # examples of each kind before anything is learned
WAY = 2  # how it is learned: with another number every site learns anew
UNEVEN = 4  # at most so many times more of one kind than of the other


class Lesson(Model):
    """One example: the packed features of a comment, and whether it is spam."""

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("comment.id", ondelete="SET NULL"), unique=True
    )
    spam: Mapped[bool]
    keys: Mapped[bytes]

    @property
    def example(self) -> tuple["array[int]", bool]:
        """The lesson as it is learned."""
        keys = array("I")
        keys.frombytes(self.keys)
        return keys, self.spam


@dataclass(frozen=True, slots=True)
class Study:
    """What is to be kept of a study: which lessons go, which come, and what all of them teach."""

    mark: str
    gone: list[int]
    new: list[Lesson]
    spam: int
    rest: int
    weights: Weights

    def keep(self) -> None:
        """Keep it, in the current write transaction."""
        db.session.execute(sa.delete(Lesson).where(Lesson.id.in_(self.gone)))
        there = set(
            db.session.scalars(
                sa.select(Comment.id).where(Comment.id.in_([one.comment_id for one in self.new]))
            )
        )
        db.session.add_all([one for one in self.new if one.comment_id in there])
        Learned.keep(self.weights, self.mark, self.spam, self.rest)


def is_due() -> bool:
    """Say whether anything was decided, moved in or deleted since the last study."""
    return db.session.scalar(sa.select(Learned.mark)) != _mark() or bool(_orphans())


def study() -> Study:
    """Read what the team decided and learn it; it takes seconds, so never in a write transaction."""
    mark, judged = _mark(), _judged()
    old = list(db.session.scalars(sa.select(Lesson).order_by(Lesson.id)))
    gone = {
        lesson.id for lesson in old if lesson.comment_id and judged.get(lesson.comment_id) is not lesson.spam
    }
    gone |= set(_orphans())
    stay = [lesson for lesson in old if lesson.id not in gone]
    missing = judged.keys() - {lesson.comment_id for lesson in stay}
    new = [_lesson(comment, judged[comment.id]) for comment in _comments(missing)]
    spam = [lesson.example for lesson in (*stay, *new) if lesson.spam]
    rest = [lesson.example for lesson in (*stay, *new) if not lesson.spam]
    gone |= {
        lesson.id
        for lesson in [one for one in stay if one.spam and one.comment_id is None][: max(0, len(spam) - MOST)]
    }
    fewer = min(len(spam), len(rest))
    taught = spam[-UNEVEN * fewer :] + rest[-UNEVEN * fewer :]
    weights = learned(taught) if fewer >= LEAST else Weights.first()
    return Study(mark, sorted(gone), new, len(spam), len(rest), weights)


def _mark() -> str:
    """Return what differs after any decision and after anything moved in."""
    decided = db.session.scalar(sa.select(sa.func.max(Decision.id)))
    moved_in = db.session.scalar(sa.select(sa.func.max(Event.id)).where(Event.source.is_not(None)))
    return f"{decided or 0} {moved_in or 0} {WAY}"


def _orphans() -> list[int]:
    """Return the lessons of good comments that are gone."""
    lost = sa.or_(sa.and_(Lesson.comment_id.is_(None), ~Lesson.spam), Comment.erased)
    return list(
        db.session.scalars(
            sa.select(Lesson.id).outerjoin(Comment, Comment.id == Lesson.comment_id).where(lost)
        )
    )


def _judged() -> dict[int, bool]:
    """Return visitors' newest comments judged by people, with whether each is spam.

    They were approved or filed as spam.
    """
    by_hand = sa.select(Decision.id).where(Decision.comment_id == Comment.id).exists()
    found: dict[int, bool] = {}
    for state, spam in ((CommentState.APPROVED, False), (CommentState.SPAM, True)):
        some = sa.select(Comment.id).where(Comment.state == state, ~Comment.erased, Comment.user_id.is_(None))
        some = some.where(by_hand | Comment.source.is_not(None))
        newest = db.session.scalars(some.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(MOST))
        found |= dict.fromkeys(newest, spam)
    return found


def _comments(ids: set[int]) -> list[Comment]:
    return list(db.session.scalars(sa.select(Comment).where(Comment.id.in_(ids)).order_by(Comment.id)))


def _lesson(comment: Comment, spam: bool) -> Lesson:
    said = Saying(comment.name, comment.email, comment.website, comment.body, comment.html)
    return Lesson(comment_id=comment.id, spam=spam, keys=packed(Features(said)).tobytes())
