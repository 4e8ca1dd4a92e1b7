"""What a reader asks next: the price, the way, how to tell others, what else there is."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

import mails
from extensions import db
from models.event import EventStatus, VenueState
from models.outbox.message import OutboxMessage
from tests.blueprints.public.test_events import words
from tests.blueprints.public.test_registration_hours import region
from tests.forms import filled

PAY = "https://pay.example.org/day?id=1"


def of(client, event, language="fr"):
    return client.get(f"/events/{event.slug}?lang={language}").text


@pytest.mark.parametrize(
    ("price", "language", "told"),
    [
        ("10 €, étudiants 5 €", "fr", "Tarif 10 €, étudiants 5 €"),
        ("gratuit", "fr", "Tarif Gratuit"),
        ("Gratuit", "en", "Price Free"),
        ("free", "fr", "Tarif Gratuit"),
    ],
)
def test_f62_the_price_stands_in_the_facts_in_words(make, client, price, language, told):
    assert told in region(of(client, make.event(price=price), language), "facts")


def test_f62_without_a_price_nothing_is_said_of_it(make, client):
    assert "Tarif" not in region(of(client, make.event()), "facts")


@pytest.mark.parametrize(("price", "free"), [("gratuit", True), ("10 €", False), ("", False)])
def test_f62_programs_are_told_what_is_free(make, client, price, free):
    assert ('"isAccessibleForFree":true' in of(client, make.event(price=price))) is free


def test_the_link_to_pay_is_shown_once_the_registration_is_confirmed_and_never_before(make, client):
    event = make.event(payment_link=PAY, capacity=1)
    assert PAY not in unescape(of(client, event))
    confirmed, waiting = make.registration(event), make.registration(event)
    assert PAY in unescape(client.get(f"/registrations/{confirmed.token}").text)
    assert PAY not in unescape(client.get(f"/registrations/{waiting.token}").text)
    texts = {message.kind: mails.write(message) for message in db.session.query(OutboxMessage)}
    assert any(PAY in line for line in texts["confirmation"].opening)
    assert not any(PAY in line for line in texts["waiting"].opening)


def test_the_receipt_has_the_link_to_pay(make, client):
    event = make.event(payment_link=PAY)
    path = f"/events/{event.slug}/registrations"
    said = filled(of(client, event), path) | {"name": "Jeanne", "email": "jeanne@example.org", "consent": "y"}
    assert PAY in unescape(client.post(path, data=said).text)


def test_f62_the_way_to_a_confirmed_place_is_shown_on_the_map_of_ones_choice(make, client):
    event = make.event(
        venue_state=VenueState.CONFIRMED, venue_name="Cité U", address="17 bd Jourdan", city="Paris"
    )
    links = re.findall(r'href="([^"]*)" rel="noreferrer"', of(client, event))
    assert links[0] == "geo:0,0?q=Cit%C3%A9%20U%2C%2017%20bd%20Jourdan%2C%20Paris"
    assert [unquote(unescape(link)).rpartition("=")[2] for link in links] == [
        "Cité U, 17 bd Jourdan, Paris"
    ] * 4


@pytest.mark.parametrize("state", [VenueState.UNKNOWN, VenueState.CITY, VenueState.ONLINE])
def test_f62_there_is_no_way_to_a_place_that_is_not_known(make, client, state):
    assert "geo:" not in of(client, make.event(venue_state=state, city="Paris"))


def test_f62_without_a_script_a_page_is_shared_by_mail(make, client):
    event = make.event(title="Faire groupe & penser ?", slug="faire-groupe")
    link = re.search(r'href="(mailto:[^"]*)">Partager', of(client, event))
    assert link
    assert unescape(link[1]) == (
        "mailto:?subject=Faire%20groupe%20%26%20penser%20%3F&body=http%3A%2F%2Flocalhost%2Fevents%2Ffaire-groupe"
    )


def test_f62_the_next_events_stand_at_the_foot_and_follow_what_is_announced(make, client):
    event = make.event(title="Mine", starts=make.wall(days=-3))
    for days in (9, 3, 6, 12):
        make.event(title=f"In {days}", starts=make.wall(days=days))
    make.event(title="Off", status=EventStatus.CANCELLED, starts=make.wall(days=2))
    make.event(title="Draft", status=EventStatus.DRAFT, starts=make.wall(days=2))
    foot = of(client, event).partition('id="following"')[2]
    assert re.findall(r"In (\d+)<", foot) == ["3", "6", "9"]
    assert not {"Off", "Draft", "Mine"} & set(re.findall(r"\w+", foot))
    late = make.event(title="In 1", status=EventStatus.DRAFT, starts=make.wall(days=1))
    with db.writing():
        late.status = EventStatus.PUBLISHED
        late.changed("facts")
    assert re.findall(r"In (\d+)<", of(client, event).partition('id="following"')[2]) == ["1", "3", "6"]


def test_f62_an_event_that_has_begun_stands_at_no_foot_any_more(make, client, set_clock):
    event = make.event(starts=make.wall(days=60))
    make.event(title="Soon", starts=make.wall(days=3))
    assert "Soon" in of(client, event)
    set_clock(days=4)
    assert "Soon" not in of(client, event)


def test_an_event_alone_has_no_foot(make, client):
    assert 'id="following"' not in of(client, make.event())


def test_categories_are_plain_links_that_narrow_the_list(make, client):
    make.event(title="One", categories="Lecture, Journée d’étude", slug="one")
    make.event(title="Two", categories="Journée d’étude", starts=make.wall(days=-9))
    make.event(title="Three")
    path = "/categories/journee-d-etude"
    assert f'href="{path}"' in client.get("/").text
    assert f'href="{path}"' in client.get("/events/one").text
    text = words(client.get(path).text)
    assert [name for name in ("One", "Two", "Three") if name in text] == ["One", "Two"]
    assert "Three" not in client.get("/categories/lecture").text
    assert client.get("/categories/unknown").status_code == 404


def test_a_category_of_drafts_alone_is_no_page(make, client):
    make.event(categories="Secret", status=EventStatus.DRAFT)
    assert client.get("/categories/secret").status_code == 404
    assert "Secret" not in client.get("/").text


def test_past_events_have_a_page_for_each_year(make, client):
    last, before = (make.wall().replace(year=make.wall().year - ago, month=3, day=9) for ago in (1, 2))
    make.event(title="Recent", starts=last)
    make.event(title="Older", starts=before)
    home = client.get("/").text
    for at, shown, other in ((last, "Recent", "Older"), (before, "Older", "Recent")):
        assert f'href="/archive/{at.year}"' in home
        text = client.get(f"/archive/{at.year}").text
        assert shown in text
        assert other not in text
    assert client.get("/archive/1999").status_code == 404


def test_the_first_page_shows_the_newest_past_events_and_leads_to_all(make, client):
    start = make.wall().replace(year=make.wall().year - 1, month=3, day=28)
    for number in range(14):
        make.event(title=f"Past {number:02}", starts=start.replace(day=28 - number))
    shown = re.findall(r"Past (\d+)<", client.get("/").text)
    assert shown == [f"{number:02}" for number in range(12)]
    assert len(re.findall(r"Past (\d+)<", client.get(f"/archive/{start.year}").text)) == 14


def test_search_engines_find_categories_and_years(make, client):
    make.event(categories="Lecture", starts=make.wall(days=-400))
    text = client.get("/sitemap.xml").text
    assert "/categories/lecture" in text
    assert f"/archive/{make.wall(days=-400).year}" in text
