"""The questions of an event on the desk: the list in its order, and the form of one."""

from flask import Blueprint, Response, abort, make_response, render_template, request

from access import needs, staff
from blueprints.desk import question_page
from blueprints.desk.event_page import find
from extensions import db
from forms.desk.question import QuestionForm
from models.question import Question, QuestionFacts, Reworded, Unaskable
from models.registration import Registration
from models.user import Right

blueprint = Blueprint("desk_questions", __name__, url_prefix="/desk/events/<slug>/questions")


@blueprint.get("")
@needs(Right.ORGANISE)
def index(slug: str) -> Response:
    """Show the questions in their order, then those that are asked no more."""
    return question_page.answer(find(slug))


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
    return question_page.saved(event)


@blueprint.get("/<int:question_id>")
@needs(Right.ORGANISE)
def edit(slug: str, question_id: int) -> Response:
    """Show the form of a question."""
    event = find(slug)
    return _form(QuestionForm.of(event, question_page.one_of(event, question_id)))


@blueprint.post("/<int:question_id>")
@needs(Right.ORGANISE)
def update(slug: str, question_id: int) -> Response:
    """Change a question, or add rows; 409 with both versions when somebody changed it meanwhile."""
    event = find(slug)
    question = question_page.known(event, question_id)
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
    return question_page.saved(event)


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
    form.question = question = question_page.known(form.event, question_id)
    if question is None:
        return _gone(form, question_id)
    form.seen.data = QuestionFacts.fingerprint(question)
    return _form(form, 409, conflict=question)


def _gone(form: QuestionForm, question_id: int) -> Response:
    """Answer 409 when somebody deleted the question meanwhile; 404 when it is another event's."""
    return abort(404) if db.session.get(Question, question_id) else _form(form, 409, gone=True)
