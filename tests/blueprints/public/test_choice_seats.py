"""Choices with seats: shown as full, refused beside the question, kept by whoever holds them."""

import re

import html5lib
import pytest

from extensions import db
from models.consent import Clause, ClauseFacts
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.registration import Details, Registration, RegistrationState
from models.user import Role
from tests.forms import filled

PERSON = {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"}


@pytest.fixture
def workshop(make):
    """Makes an event whose visitors choose a workshop: A for one person, B for three."""

    def build(**facts):
        event = make.event(**({"max_seats": 5} | facts))
        offered = (ChoiceFacts("Atelier A", seats=1), ChoiceFacts("Atelier B", seats=3))
        with db.writing():
            Question.ask(event, QuestionFacts("Atelier", QuestionKind.ONE, choices=offered))
        return event

    return build


def choice(event, letter):
    return next(str(one.id) for one in Question.of(event)[0].choices if one.label == f"Atelier {letter}")


def answers(event, letter):
    question = Question.of(event)[0]
    return {question.id: [choice(event, letter)]}


def name(event):
    return f"question-{Question.of(event)[0].id}"


def radios(html, event):
    """What the page offers: by the letter of each workshop, its words and whether nobody can choose it."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    labels = {label.get("for"): "".join(label.itertext()).strip() for label in tree.iter("label")}
    buttons = [one for one in tree.iter("input") if one.get("name") == name(event) and one.get("value")]
    return {
        labels[one.get("id")][8]: (labels[one.get("id")], one.get("disabled") is not None) for one in buttons
    }


def post(client, event, letter, partial=False, **said):
    send = client.partial if partial else client.post
    path = f"/events/{event.slug}/registrations"
    return send(path, data=PERSON | {name(event): choice(event, letter)} | said)


def beside(html, event):
    """What is said beside the question."""
    block = html.split(f'name="{name(event)}"')[-1]
    found = re.search(r'<p class="error"[^>]*>([^<]*)</p>', block)
    assert found
    return found[1]


def test_a7_a_full_choice_is_shown_as_full_and_the_cached_page_follows(client, make, workshop):
    event = workshop()
    page = f"/events/{event.slug}"
    assert radios(client.get(page).text, event) == {"A": ("Atelier A", False), "B": ("Atelier B", False)}
    person = make.registration(event, answers=answers(event, "A"))
    assert radios(client.get(page).text, event)["A"] == ("Atelier A (complet)", True)
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, answers=answers(event, "B")))
    assert radios(client.get(page).text, event)["A"] == ("Atelier A", False)


@pytest.mark.parametrize("partial", [True, False])
def test_a7_what_is_short_is_said_beside_the_question_and_everything_is_kept(client, make, workshop, partial):
    event = workshop(capacity=10)
    refused = post(client, event, "B", partial, seats="4", organisation="Chez <b>nous</b>")
    assert beside(refused.text, event) == "Il ne reste que 3 places pour «\u00a0Atelier B\u00a0»."
    assert "Chez &lt;b&gt;nous&lt;/b&gt;" in refused.text
    make.registration(event, answers=answers(event, "A"))
    full = post(client, event, "A", partial)
    assert full.status_code == 422
    assert (
        beside(full.text, event) == "«\u00a0Atelier A\u00a0» est complet\u00a0: choisissez une autre réponse."
    )
    assert post(client, event, "B", partial, seats="3").status_code == 200


def test_a7_the_room_is_said_beside_the_seats_when_it_is_the_smaller(client, workshop):
    event = workshop(capacity=2)
    refused = post(client, event, "B", seats="4")
    assert refused.status_code == 422
    assert "Il ne reste que 2 places." in refused.text.replace("\u00a0", " ")
    assert beside(refused.text, event) == ""


def test_a7_who_holds_a_full_choice_edits_the_rest_on_the_private_page(client, make, workshop):
    event = workshop()
    person = make.registration(event, answers=answers(event, "A"))
    other = make.registration(event, answers=answers(event, "B"))
    mine = f"/registrations/{person.token}"
    assert radios(client.get(mine).text, event)["A"] == ("Atelier A (complet)", False)
    form = filled(client.get(mine).text, action=mine)
    assert client.post(mine, data=form | {"organisation": "Ailleurs"}).status_code == 303
    assert db.session.get_one(Registration, person.id).organisation == "Ailleurs"
    more = client.post(mine, data=form | {"seats": "2"})
    assert more.status_code == 422
    assert (
        beside(more.text, event)
        == "Vous pouvez avoir une place au plus pour «\u00a0Atelier A\u00a0» pour l’instant."
    )
    theirs = f"/registrations/{other.token}"
    assert radios(client.get(theirs).text, event)["A"] == ("Atelier A (complet)", True)
    moved = filled(client.get(theirs).text, action=theirs) | {name(event): choice(event, "A")}
    assert client.post(theirs, data=moved).status_code == 422
    assert client.partial(theirs, moved).status_code == 422


def test_a7_who_joins_the_waiting_list_may_wait_for_a_full_choice(client, make, workshop):
    event = workshop(capacity=1)
    make.registration(event, answers=answers(event, "A"))
    assert radios(client.get(f"/events/{event.slug}").text, event)["A"] == ("Atelier A (complet)", False)
    assert post(client, event, "A").status_code == 200
    assert db.session.query(Registration).filter_by(state=RegistrationState.WAITING).count() == 1


def test_a7_d13_the_desk_says_in_words_which_choice_nobody_can_have(make, workshop, signed_in):
    event, desk = workshop(capacity=2), signed_in(Role.ORGANISER)
    make.registration(event, answers=answers(event, "A"))
    leaving = make.registration(event, answers=answers(event, "B"))
    make.registration(event, answers=answers(event, "A"))
    with db.writing():
        leaving.cancel()
    words = desk.get(f"/desk/events/{event.slug}").text.replace("\u00a0", " ").replace("\u202f", " ")
    assert (
        "1 place libre, non proposée : la première personne de la liste attend 1 place pour « Atelier A », et il en reste 0."
        in words
    )


def test_a7_an_organiser_says_how_many_seats_a_choice_has_and_who_waits_gets_them(make, workshop, signed_in):
    event, desk = workshop(capacity=2), signed_in(Role.ORGANISER)
    make.registration(event, answers=answers(event, "A"))
    leaving = make.registration(event, answers=answers(event, "B"))
    person = make.registration(event, answers=answers(event, "A"))
    with db.writing():
        leaving.cancel()
    at = f"/desk/events/{event.slug}/questions"
    assert "1 place prise sur 1" in desk.get(at).text.replace("\u00a0", " ")
    path = f"{at}/{Question.of(event)[0].id}"
    form = filled(desk.get(path).text, action=path)
    assert (form["choices-0-seats"], form["choices-1-seats"], form["choices-2-seats"]) == ("1", "3", "")
    assert desk.post(path, data=form | {"choices-0-seats": "2", "choices-1-seats": ""}).status_code == 303
    assert [one.seats for one in Question.of(event)[0].choices] == [2, None]
    assert db.session.get_one(Registration, person.id).state is RegistrationState.CONFIRMED


NO_NUMBER = "Indiquez un nombre entier."
NO_LIMIT = (
    "Les places sont un nombre entier de 0 à 100\u202f000, et seules les réponses "
    "d’«\u00a0Un choix parmi plusieurs\u00a0» en ont."
)


@pytest.mark.parametrize(
    ("kind", "seats", "words"),
    [
        ("one choice", "beaucoup", NO_NUMBER),
        ("one choice", "-1", NO_LIMIT),
        ("several choices", "3", NO_LIMIT),
    ],
)
def test_a7_seats_that_cannot_be_are_said_beside_the_answers_and_kept(make, signed_in, kind, seats, words):
    event, desk = make.event(), signed_in(Role.ORGANISER)
    said = {"label": "Atelier", "kind": kind, "choices-0-label": "A", "choices-0-seats": seats}
    refused = desk.post(f"/desk/events/{event.slug}/questions/new", data=said)
    assert refused.status_code == 422
    assert f'id="question-choices-error">{words}</p>' in refused.text
    assert f'<a href="#question-choices">{words}</a>' in refused.text
    assert f'value="{seats}"' in refused.text
    assert Question.of(event) == []


@pytest.mark.parametrize(
    ("required", "waiting", "says"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_a7_a_required_question_whose_answers_are_all_full_says_so(
    client, make, signed_in, required, waiting, says
):
    event = make.event(capacity=1 if waiting else 10)
    with db.writing():
        menu = Question.ask(
            event,
            QuestionFacts(
                "Menu", QuestionKind.ONE, required=required, choices=(ChoiceFacts("Viande", seats=1),)
            ),
        )
    page = f"/events/{event.slug}"
    words, desk_words = (
        "aucune inscription n’est possible pour l’instant",
        "Toutes les réponses sont complètes",
    )
    desk = signed_in(Role.ORGANISER)
    assert words not in client.get(page).text
    assert desk_words not in desk.get(f"/desk{page}/questions").text
    mine = make.registration(event, answers={menu.id: [str(menu.choices[0].id)]})
    assert (words in client.get(page).text) is says
    assert (desk_words in desk.get(f"/desk{page}/questions").text) is required
    assert words not in client.get(f"/registrations/{mine.token}").text, "who has an answer keeps it"


def test_what_an_event_asks_comes_back_as_regions_with_what_was_typed_and_without_reproach(client, make):
    event = make.event()
    with db.writing():
        wish = Question.ask(event, QuestionFacts("Souhait", required=True))
        Question.ask(event, QuestionFacts("Train", QuestionKind.YES_NO, required=True))
        Clause.replace_all(event, [ClauseFacts("Photographies", required=True)])
    answer = client.partial(
        f"/events/{event.slug}/registrations/check?field=asked", {f"question-{wish.id}": "léger"}
    )
    assert answer.status_code == 200
    assert 'hx-target="#registration-questions"' in answer.text
    assert 'hx-target="#registration-consents"' in answer.text
    assert 'value="léger"' in answer.text
    assert "Photographies" in answer.text
    assert 'aria-invalid="true"' not in answer.text
