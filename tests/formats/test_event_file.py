"""An event as a file: every key is read, every mistake is named by its key and line."""

import re
from datetime import datetime

import pytest

from formats.event_file import Mistaken, read
from models.event import CommentsPolicy, EventFacts, EventStatus, PromotionPolicy, SpeakerFacts, VenueState

WHOLE = """---
slug: faire-groupe
status: published            # draft | published | postponed | cancelled | archived
title: Articuler
subtitle: "Comment faire groupe ? Et pourquoi ?"
host: Aatiko Conseils
starts: 2022-03-22 09:30     # local time in `timezone`
ends: 2022-03-22 16:30
timezone: Europe/Lisbon
venue: {state: city, city: Paris, name: , address: }
speakers:
  - {name: Jean-Claude Driant, function: professeur, role: grand témoin}
  - name: Somebody Else
capacity: 80
waiting_list: false
registration: {opens: 2022-01-01 08:00, closes: 2022-03-20T12:00, max_seats: 3, confirm_address: true, hold_minutes: 30, approval: true, promotion: offer, offer_hours: 12, stop_before: 6, self_cancel: false}
comments: {open: false, policy: first}
language: en
reminders: [1 day at 9:00, 3 hours]
---
The description, in *Markdown*.

---

After a rule.
"""


def lines(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Mistaken) as mistaken:
        parsed(text)
    return [(remark.line, remark.key) for remark in mistaken.value.remarks]


def parsed(text: str):
    return read(text, timezone="Europe/Paris", languages=("fr", "en"))


def test_every_key_is_read():
    assert parsed(WHOLE).facts == EventFacts(
        slug="faire-groupe",
        status=EventStatus.PUBLISHED,
        title="Articuler",
        subtitle="Comment faire groupe ? Et pourquoi ?",
        host="Aatiko Conseils",
        starts=datetime(2022, 3, 22, 9, 30),  # noqa: DTZ001
        ends=datetime(2022, 3, 22, 16, 30),  # noqa: DTZ001
        timezone="Europe/Lisbon",
        venue_state=VenueState.CITY,
        city="Paris",
        speakers=(
            SpeakerFacts("Jean-Claude Driant", "professeur", "grand témoin"),
            SpeakerFacts("Somebody Else"),
        ),
        capacity=80,
        waiting_list=False,
        opens=datetime(2022, 1, 1, 8, 0),  # noqa: DTZ001
        closes=datetime(2022, 3, 20, 12, 0),  # noqa: DTZ001
        max_seats=3,
        confirm_address=True,
        hold_minutes=30,
        approval=True,
        promotion=PromotionPolicy.OFFER,
        offer_hours=12,
        stop_before=6,
        self_cancel=False,
        reminders="1 day at 09:00\n3 hours",
        comments_open=False,
        comments_policy=CommentsPolicy.FIRST,
        language="en",
        description="The description, in *Markdown*.\n\n---\n\nAfter a rule.",
    )


@pytest.mark.parametrize(("line", "capacity"), [("capacity: 0\n", 0), ("capacity: \n", None), ("", None)])
def test_a4_capacity_zero_is_full_and_an_absent_or_empty_one_unlimited(line, capacity):
    text = f"---\nslug: a\ntitle: A\nstarts: 2027-01-02 09:00\n{line}---\n"
    assert parsed(text).facts.capacity == capacity


