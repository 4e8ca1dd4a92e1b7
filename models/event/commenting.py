"""An organiser's settings for an event's comments: whether, how and until when people may write."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app

import clock
from models.event.fields import EventColumns
from models.event.states import EventStatus

A_CENTURY = 36500  # days


class CommentRules(EventColumns):
    """The options of commenting.

    Comments are closed by hand, at a given time (``comments_closes``), or some days after the
    event.
    """

    if TYPE_CHECKING:

        @property
        def over_at(self) -> datetime: ...

    @property
    def links_to_hold(self) -> int:
        """From how many links on a comment waits: the event's own number, or the site's (``COMMENT_LINKS``)."""
        site: int = current_app.config["COMMENT_LINKS"]
        return site if self.comments_links is None else self.comments_links

    @property
    def comments_close_at(self) -> datetime | None:
        """The instant when comments close by themselves, the sooner of both ways; None when they never do."""
        at = [clock.instant(self.comments_closes, self.timezone)] if self.comments_closes else []
        if self.comments_days is not None:
            at.append(self.over_at + timedelta(days=self.comments_days))
        return min(at, default=None)

    @property
    def accepts_comments(self) -> bool:
        """Whether visitors may comment.

        The event must be published or postponed, with comments that are open and not closed yet.
        """
        closes = self.comments_close_at
        published = self.status in {EventStatus.PUBLISHED, EventStatus.POSTPONED}
        return self.comments_open and published and (closes is None or clock.now() < closes)
