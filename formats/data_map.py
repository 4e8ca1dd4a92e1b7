"""The data map in words: for the desk, the privacy page and the notices under the forms."""

from collections.abc import Mapping
from enum import StrEnum

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext, ngettext

from models.privacy import purging, retention
from models.privacy.data_map import (
    MACHINE,
    OTHERS,
    PEOPLE,
    Basis,
    Erasure,
    Held,
    Period,
    Purpose,
    Recipient,
    Sort,
)

TABLES = {
    "registration": _l("Registrations"),
    "companion": _l("Companions"),
    "answer": _l("Answers"),
    "consent": _l("Agreements"),
    "former_address": _l("Changes of address"),
    "check_in": _l("Check-in at the door"),
    "message": _l("Mails"),
    "comment": _l("Comments"),
    "comment_origin": _l("Network addresses of comments"),
    "former_text": _l("Former wordings of comments"),
    "note": _l("Moderators’ notes"),
    "report": _l("Readers’ reports"),
    "lesson": _l("What the filter learnt of a comment"),
    "follower": _l("Addresses told of replies"),
    "subscription": _l("Which comments they follow"),
    "rule": _l("The moderators’ lists"),
    "speaker": _l("Speakers"),
    "user": _l("Accounts of the staff"),
    "loan": _l("Lent phones"),
    "staff_session": _l("Sessions of the staff"),
    "unasked_mail": _l("How much unasked mail an address got in the last hour"),
    "sign_in_link": _l("Sign-in links of the staff"),
    "authenticator": _l("Apps of one-time codes, without their secret"),
    "passkey": _l("Passkeys of the staff: their public halves"),
    "recovery_code": _l("Recovery codes of the staff"),
    "refusal": _l("Refusals of sign-ins and forms"),
    "reading": _l("Which moderator reads what"),
    "entry": _l("Audit log"),
    "decision": _l("Decisions about comments"),
    "batch": _l("Decisions about many comments"),
}
SORTS = {
    Sort.NAME: _l("names"),
    Sort.CONTACT: _l("addresses"),
    Sort.WORDS: _l("what they wrote or answered"),
    Sort.NETWORK: _l("network address and browser"),
    Sort.DEED: _l("what they did, and when"),
    Sort.SEAL: _l("hashes and keys"),
}
WORDS: dict[StrEnum, object] = {
    Purpose.REGISTER: _l("to keep a seat or a place on the waiting list"),
    Purpose.DOOR: _l("to let people in and count them"),
    Purpose.MAIL: _l("to write about what was asked for"),
    Purpose.DISCUSS: _l("to publish comments"),
    Purpose.FOLLOW: _l("to tell of replies"),
    Purpose.PROTECT: _l("to keep abuse out and know who decided what"),
    Purpose.ANNOUNCE: _l("to announce who speaks"),
    Purpose.TEAM: _l("to let the team work"),
    Basis.REQUEST: _l("performance of what the person asked for"),
    Basis.CONSENT: _l("consent"),
    Basis.INTEREST: _l("legitimate interest"),
    Recipient.EVERYBODY: _l("everybody"),
    Recipient.ORGANISERS: _l("organisers"),
    Recipient.MODERATORS: _l("moderators"),
    Recipient.DOOR: _l("the team at the door"),
    Recipient.NOBODY: _l("nobody: only programs read it"),
    Erasure.EMPTIED: _l("emptied; the row stays to be counted"),
    Erasure.DELETED: _l("deleted"),
    Erasure.ANONYMOUS: _l("the author becomes nobody, the text stays; who deletes their comment deletes the text, too"),
    Erasure.SHORTENED: _l("shortened at once, then deleted in its time"),
    Erasure.COUNTED: _l("stays, and tells of nobody any more"),
    Erasure.EXPIRES: _l("goes by itself in its time"),
    Erasure.KEPT: _l("stays until the team takes it off, and is named as such"),
}  # fmt: skip
PURGED = {
    "network addresses of comments": _l("network addresses of comments"),
    "sensitive answers": _l("answers to sensitive questions"),
    "removed entries of lists": _l("removed entries of lists"),
    "readings": _l("marks of who reads what"),
    "readers' reports": _l("readers’ reports"),
    "sessions": _l("sessions of the staff"),
    "addresses never confirmed": _l("addresses never confirmed"),
    "sign-in links": _l("sign-in links"),
    "addresses that follow nothing": _l("addresses that follow nothing"),
    "lines of the erasure journal": _l("lines of the erasure journal"),
    "registrations": _l("registrations"),
    "registrations that came to nothing": _l("registrations that came to nothing"),
    "mails": _l("mails"),
    "comments that nobody decided about": _l("comments that nobody decided about"),
    "spam and binned comments": _l("spam and binned comments"),
    "refusals": _l("refusals"),
}
UNTOLD = {
    OTHERS: _l("no: it tells of a colleague’s work"),
    MACHINE: _l("no: a hash that only programs read"),
}
UNTIMED = {
    Period.COMMENTS: _l("as long as the page is online"),
    Period.FOLLOWED: _l("as long as a comment is followed"),
    Period.LISTS: _l("until moderators take it off"),
    Period.EVENT: _l("as long as the event stands on the site"),
    Period.LOG: _l("as long as the site exists"),
    Period.ACCOUNT: _l("as long as the account exists"),
    Period.SHORTLY: _l("minutes to days"),
}
FOR_EVER = lazy_pgettext("period", "until it is erased by hand")


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    filters = {"table_name": table_name, "of_map": word, "kept_for": kept_for, "collects": collects}
    filters["purged"] = purged
    app.jinja_env.globals["purge_overdue"] = purging.overdue
    app.jinja_env.filters.update(filters | {"sorts": sorts, "recipients": recipients, "untold": untold})


