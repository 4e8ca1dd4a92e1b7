"""An event in words, in French and in English."""

from datetime import datetime

import pytest
from flask_babel import force_locale

from formats import announcement
from models.event import Event, VenueState

NB, NARROW = "\u00a0", "\u202f"


def event(starts, ends=None, **facts):
    return Event(
        starts=datetime.fromisoformat(starts),
        ends=datetime.fromisoformat(ends) if ends else None,
        **({"venue_state": VenueState.UNKNOWN, "timezone": "Europe/Paris"} | facts),
    )


@pytest.mark.parametrize(
    ("starts", "ends", "french", "english"),
    [
        ("2022-03-22 09:30", "2022-03-22 16:30",
         "mardi 22~mars 2022, de 9~h~30 à 16~h~30", "Tuesday 22~March 2022, 9:30~am to 4:30~pm"),
        ("2026-04-01 16:00", "2026-04-01 18:00",
         "mercredi 1er~avril 2026, de 16~h à 18~h", "Wednesday 1~April 2026, 4~pm to 6~pm"),
        ("2022-03-22 09:05", None, "mardi 22~mars 2022 à 9~h~05", "Tuesday 22~March 2022 at 9:05~am"),
        ("2022-03-22 12:00", "2022-03-22 12:00", "mardi 22~mars 2022 à 12~h", "Tuesday 22~March 2022 at noon"),
        ("2022-03-22 22:00", "2022-03-23 00:00",
         "mardi 22~mars 2022, de 22~h à minuit", "Tuesday 22~March 2022, 10~pm to midnight"),
        ("2027-05-08 20:00", "2027-05-09 00:00",
         "samedi 8~mai 2027, de 20~h à minuit", "Saturday 8~May 2027, 8~pm to midnight"),
        ("2027-05-08 20:00", "2027-05-09 00:30",
         "samedi 8~mai 2027, de 20~h à 0~h~30 le lendemain", "Saturday 8~May 2027, 8~pm to 12:30~am the next day"),
        ("2027-05-08 10:00", "2027-05-10 00:00",
         "du 8 au 9~mai 2027, de 10~h le premier jour à minuit le dernier",
         "8 to 9~May 2027, from 10~am on the first day to midnight on the last"),
        ("2027-05-08 00:00", "2027-05-09 00:00", "samedi 8~mai 2027", "Saturday 8~May 2027"),
        ("2027-05-08 00:00", "2027-05-10 00:00", "du 8 au 9~mai 2027", "8 to 9~May 2027"),
        ("2026-12-31 20:00", "2027-01-01 00:00",
         "jeudi 31~décembre 2026, de 20~h à minuit", "Thursday 31~December 2026, 8~pm to midnight"),
        ("2027-05-08 00:00", "2027-05-08 16:00",
         "samedi 8~mai 2027, de 0~h à 16~h", "Saturday 8~May 2027, midnight to 4~pm"),
        ("2027-05-08 00:00", "2027-05-09 16:00",
         "du 8 au 9~mai 2027, de 0~h le premier jour à 16~h le dernier",
         "8 to 9~May 2027, from midnight on the first day to 4~pm on the last"),
        ("2027-05-08 00:00", None, "samedi 8~mai 2027 à 0~h", "Saturday 8~May 2027 at midnight"),
        ("2022-03-22 09:30", "2022-03-24 16:30",
         "du 22 au 24~mars 2022, de 9~h~30 le premier jour à 16~h~30 le dernier",
         "22 to 24~March 2022, from 9:30~am on the first day to 4:30~pm on the last"),
    ],
)  # fmt: skip
def test_when(app, starts, ends, french, english):
    told = event(starts, ends)
    with force_locale("fr"):
        assert announcement.when(told) == french.replace("~", NB)
    with force_locale("en"):
        assert announcement.when(told) == english.replace("~", NB)


@pytest.mark.parametrize(
    ("starts", "ends", "french"),
    [
        ("2027-05-08 00:00", "2027-05-09 00:00", "Une journée proposée par l’Atelier"),
        ("2027-05-08 10:00", "2027-05-10 00:00", "Plusieurs journées proposées par l’Atelier"),
        ("2027-05-08 09:30", "2027-05-08 17:00", "Une journée proposée par l’Atelier"),
        ("2027-05-08 20:00", "2027-05-09 02:00", "Une rencontre proposée par l’Atelier"),
        ("2027-05-08 18:00", "2027-05-08 23:30", "Une rencontre proposée par l’Atelier"),
        ("2027-05-08 15:53", "2027-05-08 22:53", "Une rencontre proposée par l’Atelier"),
        ("2027-10-30 22:00", "2027-10-31 05:00", "Une rencontre proposée par l’Atelier"),
        ("2027-05-08 22:00", "2027-05-09 08:00", "Une rencontre proposée par l’Atelier"),
        ("2027-05-08 09:30", None, "Une rencontre proposée par l’Atelier"),
        ("2027-05-07 20:00", "2027-05-09 02:00", "Plusieurs journées proposées par l’Atelier"),
    ],
)
def test_f6_a_day_is_what_lies_within_the_day(app, starts, ends, french):
    with force_locale("fr"):
        assert announcement.hosted(event(starts, ends, host="L’Atelier")) == french


