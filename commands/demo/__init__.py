"""``demo``: an example site to try everything on: events, registrations and comments in every state.

It goes through the same verbs as visitors and staff, supposing for each act the day on which it happened. Loading it
again adds only what is missing. No mail is owed to its people: their addresses belong to nobody, and every mail
would come back.
"""

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
import yaml
from flask.cli import with_appcontext

import clock
from commands import events
from extensions import db
from models.event import Event, EventFacts
from models.fold import address_key
from models.message import Message
from models.registration import Details, Registration, RegistrationState, cancel, register
from models.revision import create, revise
from models.site import Site

FOLDER = Path(__file__).parent
EXAMPLE = ("faire-groupe", "faire-groupe-a-venir")  # the past one, and the one that anybody can try
OTHERS = ("lecture-en-ligne", "walking-the-edge")
PAST = {"faire-groupe"}
AHEAD = timedelta(days=60)  # a coming example begins no sooner than that
ANNOUNCED = timedelta(days=60)  # ago: before everything that happens on its page


@click.command()
@with_appcontext
def demo() -> None:
    """Load the example: site, events, registrations and comments in every state."""
    with db.writing():
        load_site()
        load_events(EXAMPLE + OTHERS)
        play(registrations())
    click.echo("The example is loaded.")


def load_example() -> bool:
    """Load the example site and its event, past and coming, when the database holds no event; say whether it did."""
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


def load_events(slugs: tuple[str, ...]) -> None:
    """Add the events that are missing, and move on those that must be coming but are over."""
    for slug in slugs:
        facts = events.read(FOLDER / f"{slug}.md").facts
        facts = facts if slug in PAST else coming(facts, clock.now())
        known = Event.by_slug(slug)
        if known is None:
            with clock.at(clock.now() - ANNOUNCED):
                create(facts)
        elif known.is_over and slug not in PAST:
            hours = {name: getattr(facts, name) for name in ("starts", "ends", "opens", "closes")}
            revise(known, dataclasses.replace(EventFacts.of(known), **hours))


def coming(facts: EventFacts, now: datetime) -> EventFacts:
    """Return the facts moved to the first year in which the event begins at least 60 days from now, on the same date."""
    soonest = clock.wall(now + AHEAD, facts.timezone)
    year = soonest.year + (facts.starts.replace(year=soonest.year) < soonest)
    moved = {
        name: hour.replace(year=year + hour.year - facts.starts.year)
        for name in ("starts", "ends", "opens", "closes")
        if (hour := getattr(facts, name))
    }
    return dataclasses.replace(facts, **moved)


Act = tuple[float, Callable[[], None]]  # how many days ago, and what happened then


def play(acts: list[Act]) -> None:
    """Let acts happen in their order, each on its day."""
    now = clock.now()
    for days, act in sorted(acts, key=lambda act: -act[0]):
        with clock.at(now - timedelta(days=days)):
            act()
    forget_mail()


def registrations() -> list[Act]:
    """Return the acts of everybody in registrations.yaml who has not registered yet."""
    acts: list[Act] = []
    for person in read("registrations"):
        for one in person["registrations"]:
            event = Event.by_slug(one["event"])
            if event is None or find(event, person["email"]):
                continue
            acts.append((one["days_before"], partial(enter, event, person, one["seats"])))
            if "cancelled_days_before" in one:
                acts.append((one["cancelled_days_before"], partial(leave, event, person)))
    return acts


def enter(event: Event, person: dict[str, Any], seats: int) -> None:
    """Register a person."""
    about = {name: person[name] for name in ("name", "email", "organisation", "job_title", "language")}
    register(event, Details(seats=seats, **about))


def leave(event: Event, person: dict[str, Any]) -> None:
    """Cancel a person's registration."""
    registration = find(event, person["email"])
    if registration and registration.state is not RegistrationState.CANCELLED:
        cancel(registration)


def find(event: Event, email: str) -> Registration | None:
    """Return the registration of an address for an event."""
    found = sa.select(Registration).where(Registration.event_id == event.id)
    return db.session.scalar(found.where(Registration.email_key == address_key(email)))


def forget_mail() -> None:
    """Take back the mails that what example people did has owed, to them or to the team."""
    people = [address_key(person["email"]) for person in read("registrations")]
    theirs = sa.select(Registration.id).where(Registration.email_key.in_(people))
    db.session.execute(sa.delete(Message).where(Message.registration_id.in_(theirs)))


def read(name: str) -> Any:
    """Return what a YAML file of the example says."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
