"""The place of a question on the form: it is moved, taken away, or given back."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk import question_page
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.question import WORDS
from models.question import Unaskable
from models.user import Right
from outside import number

blueprint = Blueprint(
    "desk_question_places", __name__, url_prefix="/desk/events/<slug>/questions/<int:question_id>"
)


@blueprint.post("/place")
@needs(Right.ORGANISE)
def update(slug: str, question_id: int) -> Response:
    """Put a question at the place that ``place`` says, counted from 0."""
    event = find(slug)
    question = question_page.one_of(event, question_id)
    index = request.form.get("place", 0, type=number)
    if why := _obstacle(lambda: question.place(index, by=staff())):
        return question_page.answer(event, 422, fault=why)
    if hypermedia.wants_partial():
        return question_page.answer(event, say=_("“%(question)s” has moved.", question=question.label))
    return hypermedia.go(url_for("desk_questions.index", slug=slug, _anchor=f"question-{question_id}"))


@blueprint.post("/removal")
@needs(Right.ORGANISE)
def destroy(slug: str, question_id: int) -> Response:
    """Ask a question no more; answers that people gave stay with them."""
    event = find(slug)
    question = question_page.one_of(event, question_id)
    why = _obstacle(lambda: question.remove(by=staff()))
    return question_page.answer(event, 422, fault=why) if why else question_page.saved(event)


@blueprint.post("/return")
@needs(Right.ORGANISE)
def create(slug: str, question_id: int) -> Response:
    """Ask a withdrawn question again."""
    event = find(slug)
    question = question_page.one_of(event, question_id)
    why = _obstacle(lambda: question.restore(by=staff()))
    return question_page.answer(event, 422, fault=why) if why else question_page.saved(event)


def _obstacle(change: Callable[[], None]) -> str:
    """Change something about a question; return why that cannot be, or nothing."""
    try:
        with db.writing():
            change()
    except Unaskable as unaskable:
        return str(WORDS[unaskable.faults[0][1]])
    return ""