@pytest.mark.parametrize(
    ("host", "french", "english"),
    [
        ("La revue", "la revue", "La revue"),
        ("L’Atelier du Canal", "l’Atelier du Canal", "L’Atelier du Canal"),
        ("L'Atelier", "l'Atelier", "L'Atelier"),
        ("Le Labo", "le Labo", "Le Labo"),
        ("Les Amis", "les Amis", "Les Amis"),
        ("Une Revue", "une Revue", "Une Revue"),
        ("The Review", "The Review", "the Review"),
        ("A Review", "A Review", "a Review"),
        ("LA REVUE", "LA REVUE", "LA REVUE"),
        ("Lettres", "Lettres", "Lettres"),
        ("Léa Martin", "Léa Martin", "Léa Martin"),
        ("Theatre", "Theatre", "Theatre"),
        ("La", "La", "La"),
        ("Aatiko Conseils", "Aatiko Conseils", "Aatiko Conseils"),
    ],
)
def test_f6_an_article_within_the_sentence_is_small(app, host, french, english):
    told = event("2027-05-08 19:00", "2027-05-08 21:00", host=host)
    with force_locale("fr"):
        assert announcement.hosted(told) == f"Une rencontre proposée par {french}"
    with force_locale("en"):
        assert announcement.hosted(told) == f"An event hosted by {english}"


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "french", "english"),
    [
        ("Europe/Paris", "2027-10-31 02:30", "2027-10-31 04:00",
         "dimanche 31~octobre 2027, de 2~h~30 (heure d’été) à 4~h",
         "Sunday 31~October 2027, 2:30~am (summer time) to 4~am"),
        ("Europe/Paris", "2027-10-31 01:30", "2027-10-31 02:15",
         "dimanche 31~octobre 2027, de 1~h~30 à 2~h~15 (heure d’été)",
         "Sunday 31~October 2027, 1:30~am to 2:15~am (summer time)"),
        ("Africa/Casablanca", "2027-02-07 02:30", None,
         "dimanche 7~février 2027 à 2~h~30 (UTC+01:00)", "Sunday 7~February 2027 at 2:30~am (GMT+01:00)"),
    ],
)  # fmt: skip
def test_f3_an_hour_that_comes_twice_says_which_is_meant(app, zone, starts, ends, french, english):
    told = event(starts, ends, timezone=zone)
    with force_locale("fr"):
        assert announcement.hours(told) == french.replace("~", NB)
    with force_locale("en"):
        assert announcement.hours(told) == english.replace("~", NB)


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 place restante", "0 seats left"),
        (1, "1 place restante", "1 seat left"),
        (2, "2 places restantes", "2 seats left"),
        (1234, f"1{NARROW}234 places restantes", "1,234 seats left"),
    ],
)
def test_p7_zero_and_one_are_singular_in_french(app, count, french, english):
    with force_locale("fr"):
        assert announcement.seats_left(count) == french
    with force_locale("en"):
        assert announcement.seats_left(count) == english


@pytest.mark.parametrize(
    ("facts", "french", "english"),
    [
        ({}, "Lieu à confirmer", "Venue to be confirmed"),
        ({"venue_state": VenueState.CITY, "city": "Paris"},
         "Paris (lieu à confirmer)", "Paris (venue to be confirmed)"),
        ({"venue_state": VenueState.CITY, "city": ""}, "Lieu à confirmer", "Venue to be confirmed"),
        ({"venue_state": VenueState.ONLINE}, "En ligne", "Online"),
        ({"venue_state": VenueState.CONFIRMED, "venue_name": "La Halle", "address": "1 quai Bleu", "city": "Sète"},
         "La Halle, 1 quai Bleu, Sète", "La Halle, 1 quai Bleu, Sète"),
        ({"venue_state": VenueState.CONFIRMED, "venue_name": "", "address": "1 quai Bleu\n34200 Sète", "city": "Sète"},
         "1 quai Bleu, 34200 Sète", "1 quai Bleu, 34200 Sète"),
    ],
)  # fmt: skip
def test_f4_the_place_says_what_is_not_settled(app, facts, french, english):
    told = event("2022-03-22 09:30", **({"city": "", "venue_name": "", "address": ""} | facts))
    with force_locale("fr"):
        assert announcement.place(told) == french
    with force_locale("en"):
        assert announcement.place(told) == english


def test_the_clock_is_named_when_a_reader_may_doubt_it(app):
    assert announcement.zone(event("2022-03-22 09:30")) == ""
    online = event("2022-03-22 09:30", venue_state=VenueState.ONLINE)
    with force_locale("fr"):
        assert announcement.zone(online) == f"heure locale{NB}: Paris"
    with force_locale("en"):
        assert announcement.zone(online) == "local time in Paris"


def test_f1_another_zone_than_the_sites_is_named_with_the_hours(app):
    abroad = event("2022-03-22 09:30", timezone="America/New_York")
    at = datetime.fromisoformat("2022-03-22T13:30:00+00:00")
    with force_locale("fr"):
        assert (
            announcement.when(abroad) == f"mardi 22{NB}mars 2022 à 9{NB}h{NB}30 (heure locale{NB}: New York)"
        )
        assert announcement.local_moment(at, abroad) == (
            f"22{NB}mars 2022 à 9{NB}h{NB}30 (heure locale{NB}: New York)"
        )
    with force_locale("en"):
        assert announcement.when(abroad) == f"Tuesday 22{NB}March 2022 at 9:30{NB}am (local time in New York)"
        assert announcement.local_moment(at, abroad) == (
            f"22{NB}March 2022 at 9:30{NB}am (local time in New York)"
        )
