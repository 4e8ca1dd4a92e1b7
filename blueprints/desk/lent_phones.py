"""Phones lent to the door of an event: lend one, see which are out, take one back."""

from flask import Blueprint, Response, abort, flash, make_response, render_template, url_for
from flask_babel import gettext as _

import clock
import hypermedia
from access import needs, staff
from blueprints.desk.event_page import find
from extensions import db
from formats import qr_code
from formats.links import public
from forms.desk.lent_phone import PhoneForm
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.event import Event
from models.user import LentPhone, Right, Scope

blueprint = Blueprint("desk_lent_phones", __name__, url_prefix="/desk/events/<slug>/phones")


@blueprint.get("")
@needs(Right.ORGANISE)
def index(slug: str) -> Response:
    """Show the phones that are out, and the form that lends one more."""
    event = find(slug)
    return page(event, PhoneForm(event, formdata=None))


@blueprint.post("")
@needs(Right.ORGANISE)
def create(slug: str) -> Response:
    """Lend a phone, and show its link, this once."""
    event = find(slug)
    form = PhoneForm(event)
    if not form.validate() or form.until.data is None:
        return page(event, form, 422)
    with db.writing():
        until = clock.instant(form.until.data, event.timezone)
        phone, secret = LentPhone.issue(
            staff(), event.id, form.device.data or "", Scope(form.scope.data), until
        )
        AuditEntry.write(
            "event", event.id, "lend phone", by=staff(), device=phone.device, scope=phone.scope.value
        )
    return page(
        event,
        PhoneForm(event, formdata=None),
        lent=phone,
        link=public(url_for("door_phones.show", secret=secret)),
    )


@blueprint.post("/<int:phone_id>/end")
@needs(Right.ORGANISE)
def destroy(slug: str, phone_id: int) -> Response:
    """Take a phone back: what it shows ends at once."""
    event, phone = find(slug), db.session.get(LentPhone, phone_id)
    if phone is None or phone.event_id != event.id:
        abort(404)
    with db.writing():
        phone.end()
        AuditEntry.write("event", event.id, "take phone back", by=staff(), device=phone.device)
        change.record(change.door(event.id), "phones")
    flash(_("“%(device)s” is taken back.", device=phone.device))
    return hypermedia.go(url_for("desk_lent_phones.index", slug=slug))


def page(
    event: Event, form: PhoneForm, status: int = 200, lent: LentPhone | None = None, link: str = ""
) -> Response:
    """Answer with the phones; ``lent`` was just lent, ``link`` opens it."""
    html = render_template(
        "desk/lent_phones/index.html",
        event=event, form=form, phones=LentPhone.of(event.id), lent=lent, link=link, drawn=link and qr_code.drawn(link),
    )  # fmt: skip
    return make_response(html, status)
