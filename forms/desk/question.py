"""What an organiser says of one question."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from forms.base import Row, row_faults
from forms.checks import Trimmed
from forms.fields import Number, numbered, options
from forms.public.answers import label_of
from forms.staff import StaffForm
from models.event import Event
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind, QuestionProblem

WORDS = {
    QuestionProblem.LABEL: _l("Write the question."),
    QuestionProblem.TOO_LONG: _l("Shorten this to 500 characters."),
    QuestionProblem.CHOICES: _l("Write at least one answer to choose."),
    QuestionProblem.NO_CHOICES: _l("A question of this kind has no answers to choose: empty these rows."),
    QuestionProblem.CHOICE_TWICE: _l("Two answers read the same. Change one of them."),
    QuestionProblem.CHOICE_TOO_LONG: _l("Shorten the answer to 200 characters."),
    QuestionProblem.TOO_MANY: _l(
        "An event has at most 60 questions, and a question at most 100 answers to choose."
    ),
    QuestionProblem.SEATS: _l(
        "Seats are a whole number from 0 to 100,000, and only the answers of “One choice among several” have them."
    ),
    QuestionProblem.CONDITION: _l("Choose an answer to a question that stands before this one."),
    QuestionProblem.KIND: _l("The kind stays: people have answered, or another question depends on it."),
    QuestionProblem.DECIDES: _l("Another question is asked according to this answer: change that one first."),
    QuestionProblem.ORDER: _l("A question stands after the one whose answer decides whether it is asked."),
}


class ChoiceForm(Row):
    """One answer to choose; a row without words is left out."""

    label = StringField(_l("Answer"), filters=[Trimmed()])
    withdrawn = BooleanField(_l("Offer it no more"))
    seats = Number(_l("Seats"), render_kw={"inputmode": "numeric", "min": 0})
    known = HiddenField()


class QuestionForm(StaffForm):
    """The form of a question, whose possible conditions depend on the questions before it.

    ``seen`` stores the version with which the form was opened.
    """

    noun = "question"
    seen = HiddenField()
    label = StringField(_l("Question"), filters=[Trimmed()])
    hint = StringField(_l("Hint"), filters=[Trimmed()])
    kind = SelectField(
        _l("How it is answered"),
        choices=options(QuestionKind),
        coerce=QuestionKind,
        default=QuestionKind.SHORT,
    )
    choices = FieldList(FormField(ChoiceForm), max_entries=100)
    required = BooleanField(_l("An answer is required"))
    internal = BooleanField(_l("For the organisers alone: visitors never see it"))
    sensitive = BooleanField(_l("Sensitive: the answers are erased a week after the event"))
    only_if = SelectField(_l("Ask it"), validate_choice=False)

    def __init__(self, event: Event, question: Question | None = None, **kwargs: Any) -> None:
        self.event, self.question = event, question
        questions = Question.of(event)
        before = questions[: questions.index(question)] if question else questions
        self.deciding = {str(one.id): one for each in before if not each.withdrawn for one in each.offered()}
        super().__init__(**kwargs)
        self.only_if.choices = [SelectChoice("", _l("of everybody"))] + [
            SelectChoice(
                key,
                label_of(one),
                optgroup=_("of who answers “%(question)s” with", question=one.question.label),
            )
            for key, one in self.deciding.items()
        ]

    @classmethod
    def of(cls, event: Event, question: Question | None = None) -> "QuestionForm":
        """Return the form filled with a question's facts, with free rows for answers."""
        if question is None:
            form = cls(event, formdata=None)
        else:
            facts = QuestionFacts.of(question)
            rows = [
                {"label": one.label, "withdrawn": one.withdrawn, "known": one.known, "seats": one.seats}
                for one in facts.choices
            ]
            condition = str(question.condition.id) if question.condition else ""
            values = {
                name: getattr(facts, name)
                for name in ("label", "hint", "kind", "required", "internal", "sensitive")
            }
            form = cls(event, question, formdata=None, choices=rows, only_if=condition, **values)
            form.seen.data = QuestionFacts.fingerprint(question)
        form.add_rows()
        return form

    def add_rows(self) -> None:
        """Add three empty rows for answers to choose."""
        for _row in range(min(3, 100 - len(self.choices.entries))):
            self.choices.append_entry()

    def facts(self) -> QuestionFacts:
        """Return what the form says; who calls has validated it."""
        condition = self.deciding.get(self.only_if.data or "")
        key = self.question.key if self.question else ""
        return QuestionFacts(
            self.label.data or "", self.kind.data, key, self.hint.data or "", self.required.data, self.internal.data,
            tuple(self._offered()), (condition.question.key, condition.label) if condition else None,
            self.sensitive.data,
        )  # fmt: skip

    def _offered(self) -> list[ChoiceFacts]:
        rows = [row.form for row in self.choices.entries if row.form.label.data]
        return [
            ChoiceFacts(
                row.label.data or "",
                row.withdrawn.data,
                numbered(row.known.data),
                row.seats.data,
            )
            for row in rows
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then what must be true of the question among the others."""
        fine = super().validate(extra_validators)
        row_faults(self.choices)
        if not fine or self.kind.data is None:
            return False
        found = Question.faults(self.event, self.facts(), self.question)
        if self.only_if.data and self.only_if.data not in self.deciding:
            found.append(("only_if", QuestionProblem.CONDITION))
        self.refuse(found)
        return not found

    def refuse(self, found: Sequence[tuple[str, QuestionProblem]]) -> Self:
        """Say beside the fields what cannot be so; return the form."""
        for name, problem in found:
            self[name].errors = [WORDS[problem]]
        return self
