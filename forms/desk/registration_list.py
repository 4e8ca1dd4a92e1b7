"""What an organiser filters and sorts in the list of registrations.

It comes from the page's address, so invalid values are never refused.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SearchField

from forms.checks import sought
from forms.public.form import PageForm
from models.event import Event
from models.registration import RegistrationState
from models.registration.listing import Listing, Sort


class ListingForm(PageForm):
    """The search of the list; ``state`` and ``sort`` are links."""

    noun = "listing"
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
            sort=next((each for each in Sort if each == sort.removeprefix("-")), Sort.NAME),
            backwards=sort.startswith("-"),
        )
