"""What people need to take part: asked with one press, counted at the door, gone in a week."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from extensions import db
from models.answer import Answer
from models.privacy import retention
from models.question import Question, QuestionFacts, QuestionKind
from models.registration import Details, Registration
from models.user import Role
from tests.blueprints.public.test_events import words
from tests.forms import filled

PRESS = "Demander les besoins d’accessibilité"


@pytest.fixture
def event(make):
    return make.event(slug="une-journee", starts=make.at(9, days=30), ends=make.at(17, days=30))


def asked(desk, event):
    path = f"/desk/events/{event.slug}/questions"
    return desk.post(f"{path}/accessibility", data=filled(desk.get(path).text, f"{path}/accessibility"))


def answering(event, *labels, **said):
    """Register somebody who needs what the labels say."""
    question = next(one for one in Question.of(event) if one.key == "accessibility")
    chosen = tuple(str(one.id) for one in question.choices if one.label in labels)
    details = Details(name="Jeanne", answers={question.id: chosen}, **{"email": "jeanne@example.org"} | said)
    with db.writing():
        receipt = Registration.register(event, details)
    return Registration.by_token(receipt.token)


def test_the_questions_are_asked_with_one_press_and_once(signed_in, event):
    desk = signed_in(Role.ORGANISER)
    path = f"/desk/events/{event.slug}/questions"
    assert PRESS in desk.get(path).text
    form = filled(desk.get(path).text, f"{path}/accessibility")
    for _twice in range(2):
        assert desk.post(f"{path}/accessibility", data=form).status_code == 303
    first, second = Question.of(event)
    assert (first.kind, second.kind) == (QuestionKind.SEVERAL, QuestionKind.LONG)
    assert (first.required, first.sensitive, second.sensitive) == (False, True, True)
    assert len(first.choices) == 5
    assert second.condition is first.choices[-1]
    assert PRESS not in desk.get(path).text


@pytest.mark.parametrize(
    ("language", "label", "choice"),
    [
        ("fr", "De quoi avez-vous besoin pour participer\u202f?", "Une boucle magnétique"),
        ("en", "What do you need to take part?", "A hearing loop"),
    ],
)
def test_they_are_in_the_language_of_the_event_and_say_until_when_to_ask(
    signed_in, make, language, label, choice
):
    event = make.event(language=language, starts=make.at(9, days=30))
    asked(signed_in(Role.ORGANISER), event)
    question = Question.of(event)[0]
    assert question.label == label
    assert choice in [one.label for one in question.choices]
    assert str((event.starts - timedelta(days=7)).year) in question.hint


def test_the_door_reads_how_many_and_not_who(signed_in, event):
    asked(signed_in(Role.ORGANISER), event)
    door = signed_in(Role.DOOR)
    assert "À prévoir" not in door.get(f"/desk/events/{event.slug}/door").text
    answering(event, "Une boucle magnétique")
    answering(event, "Une boucle magnétique", "Un sous-titrage", email="paul@example.org")
    gone = answering(event, "Une place pour fauteuil roulant", email="lea@example.org")
    with db.writing():
        gone.cancel()
    text = words(door.get(f"/desk/events/{event.slug}/door").text)
    assert "À prévoir : Une boucle magnétique (2), Un sous-titrage (1)" in text
    assert "fauteuil" not in text


@pytest.mark.parametrize(("days", "left"), [(6, True), (8, False)])
def test_the_answers_are_erased_a_week_after_the_event(signed_in, event, set_clock, days, left):
    asked(signed_in(Role.ORGANISER), event)
    with db.writing():
        other = Question.ask(event, QuestionFacts("Plain"))
    registration = answering(event, "Une boucle magnétique")
    with db.writing():
        db.session.add(Answer(registration_id=registration.id, question_id=other.id, value="Kept"))
    now = set_clock(event.over_at, days=days)
    with db.writing():
        counts = retention.purge(now)
    kept = [
        answer.choice.label if answer.choice else answer.value
        for answer in db.session.scalars(sa.select(Answer))
    ]
    assert ("Une boucle magnétique" in kept) is left
    assert "Kept" in kept
    assert counts["sensitive answers"] == (0 if left else 1)
    assert registration.name == "Jeanne"
