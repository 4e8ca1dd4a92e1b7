"""The team's lists in words: what an entry names, and what becomes of a comment that it catches."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from models.spam.rule import Effect
from spam.value import RuleKind

KINDS = {
    RuleKind.WORD: lazy_pgettext("list", "word"),
    RuleKind.ADDRESS: lazy_pgettext("list", "e-mail address"),
    RuleKind.DOMAIN: lazy_pgettext("list", "domain"),
    RuleKind.NETWORK: lazy_pgettext("list", "network"),
}
EFFECTS = {
    Effect.HOLD: _l("Held for a moderator"),
    Effect.SPAM: _l("Filed as spam"),
    Effect.REFUSE: _l("Refused"),
}


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    app.jinja_env.filters.update(rule_kind=rule_kind, rule_effect=rule_effect)


def rule_kind(kind: RuleKind) -> str:
    """Return the word for what an entry names."""
    return str(KINDS[kind])


def rule_effect(effect: Effect) -> str:
    """Return the words for what becomes of a comment."""
    return str(EFFECTS[effect])
