"""The event's questions on the public form and the private page, without JavaScript and with htmx."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from forms.public.registration import RegistrationForm
from models import Answer, Registration
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.consent import Clause, ClauseFacts
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.registration.listing import Listing
from models.user import Role
from tests.forms import filled

PERSON = {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"}


@pytest.fixture
def event(make):
    """An event that asks about lunch, and of who has lunch what they eat."""
    event = make.event()
    menu = (ChoiceFacts("Viande"), ChoiceFacts("Poisson"))
    with db.writing():
        Question.ask(event, QuestionFacts("Déjeunez-vous ?", QuestionKind.YES_NO, "lunch", required=True))
        Question.ask(
            event,
            QuestionFacts("Menu", QuestionKind.ONE, required=True, choices=menu, only_if=("lunch", "yes")),
        )
        Question.ask(event, QuestionFacts("Remarque", QuestionKind.LONG, hint="Facultatif"))
        Question.ask(event, QuestionFacts("Table", internal=True))
    return event


def fields(event):
    """The names of the fields by the key of their question, and the ids of choices by their label."""
    questions = Question.of(event)
    names = {one.key: f"question-{one.id}" for one in questions}
    return names | {choice.label: str(choice.id) for one in questions for choice in one.choices}


def post(client, event, partial=False, **answers):
    known = fields(event)
    said = {known.get(name, name): known.get(value, value) for name, value in answers.items()}
    send = client.partial if partial else client.post
    return send(f"/events/{event.slug}/registrations", data=PERSON | said)


def stored(email="eve@example.org"):
    person = db.session.scalars(sa.select(Registration).where(Registration.email == email)).one()
    return Answer.held(Answer.of(person.id))


def link(answer):
    return re.findall(r"/registrations/[\w-]{22}(?=\")", answer.text)[0]


def question(html, name):
    """What the page holds of one question: everything between its element and the next one's."""
    blocks = re.split(r'(?=<(?:fieldset|div) class="question)', html)
    return next(block for block in blocks if f'name="{name}"' in block)


def test_the_form_shows_every_question_with_its_condition_in_words(client, event):
    page = client.get(f"/events/{event.slug}").text
    names = fields(event)
    menu = question(page, names["menu"])
    assert "Si vous répondez «\u00a0Oui\u00a0» à «\u00a0Déjeunez-vous ?\u00a0»" in menu
    assert 'data-asked="no"' in menu
    assert "disabled" not in menu, "without JavaScript it must be answerable"
    assert "Facultatif" in question(page, names["remarque"])
    assert names["table"] not in page, "organisers' own"


def test_answers_are_stored_with_the_registration(client, event):
    assert post(client, event, lunch="yes", menu="Poisson", remarque="Merci").status_code == 200
    names = fields(event)
    assert sorted(stored().values()) == sorted([(names["yes"],), (names["Poisson"],), ("Merci",)])


@pytest.mark.parametrize("partial", [True, False])
def test_b8_a_required_question_left_blank_marks_the_field_and_stores_nothing(client, event, partial):
    answer = post(client, event, partial, remarque="Une <b>remarque</b>")
    assert answer.status_code == 422
    block = question(answer.text, fields(event)["lunch"])
    assert "Répondez à cette question." in block
    assert 'aria-invalid="true"' in block
    assert "Une &lt;b&gt;remarque&lt;/b&gt;" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0


def test_b8_a_question_that_follows_from_an_answer_is_required_too(client, event):
    answer = post(client, event, lunch="yes")
    assert answer.status_code == 422
    block = question(answer.text, fields(event)["menu"])
    assert 'data-asked="yes"' in block
    assert "Répondez à cette question." in block


def test_b8_an_optional_question_left_blank_stores_nothing(client, event):
    assert post(client, event, lunch="no", remarque="  \r\n ").status_code == 200
    assert len(stored()) == 1


def test_b9_what_is_said_to_a_hidden_question_is_refused_and_kept(client, event):
    answer = post(client, event, lunch="no", menu="Viande")
    assert answer.status_code == 422
    block = question(answer.text, fields(event)["menu"])
    assert "Cette question ne vous concerne pas" in block
    assert "checked" in block
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0


