"""The consent texts of an event, as ticks of a form."""

import zlib
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired

from forms.public.answers import AnsweringForm
from models.consent import Clause, Consent
from models.event import Event
from models.question import Question, QuestionFacts


class ConsentingForm(AnsweringForm):
    """A form that asks people to agree to an event's clauses; ``standing`` is what they agreed to before.

    Who has agreed to a required clause is not asked again while its words stay.
    """

    def __init__(
        self, event: Event, *args: Any, standing: list[Consent] | None = None, **kwargs: Any
    ) -> None:
        self.is_new = standing is None
        self.agreed = {(one.clause_id, one.version) for one in standing or ()}
        asked = Clause.known_of(event)
        self.clauses = [one for one in asked if not one.required or (one.id, one.version) not in self.agreed]
        super().__init__(event, *args, **kwargs)

    def process(self, formdata: Any = None, obj: Any = None, data: Any = None, **kwargs: Any) -> None:
        """Add a tick for each clause, then take over what was ticked."""
        for clause in self.clauses:
            name = f"consent-{clause.id}"
            needed = [DataRequired(_l("Tick the box: this is needed to come."))]
            tick = BooleanField(clause.text, validators=needed if clause.required and self.is_new else [])
            options = {"name": name, "prefix": "", "translations": self.meta.get_translations(self)}
            self._fields[name] = self.meta.bind_field(self, tick, options)
        before = {f"consent-{one.id}": (one.id, one.version) in self.agreed for one in self.clauses}
        super().process(formdata, obj, data=(data or {}) | before, **kwargs)

    @property
    def essence(self) -> str:
        """A few characters for what the event asks now: an open page whose form has others asks for it anew."""
        asked = [
            (QuestionFacts.of(one), [choice.seats_free == 0 for choice in one.choices])
            for one in Question.put_to(self.questions, self.held)
        ]
        clauses = [(one.id, one.text, one.required) for one in self.clauses]
        return f"{zlib.crc32(repr((asked, clauses, self.waits)).encode()):08x}"

    def forgive_blanks(self) -> None:
        """Leave aside what was neither answered nor ticked yet."""
        super().forgive_blanks()
        for one in self.clauses:
            self._fields[f"consent-{one.id}"].errors = []

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids of the clauses that are agreed to."""
        return tuple(one.id for one in self.clauses if self._fields[f"consent-{one.id}"].data)
