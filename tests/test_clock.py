"""Instants and wall clocks: neither is taken for the other, wherever the server stands."""

from datetime import date, datetime

import pytest

import clock

PARIS = "Europe/Paris"
WALL = datetime.fromisoformat("2027-07-01 09:00")
INSTANT = datetime.fromisoformat("2027-07-01T07:00:00+00:00")


@pytest.mark.usefixtures("anywhere")
def test_f1_an_hour_is_the_same_instant_wherever_the_server_stands():
    assert clock.instant(WALL, PARIS) == INSTANT
    assert clock.wall(INSTANT, PARIS) == WALL
    assert clock.midnight(date(2027, 7, 1), PARIS).isoformat() == "2027-06-30T22:00:00+00:00"


@pytest.mark.parametrize(
    "take", [clock.utc, lambda at: clock.wall(at, PARIS), lambda at: clock.at(at).__enter__()]
)
def test_f1_a_time_without_its_zone_is_no_instant(take):
    with pytest.raises(clock.NaiveInstant, match="2027-07-01 09:00 is no instant: it needs its zone"):
        take(WALL)


@pytest.mark.parametrize("take", [clock.instant, clock.in_zone, clock.comes_twice])
def test_f1_an_instant_is_no_wall_clock_time(take):
    with pytest.raises(ValueError, match="is an instant"):
        take(INSTANT, PARIS)


def test_a_day_begins_after_the_hour_that_clocks_jump_over():
    assert clock.midnight(date(2027, 3, 28), "Asia/Beirut").isoformat() == "2027-03-27T22:00:00+00:00"
