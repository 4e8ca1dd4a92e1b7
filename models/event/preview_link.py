"""The private link under which somebody outside the staff reads an event that is still a draft.

It is derived from the event, so that it is stored nowhere.
"""

from models import token
from models.event.record import Event

KIND = "preview"


def token_of(event: Event) -> str:
    """Return the 22-character token of the link to an event's draft."""
    return token.derive(KIND, event.uid)


def fits(event: Event, said: str) -> bool:
    """Say whether a text is the token of the link to an event's draft."""
    return token.fits(said, KIND, event.uid)
