"""The rows of a list of attendees, read with the form of somebody who is added by hand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

import email_address
from folding import folded
from forms.desk.attendee import AttendeeForm
from forms.desk.attendee_answers import NO, YES, AnswerCells, moment
from forms.desk.attendee_columns import Columns
from forms.desk.attendee_headings import Meaning
from forms.desk.attendee_states import is_ours, state_of
from forms.public.companions import CompanionForm
from forms.uploads.table import Fault, Row
from language import LANGUAGES
from models.event import Event
from models.registration import CompanionFacts, Details, Registration, RegistrationState
from models.registration.attendee_list import ListedAttendee

NAMES = (Meaning.FIRST, Meaning.FAMILY, Meaning.NAME)
FIELDS = {"name": (Meaning.FAMILY, Meaning.NAME, Meaning.FIRST), "seats": (Meaning.SEATS, Meaning.BESIDES)}
ADDRESSED = re.compile(r"(.+?) <([^<>\s]*@[^<>\s]*)>")
LETTER_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
ODD = "[¡¢£¤¥¦§©¬®¯±²³µ¶¸¹¼½¾¿×÷ƒ†‡‰‹›€™]"  # the letters of Poles, Czechs, Greeks, Russians, read as Western ones
LETTERS_MISREAD = re.compile(
    rf"{ODD}(?=[^\W\d_])|(?<=[^\W\d_]){ODD}|[À-ÿ]{{4}}|&#?\w{{2,8}};|(?:%[0-9A-Fa-f]{{2}}){{2}}"
)
ENGLISH = ("en", "anglais")
NUMBER = re.compile("[+]?[0-9]{1,3}")
NOBODY = NO | {"", "aucun", "aucune", "personne", "neant", "sans", "none", "nobody", "seul", "seule"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An attendee of a list: the line, what it says, and the order that the ticket belongs to."""

    line: int
    attendee: ListedAttendee
    order: str = ""
    told: tuple[tuple[str, str], ...] = ()  # the answers and consents, as the list has them

    @property
    def details(self) -> Details:
        """What the line says of the attendee."""
        return self.attendee.details


