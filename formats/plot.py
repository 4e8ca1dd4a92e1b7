"""Figures as plots, rendered on the server as SVG above a table with the same content.

The SVG has no fixed size, colours or scripts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from formats.answers import choice_words
from formats.door import door_clock
from formats.registrations import TABS
from formats.wording import day_of_month, locale, number, short_day
from models.event import Event
from models.question import Choice
from models.registration import RegistrationState
from models.registration.statistics import A_QUARTER, Span

STEP, THICK, HIGH = (
    10,
    8,
    100,
)  # a column's place, its width and the height of the highest, in units of the drawing


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a plot: a short name for the axis, a long one for the table, and the number.

    It also holds the number as a fraction of the greatest, or of the whole where there is one.
    """

    name: str
    count: int
    part: float
    brief: str = ""

    @property
    def width(self) -> float:
        """How long a bar is, of a hundred."""
        return round(self.part * HIGH, 2)


@dataclass(frozen=True, slots=True)
class Plot:
    """Values shown side by side, their common title, and a sentence that says what they show."""

    title: str
    heading: str
    says: str
    marks: tuple[Mark, ...]

    @property
    def most(self) -> int:
        """The greatest value."""
        return max((mark.count for mark in self.marks), default=0)

    @property
    def box(self) -> str:
        """The drawing's own measure."""
        return f"0 0 {max(1, len(self.marks)) * STEP} {HIGH}"

    @property
    def columns(self) -> list[tuple[float, float, float, float]]:
        """Return left, top, width and height of each column that is not empty."""
        return [
            (place * STEP + (STEP - THICK) / 2, round(HIGH - mark.width, 2), THICK, mark.width)
            for place, mark in enumerate(self.marks)
            if mark.count
        ]


def over_time(unit: str, spans: Sequence[Span]) -> Plot:
    """Return how registrations came."""
    headings = {"day": _("Day"), "week": _("Week from"), "month": _("Month")}
    named = [(_month(span) if unit == "month" else short_day(span.begins), span.count, "") for span in spans]
    marks = _marks(named)
    total = sum(span.count for span in spans)
    best = max(marks, key=lambda mark: mark.count, default=None)
    says = ngettext(
        "%(count)s registration in all.", "%(count)s registrations in all.", total, count=number(total)
    )
    if best and len(marks) > 1:
        says = _(
            "%(all)s Most came here: %(when)s (%(count)s).",
            all=says,
            when=best.name,
            count=number(best.count),
        )
    return Plot(_("Registrations over time"), headings[unit], says, marks)


def of_seats(event: Event, held: dict[RegistrationState, int]) -> Plot:
    """Return what the seats are: taken in each way, wanted, free."""
    named = [(str(TABS[state]), count, "") for state, count in held.items()]
    if event.seats_free is not None:
        named.append((pgettext("seats", "Free"), event.seats_free, ""))
    says = _("The number of seats is not limited.")
    if event.capacity is not None:
        says = ngettext(
            "The event has %(count)s seat.",
            "The event has %(count)s seats.",
            event.capacity,
            count=number(event.capacity),
        )
    return Plot(_("Seats"), _("Seats"), says, _marks(named, event.capacity or sum(held.values())))


def of_check_ins(spans: Sequence[Span], day: date | None = None) -> Plot:
    """Return when people arrived, on a day of several when it is named."""
    named = [(_quarter(span), span.count, _hour(span)) for span in spans]
    came = sum(span.count for span in spans)
    says = ngettext("%(count)s person is in.", "%(count)s people are in.", came, count=number(came))
    title = _("Arrivals on %(day)s", day=day_of_month(day)) if day else _("Arrivals")
    return Plot(title, _("Quarter of an hour"), says, _marks(named))


def of_answers(question: str, chosen: dict[Choice, int]) -> Plot:
    """Return how many gave each answer to a question."""
    given = sum(chosen.values())
    says = ngettext(
        "%(count)s answer by who comes.", "%(count)s answers by who comes.", given, count=number(given)
    )
    named = [(choice_words(choice), count, "") for choice, count in chosen.items()]
    return Plot(question, _("Answer"), says, _marks(named, given))


def _marks(named: Sequence[tuple[str, int, str]], whole: int = 0) -> tuple[Mark, ...]:
    most = max((whole, *(count for _name, count, _brief in named))) or 1
    return tuple(Mark(name, count, count / most, brief or name) for name, count, brief in named)


def _month(span: Span) -> str:
    return str(format_date(span.begins, "LLLL y", locale=locale()))


def _hour(span: Span) -> str:
    return door_clock().format(hour=span.begins.hour, minute=f"{span.begins.minute:02}")


def _quarter(span: Span) -> str:
    return _("%(begins)s to %(ends)s", begins=_hour(span), ends=_hour(Span(span.begins + A_QUARTER, 0)))
