"""Dates, hours, numbers and places in words, in French and in English."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import clock
from formats import wording

NB, NARROW = "\u00a0", "\u202f"
properties = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
dates = st.dates(date(1970, 1, 1), date(2100, 12, 31))
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    ("first", "last", "french", "english"),
    [
        (date(2022, 3, 22), date(2022, 3, 24), "du 22 au 24~mars 2022", "22 to 24~March 2022"),
        (date(2022, 4, 1), date(2022, 4, 3), "du 1er au 3~avril 2022", "1 to 3~April 2022"),
        (date(2022, 3, 30), date(2022, 4, 1), "du 30~mars au 1er~avril 2022", "30~March to 1~April 2022"),
        (date(2022, 12, 31), date(2023, 1, 1),
         "du 31~décembre 2022 au 1er~janvier 2023", "31~December 2022 to 1~January 2023"),
    ],
)  # fmt: skip
def test_several_days(app, first, last, french, english):
    with force_locale("fr"):
        assert wording.days(first, last) == french.replace("~", NB)
    with force_locale("en"):
        assert wording.days(first, last) == english.replace("~", NB)


@properties
@given(dates)
def test_a_french_day_can_be_read_back_and_only_the_first_is_an_ordinal(app, at):
    with force_locale("fr"):
        words = wording.day(at)
    found = re.fullmatch(rf"[a-z]+ (\d+)(er)?{NB}([a-zéû]+) (\d{{4}})", words)
    assert found, words
    assert date(int(found[4]), MONTHS.index(found[3]) + 1, int(found[1])) == at
    assert bool(found[2]) == (at.day == 1)


@properties
@given(st.times())
def test_a_french_hour_never_says_00_and_never_breaks(app, at):
    with force_locale("fr"):
        words = wording.hour(at)
    found = re.fullmatch(rf"(\d+){NB}h(?:{NB}(\d\d))?", words)
    assert found, words
    assert (int(found[1]), int(found[2] or 0)) == (at.hour, at.minute)
    assert found[2] != "00"
    assert not found[1].startswith("0") or found[1] == "0"


@properties
@given(st.times())
def test_an_english_hour_can_be_read_back(app, at):
    with force_locale("en"):
        words = wording.hour(at)
    if words in {"noon", "midnight"}:
        assert at.replace(second=0, microsecond=0) == (time(12) if words == "noon" else time(0))
        return
    found = re.fullmatch(rf"(\d+)(?::(\d\d))?{NB}(am|pm)", words)
    assert found, words
    assert int(found[1]) % 12 + (12 if found[3] == "pm" else 0) == at.hour
    assert int(found[2] or 0) == at.minute


@properties
@given(dates, st.integers(1, 400))
def test_several_days_name_the_year_once_unless_it_changes(app, first, more):
    last = first + timedelta(days=more)
    with force_locale("fr"):
        words = wording.days(first, last)
    years = re.findall(r"\d{4}", words)
    assert years == [str(last.year)] if first.year == last.year else [str(first.year), str(last.year)]
    assert words.startswith("du ")
    assert " au " in words


@pytest.mark.usefixtures("anywhere")
def test_f1_an_instant_is_told_by_the_sites_clock_or_by_another_never_by_the_servers(app):
    at = clock.instant(datetime.fromisoformat("2022-07-01 09:30"), "Europe/Paris")
    with force_locale("fr"):
        assert wording.moment(at) == f"1er{NB}juillet 2022 à 9{NB}h{NB}30"
        assert wording.moment(at, "America/New_York") == f"1er{NB}juillet 2022 à 3{NB}h{NB}30"


@pytest.mark.parametrize(("hour", "which"), [("00:30", "été"), ("01:30", "hiver")])
def test_f3_an_instant_in_an_hour_that_comes_twice_says_which_is_meant(app, hour, which):
    at = datetime.fromisoformat(f"2027-10-31T{hour}+00:00")
    with force_locale("fr"):
        assert wording.moment(at) == f"31{NB}octobre 2027 à 2{NB}h{NB}30 (heure d’{which})"


def test_f1_a_local_time_is_no_instant_and_an_instant_no_local_time(app):
    wall = datetime.fromisoformat("2022-07-01 09:30")
    with pytest.raises(clock.NaiveInstant, match="2022-07-01 09:30 is no instant: it needs its zone"):
        wording.moment(wall)
    for word in (wording.hour, wording.day, wording.short_day):
        with pytest.raises(ValueError, match="is an instant"):
            word(clock.instant(wall, "Europe/Paris"))


@pytest.mark.parametrize("typed", ["0145454500", "01 45 45 45 00", "01.45.45.45.00", "01-45-45-45-00"])
def test_a_telephone_number_is_read_in_pairs_and_dialled_whole(app, typed):
    with force_locale("fr"):
        assert wording.phone(typed) == "01 45 45 45 00".replace(" ", NB)
    with force_locale("en"):
        assert wording.phone(typed) == "+33 1 45 45 45 00".replace(" ", NB)
    assert wording.dialled(typed) == "+33145454500"


def test_a_foreign_number_stays_as_it_was_typed(app):
    assert wording.phone("+44 20 7946 0000") == "+44 20 7946 0000"
    assert wording.dialled("+44 20 7946 0000") == "+442079460000"
