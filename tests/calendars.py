"""The calendar files of one registration, in order, for every program that reads them back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from extensions import db
from formats import calendar
from models import event_revision
from models.event import EventFacts, VenueState
from models.registration import Registration
from tests.factories import Factory

HOURS = {  # what a zone's clock says, as UTC: an hour that comes twice, and zones of every kind beside it
    "start-in-repeated-hour": ("Europe/Paris", "2027-10-31 02:30", "2027-10-31 04:00", "20271031T0030", "20271031T0300"),
    "end-in-repeated-hour": ("Europe/Paris", "2027-10-31 01:30", "2027-10-31 02:15", "20271030T2330", "20271031T0015"),
    "night-of-clock-change": ("Europe/Paris", "2027-10-30 22:00", "2027-10-31 05:00", "20271030T2000", "20271031T0400"),
    "archive-1943": ("Europe/Paris", "1943-05-20 09:00", "1943-05-20 18:00", "19430520T0700", "19430520T1600"),
    "zone-new-york": ("America/New_York", "2027-03-12 09:00", "2027-03-15 17:00", "20270312T1400", "20270315T2100"),
    "zone-st-johns": ("America/St_Johns", "2027-11-06 20:30", "2027-11-07 03:00", "20271106T2300", "20271107T0630"),
    "zone-casablanca": ("Africa/Casablanca", "2027-02-10 18:00", "2027-02-10 20:00", "20270210T1800", "20270210T2000"),
    "zone-lord-howe": ("Australia/Lord_Howe", "2027-04-04 00:30", "2027-04-04 04:00", "20270403T1330", "20270403T1730"),
    "zone-dublin": ("Europe/Dublin", "2027-01-15 09:00", "2027-01-15 11:00", "20270115T0900", "20270115T1100"),
}  # fmt: skip
NAMES = ("announced", "confirmed", "moved", "cancelled")


def hours(make: Factory) -> Iterator[tuple[bytes, str, str]]:
    """Yield the calendar file of each event of HOURS, and the instants of its beginning and its end."""
    for slug, (zone, starts, ends, begins, over) in HOURS.items():
        event = make.event(
            slug=slug, title=slug, timezone=zone,
            starts=datetime.fromisoformat(starts), ends=datetime.fromisoformat(ends),
        )  # fmt: skip
        yield calendar.event(event), begins, over


def story(make: Factory) -> dict[str, bytes]:
    """Return the files of one registration: place announced, place known, hour moved, cancelled."""
    event = make.event(
        title="Faire groupe, à Paris",
        starts=datetime.fromisoformat("2027-03-29 09:30"),
        ends=datetime.fromisoformat("2027-03-29 16:30"),
        venue_state=VenueState.CITY,
        city="Paris",
    )
    person = make.registration(event)
    files = [read(person)]
    facts = EventFacts.of(event)
    for change in (
        {
            "venue_state": VenueState.CONFIRMED,
            "venue_name": "Halle Pajol",
            "address": "20, esplanade Nathalie-Sarraute",
        },
        {"starts": datetime.fromisoformat("2027-03-30 10:00"), "ends": None},
    ):
        facts = replace(facts, **change)
        with db.writing():
            event_revision.revise(event, facts)
        files.append(read(person))
    with db.writing():
        person.cancel()
    return dict(zip(NAMES, [*files, read(person)], strict=True))


def read(person: Registration) -> bytes:
    """The file as it is now."""
    db.session.expire_all()
    return calendar.registration(person)
