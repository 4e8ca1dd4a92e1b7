"""What event plugins of WordPress export becomes events.

What no event is made of is counted and named.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models.comment import Comment
from models.event import Event, EventStatus, VenueState

SAMPLES = Path(__file__).parents[1] / "samples"
REAL = SAMPLES / "wordpress-6.1-event-plugins.xml"
TODAY = datetime(2026, 11, 30, 12, tzinfo=UTC)
ITEM = """<item><title>{title}</title><link>https://a.example/{slug}/</link><wp:post_id>{slug}</wp:post_id>
<wp:post_date_gmt>2026-04-01 07:00:00</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>{fields}
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>Ana</wp:comment_author>
<wp:comment_date_gmt>2026-04-02 08:00:00</wp:comment_date_gmt><wp:comment_content>Bien</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved></wp:comment></item>"""
FIELD = (
    "<wp:postmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value><![CDATA[{}]]></wp:meta_value></wp:postmeta>"
)
FILE = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://a.example</wp:base_blog_url>{}</channel></rss>"""
TEC = {"_EventStartDate": "2027-05-12 19:00:00", "_EventEndDate": "2027-05-12 21:00:00"}
MEC = {
    "mec_start_date": "2027-06-01",
    "mec_start_time_hour": "9",
    "mec_start_time_minutes": "5",
    "mec_start_time_ampm": "AM",
    "mec_end_date": "2027-06-01",
    "mec_end_time_hour": "1",
    "mec_end_time_minutes": "0",
    "mec_end_time_ampm": "PM",
}
EM = {
    "_event_start_date": "2027-07-01",
    "_event_start_time": "14:00:00",
    "_event_end_date": "2027-07-01",
    "_event_end_time": "16:00:00",
}


@pytest.fixture(autouse=True)
def today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def bring(app):
    """Run an import; returns what it says."""

    def run(file, *options):
        done = app.test_cli_runner().invoke(args=["import", "wordpress", str(file), *options])
        assert done.exit_code == 0, done.output
        return done.output

    return run


@pytest.fixture
def bring_one(bring, tmp_path):
    """Import a file of one item with these fields; returns its event and what was said."""

    def run(kind, fields, *options):
        file = tmp_path / "export.xml"
        told = "".join(FIELD.format(*field) for field in fields.items())
        file.write_text(FILE.format(ITEM.format(title="Un", slug="un", kind=kind, fields=told)))
        said = bring(file, *options)
        return the_event("un"), said

    return run


def the_event(slug):
    return db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()


def hours(event):
    return str(event.starts), str(event.ends)


def comments_of(event):
    return db.session.scalars(
        sa.select(Comment.body).where(Comment.event == event).order_by(Comment.id)
    ).all()


@pytest.mark.parametrize(
    ("slug", "begins", "ends", "place"),
    [
        ("conference-tec", "2027-05-12 19:00:00", "2027-05-12 21:00:00", "Salle Exemple"),
        ("atelier-mec", "2027-06-01 09:30:00", "None", ""),
        ("visite-em", "2027-07-01 14:00:00", "2027-07-01 16:00:00", ""),
    ],
)
def test_f54_events_of_three_plugins_come_with_dates_place_and_comments(bring, slug, begins, ends, place):
    bring(SAMPLES / "wordpress-event-plugins.xml")
    event = the_event(slug)
    assert hours(event) == (begins, ends)
    assert (event.timezone, event.status, event.venue_name) == ("Europe/Paris", EventStatus.PUBLISHED, place)
    assert len(comments_of(event)) == 1
    assert event.closes  # nobody has said how many seats there are


def test_f54_what_is_left_out_is_counted_and_named_by_type_in_the_dry_run_too(bring):
    for options in ((), ("--dry-run",)):
        said = bring(SAMPLES / "wordpress-event-plugins.xml", *options)
        assert "1 item of type product (Produit), 1 comment, left out" in said
        assert "1 item of type tribe_organizer (Orga), 0 comments, left out" in said


