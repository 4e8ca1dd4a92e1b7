"""The story of one registration as calendar files, for every program that reads them back: each as it follows the last."""

from dataclasses import replace
from datetime import datetime

from extensions import db
from formats import calendar
from models.event import EventFacts, VenueState
from models.registration import Registration, cancel
from models.revision import revise
from tests.factories import Factory

NAMES = ("announced", "confirmed", "moved", "cancelled")


def story(make: Factory) -> dict[str, bytes]:
    """The files that somebody gets: the place is to be confirmed, then it is, the hour moves, the person cancels."""
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
            revise(event, facts)
        files.append(read(person))
    with db.writing():
        cancel(person)
    return dict(zip(NAMES, [*files, read(person)], strict=True))


def read(person: Registration) -> bytes:
    """The file as it is now."""
    db.session.expire_all()
    return calendar.registration(person)
