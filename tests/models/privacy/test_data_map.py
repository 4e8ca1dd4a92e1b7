"""The data map knows every column of every table, and what it says is told is told."""

from models.privacy import data_map, places


def test_x4_every_column_of_every_table_stands_once_in_the_data_map(app):
    assert data_map.missing(data_map.there()) == []
    assert list(data_map.unexplained()) == []


def test_x4_a_new_column_is_missed_and_one_that_is_gone_is_named(app):
    assert data_map.missing(data_map.there() | {"registration.phone"}) == ["registration.phone"]
    assert data_map.missing(data_map.there() - {"registration.name"}) == ["registration.name"]


def test_x4_what_the_map_says_is_told_has_a_place_that_tells_it(app):
    assert {held.told for held in data_map.PEOPLE.values() if held.told} <= places.names()
