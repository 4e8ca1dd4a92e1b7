"""The details of an audit log line in words, besides who, when and what.

Exported files of the audit log keep them as they are.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from formats.announcement import seats
from formats.data_map import purged
from formats.door import door_word
from formats.event_facts import end_words, field_words
from formats.event_facts import said as value_words
from formats.moderation import STATES
from formats.spam_rules import rule_effect, rule_kind
from models.check_in import Outcome
from models.comment import CommentState
from models.event import CommentsPolicy, EventStatus, PromotionPolicy, VenueState
from models.event.facts import HOURS
from models.event.whole_days import Span
from models.spam.protection import Filtering
from models.spam.rule import Effect
from models.user import Role, Scope
from spam.value import RuleKind

ROLES = {
    Role.ADMIN: _l("administrator"),
    Role.ORGANISER: _l("organiser"),
    Role.MODERATOR: _l("moderator"),
    Role.DOOR: _l("door"),
}
SCOPES = {Scope.CHECK_IN: _l("lets people in"), Scope.SEE: _l("only sees who is in")}
FILTERS = {
    Filtering.OFF: _l("spam filter off"),
    Filtering.HOLD: _l("the spam filter holds"),
    Filtering.FILE: _l("the spam filter holds and files"),
}
POLICIES = {
    CommentsPolicy.MODERATE: _l("every comment waits for a moderator"),
    CommentsPolicy.FIRST: _l("the first comment of an author waits"),
    CommentsPolicy.PUBLISH: _l("comments are published at once"),
}
SITE = {
    "name": _l("name"),
    "tagline": _l("line under the name"),
    "tagline_en": _l("line under the name, in English"),
    "about": _l("about the publisher"),
    "about_en": _l("about the publisher, in English"),
    "phone": _l("telephone"),
    "email": _l("e-mail address for visitors"),
    "accent": _l("accent colour"),
    "factor_roles": _l("roles that need a second factor"),
    "publisher": _l("publisher"),
    "legal_form": _l("legal form"),
    "postal_address": _l("postal address"),
    "legal_number": _l("registration number"),
    "director": _l("director of publication"),
    "hosting": _l("host"),
    "framing_sites": _l("sites that may show frames"),
}
SWITCHES = {
    "proof_of_work": (_l("browsers calculate first"), _l("browsers do not calculate first")),
    "require_name": (_l("a name is required"), _l("no name is required")),
    "require_email": (_l("an address is required"), _l("no address is required")),
    "password": (_l("with the password"), ""),
    "forced": (_l("let in all the same"), ""),
}
KINDS: dict[str, Callable[[Any], Any]] = {
    "status": EventStatus,
    "venue_state": VenueState,
    "promotion": PromotionPolicy,
    "comments_policy": CommentsPolicy,
}
UNSAID = {"at", "act", "former_address", "before", "after"}  # said by the line itself, or too long for it


def in_words(subject: str, facts: Mapping[str, Any]) -> str:
    """Return the facts of a line about ``subject`` in a row; one that has no words yet says itself."""
    said = [_states(facts), _changed(subject, facts)]
    left = UNSAID | {"source", "target", "changed", "fields"}
    if "source" in facts and facts["source"] not in set(CommentState):
        left.discard("source")  # the file that was imported
    said += [_one(name, value) for name, value in facts.items() if name not in left]
    return ", ".join(each for each in said if each)


def site_words(names: list[str]) -> str:
    """Return the names of the site's facts in a row."""
    return ", ".join(str(SITE.get(name, name)) for name in names)


def _states(facts: Mapping[str, Any]) -> str:
    known = [facts.get(name) for name in ("source", "target")]
    return " → ".join(str(STATES[CommentState(each)]) for each in known if each in set(CommentState))


def _changed(subject: str, facts: Mapping[str, Any]) -> str:
    names = facts.get("changed", facts.get("fields", []))
    if subject == "site":
        return site_words(names)
    return ", ".join(_from_to(name, facts.get("before") or {}, facts.get("after") or {}) for name in names)


def _from_to(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return a field with its values before and after, as far as the line knows them."""
    values = [_value(name, side) for side in (before, after) if name in side]
    field = field_words([name])
    return f"{field}\u00a0: {' → '.join(dict.fromkeys(values))}" if values else field


def _value(name: str, side: Mapping[str, Any]) -> str:
    value, kind = side[name], KINDS.get(name)
    if name in {"starts", "ends"} and side.get("starts"):
        starts, ends = (
            datetime.fromisoformat(side[one]) if side.get(one) else None for one in ("starts", "ends")
        )
        return end_words(name, Span(starts, ends)) if starts else ""
    if name in HOURS and value:
        value = datetime.fromisoformat(value)
    return shorten(value_words(kind(value) if kind else value), 80, placeholder="…")


def _one(name: str, value: Any) -> str:
    if name in SWITCHES:
        return str(SWITCHES[name][0 if value else 1])
    if name in WORDS:
        return "" if value is None else str(WORDS[name](value))
    plain = isinstance(value, str | int | float) and len(str(value)) <= 80
    return f"{name}\u00a0: {json.dumps(value, ensure_ascii=False)}" if plain else ""


def _recipients(count: int) -> str:
    return ngettext("%(num)s person", "%(num)s people", count)


def _companions(count: int) -> str:
    return ngettext("%(num)s companion", "%(num)s companions", count)


def _reports(count: int) -> str:
    return ngettext("%(num)s report", "%(num)s reports", count)


def _outcome(value: str) -> str:
    return "" if value == Outcome.WELCOME else door_word(Outcome(value))


WORDS: dict[str, Callable[[Any], Any]] = {
    "seats": seats,
    "people": _recipients,
    "companions": _companions,
    "count": _reports,
    "purged": purged,
    "version": lambda number: _("version %(number)s", number=number),
    "event": lambda number: _("event %(number)s", number=number),
    "question": lambda number: _("question %(number)s", number=number),
    "kind": lambda value: rule_kind(RuleKind(value)),
    "effect": lambda value: rule_effect(Effect(value)),
    "role": lambda value: ROLES[Role(value)],
    "scope": lambda value: SCOPES[Scope(value)],
    "filtering": lambda value: FILTERS[Filtering(value)],
    "policy": lambda value: POLICIES[CommentsPolicy(value)],
    "outcome": _outcome,
    "device": str,
    "source": str,
    "title": str,
}
