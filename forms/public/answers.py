"""The questions of an event as fields of a form: built from the questions, read by models/answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.widgets import CheckboxInput, DateInput

from forms.checks import Trimmed
from forms.fields import Lines
from forms.public.form import PageForm
from models.answer import Flaw, GivenAnswers, Held
from models.event import Admission, Event
from models.question import YES_NO, Choice, Question, QuestionKind

WORDS = {
    Flaw.MISSING: _l("Answer this question."),
    Flaw.NO_NUMBER: _l("Enter a number, in digits."),
    Flaw.NO_DATE: _l("Enter a date, as 22/03/2027."),
    Flaw.NO_CHOICE: _l("Choose one of the answers that are offered."),
    Flaw.NOT_ASKED: _l(
        "This question does not concern you, given your other answers: empty it, or change those."
    ),
}
TOO_LONG = {
    QuestionKind.SHORT: _l("Shorten the answer to 500 characters."),
    QuestionKind.LONG: _l("Shorten the answer to 5,000 characters."),
}
STAFF_ALONE = _l("Only the organisers can leave a required question blank.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its field.

    ``asked`` says whether the other answers lead to it, ``decides`` whether other questions
    depend on it.
    """

    question: Question
    name: str
    asked: bool
    decides: bool


class AnsweringForm(PageForm):
    """A form that puts an event's questions, too; ``held`` is what the person has answered before.

    Who ``waits`` can choose what is full: they wait for that, too.
    """

    def __init__(
        self, event: Event, *args: Any, held: Held | None = None, waits: bool | None = None, **kwargs: Any
    ) -> None:
        self.event, self.held = event, held or {}
        self.waits = event.admission is Admission.WAITING_LIST if waits is None else waits
        self.questions = Question.known_of(event)
        super().__init__(*args, **kwargs)

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **kwargs: Any) -> None:
        """Add a field for each question that is put to this person, then take over what was typed."""
        for question in Question.put_to(self.questions, self.held):
            name = name_of(question)
            options = {"name": name, "prefix": "", "translations": self.meta.get_translations(self)}
            self._fields[name] = self.meta.bind_field(
                self, field_of(question, self.held, waits=self.waits), options
            )
        answered = {f"question-{key}": values for key, values in self.held.items()}
        before = {
            name: list(values) if isinstance(self._fields[name], SelectMultipleField) else values[0]
            for name, values in answered.items()
            if name in self._fields
        }
        super().process(formdata, obj, data=(data or {}) | before, **kwargs)
        for name in map(name_of, Question.put_to(self.questions, self.held)):
            if (
                self._fields[name].raw_data == []
            ):  # posted without it: that is a blank, not what was answered before
                self._fields[name].data = None

    @property
    def answers(self) -> Mapping[int, list[str]]:
        """What was typed and ticked, by the question's id."""
        found = {
            question.id: self._fields[name_of(question)].data
            for question in Question.put_to(self.questions, self.held)
        }
        return {key: data if isinstance(data, list) else [data] for key, data in found.items() if data}

    @property
    def owed(self) -> set[int]:
        """The ids of questions that were not asked yet when this person answered: nothing waits for them."""
        return set()

    @property
    def given(self) -> GivenAnswers:
        """What the answers mean."""
        return GivenAnswers.read(self.questions, self.answers, self.held)

    @property
    def asked(self) -> Iterator[Asked]:
        """The questions as the page shows them, in their order."""
        asked = self.given.asked
        deciding = {one.condition.question_id for one in self.questions if one.condition}
        for question in Question.put_to(self.questions, self.held):
            yield Asked(question, name_of(question), question.id in asked, question.id in deciding)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the answers together.

        A visitor who tries to skip required questions is refused.
        """
        fine = super().validate(extra_validators)
        given = self.given
        given.excuse(self.owed)
        flaws = given.flaws
        self.flawed(flaws)
        if "override" in self.sent:
            self.form_errors = [STAFF_ALONE]
            return False
        return fine and not flaws

    def forgive_blanks(self) -> None:
        """Leave aside what was not answered yet: nobody is corrected before they have had a chance to answer."""
        for question in self.questions:
            if self.given.flaws.get(question.id) is Flaw.MISSING:
                self._fields[name_of(question)].errors = []

    def flawed(self, flaws: Mapping[int, Flaw]) -> None:
        """Say beside each question what is wrong with its answer."""
        for question in self.questions:
            if question.id in flaws:
                flaw = flaws[question.id]
                words = TOO_LONG.get(question.kind) if flaw is Flaw.TOO_LONG else WORDS[flaw]
                self._fields[name_of(question)].errors = [words]


def name_of(question: Question) -> str:
    """Return the name of a question's field."""
    return f"question-{question.id}"


def field_of(question: Question, held: Held, *, waits: bool = False) -> Any:
    """Return the unbound field of a question; models/answer decides what is offered and required.

    It also decides what an answer means.
    """
    flags = {"required": True} if question.required and not question.withdrawn else {}
    if question.kind.has_choices:
        before, several = held.get(question.id, ()), question.kind is QuestionKind.SEVERAL
        choices = [option_of(one, open_to=waits or str(one.id) in before) for one in question.offered(before)]
        if before and not flags and not several:
            choices.append(SelectChoice("", _l("No answer")))  # nobody can take a radio button's choice back
        given: dict[str, Any] = {"choices": choices, "validate_choice": False, "validators": [Marked(flags)]}
        if several:
            return SelectMultipleField(question.label, option_widget=CheckboxInput(), **given)
        return RadioField(question.label, **given)
    long = question.kind is QuestionKind.LONG
    return (TextAreaField if long else StringField)(
        question.label,
        filters=[Lines() if long else Trimmed()],
        validators=[Marked(flags)],
        render_kw={"rows": 4} if long else None,
        widget=DateInput() if question.kind is QuestionKind.DATE else None,
    )


def option_of(choice: Choice, *, open_to: bool) -> SelectChoice:
    """Return a choice as an option; one that is full says so, and only who is ``open_to`` it can make it."""
    if choice.seats_free != 0:
        return SelectChoice(str(choice.id), label_of(choice))
    words = _l("%(choice)s (full)", choice=choice.label)
    return SelectChoice(str(choice.id), words, {} if open_to else {"disabled": True})


def label_of(choice: Choice) -> Any:
    """Return a choice in words: those of a yes-or-no question in the reader's language."""
    return _l(YES_NO[choice.label]) if choice.question.kind is QuestionKind.YES_NO else choice.label


class Marked:
    """A validator that checks nothing, and lets a field show that it is required."""

    def __init__(self, flags: dict[str, bool]) -> None:
        self.field_flags = flags

    def __call__(self, form: PageForm, field: Field) -> None:
        return
