"""Lists as files: what a spreadsheet gets, and what it gives; all of it is registered, or nobody is."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from formats import spreadsheet
from models.outbox.message import OutboxMessage
from models.registration import Registration, RegistrationState, listing
from models.registration.listing import Listing
from models.user import Role
from tests.forms import filled


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


def of(event, rest=""):
    return f"/desk/events/{event.slug}/registrations{rest}"


def table(answer):
    """The rows of a CSV answer."""
    assert answer.data.startswith(b"\xef\xbb\xbf"), "without its mark French Excel reads the accents wrong"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def emails():
    return sorted(db.session.scalars(sa.select(Registration.email)))


def test_the_list_as_csv_opens_in_french_excel(desk, make):
    with clock.at(datetime(2041, 1, 15, 9, 5, tzinfo=UTC)):
        event = make.event()
        make.registration(event, name="Anne Cœur", organisation="L’Haÿ; Mairie", email="anne@example.org")
    answer = desk.get(of(event, ".csv"))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}.csv"'
    heading, row = table(answer)
    assert heading[:5] == ["Prénom et nom", "Adresse e-mail", "Organisation", "Fonction", "Places"]
    assert row[:7] == [
        "Anne Cœur",
        "anne@example.org",
        "L’Haÿ; Mairie",
        "",
        "1",
        "confirmée",
        "2041-01-15 10:05",
    ]


def test_the_file_holds_the_people_of_the_filter_in_its_order(desk, make):
    event = make.event(capacity=2)
    for name in ("Anne Zola", "Marc Bloch", "Paul Roux"):
        make.registration(event, name=name)
    names = [row[0] for row in table(desk.get(of(event, ".csv?sort=-name&state=confirmed")))[1:]]
    assert names == ["Anne Zola", "Marc Bloch"]
    assert f'href="{of(event, ".csv?state=waiting")}"' in desk.get(of(event, "?state=waiting")).text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " ="])
def test_what_a_spreadsheet_would_compute_is_only_text(start):
    row: list[spreadsheet.Cell] = [f"{start}HYPERLINK(1)", 3, None]
    assert next(iter(list(spreadsheet.as_csv(iter([row])))[1:])).lstrip('"').startswith("'")


def test_the_list_as_xlsx_has_typed_columns_and_no_formula(desk, make):
    event = make.event(max_seats=3)
    make.registration(event, name="=1+1", organisation="Œuvre", seats=3)
    answer = desk.get(of(event, ".xlsx"))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    answer.close()
    assert "<f>" not in sheet
    assert "=1+1" in sheet
    assert '<c r="E2"><v>3</v></c>' in sheet, "seats are a number"
    assert re.search(r'<c r="G2" s="\d+"><v>\d{5}\.\d+</v></c>', sheet), "the hour is an hour"
    assert "dd/mm/yyyy hh:mm" in styles
    assert '<c r="H2"' not in sheet, "who is not in has an empty cell"


def test_the_file_is_made_while_the_list_is_read(make, monkeypatch):
    event = make.event()
    for _ in range(5):
        make.registration(event)
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    read = spreadsheet.rows(event, Listing(event).whole())
    next(read)
    next(read)
    assert len([each for each in db.session.identity_map.values() if isinstance(each, Registration)]) < 5
    assert len(list(read)) == 4


LIST = "nom;e-mail;organisation;places\nAnne Cœur;anne@example.org;Œuvre;2\n\nMarc Bloch;marc@example.org;;\n"


def sent(desk, event, text, **more):
    return desk.post(of(event, "/import"), data={"text": text} | more)


def test_h2_a_list_is_looked_at_before_everybody_of_it_is_registered(desk, make):
    event = make.event(capacity=5, max_seats=2)
    page = sent(desk, event, LIST)
    assert "2 personnes, 3 places en tout." in page.text
    assert "Libres en ce moment\u00a0: 5 places." in page.text
    assert emails() == [], "nothing is saved before somebody agreed"
    again = filled(page.text, of(event, "/import"))
    answer = desk.post(of(event, "/import"), data=again | {"agreed": "yes"})
    assert (answer.status_code, answer.location) == (303, of(event))
    assert emails() == ["anne@example.org", "marc@example.org"]
    assert db.session.scalars(sa.select(OutboxMessage.kind)).all() == ["confirmation"] * 2
    assert "2 personnes ont été ajoutées" in desk.get(of(event)).text


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_h2_the_delimiter_is_detected_and_blank_lines_are_skipped(desk, make, delimiter, end):
    event = make.event()
    rows = [["nom", "e-mail"], ["Cœur, Anne; Marie", "a@example.org"], ["", ""], ["Marc", "m@example.org"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    sent(desk, event, f"{end}{text.getvalue()}{end}", agreed="yes")
    assert emails() == ["a@example.org", "m@example.org"]
    assert (
        db.session.scalars(sa.select(Registration.name).order_by(Registration.id)).first()
        == "Cœur, Anne; Marie"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Zoé;nowhere;;", "Ligne 5, colonne «\u00a0e-mail\u00a0»\u00a0: Indiquez une adresse"),
        (";zoe@example.org;;", "Ligne 5, colonne «\u00a0nom\u00a0»\u00a0: Indiquez un nom."),
        (
            "Zoé;zoe@example.org;;0",
            "Ligne 5, colonne «\u00a0places\u00a0»\u00a0: Indiquez un nombre de 1 à 100.",
        ),
        ("Zoé;zoe@example.org;;x", "Ligne 5, colonne «\u00a0places\u00a0»"),
        (
            "Zoé;ANNE@example.org;;",
            "Ligne 5, colonne «\u00a0e-mail\u00a0»\u00a0: la même adresse qu’à la ligne 2",
        ),
        (
            "Zoé;known@example.org;;",
            "Ligne 5, colonne «\u00a0e-mail\u00a0»\u00a0: cette adresse est déjà inscrite",
        ),
        ("Zoé;zoe@example.org;;1;plus", "Ligne 5\u00a0: plus de cellules"),
        ("Zoé;zoe@example.org;;7", "Ligne 5\u00a0: Au plus 4 places sont possibles"),
    ],
)
def test_h2_one_bad_line_imports_nothing_and_is_named_with_its_column(desk, make, line, words):
    event = make.event(capacity=8)
    make.registration(event, email="known@example.org")
    answer = sent(desk, event, LIST + line, agreed="yes")
    assert answer.status_code == 422
    assert words in answer.text
    assert emails() == ["known@example.org"]
    assert filled(answer.text, of(event, "/import"))["text"].endswith(line), "what was given is kept"


@pytest.mark.parametrize(
    "text", ["", "nom;e-mail", "Anne;anne@example.org\nMarc;m@example.org", "nom;nom;e-mail\na;b;c"]
)
def test_h2_a_file_that_is_no_list_is_refused_whole(desk, make, text):
    answer = sent(desk, make.event(), text, agreed="yes")
    assert answer.status_code == 422
    assert emails() == []


def test_h2_the_capacity_holds_for_lists_too(desk, make):
    full = make.event(capacity=1, waiting_list=False)
    answer = sent(desk, full, "nom;e-mail\nA;a@example.org\nB;b@example.org", agreed="yes")
    assert "Ligne 3\u00a0: Aucune place n’est libre" in answer.text
    assert emails() == []
    waiting = make.event(capacity=1)
    sent(desk, waiting, "nom;e-mail\nA;a@example.org\nB;b@example.org", agreed="yes")
    states = db.session.scalars(sa.select(Registration.state).order_by(Registration.id)).all()
    assert states == [RegistrationState.CONFIRMED, RegistrationState.WAITING]


def test_a_file_from_french_windows_with_first_names_apart_is_read(desk, make):
    event = make.event()
    file = "Prénom;Nom;Adresse e-mail;Téléphone\r\nHélène;Cœur;helene@example.org;01\r\n".encode("cp1252")
    data = {"file": (io.BytesIO(file), "liste.csv")}
    page = desk.post(of(event, "/import"), data=data, content_type="multipart/form-data")
    assert "Hélène Cœur" in page.text
    assert "Ces colonnes ne sont pas lues\u00a0: Téléphone" in page.text
    again = filled(page.text, of(event, "/import")) | {"agreed": "yes"}
    assert desk.post(of(event, "/import"), data=again).status_code == 303
    assert emails() == ["helene@example.org"]


def test_what_was_taken_away_can_be_brought_to_another_event(desk, make):
    event, other = make.event(), make.event()
    make.registration(event, name="Anne Cœur", email="anne@example.org", organisation="Œuvre")
    text = desk.get(of(event, ".csv")).data.decode("utf-8-sig")
    assert sent(desk, other, text, agreed="yes").status_code == 303
    copied = db.session.scalars(sa.select(Registration).where(Registration.event_id == other.id)).one()
    assert (copied.name, copied.organisation) == ("Anne Cœur", "Œuvre")
