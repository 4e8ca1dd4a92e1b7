"""The calendar file of one registration; calendars.py has those of events."""

from flask import Blueprint, Response, abort

from formats import calendar
from models.registration import Registration
from security import private

blueprint = Blueprint("registration_calendars", __name__)


@blueprint.get("/registrations/<token>.ics")
def show(token: str) -> Response:
    """Send the person's calendar file; it holds no private link."""
    registration = Registration.by_token(token) or abort(404)
    answer = Response(calendar.registration(registration), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{registration.event.slug}.ics"'
    return private(answer)
