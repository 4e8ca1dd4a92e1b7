"""The link that opens a lent phone: a page with one button, which works once."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_limiter.util import get_remote_address

import access
import hypermedia
from extensions import db, limiter
from models.audit_log.record import AuditEntry
from models.event import Event
from models.user import LentPhone, StaffSession
from security import private

blueprint = Blueprint("door_phones", __name__, url_prefix="/phones")


@blueprint.get("/<secret>")
def show(secret: str) -> Response:
    """Show the button; opening the link does not use it up."""
    return _page(LentPhone.usable(secret), secret)


@blueprint.post("/<secret>")
@limiter.limit(
    "20 per minute", key_func=get_remote_address, deduct_when=lambda answer: answer.status_code == 404
)
def update(secret: str) -> Response:
    """Make the browser that asks the lent phone, and lead to its door."""
    with db.writing():
        phone = LentPhone.usable(secret)
        if phone:
            phone.open()
            kept = StaffSession.begin(phone.user, phone)
            AuditEntry.write("event", phone.event_id, "open phone", by=phone.user, device=phone.device)
    if phone is None:
        return _page(None, secret)
    access.enter(kept)
    event = db.session.get_one(Event, phone.event_id)
    return private(hypermedia.go(url_for("door.show", slug=event.slug)))


def _page(phone: LentPhone | None, secret: str) -> Response:
    event = db.session.get(Event, phone.event_id) if phone else None
    html = render_template("door/phones/show.html", phone=phone, event=event, secret=secret)
    return private(make_response(html, 200 if phone else 404))
