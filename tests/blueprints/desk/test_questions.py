"""Editing the questions of an event on the desk, without JavaScript and as htmx asks."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from models import AuditEntry
from models.question import Question
from models.registration import CompanionFacts
from models.user import Role
from tests.forms import filled


@pytest.fixture
def event(make):
    return make.event()


@pytest.fixture
def desk(signed_in):
    return signed_in(Role.ORGANISER)


@pytest.fixture
def at(event):
    return f"/desk/events/{event.slug}/questions"


def labels(event):
    return [one.label for one in Question.of(event) if not one.withdrawn]


def add(desk, at, label, kind="short text", *choices, **more):
    said = {f"choices-{number}-label": words for number, words in enumerate(choices)}
    return desk.post(f"{at}/new", data={"label": label, "kind": kind} | said | more)


def test_a_question_is_added_shown_and_asked(desk, at, event, client):
    assert "aucune question" in desk.get(at).text
    added = add(desk, at, "Menu", "one choice", "Viande", "", "Poisson", hint="À midi", required="y")
    assert (added.status_code, added.location) == (303, at)
    page = desk.get(at).text
    assert "Menu" in page
    assert "Un choix parmi plusieurs" in page
    public = client.get(f"/events/{event.slug}").text
    assert "Viande" in public
    assert "À midi" in public
    assert [one.label for one in Question.of(event)[0].choices] == ["Viande", "Poisson"]


def test_what_is_wrong_is_said_beside_the_field_and_kept(desk, at, event):
    refused = add(desk, at, "", "several choices", hint="Indication <b>")
    assert refused.status_code == 422
    assert "Écrivez la question." in refused.text
    assert "Écrivez au moins une réponse à choisir." in refused.text
    assert "Indication &lt;b&gt;" in refused.text
    assert labels(event) == []
    twice = add(desk, at, "Menu", "one choice", "Poisson", "poisson")
    assert "Deux réponses se lisent de la même façon." in twice.text


def test_more_rows_keep_what_was_typed_and_save_nothing(desk, at, event):
    more = add(desk, at, "Menu", "one choice", "Viande", rows="3")
    assert more.status_code == 200
    assert 'value="Viande"' in more.text
    assert 'name="choices-3-label"' in more.text
    assert labels(event) == []


def test_a_form_saved_as_it_is_changes_nothing(desk, at, event):
    add(desk, at, "Déjeuner ?", "yes or no")
    add(desk, at, "Menu", "one choice", "Viande", "Poisson", only_if=str(Question.of(event)[0].choices[0].id))
    lines = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))
    for question in Question.of(event):
        path = f"{at}/{question.id}"
        assert desk.post(path, data=filled(desk.get(path).text, action=path)).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == lines
    condition = Question.of(event)[1].condition
    assert condition is not None
    assert condition.label == "yes"


def test_a_choice_is_renamed_and_withdrawn_with_its_answers(desk, at, event, make):
    add(desk, at, "Menu", "one choice", "Viande", "Poisson")
    menu = Question.of(event)[0]
    meat = menu.choices[0].id
    make.registration(event, answers={menu.id: [str(meat)]})
    path = f"{at}/{menu.id}"
    form = filled(desk.get(path).text, action=path)
    desk.post(path, data=form | {"choices-0-label": "Viande halal", "choices-0-withdrawn": "y"})
    found = {one.id: (one.label, one.withdrawn) for one in Question.of(event)[0].choices}
    assert found[meat] == ("Viande halal", True)
    assert "Viande halal" in desk.get(at).text


def test_order_by_buttons_with_and_without_javascript(desk, at, event):
    for label in ("Un", "Deux", "Trois"):
        add(desk, at, label)
    one, _two, three = Question.of(event)
    moved = desk.post(f"{at}/{three.id}/place", data={"place": "1"})
    assert moved.status_code == 303
    assert labels(event) == ["Un", "Trois", "Deux"]
    answer = desk.partial(f"{at}/{one.id}/place", {"place": "2"})
    assert answer.text.index("Trois") < answer.text.index("Deux") < answer.text.index("Un</bdi>")
    assert "a changé de place" in answer.text
    assert labels(event) == ["Trois", "Deux", "Un"]


def test_a_question_is_never_put_before_the_one_that_decides_about_it(desk, at, event):
    add(desk, at, "Déjeuner ?", "yes or no")
    add(desk, at, "Régime", only_if=str(Question.of(event)[0].choices[0].id))
    first, second = Question.of(event)
    refused = desk.post(f"{at}/{second.id}/place", data={"place": "0"})
    assert refused.status_code == 422
    assert "Une question se place après celle dont la réponse décide" in refused.text
    kept = desk.partial(f"{at}/{first.id}/removal")
    assert kept.status_code == 422
    assert "Une autre question dépend de cette réponse" in kept.text
    assert labels(event) == ["Déjeuner ?", "Régime"]


def test_an_answered_question_is_withdrawn_and_asked_again(desk, at, event, make, client):
    add(desk, at, "Souhait")
    wish = Question.of(event)[0]
    make.registration(event, answers={wish.id: ["léger"]})
    desk.post(f"{at}/{wish.id}/removal")
    assert "Souhait" not in client.get(f"/events/{event.slug}").text
    assert "Plus posées" in desk.get(at).text
    desk.post(f"{at}/{wish.id}/return")
    assert "Souhait" in client.get(f"/events/{event.slug}").text


def test_a_question_of_another_event_is_not_found(desk, at, make):
    other = make.questions(make.event())[0]
    assert desk.get(f"{at}/{other.id}").status_code == 404
    assert desk.post(f"{at}/{other.id}/removal").status_code == 404
    assert desk.post(f"{at}/{other.id}", data={"label": "Souhait", "kind": "short text"}).status_code == 404


def opened(desk, at, question):
    """The form of a question as a browser has it open."""
    path = f"{at}/{question.id}"
    return path, filled(desk.get(path).text, action=path)


def test_two_organisers_who_change_one_question_lose_nothing(desk, at, event, signed_in):
    add(desk, at, "Menu", "one choice", "Viande", "Poisson")
    (menu,) = Question.of(event)
    path, mine = opened(desk, at, menu)
    colleague = signed_in(Role.ORGANISER)
    _path, theirs = opened(colleague, at, menu)
    assert (
        colleague.post(path, data=theirs | {"label": "Votre repas", "choices-1-label": "Légumes"}).status_code
        == 303
    )
    answer = desk.post(path, data=mine | {"hint": "À midi"})
    assert answer.status_code == 409
    notice, _form, _rest = answer.text.partition(f'action="{path}"')
    assert "Quelqu’un d’autre a changé cette question entre-temps." in notice
    assert "Votre repas" in notice
    assert "Légumes" in notice
    again = filled(answer.text, action=path)
    assert (again["label"], again["hint"], again["choices-1-label"]) == ("Menu", "À midi", "Poisson")
    assert labels(event) == ["Votre repas"]
    assert desk.post(path, data=again).status_code == 303
    (menu,) = Question.of(event)
    assert (menu.label, menu.hint, [one.label for one in menu.choices]) == (
        "Menu",
        "À midi",
        ["Viande", "Poisson"],
    )


def test_a_question_that_is_asked_no_more_meanwhile_does_not_come_back_unseen(desk, at, event, make):
    add(desk, at, "Souhait")
    (wish,) = Question.of(event)
    make.registration(event, answers={wish.id: ["léger"]})
    path, mine = opened(desk, at, wish)
    desk.post(f"{path}/removal")
    answer = desk.post(path, data=mine | {"label": "Un souhait"})
    assert answer.status_code == 409
    assert "Elle n’est plus posée" in answer.text
    assert labels(event) == []
    assert desk.post(path, data=filled(answer.text, action=path)).status_code == 303
    assert labels(event) == ["Un souhait"]


def test_a_question_that_is_deleted_meanwhile_can_be_asked_anew(desk, at, event):
    add(desk, at, "Souhait")
    (wish,) = Question.of(event)
    path, mine = opened(desk, at, wish)
    desk.post(f"{path}/removal")
    assert Question.of(event) == []
    answer = desk.post(path, data=mine | {"label": "Un souhait"})
    assert answer.status_code == 409
    assert "Quelqu’un d’autre a supprimé cette question entre-temps." in answer.text
    assert desk.post(f"{at}/new", data=filled(answer.text, action=f"{at}/new")).status_code == 303
    assert labels(event) == ["Un souhait"]


def test_a_condition_that_goes_while_a_question_is_saved_is_said_beside_the_field(
    desk, at, event, monkeypatch
):
    add(desk, at, "Déjeuner", "yes or no")
    lunch = Question.of(event)[0]

    def late(event, facts, **more):
        Question.of(event)[0].remove()
        return ask(event, facts, **more)

    ask = Question.ask
    monkeypatch.setattr(Question, "ask", late)
    answer = add(desk, at, "Menu", "short text", only_if=str(lunch.choices[0].id))
    assert answer.status_code == 422
    assert "Choisissez une réponse à une question" in answer.text
    assert 'value="Menu"' in answer.text


def test_the_history_says_who_changed_the_questions(desk, at, event):
    add(desk, at, "Souhait")
    assert "Questions" in desk.get(f"/desk/events/{event.slug}").text
    line = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.subject == "event", AuditEntry.verb == "revise")
    ).one()
    assert line.user is not None
    assert line.facts["act"] == "ask"


def test_the_answers_and_the_companions_stand_with_the_registration(desk, make):
    event = make.event(max_seats=2)
    lunch, *_, number, day = make.questions(event)
    said = {lunch.id: [str(lunch.choices[0].id)], number.id: ["1234,5"], day.id: ["2027-03-22"]}
    person = make.registration(event, answers=said, seats=2, companions=(CompanionFacts("Ada <b>"),))
    page = desk.get(f"/desk/events/{event.slug}/registrations/{person.id}").text
    assert [words in page for words in ("Oui", "1\u202f234,5", "22\u00a0mars 2027", "Ada &lt;b&gt;")] == [
        True
    ] * 4


def test_f30_a_kind_that_counts_is_called_by_its_own_word(signed_in, make):
    desk, event = signed_in(Role.ADMIN), make.event()
    make.questions(event)
    listed = desk.get(f"/desk/events/{event.slug}/questions").text
    assert "Nombre · " in " ".join(listed.split())
    form = desk.get(f"/desk/events/{event.slug}/questions/new").text
    assert re.search(r">Nombre</(label|option)>", form)
    assert "Numéro" not in form
    assert ">Numéro</label>" in desk.get("/desk/audit").text
