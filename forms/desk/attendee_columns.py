"""The columns of a list: what each holds, told by its heading, remembered, or chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forms.desk.attendee_answers import AnswerCells, key_of
from forms.desk.attendee_headings import Meaning, is_whole_name, might_matter, plain, told
from forms.desk.attendee_states import decides_here
from forms.uploads.table import ADDRESS, Row

CHOICES = {
    Meaning.NAME: _l("First and last name"),
    Meaning.FIRST: _l("First name"),
    Meaning.FAMILY: _l("Last name"),
    Meaning.EMAIL: _l("E-mail address"),
    Meaning.ORGANISATION: _l("Organisation"),
    Meaning.JOB_TITLE: _l("Job title"),
    Meaning.SEATS: _l("Number of seats"),
    Meaning.BESIDES: _l("Number of companions"),
    Meaning.COMPANIONS: _l("Names of the companions"),
    Meaning.STATE: _l("State (confirmed, cancelled…)"),
    Meaning.REGISTERED: _l("Date of the registration"),
    Meaning.ORDER: _l("Number of the order"),
    Meaning.LANGUAGE: _l("Language of the mails"),
}
SHARED = {Meaning.COMPANIONS, Meaning.LEFT_ASIDE, ""}  # what several columns may hold
SAMPLES = 3
SEARCHED = 10  # rows among which the headings are looked for


@dataclass(slots=True)
class Column:
    """A column: its heading, some cells, what it holds (empty: not known), what is wrong with that."""

    place: int
    heading: str
    samples: list[str]
    meaning: str = ""
    is_open: bool = False  # the organiser has to say
    fault: str = ""

    @property
    def name(self) -> str:
        """The heading, or which column it is."""
        return self.heading or _("Column %(number)s, without a heading", number=self.place + 1)


@dataclass(slots=True)
class Columns:
    """The columns of a list, with what a column can mean at this event."""

    headings: list[str]
    all: list[Column]
    choices: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, headings: Sequence[str], rows: Sequence[Row], asked: AnswerCells) -> "Columns":
        """Return the columns as their headings tell them; ``asked`` is what the event asks of its attendees."""
        found = [Column(place, heading, _samples(rows, place)) for place, heading in enumerate(headings)]
        choices = {str(meaning): str(words) for meaning, words in CHOICES.items()}
        choices |= {key_of(one): _("Answer: %(question)s", question=one.label) for one in asked.questions}
        choices |= {key_of(one): _("Consent: %(clause)s", clause=one.heading) for one in asked.clauses}
        columns = cls(list(headings), found, choices | {str(Meaning.LEFT_ASIDE): _("Do not read")})
        columns._tell(_labels(asked))
        return columns

    def _tell(self, labels: Mapping[str, list[str]]) -> None:
        """Tell each column by its heading; the attendee's name and address come before the buyer's."""
        said = [told(column.heading) for column in self.all]
        of_attendees = {meaning for meaning, of_buyer in said if not of_buyer}
        if of_attendees & {Meaning.NAME, Meaning.FIRST, Meaning.FAMILY}:
            of_attendees |= {Meaning.NAME, Meaning.FIRST, Meaning.FAMILY}
        taken: set[str] = set()
        for column, (meaning, of_buyer) in zip(self.all, said, strict=True):
            known = [key for key in labels.get(plain(column.heading), []) if key not in taken]
            if meaning and of_buyer and meaning in of_attendees:
                column.meaning = Meaning.LEFT_ASIDE
            elif meaning and (meaning not in taken or meaning in SHARED):
                column.meaning = meaning
            elif known:
                column.meaning = known[0]
            else:
                matters = might_matter(column.heading) and any(column.samples)
                column.is_open = bool(meaning) or matters or decides_here(column.heading, column.samples)
                column.meaning = "" if column.is_open else Meaning.LEFT_ASIDE
            taken.add(column.meaning)
        self._part_names()
        self._guess_addresses()

    def _part_names(self) -> None:
        """Let « Nom » beside « Prénom » be the family name, and a full name beside both be passed over."""
        name, first, family = (
            self.with_meaning(each) for each in (Meaning.NAME, Meaning.FIRST, Meaning.FAMILY)
        )
        halves = [each for each in (first, family) if each]
        if name and first and family:
            name.meaning = Meaning.LEFT_ASIDE
        elif name and halves and is_whole_name(name.heading):
            halves[0].meaning = Meaning.LEFT_ASIDE
        elif name and first:
            name.meaning = Meaning.FAMILY
        elif name and family:
            name.is_open = family.is_open = True
        elif not name:
            for half in halves if len(halves) == 1 else []:
                half.is_open = True

    def _guess_addresses(self) -> None:
        """Propose, where no heading says so, the one column whose cells are addresses."""
        if self.with_meaning(Meaning.EMAIL):
            return
        hold = [
            each
            for each in self.all
            if each.samples and all(ADDRESS.fullmatch(cell) for cell in each.samples)
        ]
        if len(hold) == 1:
            hold[0].meaning, hold[0].is_open = Meaning.EMAIL, True

    def with_meaning(self, meaning: str) -> Column | None:
        """Return the column that holds something, if there is one."""
        return next((column for column in self.all if column.meaning == meaning), None)

    def choose(self, said: Mapping[str, str]) -> None:
        """Take what somebody said of each column, or what is remembered, by its place."""
        for column in self.all:
            meaning = said.get(str(column.place), column.meaning)
            column.meaning = meaning if meaning in self.choices else ""
            column.is_open = not column.meaning
        self._part_chosen_names()

    def _part_chosen_names(self) -> None:
        name, first = self.with_meaning(Meaning.NAME), self.with_meaning(Meaning.FIRST)
        if name and first and not self.with_meaning(Meaning.FAMILY) and not is_whole_name(name.heading):
            name.meaning = Meaning.FAMILY

    def faults(self) -> list[str]:
        """Return what is still missing, and say beside each column what is wrong with it."""
        missing = []
        for column in self.all:
            column.fault = (
                "" if not column.is_open else _("to be confirmed") if column.meaning else _("to be chosen")
            )
        for column in self.all:
            first = self.with_meaning(column.meaning)
            if first and first is not column and column.meaning not in SHARED:
                column.fault = _("“%(other)s” holds this already, choose one of the two", other=first.name)
        if not self.with_meaning(Meaning.EMAIL):
            missing.append(_("Say which column holds the e-mail addresses."))
        if not any(self.with_meaning(each) for each in (Meaning.NAME, Meaning.FIRST, Meaning.FAMILY)):
            missing.append(_("Say which column holds the names."))
        return missing

    @property
    def asked(self) -> list[Column]:
        """The columns of answers and consents."""
        return [column for column in self.all if column.meaning.startswith(("question-", "consent-"))]

    @property
    def read(self) -> frozenset[int]:
        """The places of the columns that are read."""
        return frozenset(column.place for column in self.all if column.meaning != Meaning.LEFT_ASIDE)

    @property
    def unread(self) -> list[str]:
        """The headings of the columns that are not read."""
        return [each.name for each in self.all if each.meaning == Meaning.LEFT_ASIDE and any(each.samples)]


def _labels(asked: AnswerCells) -> dict[str, list[str]]:
    """Return the words by which questions and clauses are known; two questions may read the same."""
    found: dict[str, list[str]] = {}
    for question in asked.questions:
        found.setdefault(plain(question.label), []).append(key_of(question))
    for clause in asked.clauses:
        for words in dict.fromkeys(plain(each) for each in (clause.heading, clause.text, clause.key)):
            found.setdefault(words, []).append(key_of(clause))
    return found


def find_headings(rows: Sequence[Row]) -> int:
    """Return which row holds the headings: one that names an address and more, or the first of all."""
    for index, (_line, cells) in enumerate(rows[:SEARCHED]):
        meanings = {told(cell)[0] for cell in cells} - {None}
        if Meaning.EMAIL in meanings and len(meanings) > 1:
            return index
    return 0


def _samples(rows: Sequence[Row], place: int) -> list[str]:
    """Return the first different cells of a column that are not empty."""
    found: list[str] = []
    for _line, cells in rows:
        if place < len(cells) and cells[place] and cells[place] not in found:
            found.append(cells[place])
            if len(found) == SAMPLES:
                break
    return found
