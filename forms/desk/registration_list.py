"""What an organiser filters and sorts in the list of registrations.

It comes from the page's address, so invalid values are never refused.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SearchField

from forms.checks import sought
from forms.public.form import PageForm
from models.consent import Clause
from models.event import Event
from models.question import Question
from models.registration import RegistrationState
from models.registration.listing import Listing, Sort


class ListingForm(PageForm):
    """The search of the list; ``state`` and ``sort`` are links."""

    noun = "listing"
    clauses: Sequence[Clause] = ()
    asks: bool = False
    q = SearchField(
        _l("Name, organisation or address"),
        filters=[sought],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def listing(self, event: Event, asked: Any) -> Listing:
        """Return the list that an address asks for; what is not understood counts as not asked."""
        sort = asked.get("sort", "")
        return Listing(
            event,
            search=self.q.data or "",
            state=next((state for state in RegistrationState if state == asked.get("state")), None),
            consent=self._consent(event, asked.get("consent", "")),
            owing=asked.get("owing") == "1",
            sort=next((each for each in Sort if each == sort.removeprefix("-")), Sort.NAME),
            backwards=sort.startswith("-"),
        )

    def _consent(self, event: Event, asked: str) -> int:
        """Return which consent is asked for, of those that an event has a clause for; 0 for none."""
        self.clauses = Clause.of(event, withdrawn=True)
        questions = any(question.required for question in Question.of(event))
        self.asks = questions or any(clause.required for clause in self.clauses)
        known = [str(clause.id) for clause in self.clauses]
        return int(asked) if asked.removeprefix("-") in known else 0
