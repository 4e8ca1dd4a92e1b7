"""Headings of ticket shops, forms and offices: known, or asked about before anybody comes in."""

import html5lib
import pytest
import sqlalchemy as sa

from extensions import db
from models.imports.remembered_columns import RememberedColumns
from models.registration import Registration
from models.user import Role
from tests.forms import filled
from tests.lists import agreed, brought, came_in, place, refused, registered, said


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    """An event with seats for everybody and no question."""
    return make.event(max_seats=5)


def companions():
    return [[one.name for one in each.companions] for each in db.session.scalars(sa.select(Registration))]


def asked(page):
    """The columns that a page asks about: the heading, and what is chosen already."""
    assert page.status_code == 422, said(page)
    assert "Ce que contiennent les colonnes" in said(page)
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    fields = filled(page.text)
    names = {label.get("for"): "".join(label.itertext()) for label in tree.iter("label")}
    return {names[f"column-{at}"]: fields[f"column-{at}"] for at in range(30) if f"column-{at}" in fields}


def chosen(desk, event, page, **meanings):
    """Choose what columns hold, by their place (`c3="name"`), and look at the list."""
    fields = filled(page.text, place(event))
    fields |= {f"column-{name[1:]}": meaning for name, meaning in meanings.items()}
    return desk.post(place(event), data=fields)


@pytest.mark.parametrize(
    ("name", "attendees"),
    [
        ("eventbrite.csv", [("Zoe Sample", "eb1@example.org", "Test Org", 1), ("Paul Example-Martin", "eb2@example.org", "", 2)]),
        ("helloasso.csv", [("Zoé ESSAI", "zoe.essai@example.org", "", 2)]),
        ("weezevent.csv", [("Zoé ESSAI", "wz1@example.org", "", 1)]),
        ("billetweb.csv", [("Zoé ESSAI", "bw1@example.org", "", 1)]),
        ("headings-capitals.csv", [("Hélène Été", "am1@example.org", "Lycée", 1)]),
        ("headings-school.csv", [("Hélène Été", "ec1@example.org", "Lycée", 1)]),
        ("headings-starred.csv", [("Hélène Été", "st1@example.org", "", 1)]),
        ("headings-google-forms.csv", [("Essai", "gform3@example.org", "", 1)]),
    ],
)  # fmt: skip
def test_f9_f10_the_export_of_a_shop_comes_in_under_whole_names(desk, event, name, attendees):
    assert came_in(desk, event, name) == attendees


@pytest.mark.parametrize(
    "text",
    [
        (
            "Ticket Full Name,Ticket First Name,Ticket Last Name,Ticket Email,Void Status,Order Name,Order Email\n"
            "Zoé Été,Zoé,Été,z@example.org,,Paul Noël,p@example.org\n"
        ),
        "N° de commande;Prénom;Nom de famille;E-mail;Quantité;Statut du participant\n1;Zoé;Été;z@example.org;1;Présent\n",
        (
            "Numéro de soumission;Heure;Adresse IP;Nom d'utilisateur;NOM (obligatoire);Prénom* :;Courriel\n"
            "1;10:00;127.0.0.1;;Été;Zoé;z@example.org\n"
        ),
        (
            "Horodateur,Votre nom de famille,Votre prénom,Votre adresse électronique,Quelle est votre fonction ?\n"
            "2027,Été,Zoé,z@example.org,x\n"
        ),
        "Détails de la soumission;;;\n;;;\nNom;Prénom;Mél professionnel;Téléphone\nÉté;Zoé;z@example.org;01\n",
        "Nom (acheteur);Prénom (acheteur);Nom;Prénom (obligatoire);E-mail\nNoël;Luc;Été;Zoé;z@example.org\n",
        "Acheteur Nom;Acheteur Prénom;Acheteur Email;Tarif\nÉté;Zoé;z@example.org;Plein\n",
        "e_mail\tfirst_name\tlast_name\nz@example.org\tZoé\tÉté\n",
        "Nom/Prénom;E-Mail\nZoé Été;z@example.org\n",
        "Liste des inscrits, le 3 mars\n\nPrénom;Nom;Mail\nZoé;Été;z@example.org\n",
        "Name;Vorname;E-Mail-Adresse\nÉté;Zoé;z@example.org\n",
        "Vorname;Nachname;E-Mail\nZoé;Été;z@example.org\n",
        "Nome;Cognome;Indirizzo e-mail\nZoé;Été;z@example.org\n",
        "Voornaam;Achternaam;E-mail\nZoé;Été;z@example.org\n",
        "Horodateur,1. Quel est votre prénom ?,2) Quel est votre nom ?,Q3. Courriel\n2027,Zoé,Été,z@example.org\n",
        "Noms;Prénoms;E-mails\nÉté;Zoé;z@example.org\n",
        "Nom / Name;Prénom / First name;Courriel / E-mail\nÉté;Zoé;z@example.org\n",
        "Nom – Last name;Prénom - First name;Courriel | E-mail\nÉté;Zoé;z@example.org\n",
        "Nom et prénom;E-mail\n  Zoé\u00a0\u00a0 Été\u200b ;z@example.org\n",
        "Prénom;Nom complet;E-mail\nZoé;Zoé Été;z@example.org\n",
        "Full name,Last name,Email\nZoé Été,Été,z@example.org\n",
        "name,first_name,last_name,email\nZoé Été,Zoé,Été,z@example.org\n",
    ],
)
def test_f10_the_headings_of_other_shops_and_forms_are_known(desk, event, text):
    assert came_in(desk, event, text.encode()) == [("Zoé Été", "z@example.org", "", 1)]


