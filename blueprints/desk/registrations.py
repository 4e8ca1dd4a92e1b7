"""The organisers' list of who has registered, and one registration with all that is known of it."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

import hypermedia
import mails
from access import needs
from blueprints.desk.event_page import find, registration_of
from extensions import db
from forms.desk.registration_list import ListingForm
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.registration import FormerEmail, Registration
from models.user import Right
from outside import number

blueprint = Blueprint("desk_registrations", __name__, url_prefix="/desk/events")


@blueprint.get("/<slug>/registrations")
@needs(Right.ORGANISE)
def index(slug: str) -> Response:
    """Show a page of the list that the address asks for: ``?q=``, ``state=``, ``sort=``, ``page=``."""
    event = find(slug)
    form = ListingForm(request.args)
    listing = form.listing(event, request.args)
    counts = listing.counts()
    total = counts.get(listing.state, 0)
    people, page, pages = listing.page(request.args.get("page", 1, type=number), total)
    facts = {"event": event, "listing": listing, "counts": counts, "total": total}
    facts |= {"people": people, "page": page, "pages": pages}
    if hypermedia.wants_partial():
        return hypermedia.fragments("desk/registrations/index.hx.html", 200, found(total), **facts)
    return make_response(render_template("desk/registrations/index.html", form=form, **facts))


@blueprint.get("/<slug>/registrations/<int:registration_id>")
@needs(Right.ORGANISE)
def show(slug: str, registration_id: int) -> str:
    """Show one registration: its facts, its mails, what happened to it, and what can be done about it."""
    registration = registration_of(find(slug), registration_id)
    return render_template("desk/registrations/show.html", **known(registration))


def known(registration: Registration) -> dict[str, Any]:
    """Return what the page of one registration needs."""
    owed = (
        sa.select(OutboxMessage)
        .where(OutboxMessage.registration_id == registration.id)
        .order_by(OutboxMessage.id.desc())
    )
    messages = db.session.scalars(owed).all()
    return {
        "former": FormerEmail.of(registration),
        "event": registration.event,
        "registration": registration,
        "mails": list(zip(messages, mails.subjects(messages), strict=True)),
        "lines": db.session.scalars(AuditEntry.about("registration", registration.id)).all(),
    }


def found(total: int) -> str:
    """Return how many people a list holds, for an announcement."""
    if not total:
        return _("Nobody found.")
    return ngettext("%(num)s registration.", "%(num)s registrations.", total)
