"""Workbooks as lists of attendees: the first sheet comes in, other files are told what to do."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from models.user import Role
from tests.forms import filled
from tests.lists import LISTS, brought, came_in, place, refused, said

TITLES = ["Nom", "Prénom", "E-mail", "Places", "Société"]
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{NAMES}:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{OPEN_DOCUMENT}"/></manifest:manifest>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    """An event with seats for everybody and no question."""
    return make.event(max_seats=5)


def xlsx(*sheets):
    """A workbook; each sheet is a list of rows."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for line, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(line, column, cell, day if isinstance(cell, date) else None)
    return file.getvalue()


def ods(rows):
    """A sheet as LibreOffice writes it, with the rows and cells that it repeats to the end."""
    cell = '<table:table-cell office:value-type="string">{}</table:table-cell>'.format
    text = "<text:p>{}</text:p>".format
    written = "".join(
        "<table:table-row>"
        + "".join(cell("".join(map(text, said.split("\n")))) for said in row)
        + '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
        for row in rows
    )
    spaces = " ".join(f'xmlns:{name}="{NAMES}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1">{written}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": OPEN_DOCUMENT, "content.xml": content, "META-INF/manifest.xml": MANIFEST})


def packed(files):
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_sheet(rows):
    """A workbook whose sheet holds these rows of XML."""
    with zipfile.ZipFile(LISTS / "workbook-inline-strings.xlsx") as sample:
        files = {name: sample.read(name) for name in sample.namelist()}
    return packed(files | {"xl/worksheets/sheet1.xml": SHEET.format(rows).encode()})


@pytest.mark.parametrize(
    ("name", "attendees"),
    [
        (
            "workbook-shared-strings.xlsx",
            [
                ("Zoé Müller", "zoe5@essai.example", "Société « Été »", 1),
                ("Îlham N’Œil", "ilham5@essai.example", "Ville d’Évry", 2),
            ],
        ),
        ("workbook-inline-strings.xlsx", [("Hélène Été", "xl1@example.org", "", 1)]),
        ("workbook-97.xls", [("Hélène Été", "xls1@example.org", "", 2)]),
    ],
)
def test_f14_the_sheet_of_an_office_comes_in(desk, event, name, attendees):
    assert came_in(desk, event, name) == attendees


@pytest.mark.parametrize(
    ("seats", "organisation", "read"),
    [
        (2, 'A; B\tC\n“D” "E"|', (2, 'A; B C “D” "E"|')),
        ("2", 1234, (2, "1234")),
        (1.0, date(2027, 3, 22), (1, "2027-03-22")),
        ("", "\u00a0Œuvre ", (1, "Œuvre")),
    ],
)
def test_f14_a_cell_of_any_kind_is_read_as_somebody_would_type_it(desk, event, seats, organisation, read):
    content = xlsx([], [TITLES, ["Été", "Hélène", "h@example.org", seats, organisation]])
    assert came_in(desk, event, content) == [("Hélène Été", "h@example.org", read[1], read[0])]


def test_f14_a_sheet_of_libreoffice_comes_in(desk, event):
    rows = [TITLES, [], ["Été", "Hélène", "h@example.org", "3", "L’Haÿ"]]
    assert came_in(desk, event, ods(rows)) == [("Hélène Été", "h@example.org", "L’Haÿ", 3)]


@pytest.mark.parametrize("made", [xlsx, ods])
def test_f14_the_lines_of_a_workbook_are_those_that_it_shows(desk, event, made):
    rows = [
        TITLES,
        [],
        ["Été", "Hélène", "h@example.org", "1", "Rue\nVille"],
        ["Noël", "Éric", "no", "x", ""],
    ]
    page = refused(desk, event, made(rows), "Ligne 4, colonne « E-mail »", "Ligne 4, colonne « Places »")
    again = desk.post(place(event), data=filled(page.text, place(event)))
    assert "Ligne 4, colonne « E-mail »" in said(again)


def test_f14_what_is_left_of_a_workbook_is_said(desk, event):
    first = [TITLES, ["Été", "Zoé", "h@example.org"]]
    page = brought(desk, event, xlsx(first, [["Nom"], ["Autre"]], []))
    assert "Seule la première feuille du classeur est lue, pas celles-ci : Sheet2" in said(page)


PEOPLE = [
    TITLES,
    ["Été", "Zoé", "z@example.org"],
    ["Noël", "Luc", "l@example.org"],
    ["Roux", "Ève", "e@example.org"],
]


def filtered(rows):
    """A workbook in which a filter hides lines 3 and 4, behind a sheet of notes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_column(0, 0, ["Notes", "Lire"])
        sheet = book.add_worksheet("L’été & l’hiver")
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
        for line in (2, 3, 9):
            sheet.set_row(line, options={"hidden": True})
    return file.getvalue()


def collapsed(rows):
    """The same of LibreOffice."""
    with zipfile.ZipFile(io.BytesIO(ods(rows))) as packed_:
        files = {name: packed_.read(name) for name in packed_.namelist()}
    content = files["content.xml"].decode()
    head, *lines = content.split("<table:table-row>")
    hide = [f'<table:table-row table:visibility="{how}">' for how in ("", "visible", "filter", "collapse")]
    joined = head + "".join(
        (hide[at] if at in {2, 3} else "<table:table-row>") + line for at, line in enumerate(lines)
    )
    return packed(files | {"content.xml": joined})


@pytest.mark.parametrize("made", [filtered, collapsed])
@pytest.mark.parametrize("heading", ["Places", "Nombre"])
def test_f14_lines_that_a_workbook_hides_are_read_and_told(desk, event, made, heading):
    rows = [
        [heading if cell == "Places" else cell for cell in PEOPLE[0]],
        *([*row, "1"] for row in PEOPLE[1:]),
    ]
    content = made(rows)
    page = brought(desk, event, content)
    assert page.status_code == (200 if heading == "Places" else 422)
    assert "Le classeur masque des lignes de la liste, qui sont lues aussi : 3, 4" in said(page)
    if heading == "Places":
        assert len(came_in(desk, event, content)) == 3


def test_f14_the_list_may_stand_behind_a_sheet_of_notes(desk, event):
    notes, people = [["Mode d’emploi"], ["Une ligne par personne"]], [TITLES, ["Été", "Zoé", "h@example.org"]]
    content = xlsx(notes, people, [["Autre"], ["x"]])
    page = brought(desk, event, content)
    assert (
        "Seule la feuille « Sheet2 » du classeur est lue, celle des adresses, pas celles-ci : Sheet1, Sheet3"
        in said(page)
    )
    assert came_in(desk, event, content) == [("Zoé Été", "h@example.org", "", 1)]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
        "".join(f'<row r="{line}"><c r="A{line}"><v>1</v></c></row>' for line in range(1, 30_000)),
        '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "a" * 40_000_000 + "</t></is></c></row>",
    ],
    ids=["far cell", "wide", "long", "bomb"],
)
def test_f14_a_workbook_that_would_grow_without_end_is_refused(desk, event, rows):
    refused(desk, event, with_sheet(rows), "Ce classeur est trop grand pour une liste")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed({"Index/Document.iwa": b"\0\1", "preview.jpg": b"\xff"}), "un fichier Numbers : exportez-le"),
        (packed({"word/document.xml": "<a/>"}), "un document texte"),
        (packed({"liste.csv": "Nom;E-mail\nZoé;z@example.org"}), "une archive"),
        (b"PK\x03\x04" + b"broken" * 20, "une archive"),
        (b"%PDF-1.7\n%\xe2\xe3", "une image ou un PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "une image ou un PDF"),
        (b"{\\rtf1 Nom", "une page web ou un document texte"),
        (b"<html><table><tr><td>Nom", "une page web ou un document texte"),
        (b'\xef\xbb\xbf[ {"nom": "Zoe"}]', "une page web ou un document texte"),
        (packed({"xl/workbook.xml": "<a/>"}), "n’est pas un classeur lisible"),
        (packed({"content.xml": "<a"}), "n’est pas un classeur lisible"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "n’est pas un classeur lisible"),
    ],
)
def test_f14_other_files_are_refused_with_what_to_do_and_never_shown(desk, event, content, words):
    answer = refused(desk, event, content, words)
    assert filled(answer.text, place(event))["text"] == ""
