"""Answers: what is stored, what is refused, and what goes or stays with a condition."""

import pytest
import sqlalchemy as sa

from extensions import db
from models import AuditEntry
from models.answer import Answer, Flaw, GivenAnswers, InvalidAnswers
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind, Unaskable
from models.registration import Details
from models.user import Role


def choices(*labels):
    return tuple(ChoiceFacts(label) for label in labels)


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def put(event):
    """Adds a question to the event: ``put("Menu", QuestionKind.ONE, choices=…)``."""

    def add(label, kind=QuestionKind.SHORT, **facts):
        with db.writing():
            return Question.ask(event, QuestionFacts(label, kind, **facts)).id

    return lambda *args, **facts: db.session.get(Question, add(*args, **facts))


def choice(question, label):
    return str(next(one.id for one in question.choices if one.label == label))


def stored(registration):
    return Answer.held(Answer.of(registration.id))


def count():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Answer))


def test_b8_a_required_question_left_blank_stores_nothing_and_is_named(make, event, put):
    wish, other = put("Wish", required=True), put("Other")
    with pytest.raises(InvalidAnswers) as unfit:
        make.receipt(event, answers={other.id: ["yes"], wish.id: ["  "]})
    assert unfit.value.flaws == {wish.id: Flaw.MISSING}
    assert count() == 0
    assert not make.event().seats_taken


def test_b8_an_optional_blank_stores_no_empty_answer(make, event, put):
    text, several = put("Wish"), put("Days", QuestionKind.SEVERAL, choices=choices("Mon", "Tue"))
    make.registration(event, answers={text.id: [" "], several.id: []})
    assert count() == 0


def test_b8_the_database_itself_refuses_an_empty_answer(make, event, put):
    question, person = put("Wish"), make.registration(event)
    with pytest.raises(sa.exc.IntegrityError), db.writing():
        db.session.add(Answer(registration_id=person.id, question_id=question.id, value=""))


def test_one_row_for_each_answer(make, event, put):
    several = put("Days", QuestionKind.SEVERAL, choices=choices("Mon", "Tue", "Wed"))
    number, day = put("Children", QuestionKind.NUMBER), put("Arrival", QuestionKind.DATE)
    said = {
        several.id: [choice(several, "Tue"), choice(several, "Mon")],
        number.id: ["1\u202f234,50"],
        day.id: ["22/03/2027"],
    }
    person = make.registration(event, answers=said)
    assert stored(person) == {
        several.id: (choice(several, "Mon"), choice(several, "Tue")), number.id: ("1234.5",), day.id: ("2027-03-22",)
    }  # fmt: skip
    assert count() == 4


@pytest.mark.parametrize(
    ("kind", "value", "flaw"),
    [
        (QuestionKind.NUMBER, "many", Flaw.NO_NUMBER),
        (QuestionKind.NUMBER, "1e9", Flaw.NO_NUMBER),
        (QuestionKind.DATE, "31/02/2027", Flaw.NO_DATE),
        (QuestionKind.SHORT, "x" * 501, Flaw.TOO_LONG),
        (QuestionKind.LONG, "x" * 5001, Flaw.TOO_LONG),
        (QuestionKind.YES_NO, "yes", Flaw.NO_CHOICE),
        (QuestionKind.YES_NO, "999999999999999999999", Flaw.NO_CHOICE),
    ],
)
def test_an_answer_of_the_wrong_kind_is_refused(event, put, kind, value, flaw):
    question = put("Question", kind)
    assert GivenAnswers.read([question], {question.id: [value]}, {}).flaws == {question.id: flaw}


def test_two_answers_to_one_choice_and_the_choice_of_another_question_are_refused(event, put):
    one, two = (put(label, QuestionKind.ONE, choices=choices("A", "B")) for label in ("One", "Two"))
    for values in ([choice(one, "A"), choice(one, "B")], [choice(two, "A")]):
        assert GivenAnswers.read([one, two], {one.id: values}, {}).flaws == {one.id: Flaw.NO_CHOICE}


@pytest.fixture
def lunch(put):
    """Two questions: who has lunch is asked what they eat."""
    first = put("Lunch", QuestionKind.YES_NO)
    return first, put("Diet", required=True, only_if=("lunch", "yes"))


def test_b9_data_for_a_question_that_its_condition_hides_is_refused(make, event, lunch):
    first, diet = lunch
    with pytest.raises(InvalidAnswers) as unfit:
        make.receipt(event, answers={first.id: [choice(first, "no")], diet.id: ["vegan"]})
    assert unfit.value.flaws == {diet.id: Flaw.NOT_ASKED}
    assert count() == 0


def test_b9_a_hidden_question_is_not_required_and_a_shown_one_is(make, event, lunch):
    first, diet = lunch
    make.registration(event, answers={first.id: [choice(first, "no")]})
    with pytest.raises(InvalidAnswers) as unfit:
        make.receipt(event, answers={first.id: [choice(first, "yes")]})
    assert unfit.value.flaws == {diet.id: Flaw.MISSING}


