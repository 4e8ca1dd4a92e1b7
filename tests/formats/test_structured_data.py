"""JSON-LD: what machines are told of an event, read back from the page."""

import json
import re

import pytest

from models.event import EventStatus, Speaker, VenueState


def read(client, event):
    page = client.get(f"/events/{event.slug}").text
    return json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])


def test_f2_it_carries_name_place_start_and_end(make, client):
    event = make.event(
        title="Faire groupe",
        host="Aatiko",
        venue_state=VenueState.CONFIRMED,
        venue_name="La Halle",
        address="1 quai Bleu",
        city="Sète",
        starts=make.wall(days=30).replace(month=7, day=1, hour=9, minute=30),
    )
    said = read(client, event)
    assert said["@type"] == "Event"
    assert said["name"] == "Faire groupe"
    assert said["startDate"] == f"{event.starts:%Y-%m-%dT%H:%M}+02:00"
    assert said["endDate"] == f"{event.ends:%Y-%m-%dT%H:%M}+02:00"
    assert said["location"] == {
        "@type": "Place",
        "name": "La Halle",
        "address": {"@type": "PostalAddress", "addressLocality": "Sète", "streetAddress": "1 quai Bleu"},
    }
    assert said["organizer"]["name"] == "Aatiko"
    assert said["url"] == f"http://localhost/events/{event.slug}"


def test_f2_what_is_not_known_is_left_out(make, client):
    said = read(client, make.event(ends=None, host="", subtitle=""))
    assert not {
        "endDate",
        "organizer",
        "performer",
        "location",
        "description",
        "maximumAttendeeCapacity",
    } & set(said)


def test_f2_a_place_that_is_filled_in_but_not_told_yet_is_left_out(make, client):
    event = make.event(
        venue_state=VenueState.UNKNOWN, city="Sète", venue_name="La Halle", address="1 quai Bleu"
    )
    assert "location" not in read(client, event)


def test_f4_with_the_city_known_only_the_locality_is_told(make, client):
    event = make.event(venue_state=VenueState.CITY, city="Paris", venue_name="Secret", address="1 rue Tue")
    assert read(client, event)["location"] == {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": "Paris"},
    }


def test_an_event_online_has_a_virtual_place(make, client):
    event = make.event(venue_state=VenueState.ONLINE)
    said = read(client, event)
    assert said["location"] == {"@type": "VirtualLocation", "url": said["url"]}
    assert said["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (EventStatus.PUBLISHED, "EventScheduled"),
        (EventStatus.POSTPONED, "EventPostponed"),
        (EventStatus.CANCELLED, "EventCancelled"),
    ],
)
def test_the_status_is_told(make, client, status, said):
    told = read(client, make.event(status=status))
    assert told["eventStatus"] == f"https://schema.org/{said}"
    assert ("offers" in told) == (status is EventStatus.PUBLISHED)


def test_seats_are_told_as_a_newcomer_finds_them(make, client):
    event = make.event(capacity=2)
    make.registration(event)
    said = read(client, event)
    assert (said["maximumAttendeeCapacity"], said["remainingAttendeeCapacity"]) == (2, 1)
    assert said["offers"]["availability"] == "https://schema.org/InStock"
    make.registration(event)
    said = read(client, event)
    assert said["remainingAttendeeCapacity"] == 0
    assert said["offers"]["availability"] == "https://schema.org/SoldOut"


def test_an_event_that_is_over_offers_nothing(make, client):
    event = make.event(capacity=5, starts=make.wall(days=-2))
    assert not {"offers", "remainingAttendeeCapacity"} & set(read(client, event))


def test_no_text_can_close_the_script(make, client):
    event = make.event(title="</script><script>alert(1)</script> & <!-- l’été")
    page = client.get(f"/events/{event.slug}").text
    assert "</script><script>alert" not in page
    assert read(client, event)["name"] == event.title


def test_whoever_speaks_is_told_with_their_function(make, client):
    event = make.event(speakers=[Speaker(name="Jeanne", function="géographe", role="grand témoin")])
    assert read(client, event)["performer"] == [
        {"@type": "Person", "name": "Jeanne", "jobTitle": "géographe"}
    ]
