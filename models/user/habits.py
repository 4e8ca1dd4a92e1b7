"""How somebody who moderates wants to hear of comments that wait."""

from enum import StrEnum


class CommentMail(StrEnum):
    """When mail about waiting comments comes."""

    AT_ONCE = "at once"
    DAILY = "daily"
    NEVER = "never"