def test_f10_two_tickets_of_one_order_are_one_registration_with_a_companion(desk, event):
    page = brought(desk, event, "helloasso.csv")
    assert "1 ligne n’est pas inscrite, à cause de son état : Ligne 4 : Luc TEST (Annulé)" in said(page)
    agreed(desk, event, page)
    assert companions() == [["Paul ESSAI"]]


@pytest.mark.parametrize(
    ("rows", "seats", "named"),
    [
        (["1;Été;Zoé", "1;Été;Zoé", "1;Noël;Luc"], 3, ["Luc Noël"]),
        (["1;Été;Zoé", "1;Noël;Luc", "1;Roux;Ève"], 3, ["Luc Noël", "Ève Roux"]),
    ],
)
def test_f10_all_tickets_of_an_order_come_along(desk, event, rows, seats, named):
    lines = ["N° de commande;Nom;Prénom;Email payeur", *(f"{row};z@example.org" for row in rows)]
    assert came_in(desk, event, "\n".join(lines).encode()) == [("Zoé Été", "z@example.org", "", seats)]
    assert companions() == [named]


def test_f10_an_address_that_two_orders_share_is_a_fault_that_names_both_lines(desk, event):
    text = "Order #;Nom;Email\n1;Zoé Été;z@example.org\n2;Luc Noël;Z@example.org\n"
    refused(desk, event, text.encode(), "Ligne 3, colonne « Email » : la même adresse qu’à la ligne 2")


@pytest.mark.parametrize("state", ["Annulé", "ANNULÉE", "Cancelled", "Remboursé", "refunded", "Not Attending", "Supprimé", "void", "Refusé", "En attente", "A annulé", "Désisté", "Absente excusée", "désinscrit", "Invalide", "Ne participe pas", "Not going", "non", "0"])  # fmt: skip
@pytest.mark.parametrize("heading", ["Statut", "État", "Statut de la commande", "Attendee Status"])
def test_f10_who_does_not_come_is_named_and_not_registered(desk, event, state, heading):
    text = f"Nom;Email;{heading}\nZoé Été;z@example.org;\nLuc Noël;l@example.org;{state}\n"
    page = brought(desk, event, text.encode())
    assert f"Ligne 3 : Luc Noël ({state})" in said(page)
    agreed(desk, event, page)
    assert registered() == [("Zoé Été", "z@example.org", "", 1)]


@pytest.mark.parametrize(
    "state",
    [
        "Confirmé",
        "Validé",
        "Attending",
        "Paid",
        "Payée",
        "Complete",
        "Checked In",
        "OK",
        "Participe",
        "Oui",
        "x",
    ],
)
def test_f10_who_comes_is_registered(desk, event, state):
    text = f"Nom;Email;Statut\nZoé Été;z@example.org;{state}\n"
    assert came_in(desk, event, text.encode()) == [("Zoé Été", "z@example.org", "", 1)]


def test_f10_a_state_that_nobody_knows_is_a_fault(desk, event):
    text = "Nom;Email;Statut\nZoé Été;z@example.org;Bleu\n"
    refused(desk, event, text.encode(), "Ligne 2, colonne « Statut » : cet état est inconnu")


