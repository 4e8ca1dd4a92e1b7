"""A comment's text, as typed and as shown."""

from dataclasses import dataclass

import prose


@dataclass(frozen=True, slots=True)
class Text:
    """A typed text and its rendering.

    It is rendered outside the write transaction, because that takes time.
    """

    body: str
    html: str

    @classmethod
    def typed(cls, body: str) -> "Text":
        """Return a text with its rendering."""
        return cls(body, prose.comment(body))
