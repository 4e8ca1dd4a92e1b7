"""The questions of an event on the desk: the list in its order, and the form of one."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.question import WORDS, QuestionForm
from models.event import Event
from models.question import Question, QuestionFacts, Reworded, Unaskable
from models.registration import Registration
from models.user import Right
from outside import number

blueprint = Blueprint("desk_questions", __name__, url_prefix="/desk/events/<slug>/questions")


@blueprint.get("")
@needs(Right.ORGANISE)
def index(slug: str) -> Response:
    """Show the questions in their order, then those that are asked no more."""
    return _list(find(slug))


@blueprint.get("/new")
@needs(Right.ORGANISE)
def new(slug: str) -> Response:
    """Show the form of a question that is not there yet."""
    return _form(QuestionForm.of(find(slug)))


@blueprint.post("/new")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Add a question at the end; the button for more rows only shows the form again."""
    event = find(slug)
    form = QuestionForm(event)
    if "rows" in request.form:
        return _more_rows(form)
    if not form.validate():
        return _form(form, 422)
    try:
        with db.writing():
            Question.ask(event, form.facts(), by=staff())
    except Unaskable as unaskable:  # what it hangs on went a moment ago
        return _form(form.refuse(unaskable.faults), 422)
    return _saved(event)


@blueprint.get("/<int:question_id>")
@needs(Right.ORGANISE)
def edit(slug: str, question_id: int) -> Response:
    """Show the form of a question."""
    event = find(slug)
    return _form(QuestionForm.of(event, one_of(event, question_id)))


@blueprint.post("/<int:question_id>")
@needs(Right.ORGANISE)
def update(slug: str, question_id: int) -> Response:
    """Change a question, or add rows; 409 with both versions when somebody changed it meanwhile."""
    event = find(slug)
    question = known(event, question_id)
    form = QuestionForm(event, question)
    if "rows" in request.form:
        return _more_rows(form)
    if question is None:
        return _gone(form, question_id)
    if not form.validate():
        return _form(form, 422)
    try:
        with db.writing():
            if question.rewrite(form.facts(), by=staff(), seen=form.seen.data):
                Registration.promote(event)  # a choice may have more seats now
    except Reworded:
        return _conflict(form, question_id)
    except Unaskable as unaskable:
        return _form(form.refuse(unaskable.faults), 422)
    return _saved(event)


@blueprint.post("/<int:question_id>/place")
@needs(Right.ORGANISE)
def move(slug: str, question_id: int) -> Response:
    """Put a question at the place that ``place`` says, counted from 0."""
    event = find(slug)
    question = one_of(event, question_id)
    index = request.form.get("place", 0, type=number)
    if why := _obstacle(lambda: question.place(index, by=staff())):
        return _list(event, 422, fault=why)
    if hypermedia.wants_partial():
        return _list(event, say=_("“%(question)s” has moved.", question=question.label))
    return hypermedia.go(url_for("desk_questions.index", slug=slug, _anchor=f"question-{question_id}"))


@blueprint.post("/<int:question_id>/removal")
@needs(Right.ORGANISE)
def destroy(slug: str, question_id: int) -> Response:
    """Ask a question no more; answers that people gave stay with them."""
    event = find(slug)
    question = one_of(event, question_id)
    why = _obstacle(lambda: question.remove(by=staff()))
    return _list(event, 422, fault=why) if why else _saved(event)


@blueprint.post("/<int:question_id>/return")
@needs(Right.ORGANISE)
def reinstate(slug: str, question_id: int) -> Response:
    """Ask a withdrawn question again."""
    event = find(slug)
    question = one_of(event, question_id)
    why = _obstacle(lambda: question.restore(by=staff()))
    return _list(event, 422, fault=why) if why else _saved(event)


def one_of(event: Event, question_id: int) -> Question:
    """Return one of an event's questions; 404 when it is none of them."""
    return known(event, question_id) or abort(404)


def known(event: Event, question_id: int) -> Question | None:
    """Return one of an event's questions, or None."""
    return next((one for one in Question.of(event) if one.id == question_id), None)


def _obstacle(change: Callable[[], None]) -> str:
    """Change something about a question; return why that cannot be, or nothing."""
    try:
        with db.writing():
            change()
    except Unaskable as unaskable:
        return str(WORDS[unaskable.faults[0][1]])
    return ""


def _more_rows(form: QuestionForm) -> Response:
    form.add_rows()
    return _form(form)


def _form(
    form: QuestionForm, status: int = 200, *, conflict: Question | None = None, gone: bool = False
) -> Response:
    """Answer with the question's form.

    ``conflict`` is the question as somebody else saved it in the meantime; ``gone`` says that it
    was deleted.
    """
    facts = {"form": form, "event": form.event, "conflict": conflict, "gone": gone}
    return make_response(render_template("desk/questions/edit.html", **facts), status)


def _conflict(form: QuestionForm, question_id: int) -> Response:
    """Answer 409: what was typed is kept, the other version stands above it; what is saved next counts."""
    form.question = question = known(form.event, question_id)
    if question is None:
        return _gone(form, question_id)
    form.seen.data = QuestionFacts.fingerprint(question)
    return _form(form, 409, conflict=question)


def _gone(form: QuestionForm, question_id: int) -> Response:
    """Answer 409 when somebody deleted the question meanwhile; 404 when it is another event's."""
    return abort(404) if db.session.get(Question, question_id) else _form(form, 409, gone=True)


def _saved(event: Event) -> Response:
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_questions.index", slug=event.slug))


def _list(event: Event, status: int = 200, *, fault: str = "", say: str = "") -> Response:
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