def test_b9_changing_the_deciding_answer_on_the_private_page_removes_the_dependent_one(client, event):
    mine = link(post(client, event, lunch="yes", menu="Viande"))
    names = fields(event)
    form = filled(client.get(mine).text, action=mine)
    assert form[names["menu"]] == names["Viande"]
    assert client.post(mine, data=form | {names["lunch"]: names["no"]}).status_code == 303
    assert list(stored().values()) == [(names["no"],)]


def test_b9_a_new_answer_to_a_hidden_question_is_refused_on_the_private_page(client, event):
    mine = link(post(client, event, lunch="no"))
    names = fields(event)
    form = filled(client.get(mine).text, action=mine)
    refused = client.post(mine, data=form | {names["menu"]: names["Viande"]})
    assert refused.status_code == 422
    assert "Cette question ne vous concerne pas" in refused.text


def test_b10_organisers_fields_are_ignored_and_an_override_is_refused(client, event):
    refused = post(client, event, override="y", lunch="no")
    assert refused.status_code == 422
    assert "Seule l’organisation peut laisser une question obligatoire sans réponse." in refused.text
    assert post(client, event, lunch="no", table="12").status_code == 200
    assert list(stored()) == [db.session.scalar(sa.select(Question.id).where(Question.key == "lunch"))]


def test_b11_a_withdrawn_choice_stays_on_the_page_of_who_chose_it_alone(client, event):
    mine = link(post(client, event, lunch="yes", menu="Viande"))
    menu = db.session.scalars(sa.select(Question).where(Question.key == "menu")).one()
    with db.writing():
        menu.rewrite(
            QuestionFacts(
                "Menu", QuestionKind.ONE, choices=(ChoiceFacts("Poisson"),), only_if=("lunch", "yes")
            ),
        )
    assert "Viande" in question(client.get(mine).text, f"question-{menu.id}")
    assert "Viande" not in client.get(f"/events/{event.slug}").text
    form = filled(client.get(mine).text, action=mine)
    assert client.post(mine, data=form).status_code == 303
    assert len(stored()) == 2


def test_a_check_answers_one_message_or_all_the_questions(client, event):
    names = fields(event)
    path = f"/events/{event.slug}/registrations/check"
    wrong = client.partial(f"{path}?field={names['remarque']}", {names["remarque"]: "x" * 5001})
    assert wrong.text.strip().startswith("<p")
    assert "5\u202f000" in wrong.text
    shown = client.partial(
        f"{path}?field=questions", {names["lunch"]: names["yes"], names["remarque"]: "Merci"}
    )
    assert 'data-asked="yes"' in question(shown.text, names["menu"])
    assert "Merci" in shown.text
    assert "Répondez à cette question." not in shown.text, "nobody had a chance to answer yet"
    hidden = client.partial(f"{path}?field=questions", {names["lunch"]: names["no"]})
    assert "disabled" in question(hidden.text, names["menu"]), "what is hidden must not be sent"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0


def test_the_private_page_checks_its_form_in_the_same_way(client, event):
    names = fields(event)
    mine = link(post(client, event, lunch="no"))
    shown = client.partial(f"{mine}/check?field=questions", {names["lunch"]: names["yes"]})
    assert 'data-asked="yes"' in question(shown.text, names["menu"])
    assert "no-store" in shown.headers["Cache-Control"]
    assert client.partial("/registrations/nobody/check?field=questions").status_code == 404


def test_the_cached_page_follows_a_change_of_the_questions(client, event):
    before = client.get(f"/events/{event.slug}")
    with db.writing():
        Question.ask(event, QuestionFacts("Venez-vous en train ?", QuestionKind.YES_NO))
    after = client.get(f"/events/{event.slug}")
    assert "Venez-vous en train" not in before.text
    assert "Venez-vous en train" in after.text


def test_questions_that_change_while_somebody_fills_in_the_form_are_said_beside_them(
    client, event, monkeypatch
):
    checked = RegistrationForm.validate

    def overtaken(form, extra=None):
        fine = checked(form, extra)
        if Question.of(form.event)[-1].key != "badge":
            with db.writing():
                Question.ask(form.event, QuestionFacts("Badge", key="badge", required=True))
        return fine

    monkeypatch.setattr(RegistrationForm, "validate", overtaken)
    answer = post(client, event, lunch="no")
    assert answer.status_code == 422
    assert "Répondez à cette question." in question(answer.text, fields(event)["badge"])
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0