@pytest.mark.parametrize(
    ("text", "open_columns"),
    [
        ("Prénom;Email\nZoé;z@example.org\n", []),
        ("First Name,Family,Email\nZoé,Été,z@example.org\n", ["Family"]),
        ("Last Name,Email\nÉté,z@example.org\n", []),
        ("Nom;Email;Nombre de couverts\nZoé Été;z@example.org;2\n", ["Nombre de couverts"]),
        ("Nom;Email;Réponse annulée ?\nZoé Été;z@example.org;x\n", ["Réponse annulée ?"]),
        ("Nom;Email;Mail secondaire\nZoé Été;z@example.org;y@example.org\n", ["Mail secondaire"]),
        ("Nom;Email;\nZoé Été;z@example.org;2\n", ["Colonne 3, sans titre"]),
        ("Nom;Email;E-mail professionnel\nZoé Été;z@example.org;y@example.org\n", ["E-mail professionnel"]),
        ("Participant;Email\nZoé Été;z@example.org\n", ["Participant"]),
        ("Nom;Contact\nZoé Été;z@example.org\n", []),
        ("Nom;nom;Email\nZoé;Été;z@example.org\n", ["nom"]),
        ("Apellidos;Nombre;Correo electrónico\nÉté;Zoé;z@example.org\n", ["Nombre"]),
        ("Nom;Email;Présence\nZoé Été;z@example.org;non\n", ["Présence"]),
        ("Nom;Email;Serez-vous présent(e) ?\nZoé Été;z@example.org;Non\n", ["Serez-vous présent(e) ?"]),
        ("Nom;Email;Participerez-vous ?\nZoé Été;z@example.org;Non\n", ["Participerez-vous ?"]),
        ("Nom;Email;Inscrit\nZoé Été;z@example.org;non\n", ["Inscrit"]),
        ("Nom;Email;Validé ?\nZoé Été;z@example.org;oui\n", ["Validé ?"]),
        ("Nom;Email;Liste d’attente\nZoé Été;z@example.org;oui\n", ["Liste d’attente"]),
        ("Nom;Email;Présence\nZoé Été;z@example.org;Absente\n", ["Présence"]),
        ("Nom;Email;Serez-vous accompagné ?\nZoé Été;z@example.org;oui\n", ["Serez-vous accompagné ?"]),
        ("Nom;Nom d’usage;Email\nÉté;Roux;z@example.org\n", []),
        ("Name,Email,Tickets\nZoé Été,z@example.org,2\n", ["Tickets"]),
        ("Name;E-Mail;Zweiter Vorname\nÉté;z@example.org;Zoé\n", ["Zweiter Vorname"]),
    ],
)
def test_f9_what_may_matter_and_is_not_known_is_asked_before_anybody_is_added(
    desk, event, text, open_columns
):
    page = brought(desk, event, text.encode())
    assert [name for name, meaning in asked(page).items() if not meaning] == open_columns
    assert registered() == []


def test_f10_the_columns_are_chosen_shown_and_remembered(desk, event, make):
    text = "Qui;Où écrire;Combien de places\nZoé Été;z@example.org;2\n"
    page = brought(desk, event, text.encode())
    assert asked(page) == {"Qui": "left aside", "Où écrire": "email", "Combien de places": ""}
    assert "Indiquez quelle colonne contient les noms." in said(page)
    page = chosen(desk, event, page, c0="name", c2="name")
    assert "« Combien de places » : « Qui » contient déjà cela, choisissez l’une des deux" in said(page)
    page = chosen(desk, event, page, c2="seats")
    agreed(desk, event, page)
    assert registered() == [("Zoé Été", "z@example.org", "", 2)]
    other = make.event(max_seats=5)
    page = brought(desk, other, text.replace("Zoé Été", "Luc Noël").encode())
    assert "Les colonnes sont lues comme vous l’aviez choisi" in said(page)
    agreed(desk, other, page)
    assert registered()[1] == ("Luc Noël", "z@example.org", "", 2)


def test_f10_columns_are_chosen_anew_whenever_the_organiser_wants(desk, event):
    page = brought(desk, event, b"Nom;Email;Commentaire\nZo;z@example.org;ACME\n")
    fields = filled(page.text, place(event))
    page = desk.post(place(event), data=fields | {"again": "yes"})
    assert asked(page) == {"Nom": "name", "Email": "email", "Commentaire": "left aside"}
    agreed(desk, event, chosen(desk, event, page, c2="organisation"))
    assert registered() == [("Zo", "z@example.org", "ACME", 1)]