@dataclass(slots=True)
class AttendeeRows:
    """What the rows of a list say: who is to be registered, who is not and why, and what is wrong."""

    event: Event
    columns: Columns
    asked: AnswerCells
    letters_kept: bool = False  # somebody said that odd letters are right
    attendees: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)  # line, name, state as it is written
    halves: list[int] = field(default_factory=list)  # lines with half a name
    lacks_answers: bool = False  # a required question is blank somewhere

    def read(self, rows: Sequence[Row]) -> None:
        """Read every row, join the tickets of one order, and refuse addresses that stand twice or are known."""
        for line, cells in rows:
            if any(cells[len(self.columns.headings) :]):
                words = _("more cells than the first line has columns")
                self.faults.append(Fault(line, "", words))
            else:
                self._read(line, self._said(cells))
        self._join_orders()
        self._refuse_twice()
        self.faults.sort(key=lambda fault: fault.line)

    def _said(self, cells: list[str]) -> dict[str, str]:
        """Return the cells of a row by what their columns mean; several columns may name companions."""
        said: dict[str, str] = {}
        for column, cell in zip(self.columns.all, cells, strict=False):
            if cell and column.meaning == Meaning.COMPANIONS:
                if NUMBER.fullmatch(cell):
                    said.setdefault(Meaning.BESIDES, cell)
                elif folded(cell) not in NOBODY:
                    said[column.meaning] = "\n".join(filter(None, [said.get(column.meaning), cell]))
            elif cell and column.meaning != Meaning.LEFT_ASIDE:
                said[column.meaning] = cell
        return said

    def _read(self, line: int, said: dict[str, str]) -> None:
        column, name = self.columns.with_meaning(Meaning.STATE), _name(said)
        state = state_of(said.get(Meaning.STATE, ""), column.heading if column else "")
        if state is None:
            words = _(
                "this state is not known: write “confirmed” or “cancelled”, or let the column not be read"
            )
            self._fault(line, Meaning.STATE, words)
        elif not self._brings(state, said.get(Meaning.STATE, "")):
            self.left_out.append((line, name, said[Meaning.STATE]))
            return
        if LETTER_LOST.search(name):
            self._fault(line, "name", _("a question mark stands where a letter was: write the name again"))
        if LETTERS_MISREAD.search(name) and not self.letters_kept:
            words = _(
                "the letters of “%(name)s” look misread: save the list as CSV UTF-8, or write the name again",
                name=name,
            )
            self._fault(line, "name", words)
        form = AttendeeForm(MultiDict(self._typed(said, name)), meta={"csrf": False})
        if form.validate():
            self._take(line, said, form.details(), state or RegistrationState.CONFIRMED)
        for each, errors in form.errors.items():
            self._fault(line, each or "", str(errors[0]))

    def _brings(self, state: RegistrationState, cell: str) -> bool:
        """Say whether somebody in a state comes in: our own export keeps it, others only bring who comes."""
        ours = self.columns.with_meaning(Meaning.REGISTERED) and is_ours(cell)
        return bool(ours) or state is RegistrationState.CONFIRMED

    def _typed(self, said: dict[str, str], name: str) -> dict[str, str]:
        """Return what somebody would type into the form."""
        seats, besides = said.get(Meaning.SEATS, ""), said.get(Meaning.BESIDES, "")
        if besides and not seats:
            seats = str(int(besides) + 1) if NUMBER.fullmatch(besides) else besides
        named = len(_companions(said.get(Meaning.COMPANIONS, "")))
        typed = {key: said[key] for key in ("email", "organisation", "job_title") if key in said}
        return typed | {"name": name, "seats": seats or str(1 + named), "language": self._language(said)}

    def _language(self, said: dict[str, str]) -> str:
        words = folded(said.get(Meaning.LANGUAGE, ""))
        if words.startswith(ENGLISH):
            return "en"
        return words[:2] if words[:2] in LANGUAGES else self.event.language

    def _take(self, line: int, said: dict[str, str], details: Details, state: RegistrationState) -> None:
        companions = tuple(self._companions(line, said.get(Meaning.COMPANIONS, "")))
        if len(companions) >= details.seats and companions:
            self._fault(line, Meaning.COMPANIONS, _("more companions than seats"))
            return
        parts = [each for each in (Meaning.FIRST, Meaning.FAMILY) if self.columns.with_meaning(each)]
        if len(parts) > 1 and not all(said.get(each) for each in parts) and not said.get(Meaning.NAME):
            self.halves.append(line)
        answers, faults = self.asked.answers(said)
        consents, more = self.asked.consents(said)
        for meaning, words in [*faults, *more]:
            self._fault(line, meaning, words)
        self.lacks_answers = self.lacks_answers or (bool(faults) and self.asked.lacks(said))
        details = replace(details, companions=companions or None, answers=answers, lenient=True)
        since = moment(said.get(Meaning.REGISTERED, ""))
        listed = ListedAttendee(details, state, since, consents)
        told = [(each.name, said[each.meaning]) for each in self.columns.asked if each.meaning in said]
        self.attendees.append(Listed(line, listed, said.get(Meaning.ORDER, ""), tuple(told)))

    def _companions(self, line: int, cell: str) -> Iterable[CompanionFacts]:
        """Yield the companions that a cell names, checked as their form does."""
        for each in _companions(cell):
            form = CompanionForm(MultiDict({"name": each.name, "email": each.email}))
            if folded(each.name) in YES:
                self._fault(line, Meaning.COMPANIONS, _("write who comes along, or how many"))
            elif form.validate():
                yield CompanionFacts(form.name.data or "", form.email.data or "")
            for errors in map(list, form.errors.values()):
                self._fault(line, Meaning.COMPANIONS, str(errors[0]))

    def _join_orders(self) -> None:
        """Make the tickets of one order that share an address one registration with companions."""
        first: dict[tuple[str, str], int] = {}
        joined: list[Listed] = []
        for each in self.attendees:
            key = each.order, email_address.key(each.details.email)
            if each.order and key in first:
                self._join(joined, first[key], each)
            else:
                first.setdefault(key, len(joined))
                joined.append(each)
        self.attendees = joined

    def _join(self, joined: list[Listed], place: int, other: Listed) -> None:
        """Let another ticket of an order come along with the first, unless it answers something else."""
        mine = joined[place]
        theirs = other.details.answers or {}
        if any(any(values) for values in theirs.values()) and theirs != mine.details.answers:
            words = _(
                "other answers than line %(line)s, which has the same order and address", line=mine.line
            )
            self._fault(other.line, "", words)
        joined[place] = _with_companion(mine, other)

    def _refuse_twice(self) -> None:
        """Refuse an address that stands twice in the file, or is registered already."""
        first: dict[str, int] = {}
        known = Registration.taken(self.event, [each.details.email for each in self.attendees])
        for each in self.attendees:
            key = email_address.key(each.details.email)
            if key in first:
                self._fault(each.line, "email", _("the same address as in line %(line)s", line=first[key]))
            elif key in known:
                self._fault(each.line, "email", _("this address is registered already"))
            first.setdefault(key, each.line)

    def _fault(self, line: int, field: str, words: str) -> None:
        """Note what is wrong in the column that holds a field, as the file calls it."""
        meanings: Iterable[str] = FIELDS.get(field, (field,))
        columns = [self.columns.with_meaning(meaning) for meaning in meanings]
        name = next((column.name for column in columns if column), field)
        self.faults.append(Fault(line, name, words))


def _name(said: dict[str, str]) -> str:
    """Return the name that a row says; a first or last name that its whole name holds already stands once."""
    whole = said.get(Meaning.NAME, "")
    words = set(folded(whole).split())
    halves = [said[each] for each in NAMES[:2] if each in said]
    found = [*(half for half in halves if not set(folded(half).split()) <= words), whole]
    return " ".join(" ".join(found).split())


def _companions(cell: str) -> tuple[CompanionFacts, ...]:
    """Return the companions that a cell names, parted by semicolons, or by commas where there are none."""
    names = [" ".join(name.split()) for name in re.split("[;\n]" if ";" in cell else "[,\n]", cell)]
    found = [(name, ADDRESSED.fullmatch(name)) for name in names if name]
    return tuple(
        CompanionFacts(with_[1], with_[2]) if with_ else CompanionFacts(name) for name, with_ in found
    )


def _with_companion(listed: Listed, other: Listed) -> Listed:
    """Return an attendee with the ticket of another of the same order."""
    mine, theirs = listed.details, other.details
    named = () if theirs.name == mine.name else (CompanionFacts(theirs.name),)
    companions = (*(mine.companions or ()), *named, *(theirs.companions or ()))
    details = replace(mine, seats=mine.seats + theirs.seats, companions=companions or None)
    return replace(listed, attendee=replace(listed.attendee, details=details))