def test_what_is_absent_takes_the_default():
    facts = parsed("---\nslug: a\ntitle: 2027\nstarts: 2027-01-02 09:00\n---\n").facts
    assert (facts.title, facts.timezone, facts.language, facts.status) == (
        "2027",
        "Europe/Paris",
        "fr",
        "draft",
    )
    assert facts.waiting_list
    assert facts.comments_open


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("status: published ", "status: publié ", (3, "status")),
        ("title: Articuler", "titel: Articuler", (1, "title")),
        ("title: Articuler", "title: [a]", (4, "title")),
        ("slug: faire-groupe", "slug: Faire Groupe", (2, "slug")),
        ("2022-03-22 09:30", "22/03/2022 09:30", (7, "starts")),
        ("2022-03-22 09:30", "2022-03-22", (7, "starts")),
        ("2022-03-22 09:30", "2022-03-27 01:30", (7, "starts")),  # Lisbon's clocks jump from 1 to 2
        ("ends: 2022-03-22 16:30", "ends: 2022-03-21 16:30", (8, "ends")),
        ("Europe/Lisbon", "GMT+25", (9, "timezone")),
        ("state: city", "state: town", (10, "venue.state")),
        ("city: Paris", "town: Paris", (10, "venue.town")),
        ("name: Somebody", "nom: Somebody", (11, "speakers")),
        ("capacity: 80", "capacity: -1", (14, "capacity")),
        ("capacity: 80", "capacity: many", (14, "capacity")),
        ("waiting_list: false", "waiting_list: perhaps", (15, "waiting_list")),
        ("max_seats: 3", "max_seats: 0", (16, "registration.max_seats")),
        ("closes: 2022-03-20T12:00", "closes: 2021-03-20 12:00", (16, "registration.closes")),
        ("policy: first", "policy: none", (17, "comments.policy")),
        ("language: en", "language: tlh", (18, "language")),
        ("language: en", "capacity: 3", (18, "capacity")),
        ("language: en", "colour: red", (18, "colour")),
        ("host: Aatiko", "host: a: Aatiko", (6, "host")),
    ],
)
def test_a_mistake_is_named_by_its_key_and_line(before, after, where):
    assert before in WHOLE
    assert where in lines(WHOLE.replace(before, after))


def test_every_mistake_is_found_in_one_reading():
    text = WHOLE.replace("status: published", "status: x").replace("capacity: 80", "seats: 80")
    assert lines(text) == [(3, "status"), (14, "seats")]


@pytest.mark.parametrize(
    "text", ["", "slug: a", "---\n- a\n---\n", "---\n---\n", "---\n{\n---\n", "---\n\x00\n---\n"]
)
def test_what_is_no_front_matter_is_said(text):
    assert lines(text)


def test_an_hour_that_comes_twice_is_taken_as_the_first_and_remarked():
    text = "---\nslug: a\ntitle: A\nstarts: 2027-10-31 02:30\n---\n"
    assert [(remark.line, remark.key) for remark in parsed(text).remarks] == [(4, "starts")]


def test_windows_line_ends_are_read():
    assert parsed(WHOLE.replace("\n", "\r\n")).facts == parsed(WHOLE).facts


def test_comments_that_close_by_themselves():
    closing = "comments: {open: true, closes: 2027-06-01 18:00, days: 60, links: 3}"
    facts = parsed(WHOLE.replace("comments: {open: false, policy: first}", closing)).facts
    assert facts.comments_closes == datetime(2027, 6, 1, 18)  # noqa: DTZ001
    assert (facts.comments_days, facts.comments_links, facts.comments_open) == (60, 3, True)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hold_minutes", "4"),
        ("offer_hours", "0"),
        ("stop_before", "721"),
        ("promotion", "lottery"),
        ("self_cancel", "perhaps"),
    ],
)
def test_a_rule_of_registration_that_cannot_be_is_named(key, value):
    text = re.sub(rf"{key}: [^,}}]*", f"{key}: {value}", WHOLE)
    assert [name for _line, name in lines(text)] == [f"registration.{key}"]


@pytest.mark.parametrize(
    "value", ["soon", "[soon]", "[1 day]", "[1 hour, 2 hours, 3 hours, 4 hours, 5 hours, 6 hours]"]
)
def test_a_reminder_that_says_no_moment_is_named(value):
    text = WHOLE.replace("reminders: [1 day at 9:00, 3 hours]", f"reminders: {value}")
    assert [name for _line, name in lines(text)] == ["reminders"]