def test_what_is_not_sent_is_blank_and_an_optional_choice_can_be_taken_back(client, make):
    event = make.event()
    with db.writing():
        Question.ask(event, QuestionFacts("Train", QuestionKind.YES_NO, "train"))
        Question.ask(event, QuestionFacts("Wish", key="wish"))
    mine = link(post(client, event, train="no", wish="window"))
    names = fields(event)
    page = client.get(mine).text
    assert "Sans réponse" in question(page, names["train"])
    assert "Sans réponse" not in client.get(f"/events/{event.slug}").text
    assert client.post(mine, data=filled(page, action=mine) | {names["train"]: ""}).status_code == 303
    assert list(stored().values()) == [("window",)]
    assert client.post(mine, data={"name": "Ève"}).status_code == 303
    assert stored() == {}


@pytest.mark.parametrize("partial", [False, True])
def test_f28_what_is_asked_later_blocks_nothing_else(client, make, signed_in, partial):
    event = make.event(capacity=4, max_seats=3)
    registration = make.registration(event, seats=3, name="Eve Dupond")
    done = make.registration(event)
    with db.writing():
        Question.ask(event, QuestionFacts("Repas", QuestionKind.YES_NO, required=True))
        Clause.replace_all(event, [ClauseFacts("Des photographies seront prises.", required=True)])
    mine = f"/registrations/{registration.token}"
    assert "a été complété après votre inscription" in client.get(mine).text
    send = client.partial if partial else client.post
    answer = send(mine, data={"name": "Ève Dupont", "seats": 2})
    assert answer.status_code == (200 if partial else 303)
    db.session.refresh(registration)
    assert (registration.name, registration.seats) == ("Ève Dupont", 2)
    repas = Question.of(event)[0]
    clause = Clause.of(event)[0]
    yes = {f"question-{repas.id}": str(repas.choices[0].id), f"consent-{clause.id}": "y"}
    client.post(f"/registrations/{done.token}", data={"name": done.name} | yes)
    assert "a été complété après votre inscription" not in client.get(f"/registrations/{done.token}").text
    desk = signed_in(Role.ORGANISER)
    listed = desk.get(f"/desk/events/{event.slug}/registrations?owing=1").text
    assert f'/registrations/{registration.id}"' in listed
    assert f'/registrations/{done.id}"' not in listed
    assert f'/registrations/{done.id}"' in desk.get(f"/desk/events/{event.slug}/registrations").text
    blank = client.post(
        f"/registrations/{done.token}", data={"name": done.name} | yes | {f"question-{repas.id}": ""}
    )
    assert blank.status_code == 422, "what was answered once stays required"


def test_f28_a_question_that_the_own_answers_lead_to_is_required_at_once(client, event):
    mine = link(post(client, event, lunch="no"))
    known = fields(event)
    answer = client.post(mine, data={"name": "Ève", known["lunch"]: known["yes"]})
    assert answer.status_code == 422


@pytest.mark.parametrize(("lunch", "owes"), [("yes", True), ("no", False)])
def test_f28_the_list_follows_conditions(make, event, lunch, owes):
    known = fields(event)
    registration = make.registration(event)
    key = int(known["lunch"].removeprefix("question-"))
    with db.writing():
        db.session.add(Answer(registration_id=registration.id, question_id=key, choice_id=int(known[lunch])))
    found = db.session.scalars(Listing(event, owing=True).registrations()).all()
    assert (registration in found) is owes


@pytest.mark.parametrize("partial", [False, True])
def test_f29_an_unchanged_save_writes_nothing_and_wakes_no_page(client, make, partial):
    event = make.event(max_seats=3)
    make.questions(event)
    registration = make.registration(event, seats=2, organisation="La Revue")
    mine = f"/registrations/{registration.token}"
    page = filled(client.get(mine).text, mine)
    client.post(mine, data=page | {"organisation": " Ville ", "companions-0-name": "Ada"})

    def written():
        db.session.rollback()
        return [
            db.session.scalar(sa.select(sa.func.count()).select_from(kind)) for kind in (AuditEntry, Change)
        ]

    before = written()
    page = filled(client.get(mine).text, mine)
    assert page["organisation"] == "Ville"
    send = client.partial if partial else client.post
    answer = send(mine, data=page | {"organisation": "  Ville"})
    assert answer.status_code == (200 if partial else 303)
    assert written() == before
    if partial:
        assert "Rien n’a changé" in answer.text
    client.post(mine, data=page | {"companions-0-name": "Zoé"})
    assert written() != before