def test_f54_what_the_plugins_themselves_exported_comes_in(bring):
    said = bring(REAL)
    tec, mec, em = (the_event(slug) for slug in ("conference-tec", "atelier-mec", "visite-em"))
    assert (tec.venue_name, tec.address, tec.city) == (
        "Salle Exemple",
        "1 rue de l’Exemple\n75008 Paris\nFrance",
        "Paris",
    )
    assert (tec.host, tec.venue_state) == ("Orga", VenueState.CONFIRMED)
    assert tec.description == "Texte de Conférence TEC\n\nTarif\xa0: 12"
    assert (mec.venue_name, mec.address) == ("Médiathèque Exemple", "2 place de l’Exemple, 69001 Lyon")
    assert hours(mec) == ("2027-06-01 09:30:00", "2027-06-01 13:00:00")
    assert (em.venue_name, em.address) == ("Maison Exemple", "3 quai de l’Exemple\n33000 Bordeaux\nFrance")
    midday = the_event("midi-mec")
    assert (*hours(midday), midday.timezone) == (
        "2027-06-02 12:05:00",
        "2027-06-02 12:30:00",
        "America/Montreal",
    )
    assert "1 item of type product (Tasse), 2 comments, left out" in said
    assert "1 item of type tribe_venue (Salle Exemple), 1 comment, left out" in said
    assert "1 item of type location (Maison Exemple), 0 comments, left out" in said
    assert "1 drafts and private pages left out (brouillon-tec)" in said
    assert "cours-chaque-semaine-mec: it repeats there: only its first date is taken" in said


def test_f54_replies_below_the_depth_of_their_site_and_other_kinds_of_comments(bring):
    said = bring(REAL)
    bodies = comments_of(the_event("conference-tec"))
    assert sorted(bodies) == [*(f"niveau {level}" for level in range(1, 6)), "à la corbeille"]
    assert "conference-tec: created, 6 comments imported; of 6: 5 approved, 1 bin; 1 pingbacks" in said


@pytest.mark.parametrize(
    ("slug", "begins", "ends"),
    [
        ("journee-entiere-tec", "2027-06-05 00:00:00", "2027-06-07 00:00:00"),
        ("fete-mec", "2027-07-14 00:00:00", "2027-07-15 00:00:00"),
        ("semaine-em", "2027-08-02 00:00:00", "2027-08-07 00:00:00"),
    ],
)
def test_f54_events_of_whole_days_of_the_plugins_own_export(bring, slug, begins, ends):
    bring(REAL)
    assert hours(the_event(slug)) == (begins, ends)


@pytest.mark.parametrize(
    ("slug", "zone"), [("soiree-passee-tec", "America/New_York"), ("veillee-em", "Europe/Paris")]
)
def test_f54_an_event_that_is_over_is_archived(bring, slug, zone):
    bring(REAL)
    event = the_event(slug)
    assert (event.status, event.timezone, event.closes) == (EventStatus.ARCHIVED, zone, None)


def test_f54_without_a_usable_date_it_is_a_page_with_its_comments_and_this_is_told(bring):
    said = bring(REAL)
    event = the_event("sans-date")
    assert (event.status, comments_of(event)) == (EventStatus.ARCHIVED, ["Quand donc ?"])
    assert "sans-date: no usable date: it becomes a page" in said
    assert "sans-date: no usable date: it becomes a page" in bring(REAL, "--dry-run")


def test_f54_a_draft_stays_a_draft(bring):
    bring(REAL, "--page", "brouillon-tec")
    event = db.session.scalars(sa.select(Event)).one()
    assert (event.status, *hours(event)) == (EventStatus.DRAFT, "2027-09-01 10:00:00", "2027-09-01 11:00:00")