def test_f10_columns_can_be_chosen_anew_when_lines_are_wrong(desk, event):
    text = "Nom;Adresse de messagerie;Quel est le vôtre ?\nanonymous;anonymous;Zoé\n"
    page = refused(desk, event, text.encode(), "Ligne 2, colonne « Adresse de messagerie »")
    page = desk.post(place(event), data=filled(page.text, place(event)) | {"again": "yes"})
    assert asked(page) == {
        "Nom": "name",
        "Adresse de messagerie": "email",
        "Quel est le vôtre ?": "left aside",
    }


def test_f10_nothing_is_remembered_of_a_list_that_nobody_was_asked_about(desk, event):
    came_in(desk, event, b"Nom;Email\nZo;z@example.org\n")
    assert db.session.scalars(sa.select(RememberedColumns)).all() == []


def test_f9_half_a_name_is_said(desk, event):
    page = brought(desk, event, "Nom;Prénom;Email\nÉté;;z@example.org\nNoël;Luc;l@example.org\n".encode())
    assert "La ligne 2 n’a qu’un prénom ou qu’un nom de famille." in said(page)


@pytest.mark.parametrize("half", ["first", "name"])
def test_f9_half_a_name_is_taken_when_the_organiser_says_so(desk, event, half):
    page = brought(desk, event, "Prénom;Email\nZoé;z@example.org\n".encode())
    agreed(desk, event, chosen(desk, event, page, c0=half))
    assert registered() == [("Zoé", "z@example.org", "", 1)]


@pytest.mark.parametrize("first", ["Anne;anne@example.org", "Anne;Martin;anne@example.org;3"])
def test_f10_a_list_without_headings_is_refused_with_what_to_do(desk, event, first):
    refused(
        desk, event, f"{first}\n{first.replace('anne@', 'marc@')}".encode(), "ajoutez au-dessus une ligne"
    )


def test_f10_companions_are_counted_or_named(desk, event):
    text = "Nom;Email;Nombre d’accompagnants\nZoé Été;z@example.org;2\nLuc;l@example.org;\n"
    assert [each[3] for each in came_in(desk, event, text.encode())] == [3, 1]


@pytest.mark.parametrize("heading", ["Annulé", "Annulée ?", "Cancelled", "Date d’annulation", "Annulé le"])
def test_f10_a_yes_below_cancelled_says_that_somebody_does_not_come(desk, event, heading):
    gone, comes = ["oui", "x", "1", "03/03/2027", "2027-03-03 10:00", "TRUE", "✔"], ["", "non", "0", "☐"]
    lines = [f"P{at};p{at}@example.org;{cell}" for at, cell in enumerate([*comes, *gone])]
    page = brought(desk, event, "\n".join([f"Nom;Email;{heading}", *lines]).encode())
    assert "Ligne 6 : P4 (oui)" in said(page)
    agreed(desk, event, page)
    assert [each[0] for each in registered()] == ["P0", "P1", "P2", "P3"]


@pytest.mark.parametrize(
    ("heading", "comes", "stays"),
    [
        ("Présent", "oui", "non"),
        ("Liste d’attente", "non", "oui"),
        ("Absent", "", "x"),
        ("Inscrit", "x", "0"),
        ("Présent", "✓", "✗"),
    ],
)
def test_f10_a_column_chosen_as_the_state_says_what_its_heading_does(desk, event, heading, comes, stays):
    text = f"Nom;Email;{heading}\nZoé Été;z@example.org;{comes}\nLuc Noël;l@example.org;{stays}\n"
    page = chosen(desk, event, brought(desk, event, text.encode()), c2="state")
    assert f"Ligne 3 : Luc Noël ({stays})" in said(page)
    agreed(desk, event, page)
    assert registered() == [("Zoé Été", "z@example.org", "", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Nom;Email;Participation\nZoé Été;z@example.org;sur place\n",
        "Nom;Email;Confirmé le\nZoé Été;z@example.org;01/03/2027\n",
        "Nom;Email;Validation\nZoé Été;z@example.org;\n",
    ],
)
def test_f9_what_decides_nothing_is_not_asked_about(desk, event, text):
    assert came_in(desk, event, text.encode()) == [("Zoé Été", "z@example.org", "", 1)]


