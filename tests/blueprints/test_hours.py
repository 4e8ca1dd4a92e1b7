"""Pages say the hours of the event, whatever the server's zone, and name the zone in doubt."""

import re
from datetime import datetime, timedelta

import pytest

import clock
from extensions import db
from models.event import VenueState
from models.user import LentPhone, Role, Scope

NB = "\u00a0"
JULY = {
    "opens": "2027-07-01 09:00",
    "closes": "2027-07-15 18:00",
    "starts": "2027-07-20 10:00",
    "ends": "2027-07-20 12:00",
}
JANUARY = {key: hour.replace("-07-", "-01-") for key, hour in JULY.items()}
THERE = "(heure locale~: New York)"


@pytest.fixture
def planned(make):
    """Makes an event of which all hours are given as texts."""

    def event(hours, **facts):
        return make.event(**{key: datetime.fromisoformat(hour) for key, hour in hours.items()}, **facts)

    return event


@pytest.fixture
def abroad(planned):
    """An event in New York, of a site in Paris."""
    hours = JULY | {"comments_closes": "2027-07-30 12:00"}
    return planned(hours, timezone="America/New_York", capacity=1, confirm_address=True, stop_before=2)


def words(answer):
    """The text of a page, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace(NB, "~").split())


def told(answer, ident):
    """The text of one of its elements."""
    found = re.search(rf'<(\w+)[^>]* id="{ident}".*?</\1>', answer.text, re.DOTALL)
    assert found, answer.text
    return " ".join(re.sub(r"<[^>]+>", "", found[0]).replace(NB, "~").split())


@pytest.mark.usefixtures("anywhere")
def test_f1_registration_opens_and_closes_at_the_events_own_hour(client, planned):
    for hours, language, opens, closed in [
        (JANUARY, "fr", "Les inscriptions ouvrent le 1er~janvier 2027 à 9~h.", "Les inscriptions sont closes depuis le 15~janvier 2027 à 18~h."),
        (JULY, "fr", "Les inscriptions ouvrent le 1er~juillet 2027 à 9~h.", "Les inscriptions sont closes depuis le 15~juillet 2027 à 18~h."),
        (JULY, "en", "Registration opens on 1~July 2027 at 9~am.", "Registration closed on 15~July 2027 at 6~pm."),
    ]:  # fmt: skip
        event = planned(hours)
        for at, sentence in ((event.opens_at, opens), (event.starts_at, closed)):
            with clock.at(at - timedelta(minutes=24)):
                page = client.get(f"/events/{event.slug}?lang={language}")
                assert told(page, "registration-state") == sentence


@pytest.mark.usefixtures("anywhere")
def test_f1_visitors_read_the_events_hours_and_whose_they_are(client, make, abroad):
    page = f"/events/{abroad.slug}"
    with clock.at(abroad.opens_at - timedelta(hours=1)):
        shown = client.get(page)
        assert (
            told(shown, "registration-state")
            == f"Les inscriptions ouvrent le 1er~juillet 2027 à 9~h {THERE}."
        )
        assert (
            told(shown, "comments-closed") == f"Les commentaires ferment le 30~juillet 2027 à 12~h {THERE}."
        )
        assert "mardi 20~juillet 2027, de 10~h à 12~h heure locale~: New York" in words(shown)
        assert f"mardi 20~juillet 2027, de 10~h à 12~h {THERE}" in words(client.get("/"))
    with clock.at(abroad.opens_at + timedelta(minutes=7)):
        held = make.registration(abroad)
        kept = f"jusqu’au 1er~juillet 2027 à 10~h~07 {THERE}"
        assert kept in words(client.get(f"/registrations/{held.token}"))
        assert kept in words(client.get(f"/registrations/{held.address_token}/confirmation"))
        assert f"20~juillet 2027 à 8~h {THERE}" in words(client.get(page))


@pytest.mark.usefixtures("anywhere")
def test_f1_the_desk_reads_the_events_hours_and_whose_they_are(make, abroad, signed_in):
    with clock.at(abroad.opens_at + timedelta(minutes=7)):
        user, desk = make.user(Role.ADMIN), f"/desk/events/{abroad.slug}"
        admin = signed_in(user)
        with db.writing():
            until = clock.instant(abroad.ends + timedelta(hours=1), abroad.timezone)
            LentPhone.issue(user, abroad.id, "Entrée nord", Scope.SEE, until)
        held = make.registration(abroad)
        assert f"mardi 20~juillet 2027, de 10~h à 12~h {THERE}" in words(admin.get(desk))
        assert f"20~juillet 2027 à 13~h {THERE}" in words(admin.get(f"{desk}/phones"))
        assert f"1er~juillet 2027 à 10~h~07 {THERE}" in words(admin.get(f"{desk}/registrations/{held.id}"))


def test_f1_an_event_online_names_its_clock_in_the_list_too(client, planned):
    planned(JULY, venue_state=VenueState.ONLINE)
    with clock.at(datetime.fromisoformat("2027-06-01T00:00+00:00")):
        assert "de 10~h à 12~h (heure locale~: Paris)" in words(client.get("/"))
