"""An event in figures."""

from flask import Blueprint, render_template

from access import needs
from blueprints.desk.event_page import find
from formats import plot
from models.check_in import attendance
from models.registration import statistics
from models.user import Right

blueprint = Blueprint("desk_statistics", __name__, url_prefix="/desk/events/<slug>/statistics")


@blueprint.get("")
@needs(Right.ORGANISE)
def show(slug: str) -> str:
    """Show how registrations came, the seats, the answers to choice questions and the arrivals."""
    event = find(slug)
    several = len(event.days) > 1
    return render_template(
        "desk/statistics/show.html",
        event=event,
        over_time=plot.over_time(*statistics.registrations(event)),
        seats=plot.of_seats(event, statistics.seats(event)),
        answers=[plot.of_answers(asked.label, chosen) for asked, chosen in statistics.answers(event)],
        arrivals=[
            plot.of_check_ins(spans, day if several else None)
            for day, spans in attendance.by_quarters(event).items()
        ],
    )
