"""The categories of an event: words with commas between them, each with an address of its own."""

import pytest

from models.event import categories


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        (" , ,", []),
        ("Lecture", ["Lecture"]),
        ("Lecture,Journée  d’étude ,", ["Lecture", "Journée d’étude"]),
        ("Lecture, Atelier, LECTURE", ["Lecture", "Atelier"]),
    ],
)
def test_categories_are_read_once_each_in_the_organisers_order(text, names):
    assert categories.named(text) == names


@pytest.mark.parametrize(
    ("name", "key"),
    [("Journée d’étude", "journee-d-etude"), ("Ελληνικά", "ελληνικα"), ("日本 / 語", "日本---語")],
)
def test_each_has_the_end_of_an_address(name, key):
    assert categories.key(name) == key


def test_the_categories_of_several_events_stand_in_alphabetical_order(make):
    events = [make.event(categories="Lecture, Atelier"), make.event(categories="lecture, Essai")]
    assert list(categories.of_all(events)) == ["atelier", "essai", "lecture"]