@pytest.mark.parametrize("sent", [[], ["vegan"]])
def test_b9_a_later_edit_that_makes_the_condition_false_removes_the_dependent_answer(
    make, event, lunch, sent
):
    first, diet = lunch
    person = make.registration(event, answers={first.id: [choice(first, "yes")], diet.id: ["vegan"]})
    said = {first.id: [choice(first, "no")], diet.id: sent}
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, answers=said))
    assert stored(person) == {first.id: (choice(first, "no"),)}


def test_b9_conditions_follow_one_another(make, event, put, lunch):
    first, _diet = lunch
    kind = put("Kind", QuestionKind.ONE, choices=choices("Fish", "None"), only_if=("lunch", "yes"))
    bones = put("Bones", QuestionKind.YES_NO, only_if=("kind", "Fish"))
    said = {first.id: [choice(first, "no")], kind.id: [choice(kind, "Fish")], bones.id: [choice(bones, "no")]}
    assert set(GivenAnswers.read(Question.of(event), said, {}).flaws) == {kind.id, bones.id}


def test_b10_the_organisers_own_questions_are_ignored_from_a_visitor(make, event, put):
    own = put("Table", internal=True, required=True)
    person = make.registration(event, answers={own.id: ["VIP"]})
    assert stored(person) == {}
    organiser = make.user(Role.ORGANISER)
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, answers={own.id: ["12"]}), by=organiser)
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, answers={own.id: ["1"]}))
    assert stored(person) == {own.id: ("12",)}


def test_b10_only_the_staff_may_pass_over_a_required_question(make, event, put):
    put("Wish", required=True)
    person = make.registration(event)
    with pytest.raises(PermissionError), db.writing():
        Answer.keep(event, person.id, {}, lenient=True)
    organiser = make.user(Role.ORGANISER)
    with db.writing():
        assert Answer.keep(event, person.id, {}, by=organiser, lenient=True) == []


def test_b11_a_withdrawn_choice_stays_with_who_chose_it_and_disappears_for_others(make, event, put):
    menu = put("Menu", QuestionKind.ONE, choices=choices("Meat", "Fish"))
    meat = choice(menu, "Meat")
    person = make.registration(event, answers={menu.id: [meat]})
    with db.writing():
        menu.rewrite(QuestionFacts("Menu", QuestionKind.ONE, choices=choices("Fish", "Beans")))
    assert [one.label for one in menu.offered()] == ["Fish", "Beans"]
    assert [one.label for one in menu.offered(stored(person)[menu.id])] == ["Fish", "Beans", "Meat"]
    with db.writing():
        person.amend(Details(name="Other", email=person.email, answers={menu.id: [meat]}))
    assert stored(person) == {menu.id: (meat,)}
    with pytest.raises(InvalidAnswers):
        make.receipt(event, answers={menu.id: [meat]})


def test_b11_a_question_that_is_asked_no_more_stays_with_who_answered_it(make, event, put):
    wish = put("Wish", required=True)
    person = make.registration(event, answers={wish.id: ["light"]})
    with db.writing():
        wish.remove()
    make.registration(event, answers={})
    assert stored(person) == {wish.id: ("light",)}
    with db.writing():
        wish.restore()
    with pytest.raises(InvalidAnswers):
        make.receipt(event, answers={})


def test_a_question_that_nobody_answered_is_deleted(event, put):
    wish = put("Wish")
    with db.writing():
        wish.remove()
    assert Question.of(event) == []


def test_a_renamed_choice_keeps_its_answers_and_an_answered_question_its_kind(make, event, put):
    menu = put("Menu", QuestionKind.ONE, choices=choices("Meat", "Fish"))
    person = make.registration(event, answers={menu.id: [choice(menu, "Meat")]})
    known = tuple(ChoiceFacts(f"{one.label}!", known=one.id) for one in menu.choices)
    with db.writing():
        menu.rewrite(QuestionFacts("Menu", QuestionKind.ONE, choices=known))
    assert stored(person) == {menu.id: (choice(menu, "Meat!"),)}
    with pytest.raises(Unaskable), db.writing():
        menu.rewrite(QuestionFacts("Menu", QuestionKind.SHORT))


def test_a_question_stands_after_the_one_that_decides_about_it(event, lunch):
    first, diet = lunch
    for forbidden in (
        lambda: diet.place(0),
        lambda: first.place(1),
        first.remove,
    ):
        with pytest.raises(Unaskable), db.writing():
            forbidden()
    assert [one.key for one in Question.of(event)] == ["lunch", "diet"]


def test_a_change_of_questions_is_told_and_written_down(make, event, put):
    _one, two = put("One"), put("Two")
    with db.writing():
        two.place(0)
    assert [question.label for question in Question.of(event)] == ["Two", "One"]
    acts = [line.facts["act"] for line in db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))]
    assert acts == ["ask", "ask", "place"]


def test_the_history_of_an_amendment_names_the_questions_and_never_the_words(make, event, put):
    wish = put("Wish")
    person = make.registration(event, answers={})
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, answers={wish.id: ["my secret"]}))
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "amend")).one()
    assert line.facts["answers"] == [wish.id]
    assert "secret" not in str(line.facts)