@pytest.mark.parametrize(
    ("kind", "fields", "begins", "ends"),
    [
        ("tribe_events", TEC | {"_EventEndDate": ""}, "2027-05-12 19:00:00", "None"),
        ("tribe_events", TEC | {"_EventEndDate": "2027-05-11 21:00:00"}, "2027-05-12 19:00:00", "None"),
        ("tribe_events", TEC | {"_EventTimezone": "UTC+2"}, "2027-05-12 19:00:00", "2027-05-12 21:00:00"),
        ("tribe_events", TEC | {"_EventTimezone": "UTC-3.5"}, "2027-05-13 00:30:00", "2027-05-13 02:30:00"),
        (
            "tribe_events",
            TEC | {"_EventTimezone": "Rien/Du tout"},
            "2027-05-12 19:00:00",
            "2027-05-12 21:00:00",
        ),
        (
            "tribe_events",
            {"_EventStartDateUTC": "2027-05-12 17:00:00", "_EventTimezone": "Europe/Paris"},
            "2027-05-12 19:00:00",
            "None",
        ),
        (
            "tribe_events",
            TEC | {"_EventStartDate": "2027-03-28 02:30:00"},
            "2027-03-28 03:30:00",
            "2027-05-12 21:00:00",
        ),
        ("mec-events", MEC, "2027-06-01 09:05:00", "2027-06-01 13:00:00"),
        ("mec-events", MEC | {"mec_start_time_hour": "12"}, "2027-06-01 00:05:00", "2027-06-01 13:00:00"),
        ("mec-events", MEC | {"mec_end_time_hour": "12"}, "2027-06-01 09:05:00", "2027-06-01 12:00:00"),
        ("mec-events", MEC | {"mec_hide_end_time": "1"}, "2027-06-01 09:05:00", "None"),
        ("mec-events", MEC | {"mec_hide_time": "1"}, "2027-06-01 00:00:00", "2027-06-02 00:00:00"),
        ("mec-events", {"mec_start_date": "2027-06-01"}, "2027-06-01 00:00:00", "2027-06-02 00:00:00"),
        ("event", EM | {"_event_end_date": "2027-07-03"}, "2027-07-01 14:00:00", "2027-07-03 16:00:00"),
        ("event", EM | {"_event_all_day": "1"}, "2027-07-01 00:00:00", "2027-07-02 00:00:00"),
        ("event", {"_event_start_date": "2027-07-01"}, "2027-07-01 00:00:00", "2027-07-02 00:00:00"),
        ("event", {"_event_start": "2027-07-01 12:00:00"}, "2027-07-01 14:00:00", "None"),
        (
            "event",
            {"_event_start": "2027-07-01 12:00:00", "_event_timezone": ""},
            "2027-07-01 14:00:00",
            "None",
        ),
        (
            "event",
            {"_event_start_date": "2027-07-01", "_event_end_date": "2027-07-03"},
            "2027-07-01 00:00:00",
            "2027-07-04 00:00:00",
        ),
        (
            "event",
            EM | {"_event_all_day": "1", "_event_end_date": "2027-07-03", "_event_end_time": "00:00:00"},
            "2027-07-01 00:00:00",
            "2027-07-04 00:00:00",
        ),
        (
            "mec-events",
            {"mec_start_date": "2027-06-01", "mec_end_date": "2027-06-03"},
            "2027-06-01 00:00:00",
            "2027-06-04 00:00:00",
        ),
        (
            "mec-events",
            {"mec_start_datetime": "2027-06-01 09:05 AM", "mec_end_datetime": "2027-06-01 01:00 PM"},
            "2027-06-01 09:05:00",
            "2027-06-01 13:00:00",
        ),
        (
            "mec-events",
            {
                "mec_start_date": "2027-06-01",
                "mec_start_day_seconds": "32700",
                "mec_end_date": "2027-06-01",
                "mec_end_day_seconds": "46800",
            },
            "2027-06-01 09:05:00",
            "2027-06-01 13:00:00",
        ),
        (
            "tribe_events",
            {"_EventStartDateUTC": "2027-05-12 17:00:00", "_EventEndDateUTC": "2027-05-12 19:00:00"},
            "2027-05-12 19:00:00",
            "2027-05-12 21:00:00",
        ),
        (
            "tribe_events",
            {"_EventStartDate": "2027-05-12 19:00:00", "_EventDuration": "7200"},
            "2027-05-12 19:00:00",
            "2027-05-12 21:00:00",
        ),
        (
            "tribe_events",
            {
                "_EventStartDate": "2027-05-12 06:00:00",
                "_EventEndDate": "2027-05-14 05:59:59",
                "_EventAllDay": "yes",
            },
            "2027-05-12 00:00:00",
            "2027-05-14 00:00:00",
        ),
        (
            "tribe_events",
            {
                "_EventStartDate": "2027-05-12 00:00:00",
                "_EventEndDate": "2027-05-14 00:00:00",
                "_EventAllDay": "yes",
            },
            "2027-05-12 00:00:00",
            "2027-05-14 00:00:00",
        ),
        (
            "tribe_events",
            {
                "_EventStartDate": "2027-05-12 00:00:00",
                "_EventEndDate": "2027-05-12 00:00:00",
                "_EventAllDay": "yes",
            },
            "2027-05-12 00:00:00",
            "2027-05-13 00:00:00",
        ),
    ],
)
def test_f54_hours_as_plugins_write_them(bring_one, kind, fields, begins, ends):
    event, _said = bring_one(
        kind, {"_event_timezone": "Europe/Paris"} | fields if kind == "event" else fields
    )
    assert (*hours(event), event.timezone) == (begins, ends, "Europe/Paris")
    assert comments_of(event) == ["Bien"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("tribe_events", {"_EventStartDate": "0000-00-00 00:00:00"}),
        ("tribe_events", {"_EventStartDate": "2027-02-30 10:00:00"}),
        ("mec-events", {"mec_start_date": "bientôt", "mec_start_time_hour": "9"}),
        ("event", {"event_date": "12/05/2027"}),  # of another plugin
    ],
)
def test_f54_a_date_that_is_none_makes_a_page_of_the_day_when_it_was_written(bring_one, kind, fields):
    event, said = bring_one(kind, fields)
    assert (str(event.starts), event.status) == ("2026-04-01 09:00:00", EventStatus.ARCHIVED)
    assert "un: no usable date: it becomes a page" in said
    assert comments_of(event) == ["Bien"]


