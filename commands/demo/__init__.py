"""``demo``: an example site to try everything on: events, registrations and comments in every state.

It goes through the same verbs as visitors and staff, supposing for each step the day on which it happened. Loading it
again adds only what is missing. No mail is owed to its people: their addresses belong to nobody, and every mail
would come back.
"""

import dataclasses
from datetime import datetime, timedelta

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

import clock
from commands import events
from commands.demo.steps import FOLDER, comments, play, read, registrations
from commands.init import migrate
from extensions import db
from models import event_revision
from models.event import Event, EventFacts
from models.site.record import Site

EXAMPLE = ("faire-groupe", "faire-groupe-a-venir")  # the past one, and the one that anybody can try
OTHERS = ("lecture-en-ligne", "walking-the-edge")
PAST = {"faire-groupe"}
AHEAD = timedelta(days=60)  # a coming example begins no sooner than that
ANNOUNCED = timedelta(days=60)  # ago: before everything that happens on its page


@click.command()
@with_appcontext
def demo() -> None:
    """Load the example, with registrations and comments in every state; make the database if needed."""
    migrate()
    with db.writing():
        load_site()
        load_events(EXAMPLE + OTHERS)
        play([*registrations(), *comments()])
    click.echo("The example is loaded.")


def load_example() -> bool:
    """Load the example site and its past and coming events if the database holds no event.

    Returns whether it did.
    """
    with db.writing():
        if db.session.scalar(sa.select(sa.exists().select_from(Event))):
            return False
        load_site()
        load_events(EXAMPLE)
    return True


def load_site() -> None:
    """Say who publishes the site, unless somebody has said so already."""
    if db.session.get(Site, 1) is None:
        db.session.add(Site(id=1, **read("site")))
        Site.changed()


def load_events(slugs: tuple[str, ...]) -> None:
    """Add the events that are missing, and move on those that must be coming but are over."""
    for slug in slugs:
        facts = events.read(FOLDER / f"{slug}.md").facts
        facts = facts if slug in PAST else coming(facts, clock.now())
        known = Event.by_slug(slug)
        if known is None:
            with clock.at(clock.now() - ANNOUNCED):
                event_revision.create(facts)
                db.session.flush()
        elif known.is_over and slug not in PAST:
            hours = {name: getattr(facts, name) for name in ("starts", "ends", "opens", "closes")}
            event_revision.revise(known, dataclasses.replace(EventFacts.of(known), **hours))


def coming(facts: EventFacts, now: datetime) -> EventFacts:
    """Return the facts moved to the first year in which the event is at least 60 days away.

    The day and the month stay the same.
    """
    soonest = clock.wall(now + AHEAD, facts.timezone)
    year = soonest.year + (facts.starts.replace(year=soonest.year) < soonest)
    moved = {
        name: hour.replace(year=year + hour.year - facts.starts.year)
        for name in ("starts", "ends", "opens", "closes")
        if (hour := getattr(facts, name))
    }
    return dataclasses.replace(facts, **moved)
