"""Asking at once what many events ask: the accessibility needs of who comes."""

from flask import Blueprint, Response

from access import needs, staff
from blueprints.desk import question_page
from blueprints.desk.event_page import find
from extensions import db
from formats import ready_questions
from models.question import Question
from models.user import Right

blueprint = Blueprint("desk_ready_questions", __name__, url_prefix="/desk/events/<slug>/questions")


@blueprint.post("/accessibility")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Add the questions about accessibility needs at the end, unless they are there already."""
    event = find(slug)
    listed = ready_questions.accessibility(event)
    with db.writing():
        event.lock()
        known = {one.key for one in Question.of(event)}
        for facts in listed:
            if facts.key not in known:
                Question.ask(event, facts, by=staff())
    return question_page.saved(event)