def table_name(table: str) -> str:
    """Return what a table is called."""
    return str(TABLES[table])


def word(said: StrEnum) -> str:
    """Return the words for a purpose, a basis, a recipient or a way of going."""
    return str(WORDS[said])


def untold(reason: str) -> str:
    """Return why no part of the export tells a table."""
    return str(UNTOLD[reason])


def kept_for(period: Period, days: Mapping[str, int]) -> str:
    """Return how long a period is on this site."""
    if period not in days:
        return str(UNTIMED[period])
    count = days[period]
    if period is Period.REGISTRATIONS and count:
        return ngettext(
            "%(num)s day after the end of the event", "%(num)s days after the end of the event", count
        )
    if period is Period.ORIGINS and not count:
        return _("an hour at most")
    return ngettext("%(num)s day", "%(num)s days", count) if count else str(FOR_EVER)


def collects(table: str, publisher: str) -> str:
    """Return who keeps what a form asks for, why, on what basis and how long: what stands under the form."""
    held, days = PEOPLE[table], retention.periods()
    said = {"site": publisher, "why": word(held.purpose), "basis": word(held.basis)}
    text = _(
        "%(site)s keeps what you enter here %(why)s (%(basis)s). It is kept: %(period)s.",
        **said,
        period=kept_for(held.period, days),
    )
    if table != "comment":
        return text
    period = kept_for(Period.ORIGINS, days)
    return f"{text} " + _("Your network address and the name of your browser are kept apart: %(period)s.", period=period)  # fmt: skip


def purged(counts: Mapping[str, int]) -> str:
    """Return how much of each a purge deleted."""
    return ", ".join(f"{PURGED.get(name, name)} ({count})" for name, count in counts.items())


def sorts(held: Held) -> str:
    """Return what a table tells of people."""
    return ", ".join(str(SORTS[each]) for each in Sort if each in held.columns.values())


def recipients(held: Held) -> str:
    """Return who sees a table."""
    return ", ".join(word(each) for each in held.seen_by)
