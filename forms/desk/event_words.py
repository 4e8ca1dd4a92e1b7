"""How each problem of an event is corrected."""

from flask_babel import lazy_gettext as _l

from models.event import Problem

WORDS = {
    Problem.SLUG: _l("Use small letters without accents, digits and single hyphens, at most 120."),
    Problem.SLUG_TAKEN: _l("Another event has this address. Choose another one."),
    Problem.TITLE: _l("Give the event a title."),
    Problem.ZONE: _l("Name a time zone as Europe/Paris is."),
    Problem.NO_SUCH_HOUR: _l("Choose another hour: clocks jump over this one that night."),
    Problem.ENDS_BEFORE_START: _l("Choose an end after the beginning."),
    Problem.CLOSES_BEFORE_OPENING: _l("Choose a closing after the opening."),
    Problem.HIDDEN_BEFORE_SHOWN: _l("Choose an end after the beginning."),
    Problem.OPENS_TOO_LATE: _l("Choose an opening before the event is over."),
    Problem.CAPACITY: _l("Give a number of seats: 0 is full, nothing is unlimited."),
    Problem.MAX_SEATS: _l("Give a number between 1 and 100."),
    Problem.HOLD: _l("Give a number of minutes, from 5 to 10080, which is a week."),
    Problem.OFFER: _l("Give a number of hours, from 1 to 336, which are two weeks."),
    Problem.STOP: _l("Give a number of hours, from 0 to 720, which are a month."),
    Problem.LINKS: _l("Give a number of links from 1 to 1000, or nothing."),
    Problem.DAYS: _l("Give a number of days, or nothing."),
    Problem.REMINDERS: _l(
        "Write one reminder on each line, five at most, as “1 week before”, “1 day before at 9:00” or “3 hours before”."
    ),
    Problem.DOMAINS: _l("Name domains as example.org is, with spaces between them."),
    Problem.LINK: _l("Enter an address like https://example.org."),
    Problem.CITY: _l("Name the city."),
    Problem.PLACE: _l("Give the place’s name or its address."),
    Problem.SPEAKER: _l("Name everybody who speaks."),
}
