"""Who waited for the lock decides by what stands under it, not by what stood when they began to wait."""

import threading

import pytest

from extensions import db
from models.answer import InvalidAnswers
from models.consent import Clause, ClauseFacts
from models.event import Event
from models.question import Question, QuestionFacts, QuestionKind
from models.registration import Details, Registration
from tests.turns import waits_its_turn
from tests.waiting import wait_for


def asks(event: Event) -> None:
    """The organiser puts a first question, which must be answered."""
    Question.ask(event, QuestionFacts("Lunch", QuestionKind.YES_NO, required=True))


def wants_agreement(event: Event) -> None:
    """The organiser adds a first clause, to which everybody must agree."""
    Clause.replace_all(event, [ClauseFacts("I may be filmed.", required=True)])


@pytest.mark.parametrize("act", [asks, wants_agreement], ids=lambda act: act.__name__)
def test_what_is_asked_while_somebody_waits_is_asked_of_them(app, make, act):
    event, outcome = make.event(), []
    number = event.id
    details = Details(name="Jo", email="jo@example.org", answers={}, ticked=(), agreed="I agree.")

    def register() -> None:
        with app.app_context():
            try:
                with db.writing():
                    Registration.register(db.session.get_one(Event, number), details)
            except InvalidAnswers as refused:
                outcome.append(refused)
            db.session.remove()

    thread = threading.Thread(target=register)
    with db.writing():
        event.lock()
        act(event)
        db.session.flush()
        thread.start()
        wait_for(lambda: waits_its_turn(thread))
    thread.join()
    assert len(outcome) == 1
