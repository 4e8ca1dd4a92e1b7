"""A comment's text, as typed and as shown."""

from dataclasses import dataclass

import prose


@dataclass(frozen=True, slots=True)
class Text:
    """What somebody typed, and its rendering: made outside of the write transaction, for it takes its time."""

    body: str
    html: str

    @classmethod
    def typed(cls, body: str) -> "Text":
        """Return a text with its rendering."""
        return cls(body, prose.comment(body))
