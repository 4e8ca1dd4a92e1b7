"""Files as offices have them: each comes in whole, or is refused with the place and with what to do."""

import pytest

from models.user import Role
from tests.forms import filled
from tests.lists import brought, came_in, place, refused, registered, said


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    """An event with seats for everybody and no question."""
    return make.event(max_seats=5)


ETE = [("Hélène Été", "h@example.org", "", 1)]
MARKED = [
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("utf-32-le", b"\xff\xfe\0\0"),
]
HEADINGS = ["Nom\tPrénom\tAdresse e-mail", "Adresse e-mail\tNom\tPrénom", "Prénom\tNom\tAdresse e-mail"]
LINES = {HEADINGS[0]: "Été\tHélène\th@example.org", HEADINGS[1]: "h@example.org\tÉté\tHélène", HEADINGS[2]: "Hélène\tÉté\th@example.org"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("utf16-le-family-name-first.txt", [("Hélène Été", "helene3@example.org", "", 1)]),
        ("utf16-be-family-name-first.txt", [("Hélène Été", "helene4@example.org", "", 1)]),
        (
            "utf16-le-full-name.txt",
            [
                ("Zoé Müller", "zoe3@essai.example", "Société « Été »", 1),
                ("Îlham N’Œil", "ilham3@essai.example", "Ville d’Évry", 2),
            ],
        ),
        (
            "macroman-cr.csv",
            [("Hélène Été", "helene2@example.org", "", 1), ("Éric Noël", "noel2@example.org", "", 1)],
        ),
        (
            "cp1252-sep-line.csv",
            [
                ("Zoé Müller", "zoe4@essai.example", "Société « Été »", 1),
                ("Îlham N’Œil", "ilham4@essai.example", "Ville d’Évry", 2),
            ],
        ),
        ("multiline-cells.csv", [("Été bis", "ml1@example.org", "Rue 1 75001 Paris", 1)]),
        ("all-cells-quoted.csv", [("Hélène Été, dit l'Exemple", "helene6@example.org", "", 1)]),
        ("billetweb.csv", [("Zoé ESSAI", "bw1@example.org", "", 1)]),
        (
            "utf8-bom-semicolons.csv",
            [
                ("Zoé Müller", "zoe2@essai.example", "Société « Été »", 1),
                ("Îlham N’Œil", "ilham2@essai.example", "Ville d’Évry", 2),
            ],
        ),
        (
            "cp1252-semicolons.csv",
            [
                ("Zoé Müller", "zoe@essai.example", "Société « Été »", 1),
                ("Îlham N’Œil", "ilham@essai.example", "Ville d’Évry", 2),
            ],
        ),
    ],
)
def test_f7_f12_f13_a_file_of_an_office_comes_in_whole(desk, event, name, people):
    assert came_in(desk, event, name) == people


@pytest.mark.parametrize("headings", HEADINGS)
@pytest.mark.parametrize(("encoding", "mark"), MARKED)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_f7_a_mark_says_the_encoding_whatever_the_first_column(desk, event, headings, encoding, mark, end):
    text = end.join([headings, LINES[headings], ""])
    assert came_in(desk, event, mark + text.encode(encoding)) == ETE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_f7_utf_16_without_its_mark_is_known_by_its_zeros(desk, event, encoding):
    assert came_in(desk, event, "Nom;Prénom;E-mail\nÉté;Hélène;h@example.org".encode(encoding)) == ETE


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859_15", "mac_roman", "cp850", "utf-8"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("name", ["Hélène Été", "Éric d’Œuvre", "ZOÉ NOËL", "François Müller"])
def test_f12_an_encoding_that_is_not_said_is_told_by_its_accents(desk, event, encoding, end, name):
    name = name.encode(encoding, "replace").decode(encoding).replace("?", "'")
    text = end.join(["Prénom et nom;E-mail", f"{name};h@example.org", "Anaïs Péché;a@example.org"])
    assert came_in(desk, event, text.encode(encoding))[0][0] == name


