"""Plots: how long a bar is."""

from formats import plot
from models.registration import RegistrationState


def test_f65_half_of_the_seats_is_half_a_bar(app, make):
    event = make.event(capacity=10)
    for _ in range(5):
        make.registration(event)
    with app.test_request_context("/"):
        marks = plot.of_seats(event, {RegistrationState.CONFIRMED: 5}).marks
    assert [mark.width for mark in marks] == [50, 50]


def test_f65_bars_of_answers_are_parts_of_all_answers(app, make):
    with app.test_request_context("/"):
        marks = plot._marks([("Oui", 5, ""), ("Non", 3, ""), ("Sans avis", 2, "")], 10)
    assert [mark.width for mark in marks] == [50, 30, 20]


def test_f65_columns_over_time_are_compared_with_the_highest():
    assert [mark.width for mark in plot._marks([("lundi", 5, ""), ("mardi", 10, "")])] == [50, 100]
