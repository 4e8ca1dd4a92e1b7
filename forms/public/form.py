"""What the forms of visitors share: no cookie, no session, but a stamp and a trap for machines.

Public pages are the same bytes for everybody, so their forms carry a stamp that is signed, bound to the form, the same
for everybody within an hour, and too old after a day. Another site's page cannot post here at all (security.py).
"""

import time
from typing import Any

from itsdangerous import BadSignature, TimestampSigner
from wtforms import HiddenField, StringField

from forms.base import BaseForm
from models import token

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
    return _SlotSigner(token.signing_keys(), salt=f"parvis.form.{name}")


class PageForm(BaseForm):
    """A form on a public page or behind a private link."""

    class Meta:
        csrf = False  # no session: other sites are refused for all (security.py)


class PublicForm(PageForm):
    """A form that anybody may post: stamped, and with a trap that people never see."""

    stamp = HiddenField()
    trap = StringField(name="echo")  # a name that means nothing: browsers fill in what they can guess

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stamp_fault = stamp_fault(self.noun, self.stamp.data or "")
        if self.stamp_fault:
            self.stamp.data = stamp(self.noun)

    @property
    def is_trapped(self) -> bool:
        """Whether the trap came back filled: by a machine, or by somebody's browser that nobody asked to."""
        return any(self.trap.raw_data or ())

    @property
    def shows_trap(self) -> bool:
        """Whether the page contains the trap field.

        It does not once the trap was filled in or left out, so that nothing can fill it again.
        """
        return self.trap.raw_data in (None, [""])

    @property
    def signs_of_a_machine(self) -> list[str]:
        """The signs that a machine sent this: ``honeypot``, ``no stamp`` or ``old stamp``; usually empty."""
        return [sign for sign in ("honeypot" if self.is_trapped else "", self.stamp_fault) if sign]


class ConfirmedForm(PublicForm):
    """A public form that is shown again for confirmation when a machine may have filled it in.

    It is shown the second time without the trap and confirmed by its button.

    Nobody is refused and nobody is told why. A comment has no need of it: a moderator looks at what is suspect.
    """

    is_unconfirmed = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; what is right and may come from a machine is still to be confirmed."""
        fine = super().validate(extra_validators)
        self.is_unconfirmed = fine and self.is_doubtful
        return fine and not self.is_unconfirmed

    @property
    def is_doubtful(self) -> bool:
        """Whether a second look is asked for: the trap was filled."""
        return self.is_trapped
