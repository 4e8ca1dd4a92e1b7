"""An organiser's decisions about one registration: approve, refuse, cancel, give a seat, and so on.

The others are preferring it on the waiting list and replacing its ticket.
"""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, ours, staff
from blueprints.desk.event_page import find, registration_of
from extensions import db
from formats import event_revision
from models.registration import Registration, RegistrationRefused, ticket
from models.user import Right

blueprint = Blueprint("desk_registration_decisions", __name__, url_prefix="/desk/events")
DECISIONS: dict[str, Callable[..., bool]] = {
    "approve": Registration.approve,
    "refuse": Registration.refuse,
    "cancel": Registration.cancel,
    "promote": Registration.promote_by_hand,
    "prefer": Registration.prefer,
    "revoke": ticket.revoke,
    "stop preferring": partial(Registration.prefer, preferred=False),
}


@blueprint.post("/<slug>/registrations/<int:registration_id>/acts")
@needs(Right.ORGANISE)
def create(slug: str, registration_id: int) -> Response:
    """Take the decision that ``act`` names, tell the attendee by mail, and go back to ``next``."""
    event = find(slug)
    registration = registration_of(event, registration_id)
    name = request.form.get("act", "")
    decide = DECISIONS.get(name) or abort(422)
    try:
        with db.writing():
            done = decide(registration, by=staff())
        flash(event_revision.acted(registration, name) if done else _("Nothing was changed."))
    except RegistrationRefused:
        flash(_("Not enough seats are free for that."))
    return hypermedia.go(ours(request.form.get("next", "")) or url_for("desk_events.show", slug=slug))
