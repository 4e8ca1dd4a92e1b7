"""Questions that many events ask, ready to be asked, in the language of the event."""

from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from formats.wording import short_day
from models.event import Event
from models.question import ChoiceFacts, QuestionFacts, QuestionKind

KEY = "accessibility"
NOTICE = timedelta(days=7)  # what an interpreter needs at least


def accessibility(event: Event) -> list[QuestionFacts]:
    """Return the questions about what somebody needs to take part; their answers are erased a week after."""
    with force_locale(event.language):
        other = _("Something else")
        offered = (
            _("A place for a wheelchair"),
            _("A hearing loop"),
            _("French sign language"),
            _("Captions"),
            other,
        )
        before = short_day(event.starts - NOTICE)
        hint = _(
            "Please ask before %(day)s, so that it can be arranged. The organisers alone read it, and it is erased a week after the event.",
            day=before,
        )
        first = QuestionFacts(
            _("What do you need to take part?"), QuestionKind.SEVERAL, KEY, hint,
            choices=tuple(map(ChoiceFacts, offered)), sensitive=True,
        )  # fmt: skip
        second = QuestionFacts(
            _("What else do you need?"),
            QuestionKind.LONG,
            f"{KEY}-other",
            only_if=(KEY, other),
            sensitive=True,
        )
    return [first, second]
