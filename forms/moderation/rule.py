"""An entry of the team's lists: what it catches, and what then becomes of the comment."""

import zlib
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import DataRequired, Length, ValidationError

from forms.checks import Trimmed
from forms.staff import StaffForm
from models.event import Event
from models.spam.rule import Effect, Rule
from spam.value import NotOne, RuleKind, Value

KINDS = {
    RuleKind.WORD: _l("Word or phrase"),
    RuleKind.ADDRESS: _l("E-mail address"),
    RuleKind.DOMAIN: _l("Domain"),
    RuleKind.NETWORK: _l("Network"),
}
EFFECTS = {
    Effect.HOLD: _l("Hold for a moderator"),
    Effect.SPAM: _l("File as spam"),
    Effect.REFUSE: _l("Refuse"),
}
WRONG = {
    RuleKind.WORD: _l("Give a word or a phrase. A star at an end stands for any letters."),
    RuleKind.ADDRESS: _l("Give an address like name@example.org."),
    RuleKind.DOMAIN: _l("Give a domain like example.org, or .org for all that end so."),
    RuleKind.NETWORK: _l("Give a network address like 203.0.113.7, or a network like 203.0.113.0/24."),
}


class RuleForm(StaffForm):
    """One entry. ``tried`` remembers which entry's trial was on the page when it was sent."""

    noun = "rule"
    tried = HiddenField()
    kind = SelectField(
        _l("What it names"), choices=[SelectChoice(*pair) for pair in KINDS.items()], coerce=RuleKind
    )
    text = StringField(
        lazy_pgettext("rule", "Rule"),
        filters=[Trimmed()],
        validators=[
            DataRequired(_l("Give a word, an address, a domain or a network.")),
            Length(max=200, message=_l("Shorten the rule to 200 characters.")),
        ],
        render_kw={"autocapitalize": "off", "autocomplete": "off", "spellcheck": "false"},
    )
    effect = SelectField(
        _l("What becomes of the comment"),
        choices=[SelectChoice(*pair) for pair in EFFECTS.items()],
        coerce=Effect,
    )
    event = SelectField(_l("Where"))

    def __init__(self, events: list[Event], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.events = {event.slug: event for event in events}
        slugs = [SelectChoice(slug, event.title) for slug, event in self.events.items()]
        self.event.choices = [SelectChoice("", _l("On all events")), *slugs]

    def validate_text(self, field: StringField) -> None:
        """An entry is one of its kind."""
        kind = self.kind.data
        try:
            if kind:
                Value.read(kind, field.data or "")
        except NotOne:
            raise ValidationError(WRONG[kind]) from None

    def rule(self) -> Rule:
        """Return what the valid form says, as an entry that stands on no list yet."""
        event = self.events.get(self.event.data or "")
        return Rule.drafted(self.kind.data, self.text.data or "", self.effect.data, event)

    @property
    def mark(self) -> str:
        """What tells this entry from any other, to remember that it was tried."""
        return f"{zlib.crc32(repr((self.kind.data, self.text.data, self.event.data)).encode()):08x}"