def test_f12_a_file_that_is_nearly_all_utf_8_is_never_read_in_another_encoding(desk, event):
    answer = refused(desk, event, "utf8-one-bad-byte.csv", "Ligne 3, colonne « Nom »")
    assert "Ligne 2" not in said(answer)
    assert "Été 🎉;bb1@example.org" in answer.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Nom;E-mail\nÉté;a@example.org\n".encode() + "Noël;b@example.org\n".encode("cp1252") * 3, "Ligne 4, colonne « Nom »"),
        ("Nom;E-mail;Société\nÉté;a@example.org;Œuvre\nB;b@example.org;".encode() + b"caf\xe9", "Ligne 3, colonne « Société »"),
        (b"E-mail;Nom\n" + b"a@example.org;No\xc3\n" + "b@example.org;Été".encode(), "Ligne 2, colonne « Nom »"),
        ("Nom;E-mail\nH\ufffdl\ufffdne;a@example.org".encode(), "Ligne 2, colonne « Nom »"),
        (b"\xff\xfe" + "Nom;E-mail\nÉté;a@example.org".encode("utf-16-le")[:-1] + b"", "Ligne 2, colonne « E-mail »"),
    ],
)  # fmt: skip
def test_f12_letters_that_cannot_be_read_are_named_by_line_and_column(desk, event, content, words):
    refused(desk, event, content, words)


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;", "Sep=; "])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_f13_a_line_that_names_the_delimiter_is_skipped_and_counted(desk, event, first, encoding):
    text = f"{first}\r\nNom, complet;E-mail\r\n\r\nÉté, Hélène;nowhere\r\n".replace("Nom, complet", "Nom")
    refused(desk, event, text.encode(encoding), "Ligne 4, colonne « E-mail »")


@pytest.mark.parametrize(
    ("named", "delimiter"), [(",", ","), ("\t", "\t"), ("\\t", "\t"), ("|", "|"), (":", ":")]
)
def test_f13_any_delimiter_can_be_named(desk, event, named, delimiter):
    lines = [["Nom", "E-mail", "Société"], ["Été;Noël", "h@example.org", "A;B;C"]]
    text = f"sep={named}\n" + "\n".join(delimiter.join(cells) for cells in lines)
    assert came_in(desk, event, text.encode()) == [("Été;Noël", "h@example.org", "A;B;C", 1)]


LOST = [
    'Nom;E-mail\n"Anne;a@example.org\nMarc;m@example.org\n',
    'Nom;E-mail\nAnne;a@example.org\nMarc;"m@example.org\n',
    'Nom;E-mail\n"Anne;a@example.org\nMarc;m@example.org\n"Zoé";z@example.org\n',
    'Nom;E-mail\nAnne";a@example.org\nMarc;m@example.org\n',
    'Nom,E-mail\nAnne,a@example.org\n"Marc "le grand" Roux",m@example.org\n',
    'Nom\tE-mail\nAnne\ta@example.org\nMarc\tm@example.org\n"Zoé\tz@example.org',
    'Nom;E-mail;Société\nAnne;a@example.org;"Œuvre\nMarc;m@example.org;Mairie\nZoé;z@example.org;Ville\n',
    'Nom;"E-mail\nAnne;a@example.org\n',
    'Nom;E-mail\nAnne \\"Jo\\" Roux;a@example.org\n"Marc \\"x\\"";m@example.org',
]


@pytest.mark.parametrize(("text", "line"), list(zip(LOST, [2, 3, 2, 2, 3, 4, 2, 1, 3], strict=True)))
def test_f8_a_quotation_mark_out_of_balance_refuses_the_list_and_names_the_line(desk, event, text, line):
    refused(desk, event, text.encode(), f"Ligne {line} : un guillemet")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Nom;E-mail\n"Anne;a@example.org\nMarc";m@example.org\n', "Ligne 2, colonne « Nom »"),
        ('E-mail;Nom;Société\na@example.org;"Anne;X\nm@example.org";Marc\n', "Ligne 2, colonne « Nom »"),
        ('Nom;E-mail;Société\nZ;z@example.org;\nAnne;a@example.org;"X\nMarc;m@example.org;Y"\n', "Ligne 3, colonne « Société »"),
        ('Nom;E-mail;A;B\nAnne;a@example.org;"X\nMarc";m@example.org\n', "Ligne 2, colonne « A »"),
        ('Nom,E-mail,Note\r\nAnne,a@example.org,"X\r\nMarc,m@example.org"\r\n', "Ligne 2, colonne « Note »"),
        ('Nom;E-mail\nAnne;"a@example.org\nm@example.org"\n', "Ligne 2, colonne « E-mail »"),
    ],
)  # fmt: skip
def test_f8_a_cell_that_has_swallowed_somebody_is_a_fault_of_its_own(desk, event, text, words):
    refused(desk, event, text.encode(), f"{words} : cette cellule a plusieurs lignes")


