"""The organisers' list: search and French sorting, alike on both databases."""

import pytest

from extensions import db
from folding import name_key
from models.registration import RegistrationState
from models.registration.listing import PAGE, Listing, Sort
from models.registration.request import Details


def names(listing):
    return [person.name for person in db.session.scalars(listing.registrations())]


@pytest.fixture
def event(make):
    return make.event(capacity=2)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("coeur", "Anne Cœur"),
        ("CŒUR", "Anne Cœur"),
        ("hay", "Léa Petit"),
        ("l'haÿ", "Léa Petit"),
        ("petit lea", "Léa Petit"),
        ("jean paul", "Jean-Paul Roux"),
        ("eluard@exa", "Jean-Paul Roux"),
        ("charge de mission", "Anne Cœur"),
        ("100%", ""),
        ("_", ""),
    ],
)
def test_a_search_ignores_accents_case_ligatures_and_apostrophes(event, make, typed, found):
    make.registration(event, name="Anne Cœur", job_title="Chargée de mission", email="a@example.org")
    make.registration(
        event, name="Léa Petit", organisation="Mairie de L’Haÿ-les-Roses", email="b@example.org"
    )
    make.registration(event, name="Jean-Paul Roux", email="eluard@example.org")
    assert names(Listing(event, search=typed)) == ([found] if found else [])


def test_another_events_people_are_never_found(event, make):
    make.registration(make.event(), name="Anne Cœur")
    assert names(Listing(event, search="coeur")) == []
    assert Listing(event).counts() == {None: 0}


def test_names_sort_as_in_a_french_index(make):
    event = make.event()
    order = [
        "Simone de Beauvoir",
        "Zoé du Bellay",
        "Paul Eluard",
        "Paul Éluard",
        "Zoé Eluard",
        "Charles de Gaulle",
        "Vincent van Gogh",
        "Jean de La Fontaine",
        "Ève Martin",
        "Paul MARTIN DUPONT",
        "Anne Oeuvre",
        "Anne Œuvre",
        "Anne Ofer",
        "Jean d’Ormesson",
        "Prince",
    ]
    expected = sorted(order, key=name_key)
    for number, name in enumerate(reversed(order)):
        make.registration(event, name=name, email=f"{number}@example.org")
    assert names(Listing(event)) == expected
    assert names(Listing(event, backwards=True)) == expected[::-1]
    by_letter = [key.split("\t")[0] for key in map(name_key, expected)]
    assert by_letter == [
        "beauvoir", "du bellay", "eluard", "eluard", "eluard", "gaulle", "la fontaine", "martin", "martin dupont",
        "oeuvre", "oeuvre", "ofer", "ormesson", "prince", "van gogh",
    ]  # fmt: skip
    assert expected[2:5] == ["Paul Eluard", "Paul Éluard", "Zoé Eluard"]
    assert expected[9:11] == ["Anne Oeuvre", "Anne Œuvre"]


def test_a_changed_name_is_found_and_sorted_anew(event, make):
    person = make.registration(event, name="Anne Zola")
    make.registration(event, name="Marc Bloch")
    with db.writing():
        person.amend(Details(name="Anne Abel", email=person.email))
    assert names(Listing(event)) == ["Anne Abel", "Marc Bloch"]
    assert names(Listing(event, search="zola")) == []


def test_the_list_is_filtered_counted_and_sorted_by_state_and_by_date(event, make):
    people = [make.registration(event, name=f"P {letter}") for letter in "CBAD"]
    with db.writing():
        people[3].cancel()
    assert Listing(event).counts() == {
        None: 4,
        RegistrationState.CONFIRMED: 2,
        RegistrationState.WAITING: 1,
        RegistrationState.CANCELLED: 1,
    }
    assert Listing(event, search="d").counts() == {None: 1, RegistrationState.CANCELLED: 1}
    assert names(Listing(event, state=RegistrationState.WAITING)) == ["P A"]
    assert names(Listing(event, sort=Sort.DATE)) == ["P C", "P B", "P A", "P D"]
    assert names(Listing(event, sort=Sort.DATE, backwards=True)) == ["P D", "P A", "P B", "P C"]
    assert names(Listing(event, sort=Sort.STATE)) == ["P B", "P C", "P A", "P D"]


def test_a_page_beyond_the_last_is_the_last(event, make):
    with db.writing():
        event.capacity = None
    for _ in range(PAGE + 1):
        make.registration(event)
    listing = Listing(event)
    assert [len(listing.page(number, PAGE + 1)[0]) for number in (1, 2, 9)] == [PAGE, 1, 1]
    assert listing.page(9, PAGE + 1)[1:] == (2, 2)
    assert listing.page(-3, PAGE + 1)[1:] == (1, 2)
    assert listing.page(1, 0)[1:] == (1, 1)
