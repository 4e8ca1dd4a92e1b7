"""What the forms of visitors share: no cookie, no session, but a stamp and a trap for machines.

Public pages are the same bytes for everybody, so their forms carry a stamp that is signed, bound to the form, the same
for everybody within an hour, and too old after a day. Another site's page cannot post here at all (security.py).
"""

import time
from typing import Any

from flask import current_app
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, TimestampSigner
from wtforms import HiddenField, StringField

SLOT = 3600  # seconds during which everybody gets the same stamp
TOO_OLD = 24 * 3600


class _SlotSigner(TimestampSigner):
    """Signs with the beginning of the present slot as its time."""

    def get_timestamp(self) -> int:
        return int(time.time()) // SLOT * SLOT


def stamp(name: str) -> str:
    """Return the stamp that a form of this name carries now."""
    return _signer(name).sign(name).decode()


def stamp_fault(name: str, value: str) -> str:
    """Return what is wrong with a stamp that came back: ``""``, ``"no stamp"`` or ``"old stamp"``."""
    try:
        signed_at = _signer(name).unsign(value, return_timestamp=True)[1]
    except BadSignature:
        return "no stamp"
    return "old stamp" if time.time() - signed_at.timestamp() > TOO_OLD + SLOT else ""


def _signer(name: str) -> _SlotSigner:
    return _SlotSigner(current_app.config["SECRET_KEY"], salt=f"parvis.form.{name}")


class PublicForm(FlaskForm):
    """A form that anybody may post. ``noun`` prefixes the ids of its fields, so that two forms share a page."""

    class Meta:
        csrf = False

    noun = "form"
    stamp = HiddenField()
    nickname = StringField()  # a person never sees it; machines fill it in

    @property
    def signs_of_a_machine(self) -> list[str]:
        """Why this may not come from a person: ``honeypot``, ``no stamp``, ``old stamp``; empty for most people."""
        fault = stamp_fault(self.noun, self.stamp.data or "")
        return [sign for sign in ("honeypot" if self.nickname.data else "", fault) if sign]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.stamp.data = stamp(self.noun)

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return f"{self.noun}-{name.replace('_', '-')}"
