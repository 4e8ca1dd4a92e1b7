"""What cannot be true of an event, said of a field."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What cannot be true of an event; the value says it in English."""

    SLUG = "use small letters without accents, digits and single hyphens, at most 120"
    SLUG_TAKEN = "another event has this address"
    TITLE = "give the event a title"
    ZONE = "is not a time zone, as Europe/Paris is"
    NO_SUCH_HOUR = "this hour does not exist: clocks jump over it that night"
    ENDS_BEFORE_START = "the event ends before it begins"
    CLOSES_BEFORE_OPENING = "registration closes before it opens"
    HIDDEN_BEFORE_SHOWN = "ends before it begins"
    OPENS_TOO_LATE = "registration opens when the event is over"
    CAPACITY = "is not a number of seats: 0 is full, nothing is unlimited"
    MAX_SEATS = "is not between 1 and 100"
    HOLD = "is not between 5 minutes and a week"
    OFFER = "is not between 1 hour and two weeks, which are 336"
    STOP = "is not between 0 and 720 hours, which are a month"
    LINKS = "is not a number of links from 1 to 1000; nothing is the site's own number"
    DAYS = "is not a number of days: 0 is the end of the event, nothing is never"
    REMINDERS = "is not a list of at most five, each as `1 day at 09:00` or `3 hours`"
    DOMAINS = "is no list of domains such as example.org"
    LINK = "is no address on the web such as https://example.org"
    CITY = "name the city"
    PLACE = "a confirmed place needs its name or its address"
    SPEAKER = "name the speaker"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fact that cannot be, by the name of its field."""

    field: str
    problem: Problem
