"""When registration opens and closes is said wherever an event is told of."""

import re
from datetime import timedelta

import pytest

import clock
from models.event import EventStatus
from tests.blueprints.public.test_events import words

AT = r"\d{1,2}(er)? \w+ \d{4} à 9 h"
OPENS = f"Les inscriptions ouvrent le {AT}"
CLOSES = f"Les inscriptions ferment le {AT}"
CLOSED = "Inscriptions closes"


def hours(make, **days):
    """Return hours at nine o'clock, so many days from now."""
    return {name: make.at(9, days=count) for name, count in days.items()}


def region(page, name):
    """Return the words of an element of a page that holds no other of its kind."""
    found = re.search(rf'<(\w+)[^>]*id="{name}".*?</\1>', page, re.DOTALL)
    assert found
    return words(found[0])


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"opens": 2, "closes": 9}, OPENS),
        ({"opens": -9, "closes": 9}, CLOSES),
        ({"closes": -2}, CLOSED),
    ],
    ids=["not yet", "open", "closed"],
)
@pytest.mark.parametrize("capacity", [None, 80])
def test_f58_the_state_of_registration_stands_in_facts_bar_and_list(make, client, days, says, capacity):
    event = make.event(capacity=capacity, **hours(make, **days))
    page = client.get(f"/events/{event.slug}").text
    for text in (region(page, "seats"), region(client.get("/").text, "main")):
        assert re.search(says, text), text
    assert re.search("S’inscrire" if says == CLOSES else says, region(page, "bar"))


@pytest.mark.parametrize(
    ("days", "says"), [({"opens": 2}, OPENS), ({"closes": -2}, CLOSED), ({"closes": 2}, "")]
)
def test_f58_the_preview_of_the_page_says_that_one_cannot_register_now(make, client, days, says):
    page = client.get(f"/events/{make.event(**hours(make, **days)).slug}").text
    summary = words(re.findall(r'<meta name="description"\s+content="(.*?)">', page)[0])
    assert re.search(says, summary)
    assert ("inscriptions" in summary.lower()) is bool(says)


@pytest.mark.parametrize(
    "facts",
    [
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.POSTPONED},
        {"status": EventStatus.ARCHIVED},
        {"days": -3},
        {"closes": -1},
    ],
    ids=str,
)
def test_f58_without_a_limit_is_not_said_of_an_event_that_takes_nobody(make, client, facts):
    starts = make.at(9, days=facts.pop("days", 30))
    closes = {"closes": make.at(9, days=facts.pop("closes"))} if "closes" in facts else {}
    event = make.event(starts=starts, **facts, **closes)
    seats = region(client.get(f"/events/{event.slug}").text, "seats")
    assert "Sans limite" not in seats
    assert CLOSED in seats


def test_f58_the_list_changes_at_the_very_instant(make, client, set_clock):
    event = make.event(**hours(make, opens=2, closes=9))
    assert event.opens_at
    assert re.search(OPENS, words(client.get("/").text))
    for at, says in ((event.opens_at, CLOSES), (event.closes_at, CLOSED)):
        set_clock(at - timedelta(seconds=1))
        assert not re.search(says, words(client.get("/").text))
        set_clock(at)
        assert re.search(says, words(client.get("/").text))
    assert clock.now() < event.over_at
