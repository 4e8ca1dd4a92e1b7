"""Pages to print for the day: the door list, the attendance sheet and the badges, laid out for A4."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from flask_babel import lazy_gettext as _l

from access import needs
from blueprints.desk.event_page import find
from models.check_in import attendance
from models.consent import Clause
from models.user import Right
from outside import number

blueprint = Blueprint("desk_prints", __name__, url_prefix="/desk/events/<slug>/prints")
SPARE = 8  # empty lines for who just came
A_PAGE = 8  # badges on one page


@dataclass(frozen=True, slots=True)
class Print:
    """Something to print: its template, its name and what it is for."""

    template: str
    title: object
    purpose: object


PRINTS = {
    "door-list": Print(
        "desk/prints/door_list.html",
        _l("Door list"),
        _l("Everybody who is expected, by family name, with a box to tick: for when nothing else works."),
    ),
    "attendance-sheet": Print(
        "desk/prints/attendance_sheet.html",
        _l("Attendance sheet"),
        _l("A line for each seat, to be signed for each half-day."),
    ),
    "badges": Print(
        "desk/prints/badges.html",
        _l("Badges"),
        _l("A badge for each seat, 90 × 65 mm, eight to a page, with lines to cut along."),
    ),
}


@blueprint.get("")
@needs(Right.ORGANISE)
def index(slug: str) -> str:
    """Show what can be printed."""
    event = find(slug)
    return render_template("desk/prints/index.html", event=event, prints=PRINTS, clauses=Clause.of(event))


@blueprint.get("/<printed>")
@needs(Right.ORGANISE)
def show(slug: str, printed: str) -> str:
    """Show one of them, as it is printed; ``?consent=3`` adds who agreed to that clause."""
    event, wanted = find(slug), PRINTS.get(printed) or abort(404)
    expected = attendance.places(event)
    pages = [expected[at : at + A_PAGE] for at in range(0, len(expected), A_PAGE)]
    asked = request.args.get("consent", 0, type=number)
    clause = next((each for each in Clause.of(event, withdrawn=True) if each.id == asked), None)
    facts = {"places": expected, "pages": pages, "spare": SPARE, "clause": clause}
    return render_template(wanted.template, event=event, title=wanted.title, **facts)
