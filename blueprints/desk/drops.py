"""Dropping mail that failed, or that is held since a restore: nobody gets it."""

from flask import Blueprint, Response, flash, url_for
from flask_babel import ngettext

import hypermedia
from access import needs
from extensions import db
from models.outbox.message import OutboxMessage
from models.user import Right

blueprint = Blueprint("desk_drops", __name__, url_prefix="/desk/mail")


@blueprint.post("/<int:number>/drops")
@blueprint.post("/drops")
@needs(Right.ORGANISE)
def create(number: int | None = None) -> Response:
    """Drop one failed mail, or all that are held since a restore."""
    which = OutboxMessage.is_held() if number is None else OutboxMessage.id == number
    with db.writing():
        dropped = sum(message.let_go() for message in db.session.scalars(OutboxMessage.newest(which)))
    flash(ngettext("%(num)s mail is dropped.", "%(num)s mails are dropped.", dropped))
    return hypermedia.go(url_for("desk_outbox.index", state="failed" if number else None))
