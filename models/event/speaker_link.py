"""The private link under which somebody who speaks at an event comments as its guest.

It is derived from the event and the name, so that it is stored nowhere, and dies when the name leaves the event.
"""

from models import token
from models.event.record import Event, Speaker

KIND = "guest"


def token_of(event: Event, speaker: Speaker) -> str:
    """Return the 22-character token of a speaker's link."""
    return token.derive(KIND, _named(event, speaker))


def tokens(event: Event) -> dict[str, str]:
    """Return the tokens of everybody who speaks at an event, by name."""
    return {speaker.name: token_of(event, speaker) for speaker in event.speakers}


def named_by(event: Event, said: str) -> Speaker | None:
    """Return who of an event's speakers the token ``said`` names."""
    same = (one for one in event.speakers if token.fits(said, KIND, _named(event, one)))
    return next(same, None)


def _named(event: Event, speaker: Speaker) -> str:
    return f"{event.uid}:{speaker.name}"
