"""The forms of the check-in page: a person from the list, a code, a walk-in, or a phone's scans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

import clock
import email_address
from forms import fields
from forms.checks import Trimmed
from forms.fields import Number
from forms.staff import StaffForm
from models.check_in import Outcome, Scan
from models.event import Event
from models.registration import Details
from models.registration.fields import LONGEST
from outside import LARGEST, is_text

MOST = 500  # scans in one message; a phone sends the rest in the next
KINDS = {"scan", "undo", "walk-in"}


class ScanForm(StaffForm):
    """A person chosen on the list, or a ticket's code typed or read by a hand scanner."""

    noun = "scan"
    code = StringField(_l("Ticket code"), filters=[Trimmed()], validators=[Length(max=200)])
    person = Number(validators=[Optional(), NumberRange(1)])
    nonce = HiddenField(validators=[DataRequired(), Length(max=64)])
    forced = HiddenField()

    def said(self, device: str = "") -> Scan:
        """Return the scan of the valid form; it happens now, on a lent phone when ``device`` names it."""
        chosen = self.person.data
        return Scan(
            self.nonce.data or "",
            clock.now(),
            self.code.data or "",
            chosen,
            device,
            forced=bool(self.forced.data),
        )


class WalkInForm(StaffForm):
    """Somebody who comes without having registered."""

    noun = "walk-in"
    nonce = HiddenField(validators=[DataRequired(), Length(max=64)])
    forced = HiddenField()
    name = fields.fact("name", _l("Enter a name."))
    organisation = fields.fact("organisation")
    email = fields.email()
    seats = IntegerField(
        _l("Number of seats"),
        default=1,
        validators=[NumberRange(1, 100, _l("Give a number between 1 and 100."))],
        render_kw={"inputmode": "numeric", "min": 1},
    )

    def details(self, event: Event) -> Details:
        """Return who it is, from the valid form."""
        return Details(
            name=self.name.data or "",
            email=self.email.data or "",
            organisation=self.organisation.data or "",
            seats=self.seats.data or 1,
            language=event.language,
        )

    def scan(self, device: str = "") -> Scan:
        """Return that they come in now, let in on a lent phone when ``device`` names it."""
        return Scan(self.nonce.data or "", clock.now(), device=device, forced=bool(self.forced.data))


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that was done on a phone: a ``scan``, an ``undo`` of a person's entry, or a ``walk-in``."""

    kind: str
    scan: Scan
    details: Details | None = None


def actions(said: Any, event: Event, lent: str = "") -> list[Action]:
    """Return what a phone did, in the order in which it happened.

    Raises ValueError for anything that our phones do not send.

    ``lent`` is the name of a lent phone; others name themselves by a number that they made up.
    A phone's clock may be wrong. It says what time it believes it is, and only the distance from there counts.
    """
    if not isinstance(said, Mapping) or not isinstance(said.get("scans"), list) or len(said["scans"]) > MOST:
        raise ValueError("not a list of scans")
    device, now = lent or _text(said, "device", 64), _number(said, "now")
    read = [_action(each, device, now, event) for each in said["scans"]]
    return sorted(read, key=lambda action: action.scan.at)


def _action(said: Any, device: str, now: int, event: Event) -> Action:
    if not isinstance(said, Mapping) or _text(said, "kind", 10) not in KINDS:
        raise ValueError("not a scan")
    told, chosen = _text(said, "told", 20), said.get("person")
    if chosen is not None and not (isinstance(chosen, int) and 0 < chosen <= LARGEST):
        raise ValueError("not a person")
    ago = timedelta(milliseconds=min(max(0, now - _number(said, "at")), 10**10))
    scan = Scan(
        nonce=_text(said, "nonce", 64), at=clock.now() - ago, code=_text(said, "code", 200),
        registration_id=chosen, device=device, told=Outcome(told) if told else None, forced=said.get("forced") is True,
    )  # fmt: skip
    if not scan.nonce or (said["kind"] == "undo" and chosen is None):
        raise ValueError("a scan without its name, or an undo of nobody")
    return Action(said["kind"], scan, _details(said, event) if said["kind"] == "walk-in" else None)


def _details(said: Mapping[str, Any], event: Event) -> Details:
    """Return the details of a walk-in; what is too long is cut, an invalid email address left out.

    The person is already inside, so nothing is refused for that; only a missing name raises
    ValueError.
    """
    name, organisation, email = (
        Trimmed()(_text(said, key, 1000)) or "" for key in ("name", "organisation", "email")
    )
    if not _text(said, "name", 1000).strip():
        raise ValueError("a walk-in without a name")
    email = email_address.cleaned(email)
    if not email_address.is_valid(email):
        email = ""
    seats = min(max(_number(said, "seats"), 1), 100)
    return Details(
        name=name[:LONGEST] or "?",
        email=email,
        organisation=organisation[:LONGEST],
        seats=seats,
        language=event.language,
    )


def _text(said: Mapping[str, Any], name: str, longest: int) -> str:
    value = said.get(name) or ""
    if not isinstance(value, str) or len(value) > longest or not is_text(value):
        raise ValueError(f"{name} is not a short text")
    return value


def _number(said: Mapping[str, Any], name: str) -> int:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**15:
        raise ValueError(f"{name} is not a number")
    return int(value)
