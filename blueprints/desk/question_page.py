"""What several desk blueprints show of the questions of an event: their list, and one of them."""

from flask import Response, abort, flash, make_response, render_template, url_for
from flask_babel import gettext as _

import hypermedia
from models.event import Event
from models.question import Question


def one_of(event: Event, question_id: int) -> Question:
    """Return one of an event's questions; 404 when it is none of them."""
    return known(event, question_id) or abort(404)


def known(event: Event, question_id: int) -> Question | None:
    """Return one of an event's questions, or None."""
    return next((one for one in Question.of(event) if one.id == question_id), None)


def answer(event: Event, status: int = 200, *, fault: str = "", say: str = "") -> Response:
    """Answer with the list of questions; ``fault`` is why something could not be done."""
    questions = Question.of(event)
    facts = {
        "event": event,
        "fault": fault,
        "questions": [one for one in questions if not one.withdrawn],
        "withdrawn": [one for one in questions if one.withdrawn],
    }
    if hypermedia.wants_partial():
        return hypermedia.fragments("desk/questions/index.hx.html", status, say, **facts)
    return make_response(render_template("desk/questions/index.html", **facts), status)


def saved(event: Event) -> Response:
    """Go back to the list and say that something is saved."""
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_questions.index", slug=event.slug))
