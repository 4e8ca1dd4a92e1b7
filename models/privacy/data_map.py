"""The data map: what every column tells of whom, why, how long, who sees it, and how it goes.

The desk shows it, the privacy page takes its periods and recipients from it, the notices under the forms their words. A
column that stands in no entry fails a test.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from extensions import db
from models.event.fields import FIELDS as OF_EVENTS
from models.registration.fields import FIELDS


class Sort(StrEnum):
    """What a column tells of a person."""

    NAME = "name"
    CONTACT = "contact"
    WORDS = "words"  # what they wrote or answered
    NETWORK = "network"  # where it came from
    DEED = "deed"  # what they did, and when
    SEAL = "seal"  # a key or a hash that is theirs alone


class Purpose(StrEnum):
    """Why it is kept."""

    REGISTER = "register"
    DOOR = "door"
    MAIL = "mail"
    DISCUSS = "discuss"
    FOLLOW = "follow"
    PROTECT = "protect"
    ANNOUNCE = "announce"
    TEAM = "team"


class Basis(StrEnum):
    """What allows it (article 6 of the General Data Protection Regulation)."""

    REQUEST = "request"  # 1 b: what the person asked for
    CONSENT = "consent"  # 1 a
    INTEREST = "interest"  # 1 f


class Period(StrEnum):
    """How long it is kept; ``models/privacy/retention.py`` knows the days of those that have some."""

    REGISTRATIONS = "registrations"
    MAIL = "mail"
    COMMENTS = "comments"  # while the page is online
    ORIGINS = "origins"
    REPORTS = "reports"
    REFUSALS = "refusals"
    FOLLOWED = "followed"  # while a comment is followed
    LISTS = "lists"  # until the team takes it off its list
    EVENT = "event"  # while the event stands
    LOG = "log"
    ACCOUNT = "account"
    SHORTLY = "shortly"  # hours or days, by itself


class Recipient(StrEnum):
    """Who sees it."""

    EVERYBODY = "everybody"
    ORGANISERS = "organisers"
    MODERATORS = "moderators"
    DOOR = "door"
    NOBODY = "nobody"  # machines alone


class Erasure(StrEnum):
    """How it goes when the person is erased."""

    EMPTIED = "emptied"  # the row stays to be counted
    DELETED = "deleted"
    ANONYMOUS = "anonymous"  # the text stays, its author becomes nobody
    SHORTENED = "shortened"
    COUNTED = "counted"  # it tells nothing any more without what is emptied
    EXPIRES = "expires"  # by itself, in its time
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Held:
    """What a table holds of people: the sort of each column; ``rest`` names those that tell nothing.

    ``told`` is the part of the personal data export (models/privacy/places.py) that tells it; without one ``untold`` says why.
    """

    purpose: Purpose
    basis: Basis
    period: Period
    erasure: Erasure
    seen_by: tuple[Recipient, ...]
    columns: dict[str, Sort] = field(default_factory=dict)
    rest: str = ""
    told: str = ""
    untold: str = ""


def _columns(**sorts: str) -> dict[str, Sort]:
    """Return the sort of each column: ``_columns(name="name", contact="email email_key")``."""
    return {column: Sort(sort) for sort, columns in sorts.items() for column in columns.split()}


_NAMED = " ".join(name for name, said in FIELDS.items() if said.personal and name != "email")
_TEAM = (Recipient.ORGANISERS,)
_READERS = (Recipient.MODERATORS, Recipient.ORGANISERS)
_MACHINES = (Recipient.NOBODY,)
_ARRIVALS = (Recipient.ORGANISERS, Recipient.DOOR)
OTHERS = "it tells of a colleague's work"
MACHINE = "it is a hash that only machines read"

# fmt: off
PEOPLE: dict[str, Held] = {
    "registration": Held(
        Purpose.REGISTER, Basis.REQUEST, Period.REGISTRATIONS, Erasure.EMPTIED, _ARRIVALS, told="registration",
        columns=_columns(name=f"{_NAMED} folded name_key", contact="email email_key",
                         deed="arrived_at consent_at language created_at submission",
                         seal="uid token_hash receipt_hash address_hash"),
        rest="id event_id token_generation ticket_generation state state_at turns waiting_since priority held_until verb erased_at seats"),
    "companion": Held(
        Purpose.REGISTER, Basis.REQUEST, Period.REGISTRATIONS, Erasure.DELETED, _ARRIVALS, told="companions",
        columns=_columns(name="name", contact="email"), rest="id registration_id position"),
    "answer": Held(
        Purpose.REGISTER, Basis.REQUEST, Period.REGISTRATIONS, Erasure.DELETED, _TEAM, told="answer",
        columns=_columns(words="choice_id value"), rest="id registration_id question_id"),
    "consent": Held(
        Purpose.REGISTER, Basis.CONSENT, Period.REGISTRATIONS, Erasure.DELETED, _TEAM, told="consent",
        columns=_columns(deed="version text agreed_at ended_at"), rest="id registration_id clause_id"),
    "former_address": Held(
        Purpose.REGISTER, Basis.REQUEST, Period.REGISTRATIONS, Erasure.DELETED, _TEAM, told="former_addresses",
        columns=_columns(contact="email followed_by", deed="at"), rest="id registration_id"),
    "check_in": Held(
        Purpose.DOOR, Basis.REQUEST, Period.EVENT, Erasure.COUNTED, _ARRIVALS, told="check_in",
        columns=_columns(deed="scanned_at day received_at undone_at", name="device"),
        rest="id event_id registration_id nonce user_id outcome told forced"),
    "message": Held(
        Purpose.MAIL, Basis.REQUEST, Period.MAIL, Erasure.EMPTIED, _TEAM, told="mails",
        columns=_columns(contact="recipients error", words="facts", deed="created_at sent_at kind"),
        rest="id cause language registration_id comment_id state attempts due_at claimed_at as_file"),
    "comment": Held(
        Purpose.DISCUSS, Basis.INTEREST, Period.COMMENTS, Erasure.ANONYMOUS, (Recipient.EVERYBODY, *_READERS),
        told="comments",
        columns=_columns(name="name folded guest", contact="email email_key website", words="body html",
                         deed="created_at edited_at language", seal="uid token_hash"),
        rest="id event_id parent_id thread_id depth state state_before visible erased version user_id held_for source"),
    "comment_origin": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.ORIGINS, Erasure.SHORTENED, _READERS, told="comments",
        columns=_columns(network="address agent", deed="at"), rest="comment_id"),
    "former_text": Held(
        Purpose.DISCUSS, Basis.INTEREST, Period.COMMENTS, Erasure.ANONYMOUS, _READERS, told="comments",
        columns=_columns(name="name", contact="website", words="body", deed="at"),
        rest="id comment_id version user_id"),
    "note": Held(
        Purpose.DISCUSS, Basis.INTEREST, Period.COMMENTS, Erasure.DELETED, _READERS, told="comments",
        columns=_columns(words="body", deed="at"), rest="id comment_id user_id"),
    "report": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.REPORTS, Erasure.EXPIRES, _READERS, told="comments",
        columns=_columns(words="words", seal="network", deed="at"), rest="id comment_id settled_at"),
    "lesson": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.COMMENTS, Erasure.DELETED, _MACHINES, untold=MACHINE,
        columns=_columns(seal="keys"), rest="id comment_id spam"),
    "follower": Held(
        Purpose.FOLLOW, Basis.CONSENT, Period.FOLLOWED, Erasure.DELETED, _MACHINES, told="followers",
        columns=_columns(contact="email email_key", deed="language created_at asked_at confirmed_at",
                         seal="uid token_hash"), rest="id"),
    "subscription": Held(
        Purpose.FOLLOW, Basis.CONSENT, Period.FOLLOWED, Erasure.DELETED, _MACHINES, told="followers",
        columns=_columns(deed="created_at ended_at comment_id", seal="uid token_hash"), rest="id follower_id"),
    "rule": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.LISTS, Erasure.KEPT, _READERS, told="list_entries",
        columns=_columns(contact="text key head", deed="at removed_at"), rest="id kind effect event_id user_id"),
    "speaker": Held(
        Purpose.ANNOUNCE, Basis.REQUEST, Period.EVENT, Erasure.KEPT, (Recipient.EVERYBODY,), told="speakers",
        columns=_columns(name="name function role"), rest="id event_id position"),
    "user": Held(
        Purpose.TEAM, Basis.INTEREST, Period.ACCOUNT, Erasure.KEPT, _READERS, told="accounts",
        columns=_columns(name="name", contact="email email_key", seal="password_hash",
                         deed="role language shortcuts comment_mail digest_hour digest_on active created_at"),
        rest="id"),
    "loan": Held(
        Purpose.DOOR, Basis.INTEREST, Period.ACCOUNT, Erasure.KEPT, _TEAM, told="lent_phones",
        columns=_columns(name="device", deed="user_id created_at opened_at ended_at", seal="token_hash"),
        rest="id event_id scope until"),
    "staff_session": Held(
        Purpose.TEAM, Basis.INTEREST, Period.SHORTLY, Erasure.EXPIRES, _MACHINES, untold=MACHINE,
        columns=_columns(seal="token_hash", network="browser",
                         deed="user_id created_at seen_at ended_at proved_at awaits_factor"), rest="id loan_id"),
    "authenticator": Held(
        Purpose.TEAM, Basis.INTEREST, Period.ACCOUNT, Erasure.KEPT, _MACHINES, untold=MACHINE,
        columns=_columns(seal="seed", deed="user_id last_step created_at"), rest="id"),
    "passkey": Held(
        Purpose.TEAM, Basis.INTEREST, Period.ACCOUNT, Erasure.KEPT, _MACHINES, untold=MACHINE,
        columns=_columns(name="name", seal="credential_id public_key", deed="user_id created_at used_at"),
        rest="id sign_count"),
    "recovery_code": Held(
        Purpose.TEAM, Basis.INTEREST, Period.ACCOUNT, Erasure.KEPT, _MACHINES, untold=MACHINE,
        columns=_columns(seal="code_hash", deed="user_id used_at"), rest="id"),
    "refusal": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.REFUSALS, Erasure.EXPIRES, _READERS, untold=MACHINE,
        columns=_columns(seal="account_key place_key", deed="at kind user_id route"), rest="id"),
    "unasked_mail": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.SHORTLY, Erasure.EXPIRES, _MACHINES, untold=MACHINE,
        columns=_columns(seal="mailbox", deed="at"), rest="id sort"),
    "sign_in_link": Held(
        Purpose.TEAM, Basis.INTEREST, Period.SHORTLY, Erasure.EXPIRES, _MACHINES, untold=MACHINE,
        columns=_columns(seal="token_hash", deed="user_id used_at"), rest="id expires_at"),
    "reading": Held(
        Purpose.TEAM, Basis.INTEREST, Period.SHORTLY, Erasure.EXPIRES, _READERS, untold=OTHERS,
        columns=_columns(deed="user_id until"), rest="comment_id"),
    "entry": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.LOG, Erasure.COUNTED, _READERS, told="history",
        columns=_columns(deed="at actor user_id verb facts"), rest="id subject subject_id"),
    "decision": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.COMMENTS, Erasure.COUNTED, _READERS, untold=OTHERS,
        columns=_columns(deed="user_id verb at"), rest="id comment_id source target version undoes_id batch_id"),
    "batch": Held(
        Purpose.PROTECT, Basis.INTEREST, Period.LOG, Erasure.COUNTED, _READERS, untold=OTHERS,
        columns=_columns(deed="user_id verb at cause"), rest="id undoes_id decided left"),
}
# What tells of nobody, with the columns that it has.
THINGS: dict[str, str] = {
    "event": "id uid sequence ends_at seats_taken seats_allowed waiting_count created_at updated_at source starts_at reminded_at "
    + " ".join(name for name in OF_EVENTS if name != "speakers"),  # what an organiser says of it
    "change": "id topic part ref at",
    "choice": "id question_id position label withdrawn seats seats_taken seats_allowed",
    "clause": "id event_id position key text required withdrawn version",
    "condition": "question_id choice_id",
    "learned": "id mark spam rest bias keys values at",
    "old_address": "path event_id",
    "protection": "id filtering policy proof_of_work require_name require_email",
    "question": "id event_id position key kind label hint required internal sensitive withdrawn",
    "remembered_columns": "key meanings at",
    "signing_key": "id fingerprint since",
    "site": "id name tagline tagline_en about about_en phone email accent factor_roles framing_sites publisher legal_form postal_address legal_number director hosting",
}
# fmt: on


def there() -> set[str]:
    """Return every column of the database as ``table.column``."""
    return {f"{table.name}.{column.name}" for table in db.metadata.sorted_tables for column in table.columns}


def missing(columns: Iterable[str]) -> list[str]:
    """Return which of these columns the map lacks, and which it names twice or in vain."""
    named = [f"{table}.{column}" for table, said in THINGS.items() for column in said.split()]
    for table, held in PEOPLE.items():
        named += [f"{table}.{column}" for column in (*held.columns, *held.rest.split())]
    return sorted(set(columns) ^ set(named) | {each for each in named if named.count(each) > 1})


def unexplained() -> Iterator[str]:
    """Yield the tables that no part of the export tells and that give no reason."""
    yield from (table for table, held in PEOPLE.items() if bool(held.told) == bool(held.untold))
