"""The event page and the list of events, as visitors without JavaScript see them."""

import re
from html import unescape

import pytest

from blueprints.public import event_stream
from extensions import db
from models.event import EventStatus, Speaker, VenueState
from tests.pages import PARTIAL


def words(html):
    """The page's text as it is read: no tags, spaces of every kind alike."""
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<(script|head).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL))
    )


def shown(client, event, language="fr"):
    return words(client.get(f"/events/{event.slug}?lang={language}").text)


@pytest.fixture
def day(make):
    """The example event's facts."""
    return make.event(
        title="Articuler dynamique de regroupement",
        subtitle="Comment faire groupe\u202f?",
        host="Aatiko Conseils",
        starts=make.wall().fromisoformat("2027-03-22 09:30"),
        ends=make.wall().fromisoformat("2027-03-22 16:30"),
        venue_state=VenueState.CITY,
        city="Paris",
        capacity=80,
        description="## Pourquoi\n\nUne *raison* d’agir.",
        speakers=[
            Speaker(
                name="Jean-Claude Driant", function="professeur à l’École d’urbanisme", role="grand témoin"
            )
        ],
    )


def test_the_page_says_what_when_where_who_and_how_many(day, client):
    page = client.get(f"/events/{day.slug}").text
    assert '<h1 lang="fr">Articuler dynamique de regroupement</h1>' in page
    text = words(page)
    for told in (
        "Comment faire groupe ?",
        "Une journée proposée par Aatiko Conseils",
        "lundi 22 mars 2027, de 9 h 30 à 16 h 30",
        "Paris (lieu à confirmer)",
        "Grand témoin",
        "Jean-Claude Driant , professeur à l’École d’urbanisme",
        "80 places restantes",
    ):
        assert told in text, told
    assert "<h2>Pourquoi</h2>" in page
    assert "<em>raison</em>" in page


def test_the_english_twin_is_complete(day, client):
    text = shown(client, day, "en")
    for told in (
        "A day hosted by Aatiko Conseils",
        "Monday 22 March 2027, 9:30 am to 4:30 pm",
        "Paris (venue to be confirmed)",
        "80 seats left",
        "Add to my calendar",
    ):
        assert told in text, told
    assert "Où" not in text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Lieu à confirmer"),
        ({"venue_state": VenueState.ONLINE}, "En ligne"),
        ({"venue_state": VenueState.CONFIRMED, "venue_name": "La Halle", "address": "1 quai Bleu", "city": "Sète"},
         "La Halle , 1 quai Bleu , Sète"),
    ],
)  # fmt: skip
def test_the_place_has_four_states(make, client, facts, told):
    assert told in shown(client, make.event(**facts))


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting_list", "told"),
    [
        (3, 0, True, "3 places restantes"),
        (3, 2, True, "1 place restante"),
        (1, 1, True, "Complet"),
        (1, 1, False, "Complet"),
        (0, 0, False, "Complet"),
        (None, 0, True, "0 inscrit"),
        (None, 2, True, "2 inscrits"),
    ],
)
def test_a4_seats_are_told_as_a_newcomer_finds_them(make, client, capacity, taken, waiting_list, told):
    event = make.event(capacity=capacity, waiting_list=waiting_list)
    for _ in range(taken):
        make.registration(event)
    assert told in shown(client, event)


def test_d2_while_people_wait_a_newcomer_sees_a_full_event(make, client):
    event = make.event(capacity=1)
    make.registration(event)
    make.registration(event)
    with db.writing():
        event.capacity = 2
        event.changed("facts")
    text = shown(client, event)
    assert "Complet" in text
    assert "1 personne sur la liste d’attente" in text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"status": EventStatus.CANCELLED}, "Cet événement est annulé."),
        ({"status": EventStatus.POSTPONED}, "Cet événement est reporté."),
        ({"status": EventStatus.ARCHIVED}, "Cet événement est archivé."),
        ({"past": True}, "Cet événement a eu lieu."),
    ],
)
def test_an_event_that_does_not_simply_come_says_so(make, client, facts, told):
    starts = make.wall(days=-3 if facts.pop("past", False) else 3)
    text = shown(client, make.event(starts=starts, **facts))
    assert told in text
    assert "places restantes" not in text


def test_an_event_that_comes_has_no_banner(make, client):
    assert "banner" not in client.get(f"/events/{make.event().slug}").text


@pytest.mark.parametrize("slug", ["draft", "unknown", "../etc/passwd"])
def test_b3_what_is_not_public_is_not_there(make, client, slug):
    make.event(slug="draft", status=EventStatus.DRAFT, title="Brouillon secret")
    page = client.get(f"/events/{slug}")
    assert page.status_code == 404
    assert "Brouillon secret" not in page.text


def test_the_page_reads_well_in_a_search_result_and_in_a_preview(day, client):
    page = client.get(f"/events/{day.slug}").text
    summary = words(re.findall(r'<meta name="description"\s+content="(.*?)">', page)[0])
    assert summary.startswith(
        "Lundi 22 mars 2027, de 9 h 30 à 16 h 30, Paris (lieu à confirmer). Comment faire"
    )
    assert f'<link rel="canonical" href="http://localhost/events/{day.slug}">' in page
    assert f'hreflang="en" href="http://localhost/events/{day.slug}?lang=en"' in page
    assert '<meta property="og:title" content="Articuler dynamique de regroupement">' in page
    english = client.get(f"/events/{day.slug}?lang=en").text
    assert f'<link rel="canonical" href="http://localhost/events/{day.slug}?lang=en">' in english


def test_coming_events_stand_before_past_ones_soonest_and_latest_first(make, client):
    for title, days in (("far", 60), ("old", -90), ("near", 3), ("recent", -2)):
        make.event(title=f"Event {title}", starts=make.wall(days=days))
    make.event(title="Event draft", status=EventStatus.DRAFT)
    text = words(client.get("/").text)
    assert [match[1] for match in re.finditer(r"Event (\w+)", text)] == ["near", "far", "recent", "old"]


def test_without_events_the_list_says_so(client):
    assert "Rien n’est annoncé pour le moment." in words(client.get("/").text)


def test_what_changed_is_sent_as_regions_of_the_page(day, app, client):
    page = client.get(f"/events/{day.slug}").text
    with app.test_request_context("/"):
        seats = event_stream.regions(day, [("seats", None)])
        facts = event_stream.regions(day, [("facts", None), ("seats", None)])
    assert 'hx-target="#seats"' in seats
    elsewhere = {"registration-later", "comment-later"}  # stand where a form is not yet
    for region in set(re.findall(r'hx-target="#([\w-]+)"', seats + facts)) - elsewhere:
        assert f'id="{region}"' in page, region
    assert {"head", "facts", "description"} <= set(re.findall(r'hx-target="#([\w-]+)"', facts))


def test_an_error_for_htmx_goes_to_the_alert_region_and_replaces_nothing(client):
    answer = client.get("/events/unknown", headers=PARTIAL)
    assert answer.status_code == 404
    assert answer.headers["HX-Reswap"] == "none"
    assert 'hx-target="#alert"' in answer.text
    assert "<form" not in answer.text