@pytest.mark.parametrize(
    "heading", ["Nombre de places (max 2) *", "Nbre de places", "Nb pers.", "Combien de personnes ?"]
)
def test_f10_headings_of_seats_are_known(desk, event, heading):
    text = f"Nom;Email;{heading}\nZoé Été;z@example.org;2\n"
    assert came_in(desk, event, text.encode()) == [("Zoé Été", "z@example.org", "", 2)]


@pytest.mark.parametrize(
    ("headings", "cells", "seats", "names"),
    [
        ("Accompagnants", "2", 3, []),
        ("Accompagnants", "0", 1, []),
        ("Accompagnants", "+1", 2, []),
        ("Nombre d’accompagnants", "+2", 3, []),
        ("Accompagnants", "Luc  Noël <MAILTO:l@example.org>", 2, ["Luc Noël"]),
        ("Accompagnants", "Aucun", 1, []),
        ("Accompagné de", "non", 1, []),
        ("Accompagnant 1;Accompagnant 2", "Luc Noël;Ana, Eva", 4, ["Luc Noël", "Ana", "Eva"]),
        ("Accompagnant 1;Accompagnant 2", ";Ève Roux", 2, ["Ève Roux"]),
        ("Companion 1;Companion 2;Companion 3", "-;;Ève Roux", 2, ["Ève Roux"]),
    ],
)
def test_f10_companions_are_names_in_several_columns_or_a_number(desk, event, headings, cells, seats, names):
    text = f"Nom;Email;{headings}\nZoé Été;z@example.org;{cells}\n"
    assert came_in(desk, event, text.encode()) == [("Zoé Été", "z@example.org", "", seats)]
    assert companions() == [names]


@pytest.mark.parametrize("cell", ["oui", "X", "Yes"])
def test_f10_a_yes_names_no_companion(desk, event, cell):
    text = f"Nom;Email;Accompagnant\nZoé Été;z@example.org;{cell}\n"
    refused(desk, event, text.encode(), "Ligne 2, colonne « Accompagnant » : indiquez qui accompagne")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("\u2800", "Indiquez aussi le nom de cette personne."),
        (".", "nom"),
        ("Z" * 300, "Raccourcissez"),
        ("Luc <l@@example.org>", "Indiquez une adresse"),
        ("Ana; \u3164", "Indiquez aussi le nom de cette personne."),
    ],
)
def test_f20_companions_of_a_list_are_checked_as_those_of_the_form(desk, event, cell, words):
    text = f'Nom;Email;Accompagnants\nZoé Été;z@example.org;"{cell}"\n'
    answer = refused(desk, event, text.encode(), "Ligne 2, colonne « Accompagnants »")
    assert words in said(answer)


MISREAD = [
    ("cp1252", "ZoÃ© Å’uvre"),
    ("mac_roman", "Zo√© ≈íuvre"),
    ("cp850", "Zo├® ┼Æuvre"),
    ("latin-1", "Zo\xc3\xa9 \xc5\x92uvre"),
]


@pytest.mark.parametrize(("encoding", "shown"), MISREAD)
@pytest.mark.parametrize(("answer", "name"), [("mended", "Zoé Œuvre"), ("kept", None)])
def test_f12_letters_that_look_misread_are_asked_about(desk, event, encoding, shown, answer, name):
    assert "Zoé Œuvre".encode().decode(encoding) == shown
    page = brought(desk, event, f"Nom;Email\n{shown};z@example.org\nÉté;e@example.org\n".encode())
    assert page.status_code == 422
    assert "deviendrait « Zoé Œuvre »" in said(page)
    fields = filled(page.text, place(event)) | {"letters": answer}
    agreed(desk, event, desk.post(place(event), data=fields))
    kept = shown.replace("\x92", "’")
    assert [each[0] for each in registered()] == [name or kept, "Été"]


def test_f12_headings_are_mended_with_the_names(desk, event):
    page = brought(desk, event, "Nom;PrÃ©nom;E-mail\nÃ‰tÃ©;ZoÃ©;z@example.org\n".encode())
    assert asked(page) == {"Nom": "family", "Prénom": "first", "E-mail": "email"}
    agreed(desk, event, desk.post(place(event), data=filled(page.text, place(event)) | {"letters": "mended"}))
    assert registered() == [("Zoé Été", "z@example.org", "", 1)]


def test_f12_a_question_mark_within_a_name_is_a_letter_that_was_lost(desk, event):
    refused(
        desk,
        event,
        b"Nom;Email\nH?l?ne;z@example.org\n",
        "Ligne 2, colonne « Nom » : un point d’interrogation",
    )
