"""The text of a comment: its field, why it may be refused, and the limit for one network address."""

import math
import time

from flask import current_app
from flask_babel import lazy_gettext as _l
from limits import RateLimitItemPerMinute
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

import visible_text
from extensions import limiter
from forms.public.form import PageForm
from models.comment import Comment, CommentRefusal, CommentRefused, Text
from models.user import User

NOTHING_SAID = _l("Write your comment.")
REFUSALS = {
    CommentRefusal.CLOSED: _l(
        "Comments are closed: nothing was sent. Copy your text if you want to keep it."
    ),
    CommentRefusal.DRAFT: _l("This event is a draft: comments open once it is published."),
    CommentRefusal.NO_PARENT: _l(
        "The comment that you answered is no longer there. Send yours as a new comment instead."
    ),
    CommentRefusal.DUPLICATE: _l("You have already sent this comment: there is no need to send it again."),
    CommentRefusal.TOO_SOON: _l("You are too fast: wait a few seconds, then send your comment again."),
    CommentRefusal.TOO_MANY: _l(
        "Too many comments come from your network: wait a minute, then send yours again."
    ),
    CommentRefusal.TOO_LATE: _l("A comment can be changed for 15 minutes, and that time is over."),
    CommentRefusal.EMPTY: NOTHING_SAID,
    CommentRefusal.RULE: _l(
        "This site does not take such comments. If you think that is a mistake, write to us."
    ),
}


class Typed:
    """A filter that keeps a text as typed, but for its line ends and control characters.

    What shows nothing is empty.
    """

    def __call__(self, value: str | None) -> str | None:
        if value is None:
            return None
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(char for char in value if char in "\n\t" or (ord(char) >= 0x20 and char != "\x7f"))
        return kept if visible_text.shows(kept) else ""


class TextForm(PageForm):
    """What a comment says."""

    noun = "amendment"
    author: User | None = None  # a member of the staff
    body = TextAreaField(
        _l("Comment"),
        filters=[Typed()],
        validators=[
            DataRequired(NOTHING_SAID),
            Length(max=65525, message=_l("Shorten the comment to 65,525 characters.")),
        ],
        render_kw={"rows": 8},
    )

    @classmethod
    def of(cls, comment: Comment) -> "TextForm":
        """Return the form as it was posted, or filled with the comment's text."""
        return cls(obj=comment)

    def text(self, address: str) -> Text:
        """Return the text of the valid form with its rendering.

        Raises CommentRefused when too many come from the visitor's ip address in a short time, and when it shows nothing.
        """
        if self.author is None:
            _count_text(address)
        text = Text.typed(self.body.data or "")
        if text.is_empty:
            raise CommentRefused(CommentRefusal.EMPTY)
        return text

    def refuse(self, refusal: CommentRefused) -> None:
        """Say beside the text why it was not taken."""
        self.body.errors = [REFUSALS[refusal.reason]]


def _count_text(address: str) -> None:
    """Count a text against what a network address may send in a minute.

    Raises CommentRefused beyond the limit.
    """
    most = RateLimitItemPerMinute(current_app.config["COMMENT_TEXTS_PER_MINUTE"])
    about = ("comment text", address)
    if limiter.enabled and not limiter.limiter.hit(most, *about):
        wait = limiter.limiter.get_window_stats(most, *about).reset_time - time.time()
        raise CommentRefused(CommentRefusal.TOO_MANY, max(1, math.ceil(wait)))
