"""The words of an event's form: what can be chosen, and how each fault is corrected."""

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from models.event import CommentsPolicy, EventStatus, Problem, PromotionPolicy, VenueState

STATUSES = [
    SelectChoice(EventStatus.DRAFT, _l("Draft: only the staff sees it")),
    SelectChoice(EventStatus.PUBLISHED, _l("Published")),
    SelectChoice(EventStatus.POSTPONED, _l("Postponed: the page says so, registration is closed")),
    SelectChoice(EventStatus.CANCELLED, _l("Cancelled: the page says so, everything is closed")),
    SelectChoice(EventStatus.ARCHIVED, _l("Archived: kept to be read, everything is closed")),
]
VENUES = [
    SelectChoice(VenueState.UNKNOWN, _l("To be announced")),
    SelectChoice(VenueState.CITY, _l("The city is known, the place is to be confirmed")),
    SelectChoice(VenueState.CONFIRMED, _l("Confirmed")),
    SelectChoice(VenueState.ONLINE, _l("Online")),
]
PROMOTIONS = [
    SelectChoice(PromotionPolicy.CONFIRM, _l("A freed seat goes to the first at once")),
    SelectChoice(
        PromotionPolicy.OFFER, _l("A freed seat is offered to the first, who takes it in time or loses it")
    ),
    SelectChoice(PromotionPolicy.HAND, _l("I give out freed seats myself")),
]
POLICIES = [
    SelectChoice(CommentsPolicy.MODERATE, _l("Every comment waits for a moderator")),
    SelectChoice(CommentsPolicy.FIRST, _l("An author’s first comment waits for a moderator")),
    SelectChoice(CommentsPolicy.PUBLISH, _l("Comments are published at once, unless something looks bad")),
]
WORDS = {
    Problem.SLUG: _l("Use small letters without accents, digits and single hyphens, at most 120."),
    Problem.SLUG_TAKEN: _l("Another event has this address. Choose another one."),
    Problem.TITLE: _l("Give the event a title."),
    Problem.ZONE: _l("Name a time zone as Europe/Paris is."),
    Problem.NO_SUCH_HOUR: _l("Choose another hour: clocks jump over this one that night."),
    Problem.ENDS_BEFORE_START: _l("Choose an end after the beginning."),
    Problem.CLOSES_BEFORE_OPENING: _l("Choose a closing after the opening."),
    Problem.OPENS_TOO_LATE: _l("Choose an opening before the event is over."),
    Problem.CAPACITY: _l("Give a number of seats: 0 is full, nothing is unlimited."),
    Problem.MAX_SEATS: _l("Give a number between 1 and 100."),
    Problem.HOLD: _l("Give a number of minutes, from 5 to 10080, which is a week."),
    Problem.OFFER: _l("Give a number of hours, from 1 to 336, which are two weeks."),
    Problem.STOP: _l("Give a number of hours, from 0 to 720, which are a month."),
    Problem.LINKS: _l("Give a number of links from 1 to 1000, or nothing."),
    Problem.DAYS: _l("Give a number of days, or nothing."),
    Problem.REMINDERS: _l(
        "Write one reminder on each line, five at most, as “1 day before at 9:00” or “3 hours before”."
    ),
    Problem.DOMAINS: _l("Name domains as example.org is, with spaces between them."),
    Problem.CITY: _l("Name the city."),
    Problem.PLACE: _l("Give the place’s name or its address."),
    Problem.SPEAKER: _l("Name everybody who speaks."),
}