@pytest.mark.parametrize(
    ("kind", "fields", "status"),
    [
        ("tribe_events", TEC | {"_tribe_events_status": "canceled"}, EventStatus.CANCELLED),
        ("tribe_events", TEC | {"_tribe_events_status": "postponed"}, EventStatus.POSTPONED),
        ("mec-events", MEC | {"mec_event_status": "EventCancelled"}, EventStatus.CANCELLED),
        ("event", EM | {"_event_active_status": "0"}, EventStatus.CANCELLED),
    ],
)
def test_f54_what_was_called_off_there_is_called_off_here(bring_one, kind, fields, status):
    assert bring_one(kind, fields)[0].status is status


def test_f54_a_price_and_an_address_of_its_own_are_kept_in_the_text(bring_one):
    fields = TEC | {"_EventCost": "12", "_EventCurrencySymbol": "€", "_EventURL": "https://b.example/x"}
    assert bring_one("tribe_events", fields)[0].description == "Tarif\xa0: 12 €\n\n<https://b.example/x>"


@pytest.mark.parametrize(
    ("cost", "words"),
    [("0", "Entrée libre."), ("0,00", "Entrée libre."), ("0-10", "Tarif : 0-10 €"), ("10", "Tarif : 10 €")],
)
def test_f54_what_costs_nothing_is_free_in_any_currency(bring_one, cost, words):
    event, _said = bring_one("tribe_events", TEC | {"_EventCost": cost, "_EventCurrencySymbol": "€"})
    assert event.description.replace("\u00a0", " ") == words


def test_f54_an_hour_that_comes_twice_is_told(bring_one):
    twice = {"_EventStartDate": "2027-10-31 02:30:00", "_EventStartDateUTC": "2027-10-31 01:30:00"}
    _event, said = bring_one("tribe_events", twice | {"_EventTimezone": "Europe/Paris"})
    assert "un: an hour that comes twice that night: the first is meant" in said


def test_f54_an_event_online(bring_one):
    assert bring_one("event", EM | {"_event_location_type": "url"})[0].venue_state is VenueState.ONLINE


def test_f54_a_comment_on_an_item_without_a_type_is_counted(bring, tmp_path):
    file = tmp_path / "export.xml"
    item = ITEM.format(title="Quoi", slug="quoi", kind="", fields="")
    for one in (item, item.replace("<wp:post_type></wp:post_type>", "")):
        file.write_text(FILE.format(one))
        for options in ((), ("--dry-run",)):
            assert "1 item without a type (Quoi), 1 comment, left out" in bring(file, *options)


def test_f54_many_comments_of_what_is_left_out_are_counted_once(bring, tmp_path, monkeypatch):
    monkeypatch.setattr("formats.wordpress_import.SLICE", 1)
    file = tmp_path / "export.xml"
    item = ITEM.format(title="Tasse", slug="tasse", kind="product", fields="")
    again = item[item.index("<wp:comment>") : item.index("</item>")]
    file.write_text(FILE.format(item.replace("</item>", again * 2 + "</item>")))
    assert "1 item of type product (Tasse), 3 comments, left out" in bring(file)
