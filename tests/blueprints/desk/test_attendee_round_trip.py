"""What goes out comes back: answers, consents, states, companions, and texts that look like formulas."""

import csv
import io
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from formats import audit_log, spreadsheet
from models.audit_log.record import AuditEntry
from models.consent import Clause, ClauseFacts, Consent
from models.outbox.message import OutboxMessage
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.registration import CompanionFacts, Registration, RegistrationState
from models.user import Role
from tests.forms import filled
from tests.lists import LISTS, agreed, brought, came_in, place, refused, registered, said

State = RegistrationState


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    """An event with seats for everybody and no question."""
    return make.event(max_seats=5)


def asks(event, *facts):
    """Let an event ask questions."""
    with db.writing():
        for each in facts:
            Question.ask(event, each)
    return Question.of(event)


def workshops(event, seats=None):
    choices = (ChoiceFacts("Aucun"), ChoiceFacts("Atelier cour", seats=seats), ChoiceFacts("Pain, beurre"))
    return asks(
        event,
        QuestionFacts("Quel atelier ?", QuestionKind.ONE, choices=choices),
        QuestionFacts("Déjeunez-vous sur place ?", QuestionKind.YES_NO, required=True),
    )


def answers():
    """What is answered, by the attendee's name and the question."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in db.session.scalars(sa.select(Registration)):
        for answer in each.answers:
            words = answer.choice.label if answer.choice else answer.value
            found.setdefault((each.name, answer.question.label), []).append(words)
    return found


def sent_out(desk, event, kind="csv", query=""):
    answer = desk.get(f"/desk/events/{event.slug}/registrations.{kind}{query}")
    assert answer.status_code == 200
    data = answer.data
    answer.close()
    return data


def table(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("name", ["cp1252-semicolons.csv", "utf8-bom-semicolons.csv", "utf16-le-full-name.txt", "cp1252-sep-line.csv"])  # fmt: skip
def test_f15_columns_named_like_questions_are_their_answers(desk, event, name):
    workshops(event)
    came_in(desk, event, name)
    assert answers() == {
        ("Zoé Müller", "Quel atelier ?"): ["Aucun"],
        ("Zoé Müller", "Déjeunez-vous sur place ?"): ["no"],
        ("Îlham N’Œil", "Quel atelier ?"): ["Atelier cour"],
        ("Îlham N’Œil", "Déjeunez-vous sur place ?"): ["yes"],
    }


def test_f15_answers_are_shown_before_anybody_is_added(desk, event):
    workshops(event)
    assert "Quel atelier ? : Atelier cour" in said(brought(desk, event, "utf8-bom-semicolons.csv"))


KINDS = [
    QuestionFacts("Mot", QuestionKind.SHORT),
    QuestionFacts("Texte", QuestionKind.LONG),
    QuestionFacts("Un", QuestionKind.ONE, choices=(ChoiceFacts("Été"), ChoiceFacts("Hiver"))),
    QuestionFacts("Plusieurs", QuestionKind.SEVERAL, choices=(ChoiceFacts("Pain, beurre"), ChoiceFacts("Pain"), ChoiceFacts("Thé"))),
    QuestionFacts("Oui ou non", QuestionKind.YES_NO),
    QuestionFacts("Nombre de couverts", QuestionKind.NUMBER),
    QuestionFacts("Jour", QuestionKind.DATE),
]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "cell", "kept"),
    [
        ("Mot", "  L’Haÿ ", ["L’Haÿ"]),
        ("Texte", '"Un,\ndeux"', ["Un,\ndeux"]),
        ("Texte", '"Voir\nx@example.org"', ["Voir\nx@example.org"]),
        ("Un", "ete", ["Été"]),
        ("Plusieurs", '"pain, beurre, Thé"', ["Pain, beurre", "Thé"]),
        ("Plusieurs", '"Thé;Pain"', ["Pain", "Thé"]),
        ("Oui ou non", "OUI", ["yes"]),
        ("Oui ou non", "no", ["no"]),
        ("Nombre de couverts", '"1 234,50"', ["1234.5"]),
        ("Jour", "22/03/2027", ["2027-03-22"]),
        ("Jour", "2027-03-22", ["2027-03-22"]),
    ],
)
def test_f15_an_answer_of_every_kind_is_read(desk, event, label, cell, kept):
    asks(event, *KINDS)
    came_in(desk, event, f"Nom,Email,{label}\nZoé,z@example.org,{cell}\n".encode())
    assert sorted(answers()["Zoé", label]) == sorted(kept)


@pytest.mark.parametrize(
    ("label", "cell", "words"),
    [
        ("Un", "Automne", "Choisissez"),
        ("Plusieurs", "Thé; Café", "Choisissez"),
        ("Oui ou non", "peut-être", "Choisissez"),
        ("Nombre de couverts", "deux", "Indiquez un nombre"),
        ("Jour", "demain", "Indiquez une date"),
        ("Mot", "x" * 501, "500"),
    ],
)
def test_f15_a_wrong_answer_is_refused_by_line_and_column(desk, event, label, cell, words):
    asks(event, *KINDS)
    text = f"Nom,Email,{label}\nÈve,e@example.org,\nZoé,z@example.org,{cell}\n"
    answer = refused(desk, event, text.encode(), f"Ligne 3, colonne « {label} »")
    assert words in said(answer)
    assert "Ligne 2" not in said(answer)


def test_f15_a_required_answer_may_be_left_blank_when_the_organiser_says_so(desk, event):
    workshops(event)
    text = "Nom;Email;Déjeunez-vous sur place ?\nZoé;z@example.org;\n"
    page = refused(desk, event, text.encode(), "Ligne 2, colonne « Déjeunez-vous sur place ? »")
    fields = filled(page.text, place(event)) | {"override": "y"}
    agreed(desk, event, desk.post(place(event), data=fields))
    assert registered() == [("Zoé", "z@example.org", "", 1)]


@pytest.mark.parametrize(("seats", "fits"), [(3, True), (2, False), (0, False)])
def test_f15_the_seats_of_a_choice_are_counted(desk, make, seats, fits):
    event = make.event(max_seats=5)
    workshops(event, seats)
    text = "Nom;Email;Places;Quel atelier ?\nZoé;z@example.org;2;Atelier cour\nÈve;e@example.org;1;Atelier cour\n"
    if fits:
        came_in(desk, event, text.encode())
        choice = Question.of(event)[0].choices[1]
        db.session.refresh(choice)
        assert choice.seats_taken == 3
        return
    page = brought(desk, event, text.encode())
    fields = filled(page.text, place(event)) | {"agreed": "yes"}
    answer = desk.post(place(event), data=fields)
    assert answer.status_code == 422
    assert f"Ligne {3 if seats else 2} : " in said(answer)
    assert "Atelier cour" in said(answer)
    assert registered() == []


def consents(event, *texts):
    with db.writing():
        Clause.replace_all(event, [ClauseFacts(text, key=f"key-{at}") for at, text in enumerate(texts)])
    return Clause.of(event)


def test_f16_each_consent_goes_out_with_its_version_and_date(desk, event, make):
    photo, _news = consents(event, "Photos de l’événement", "Lettre d’information")
    with clock.at(datetime(2026, 11, 30, 13, 59, tzinfo=UTC)):
        make.registration(event, name="Anne", ticked=(photo.id,), agreed="Oui")
    make.registration(event, name="Marc", ticked=(), agreed="Oui")
    heading, anne, marc = table(sent_out(desk, event))
    assert heading[-2:] == ["Photos de l’événement", "Lettre d’information"]
    assert anne[-2:] == ["2026-11-30 14:59, v1", ""]
    assert marc[-2:] == ["", ""]
    assert b"Photos de l" in sent_out(desk, event), "a withdrawn clause stays with who agreed"


def test_f16_the_list_is_narrowed_to_who_agreed(desk, event, make):
    (photo,) = consents(event, "Photos")
    make.registration(event, name="Anne", ticked=(photo.id,), agreed="Oui")
    make.registration(event, name="Marc", ticked=(), agreed="Oui")
    for value, name, other in ((photo.id, "Anne", "Marc"), (-photo.id, "Marc", "Anne")):
        page = desk.get(f"/desk/events/{event.slug}/registrations?consent={value}")
        assert name in page.text
        assert other not in page.text
        assert [row[0] for row in table(sent_out(desk, event, query=f"?consent={value}"))[1:]] == [name]
        assert f"consent={value}" in page.text
    for nonsense in ("x", "0", "99999", "-", "³"):
        assert len(table(sent_out(desk, event, query=f"?consent={nonsense}"))) == 3


@pytest.mark.parametrize("heading", ["Photos de l’événement", "PHOTOS DE L'EVENEMENT *", "key-0"])
@pytest.mark.parametrize(("cell", "agreed_on"), [("oui", None), ("x", None), ("2026-11-30 14:59, v1", "2026-11-30 14:59"), ("30/11/2026", "2026-11-30 00:00"), ("non", ""), ("", "")])  # fmt: skip
def test_f16_a_column_named_like_a_consent_is_that(desk, event, heading, cell, agreed_on):
    (photo,) = consents(event, "Photos de l’événement")
    came_in(desk, event, f'Nom;Email;{heading}\nZoé;z@example.org;"{cell}"\n'.encode())
    rows = db.session.scalars(sa.select(Consent)).all()
    assert [(one.clause_id, one.text, one.version) for one in rows] == [
        (photo.id, "Photos de l’événement", 1)
    ] * (agreed_on != "")
    if agreed_on:
        assert f"{clock.wall(rows[0].agreed_at, 'Europe/Paris'):%Y-%m-%d %H:%M}" == agreed_on


@pytest.mark.parametrize("cell", ["2026-11-30 14:59, v2", "peut-être"])
def test_f16_a_consent_to_other_words_or_none_is_a_fault(desk, event, cell):
    consents(event, "Photos")
    text = f'Nom;Email;Photos\nZoé;z@example.org;"{cell}"\n'
    refused(desk, event, text.encode(), "Ligne 2, colonne « Photos »")


FORMULAS = ["=1", "+33 6", "-2+3", "@SUM(1)", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''＝1", "﹦1", "⁺1"]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_f17_what_a_spreadsheet_may_fold_to_a_formula_is_only_text(text):
    row: list[spreadsheet.Cell] = [text, 3, None]
    (written,) = csv.reader(io.StringIO(list(spreadsheet.as_csv(iter([row])))[1], newline=""), delimiter=";")
    assert written == [f"'{text}", "3", ""]


@pytest.mark.parametrize("text", ["Anne", "'Anne", "L'=1", "a=1", "|x", '"=1', "½", "Œ"])
def test_f17_any_other_text_stays_as_it_is(text):
    row: list[spreadsheet.Cell] = [text]
    (written,) = csv.reader(io.StringIO(list(spreadsheet.as_csv(iter([row])))[1], newline=""), delimiter=";")
    assert written == [text]


def test_f17_the_audit_log_has_the_same_guard(make):
    user = make.user(Role.ADMIN, name="＝1+1")
    with db.writing():
        AuditEntry.write("event", 1, "revise", by=user)
    lines = audit_log.as_csv(db.session.scalars(sa.select(AuditEntry)))
    assert any(",'＝1+1," in line for line in lines)


def test_f11_our_own_export_comes_back_without_its_apostrophes(desk, event):
    page = brought(desk, event, "parvis-own-export.csv")
    assert "8 personnes" in said(page)
    assert (
        "Ces lignes gardent leur état et ne reçoivent aucun e-mail : Ligne 10 : Abel Exemple (annulée)"
        in said(page)
    )
    agreed(desk, event, page)
    people = {each.email: each for each in db.session.scalars(sa.select(Registration))}
    assert people["fo2@example.org"].name == "+33 6 00 00 00 00"
    assert people["fo2@example.org"].organisation == "-2+3"
    assert people["fo5@example.org"].organisation == '"=1+1'
    assert people["fo4@example.org"].name == "＝1+1"
    assert people["fo1@example.org"].name == '=HYPERLINK("http://evil.example";"clic")'
    assert people["fo9@example.org"].state is State.CANCELLED
    again = table(sent_out(desk, event))
    first = table((LISTS / "parvis-own-export.csv").read_bytes())
    guarded = [
        ["'＝1+1" if cell == "＝1+1" else "'＋1" if cell == "＋1" else cell for cell in row] for row in first
    ]
    assert sorted(again) == sorted(guarded)
    assert "fo9@example.org" not in db.session.scalars(sa.select(OutboxMessage.recipients)).all()


def crowd(event, make):
    """Registrations with all that an export carries."""
    asks(event, *KINDS)
    photo, news = consents(event, "Photos de l’événement", "Lettre d’information")
    questions = {one.label: one for one in Question.of(event)}
    chosen = {label: [str(choice.id) for choice in questions[label].choices] for label in ("Un", "Plusieurs", "Oui ou non")}  # fmt: skip
    given = {
        questions["Mot"].id: ["=1+1"],
        questions["Texte"].id: ["Un,\ndeux; « trois »\nx@example.org"],
        questions["Un"].id: chosen["Un"][:1],
        questions["Plusieurs"].id: [chosen["Plusieurs"][0], chosen["Plusieurs"][2]],
        questions["Oui ou non"].id: chosen["Oui ou non"][1:],
        questions["Nombre de couverts"].id: ["-1234,5"],
        questions["Jour"].id: ["2027-03-22"],
    }
    companions = (CompanionFacts("Dupont, Marie", "m@example.org"), CompanionFacts("Théo"))
    with clock.at(datetime(2026, 11, 30, 13, 59, tzinfo=UTC)):
        make.registration(event, name="+33 6", organisation="@x", answers=given, seats=3, companions=companions, ticked=(photo.id,), agreed="Oui")  # fmt: skip
        make.registration(event, name="Été, dit l'Exemple", job_title="'=1", ticked=(photo.id, news.id), agreed="Oui")  # fmt: skip
        gone = make.registration(event, name="Abel Exemple")
        make.registration(event, name="Ève", seats=2, companions=(CompanionFacts("Zoé"),))
        user = make.user(Role.ORGANISER)
        with db.writing():
            gone.cancel(by=user)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["", "?lang=en"])
def test_f11_what_goes_out_comes_back_and_goes_out_the_same(desk, make, kind, language):
    event, other = make.event(max_seats=5), make.event(max_seats=5)
    crowd(event, make)
    asks(other, *KINDS)
    consents(other, "Photos de l’événement", "Lettre d’information")
    first = table(sent_out(desk, event, query=language))
    agreed(desk, other, brought(desk, other, sent_out(desk, event, kind, language), f"list.{kind}"))
    assert table(sent_out(desk, other, query=language)) == first
    mine = sa.select(Registration).where(Registration.event_id == other.id, Registration.name == "+33 6")
    copied = db.session.scalars(mine).one()
    assert [(one.name, one.email) for one in copied.companions] == [
        ("Dupont, Marie", "m@example.org"),
        ("Théo", ""),
    ]


@pytest.mark.parametrize("state", [State.WAITING, State.REFUSED, State.PENDING, State.CANCELLED])
def test_f11_a_line_of_our_own_export_keeps_its_state(desk, make, state):
    event, other = make.event(capacity=1), make.event(capacity=1)
    make.registration(event, name="Anne", email="anne@example.org")
    late = make.registration(event, name="Marc", email="marc@example.org")
    assert late.state is State.WAITING
    with db.writing():
        db.session.execute(sa.update(Registration).where(Registration.id == late.id).values(state=state)) if state is not State.PENDING else db.session.execute(sa.update(Registration).where(Registration.name == "Anne").values(state=state))  # fmt: skip
    first = table(sent_out(desk, event))
    agreed(desk, other, brought(desk, other, sent_out(desk, event)))
    assert table(sent_out(desk, other)) == first


@pytest.mark.parametrize("state", ["adresse à confirmer", "place proposée"])
def test_f11_what_was_kept_for_a_time_is_left_out_by_name(desk, event, state):
    text = (
        f"Prénom et nom;Adresse e-mail;État;Inscription\nMarc Roux;m@example.org;{state};2026-11-30 14:59\n"
    )
    page = brought(desk, event, f"{text}Anne;a@example.org;confirmée;\n".encode())
    assert f"Ligne 2 : Marc Roux ({state})" in said(page)
    agreed(desk, event, page)
    assert registered() == [("Anne", "a@example.org", "", 1)]


def test_f11_a_foreign_list_with_days_and_states_brings_only_those_that_come(desk, event):
    text = "Nom;Email;État;Inscription\nZoé;z@example.org;Validé;2026-11-30\nLuc;l@example.org;Annulé;2026-11-30\n"
    page = brought(desk, event, text.encode())
    assert "Ligne 3 : Luc (Annulé)" in said(page)
    agreed(desk, event, page)
    assert registered() == [("Zoé", "z@example.org", "", 1)]


def test_a_list_of_thousands_is_inserted_with_few_statements(desk, event):
    counted = []
    lines = [f"Nom {at};a{at}@example.org;{at % 3 + 1}" for at in range(1, 301)]
    page = brought(desk, event, "\n".join(["Nom;Email;Places", *lines]).encode())
    sa.event.listen(db.engine, "before_cursor_execute", lambda *said: counted.append(said[2]))
    agreed(desk, event, page)
    assert len(counted) < 60
    assert event.seats_taken == 600
    assert db.session.scalar(sa.select(sa.func.count(OutboxMessage.id))) == 300


@pytest.mark.parametrize(
    "cell",
    ["2026-03-04 09:05", "2026-03-04 09:05:00", "04/03/2026 09:05", "04/03/2026 09:05:00", "04/03/26 9:05"],
)
def test_f11_the_hour_of_our_own_export_comes_back_as_a_spreadsheet_saved_it(desk, event, cell):
    (photo,) = consents(event, "Photos")
    text = f'Nom;Email;État;Inscription;Photos\nZoé;z@example.org;confirmée;{cell};"{cell}, v1"\n'
    came_in(desk, event, text.encode())
    one = db.session.scalars(sa.select(Registration)).one()
    given = db.session.scalars(sa.select(Consent).where(Consent.clause_id == photo.id)).one()
    assert [f"{at:%Y-%m-%d %H:%M}" for at in (one.created_at, given.agreed_at)] == ["2026-03-04 08:05"] * 2