def test_a_bad_line_is_named_and_nobody_comes_in(desk, event):
    answer = refused(
        desk,
        event,
        "cp1252-two-bad-lines.csv",
        "Ligne 5, colonne « Courriel »",
        "Ligne 6, colonne « Courriel »",
    )
    assert "Ligne 3" not in said(answer)
    refused(desk, event, "google-forms-same-address-twice.csv", "Ligne 4", "la même adresse qu’à la ligne 2")
    answer = refused(desk, event, "pasted-addresses.csv", "Ligne 4, colonne « Adresse e-mail »")
    assert "Ligne 2" not in said(answer)
    assert "Ligne 3" not in said(answer)
    answer = refused(desk, event, "seats-in-words.csv")
    for line in (2, 3, 4):
        assert f"Ligne {line}, colonne « Nombre de places »" in said(answer)


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize("start", [b"\x7fELF\2\1\0", b"SQLite format 3\0", b"MZ\x90\0\3\0"])
def test_f14_what_holds_no_text_is_refused_and_never_shown(desk, event, start, size):
    answer = refused(desk, event, start + bytes(range(256)) * size, "Ce fichier ne contient pas de texte")
    assert filled(answer.text, place(event))["text"] == ""


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Łukasz Wójcik", "cp1250"),
        ("Bruno Piłsudski de Crécy", "iso8859_2"),
        ("Παπαδόπουλος", "cp1253"),
        ("Иванов", "cp1251"),
    ],
)
def test_f12_letters_that_no_western_name_has_are_never_taken_in_silence(desk, event, name, encoding):
    page = brought(desk, event, f"Nom;E-mail\n{name};z@example.org\n".encode(encoding))
    assert page.status_code == 422
    assert "Ligne 2" in said(page)
    assert registered() == []


@pytest.mark.parametrize(
    "name", ["Zoé 🎉", "Þórður Ægisson", "Núria Col·lell", "Seán O´Neill", "Nguyễn Ánh", "Åsa Öö", "Zoë (Ω)"]
)
def test_f12_a_name_with_rare_letters_comes_in(desk, event, name):
    assert came_in(desk, event, f"Nom;E-mail\n{name};z@example.org\n".encode())[0][0] == name


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#NOM?", "#VALEUR!", "########", "3,36123E+10", "3.36E10", "Err:502"])  # fmt: skip
def test_what_a_spreadsheet_lost_is_refused_in_a_column_that_is_read(desk, event, cell):
    text = f"Nom;E-mail;Organisation;Téléphone\nZoé;z@example.org;{{}};{cell}\n"
    refused(desk, event, text.format(cell).encode(), "Ligne 2, colonne « Organisation » : le tableur")
    assert came_in(desk, event, text.format("").encode()) == [("Zoé", "z@example.org", "", 1)]


@pytest.mark.parametrize("sign", ["\v", "\f", "\x7f", "\ufffe", "\ufdd0", "\U0001ffff"])
@pytest.mark.parametrize("place", ["Nom{};E-mail\nZoé;z@example.org", "Nom;E-mail\nZoé{};z@example.org"])
def test_a_sign_that_no_page_may_hold_is_never_shown(desk, event, sign, place):
    page = brought(desk, event, place.format(sign).encode())
    assert page.status_code == 200
    assert sign not in page.text


def test_f8_a_line_break_of_other_programs_within_a_cell_swallows_nobody(desk, event):
    text = "Nom;E-mail;Société\nZoé;z@example.org;Rue 1\vMarc;m@example.org\n"
    refused(desk, event, text.encode(), "Ligne 2")
    assert came_in(desk, event, "Nom;E-mail;Société\nZoé;z@example.org;Rue 1\vLyon\n".encode()) == [
        ("Zoé", "z@example.org", "Rue 1 Lyon", 1)
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff", "ï»¿", "sep=;\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_f8_lines_quoted_as_a_whole_are_read(desk, event, mark, delimiter):
    lines = [
        "Nom;Prénom;E-mail",
        'Été;""Zoé; dite Z"";z@example.org'.replace(";", delimiter, 1),
        "Noël;Luc;nowhere",
    ]
    text = mark + "\n".join(f'"{line}"' for line in lines).replace(";", delimiter)
    refused(desk, event, text.encode(), f"Ligne {4 if 'sep' in mark else 3}, colonne « E-mail »")
    people = came_in(desk, event, text.replace("nowhere", "l@example.org").encode())
    assert people == [
        (f"Zoé{delimiter} dite Z Été", "z@example.org", "", 1),
        ("Luc Noël", "l@example.org", "", 1),
    ]


def test_f8_a_damaged_line_within_quoted_lines_is_named(desk, event):
    text = '"Nom,E-mail"\n"Zoé,z@example.org"\n"Luc ""Lu,l@example.org"\n'
    refused(desk, event, text.encode(), "Ligne 3 : un guillemet")


@pytest.mark.parametrize("name", ["Zo&eacute;", "&#201;t&#233;", "Zo%C3%A9", "%c3%89t%c3%a9"])
def test_f12_letters_of_web_pages_and_addresses_are_no_names(desk, event, name):
    refused(
        desk, event, f"Nom,E-mail\n{name},z@example.org\n".encode(), "Ligne 2, colonne « Nom » : les lettres"
    )
