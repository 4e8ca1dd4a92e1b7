"""Comments: posting one under an event, and the private page where its author changes it."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _

import access
import hypermedia
from blueprints.public import event_page
from extensions import db
from forms.public.comment import CommentForm
from forms.public.comment_text import TextForm
from models.comment import Comment, CommentRefused, Discussion, Node
from models.event import Event
from models.subscription import Subscription
from models.user import Right
from security import private

blueprint = Blueprint("comments", __name__)


@blueprint.get("/events/<slug>/comments")
@blueprint.get("/events/<slug>/comments/<int:comment_id>")
def index(slug: str, comment_id: int | None = None) -> Response:
    """Redirect to the event's page, which shows its comments: to the page where one of them is shown now.

    The comment form leaves the first address in the browser; the second is permanent, for mails for instance.
    """
    event = Event.published(slug) or abort(404)
    if comment_id is None:
        return hypermedia.go(url_for("events.show", slug=event.slug, _anchor="comments"))
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.event_id != event.id or not comment.visible:
        abort(404)
    number = Discussion.page_of(comment)
    page = number if number > 1 else None
    return hypermedia.go(url_for("events.show", slug=event.slug, page=page, _anchor=f"comment-{comment.id}"))


@blueprint.post("/events/<slug>/comments")
def create(slug: str) -> Response:
    """Post a comment; the answer is the comment in its place, or the form with what to correct."""
    event = find(slug)
    form = CommentForm(event, access.current_user())
    if form.asks_for_preview:
        return previewed(event, form)
    if not form.validate():
        return corrected(event, form)
    try:
        comment = event_page.post(form)
    except CommentRefused as refused:
        form.refuse(refused)
        return corrected(event, form, refused.seconds)
    if not hypermedia.wants_partial():
        return private(hypermedia.go(url_for("comments.show", token=comment.token)))
    return private(placed(comment))


@blueprint.post("/events/<slug>/comments/check")
def check(slug: str) -> Response:
    """Say what is wrong with one field (``?field=``), if it is filled in: its message alone is replaced."""
    form, name = CommentForm(find(slug), access.current_user()), request.args.get("field", "")
    if name not in {"body", "name", "email", "website"} & set(form.data):
        abort(404)
    faulty = bool(form[name].data) and not form[name].validate(form)
    html = render_template("public/comments/check.html", form=form, name=name)
    return make_response(html, 422 if faulty else 200)


@blueprint.get("/comments/<token>")
def show(token: str) -> Response:
    """Show authors their comment, what became of it, and what they can still do."""
    comment = Comment.by_token(token) or abort(404)
    return page(comment, TextForm.of(comment))


@blueprint.post("/comments/<token>")
def update(token: str) -> Response:
    """Change the text, within 15 minutes."""
    comment = Comment.by_token(token) or abort(404)
    form = TextForm.of(comment)
    if not form.validate():
        return page(comment, form, 422)
    try:
        text = form.text(access.source().address)
        with db.writing():
            comment.amend(text)
    except CommentRefused as refused:
        form.refuse(refused)
        return waiting(page(comment, form, 429 if refused.seconds else 422), refused.seconds)
    if not hypermedia.wants_partial():
        return private(hypermedia.go(url_for("comments.show", token=token)))
    return page(comment, form, say=_("Your changes are saved."))


def find(slug: str) -> Event:
    """Return the event to comment on: a public one or, for organisers, also a draft.

    Aborts with 404 for anything else. On a draft, organisers are told why it takes no comments.
    """
    event, user = Event.by_slug(slug), access.current_user()
    if event is None or not (event.is_public or (user and user.may(Right.ORGANISE))):
        abort(404)
    return event


def corrected(event: Event, form: CommentForm, seconds: int = 0) -> Response:
    """Answer with the form as it was filled in and with what to correct.

    The status is 429 when the visitor must wait ``seconds`` before trying again.
    """
    status = 429 if seconds else 422
    if hypermedia.wants_partial():
        answer = hypermedia.fragments("public/comments/new.hx.html", status, event=event, comment_form=form)
    else:
        answer = event_page.page(event, status, comment_form=form)
    return waiting(answer, seconds)


def waiting(answer: Response, seconds: int) -> Response:
    """Return an answer that says when to try again, if it is not at once."""
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    return answer


def previewed(event: Event, form: CommentForm) -> Response:
    """Answer with what the comment will look like, keeping all that was typed; nothing is stored."""
    try:
        if not form.preview(access.source().address):
            return corrected(event, form)
    except CommentRefused as refused:
        form.refuse(refused)
        return corrected(event, form, refused.seconds)
    if not hypermedia.wants_partial():
        return event_page.page(event, comment_form=form)
    return private(hypermedia.fragments("public/comments/preview.hx.html", comment_form=form))


def placed(comment: Comment) -> Response:
    """Answer htmx with the comment in its place and an empty form."""
    form = CommentForm.blank(comment.event, comment.user)
    say = _("Your comment is published.") if comment.visible else _("Your comment awaits approval.")
    context = {"node": Node(comment), "page": Discussion.page_of(comment), "comment_form": form}
    context["subscription"] = Subscription.to(comment.id)
    return hypermedia.fragments("public/comments/create.hx.html", 200, say, event=comment.event, **context)


def page(comment: Comment, form: TextForm, status: int = 200, say: str = "") -> Response:
    """Answer with the private page, or for htmx with what it says of the comment."""
    context = {"comment": comment, "form": form, "page": Discussion.page_of(comment)}
    context["subscription"] = Subscription.to(comment.id)
    if hypermedia.wants_partial():
        return private(hypermedia.fragments("public/comments/update.hx.html", status, say, **context))
    return private(make_response(render_template("public/comments/show.html", **context), status))
