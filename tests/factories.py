"""Things to test with, each with plausible defaults; a test names only what matters to it."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import clock
from extensions import db
from models.comment import Comment, CommentState
from models.event import Event, EventStatus
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.registration import Details, Receipt, Registration
from models.subscription import Follower, Subscription, replies
from models.user import Role, StaffSession, User

ZONE = "Europe/Paris"


class Factory:
    """Makes rows through the models' own verbs and commits them."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)

    def event(self, **facts: Any) -> Event:
        """A published event that begins in thirty days, unlimited unless ``capacity`` says otherwise."""
        number = next(self.numbers)
        starts: datetime = facts.pop("starts", None) or self.wall(days=30)
        ends: datetime | None = facts.pop("ends", starts + timedelta(hours=7))
        given = {
            "slug": f"event-{number}",
            "title": f"Event {number}",
            "status": EventStatus.PUBLISHED,
        } | facts
        zone = given.setdefault("timezone", ZONE)
        event = Event(starts=starts, starts_at=clock.instant(starts, zone), ends=ends, **given)
        event.ends_at = clock.instant(ends, zone) if ends else None
        with db.writing():
            db.session.add(event)
        return event

    def questions(self, event: Event) -> list[Question]:
        """A question of every kind, put to an event; the second is asked of who answers yes to the first."""
        choices = (ChoiceFacts("First"), ChoiceFacts("Second"))
        with db.writing():
            Question.ask(event, QuestionFacts("Lunch", QuestionKind.YES_NO, required=True))
            for kind in QuestionKind:
                offered = choices if kind in {QuestionKind.ONE, QuestionKind.SEVERAL} else ()
                only_if = ("lunch", "yes") if kind is QuestionKind.ONE else None
                Question.ask(
                    event, QuestionFacts(kind.value, kind, hint="Hint", choices=offered, only_if=only_if)
                )
        return Question.of(event)

    def registration(self, event: Event, **said: Any) -> Registration:
        """Somebody registered (or waiting, when the event is full)."""
        receipt = self.receipt(event, **said)
        found = Registration.by_token(receipt.token)
        assert found is not None
        return found

    def receipt(self, event: Event, **said: Any) -> Receipt:
        """What the page answers to somebody who registers."""
        number, by = next(self.numbers), said.pop("by", None)
        details = Details(**({"name": f"Person {number}", "email": f"person{number}@example.org"} | said))
        with db.writing():
            return Registration.register(event, details, by=by)

    def comment(
        self,
        event: Event,
        state: CommentState = CommentState.PENDING,
        parent: Comment | None = None,
        **said: Any,
    ) -> Comment:
        """A comment in a state, written by somebody else each time."""
        number = next(self.numbers)
        given = {"name": f"Person {number}", "email": f"person{number}@example.org"} | said
        body = given.pop("body", f"Thought {number}")
        comment = Comment(event=event, parent=parent, state=state, **given)
        comment.say(body)
        with db.writing():
            comment.enter()
        return comment

    def subscription(self, comment: Comment, *, confirmed: bool = True) -> Subscription:
        """The author of a comment is told of replies to it, or has not confirmed their address yet."""
        with db.writing():
            Subscription.begin(comment.id, comment.email, "fr", ask=not confirmed)
            if confirmed:
                replies.confirm(Follower.known(comment.email, "fr"))
        found = Subscription.to(comment.id)
        assert found
        return found

    def user(self, role: Role = Role.ADMIN, **facts: Any) -> User:
        """A member of the staff."""
        number = next(self.numbers)
        with db.writing():
            user = User.create(facts.pop("email", f"staff{number}@example.org"), role)
            for name, value in facts.items():
                setattr(user, name, value)
        return user

    def session(self, user: User) -> str:
        """The cookie's token of a signed-in browser."""
        with db.writing():
            return StaffSession.begin(user)

    @staticmethod
    def wall(**ahead: float) -> datetime:
        """A wall-clock time in Paris, some days or hours from now."""
        return clock.wall(clock.now() + timedelta(**ahead), ZONE).replace(second=0, microsecond=0)

    @classmethod
    def at(cls, hour: int, minute: int = 0, *, days: float = 0) -> datetime:
        """A wall-clock time in Paris, today or some days from now, whatever the hour at which the tests run."""
        return cls.wall(days=days).replace(hour=hour, minute=minute)
