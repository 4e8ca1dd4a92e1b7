"""Letters about comments: to the moderators, when one waits for them."""

from flask_babel import gettext as _

from extensions import db
from mails import defused
from mails.letter import Button, Letter, Quote, Unwritable, page
from models.comment import Comment
from models.message import Message


def new_comment(message: Message) -> Letter:
    """Return « Commentaire à modérer », with the comment that it replies to."""
    comment = _comment(message)
    author = defused.name(comment.name)
    quotes = [Quote(_("%(name)s writes:", name=author), defused.prose(comment.body))]
    if comment.parent and not comment.parent.erased:
        replied = defused.name(comment.parent.name)
        quotes.append(Quote(_("In reply to %(name)s:", name=replied), defused.prose(comment.parent.body)))
    return Letter(
        subject=_("Comment to moderate: %(event)s", event=defused.line(comment.event.title)),
        title=_("A comment is waiting for you"),
        facts=[(_("Event"), defused.line(comment.event.title)), (_("Name"), author)],
        quotes=quotes,
        button=Button(_("Decide in the queue"), page(f"/moderation#comment-{comment.id}")),
        because=_("You receive this message because you moderate comments on this site."),
    )


WRITERS = {"new comment": new_comment}


def _comment(message: Message) -> Comment:
    comment = db.session.get(Comment, message.comment_id or 0)
    if comment is None or comment.erased:
        raise Unwritable("the comment is gone")
    return comment
