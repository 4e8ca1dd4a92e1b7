"""What organisers read about registrations: the tabs of their list, who did what and when."""

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from formats.announcement import seats as in_words
from language import LANGUAGES
from models.audit_log.record import Actor, AuditEntry
from models.registration import RegistrationState
from models.registration.fields import FIELDS

TABS = {
    None: lazy_pgettext("registrations", "All"),
    RegistrationState.CONFIRMED: lazy_pgettext("registrations", "Confirmed"),
    RegistrationState.PENDING: lazy_pgettext("registrations", "To approve"),
    RegistrationState.HELD: lazy_pgettext("registrations", "Address to confirm"),
    RegistrationState.OFFERED: lazy_pgettext("registrations", "Seat offered"),
    RegistrationState.WAITING: lazy_pgettext("registrations", "Waiting"),
    RegistrationState.REFUSED: lazy_pgettext("registrations", "Refused"),
    RegistrationState.CANCELLED: lazy_pgettext("registrations", "Cancelled"),
}
HAPPENED = {
    "register": _l("registered"),
    "register again": _l("tried to register again with the same address"),
    "hold": _l("asked for a seat, which is kept until the address is confirmed"),
    "apply": _l("asked for the organiser’s answer"),
    "join waiting list": _l("joined the waiting list"),
    "confirm": _l("confirmed the address"),
    "expire": _l("ended the hold: the time for an answer has passed"),
    "approve": _l("accepted the registration"),
    "refuse": _l("refused the registration"),
    "promote": _l("gave a seat that had become free"),
    "offer": _l("offered a seat that had become free"),
    "take": _l("took the seat that was offered"),
    "lapse": _l("ended the offer: the time for an answer has passed"),
    "prefer": _l("put first on the waiting list"),
    "stop preferring": _l("no longer put first on the waiting list"),
    "cancel": _l("cancelled the registration"),
    "amend": _l("changed the details"),
    "move": _l("changed the address"),
    "keep address": _l("wanted an address that has a registration of its own: nothing was changed"),
    "ask links": _l("asked for the links to their registrations"),
    "revoke ticket": _l("made the ticket invalid and issued a new one"),
    "check in": _l("came in"),
    "refuse at the door": _l("was turned away at the door"),
    "undo check-in": _l("undid the check-in"),
    "erase": _l("erased the personal data"),
    "import": _l("brought from another site"),
}
WHO = {Actor.STAFF: _l("the team"), Actor.VISITOR: _l("the person"), Actor.PARVIS: "Parvis"}
AROUND = 2  # pages named on either side of the one that is shown


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    words = (acted_by, attendee_words, event_deed, happened, language_name, page_numbers, state_tab)
    app.jinja_env.filters.update({word.__name__: word for word in words})


def state_tab(state: RegistrationState | None) -> str:
    """Return the name of the list's tab for a state, or for all."""
    return str(TABS[state])


def acted_by(line: AuditEntry) -> str:
    """Return who acted: a colleague's name, the person concerned, or Parvis by itself."""
    if line.actor is Actor.STAFF:
        return line.user.displayed if line.user else _("somebody who left")
    return str(WHO[line.actor])


def happened(line: AuditEntry) -> str:
    """Return what a line of a registration's history says: « a annulé l’inscription (2 places) »."""
    words = deed(line.verb)
    seats = line.facts.get("seats", 1)
    if seats == 1:
        return words
    return f"{words} ({in_words(seats)})"


def deed(verb: str) -> str:
    """Return the words of a verb of a registration's history; one that has none yet says itself."""
    return str(HAPPENED.get(verb, verb))


def attendee_words(names: tuple[str, ...]) -> str:
    """Return the names of what can be corrected, in a row: « Organisation, Fonction »."""
    return ", ".join(_(FIELDS[name].label) for name in names)


def event_deed(line: AuditEntry) -> str:
    """Return the words for a line of an event's audit log that changed none of its facts.

    A verb that has no words here is returned as it is.
    """
    if line.verb == "write to people":
        people = line.facts.get("people", 0)
        return ngettext("wrote to %(num)s person", "wrote to %(num)s people", people)
    device = line.facts.get("device", "")
    said = {
        "force a seat": _("let somebody in beyond the seats"),
        "lend phone": _("lent the phone “%(device)s” to the door", device=device),
        "open phone": _("opened the door on “%(device)s”", device=device),
        "take phone back": _("took the phone “%(device)s” back", device=device),
    }
    return str(said.get(line.verb, line.verb))


def language_name(code: str) -> str:
    """Return the name of a language in itself."""
    return LANGUAGES.get(code, code)


def page_numbers(page: int, pages: int) -> list[int | None]:
    """Return the pages that a list links to: the first, the last and those around this one; None is a gap."""
    near = {1, pages, *range(page - AROUND, page + AROUND + 1)}
    shown = sorted(number for number in near if 1 <= number <= pages)
    numbers: list[int | None] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before == 2:
            numbers.append(number - 1)
        elif number - before > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers
