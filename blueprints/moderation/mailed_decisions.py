"""Deciding about a comment from a mail: the link opens a page, and only its button decides.

Whoever holds the link decides as the moderator to whom it was mailed; no session is asked for (models/comment/moderation_link.py).
"""

from flask import Blueprint, Response, abort, make_response, render_template

from extensions import db
from models.comment import Comment, Verb
from models.comment.decision import REACHED, CommentConflict, Decision, DecisionRefused
from models.comment.moderation_link import Expired, Forged, MailedLink
from security import private

blueprint = Blueprint("mailed_decisions", __name__, url_prefix="/moderation/mail/<verb>/<token>")
OFFERED = (Verb.APPROVE, Verb.SPAM, Verb.BIN)


@blueprint.get("")
def new(verb: str, token: str) -> Response:
    """Show the comment as it is now and ask; or say that there is nothing to decide any more."""
    chosen, link = opened(verb, token)
    return page(chosen, link)


@blueprint.post("")
def create(verb: str, token: str) -> Response:
    """Decide, as the moderator whose link it is, about the version that the mail quoted."""
    chosen, link = opened(verb, token)
    comment = db.session.get(Comment, link.comment_id) if link else None
    if link is None or comment is None or comment.erased:
        return page(chosen, link)
    try:
        with db.writing():
            comment.decide(chosen, link.version, by=link.user)
    except (CommentConflict, DecisionRefused):
        return page(chosen, link, 409)
    return page(chosen, link)


def opened(verb: str, token: str) -> tuple[Verb, MailedLink | None]:
    """Return the verb and the content of a mailed link; None in place of an expired link's content.

    Aborts with 404 for an unknown verb and with 403 for a forged link.
    """
    if verb not in OFFERED:
        abort(404)
    try:
        return Verb(verb), MailedLink.read(token)
    except Expired:
        return Verb(verb), None
    except Forged:
        abort(403)


def page(verb: Verb, link: MailedLink | None, status: int = 200) -> Response:
    """Answer with the page behind the link; 410 when it is too old or what it is about is gone."""
    comment = db.session.get(Comment, link.comment_id) if link else None
    if comment and comment.erased:
        comment = None
    last = Decision.last(comment) if comment else None
    done = comment is not None and comment.state in REACHED[verb]
    html = render_template(
        "moderation/mailed_decisions/new.html", link=link, verb=verb, comment=comment, last=last, done=done
    )
    return private(make_response(html, status if comment else 410))
