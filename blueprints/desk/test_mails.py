"""Test mails, which show whether the mail server accepts what the site sends."""

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _

import hypermedia
from access import needs, staff
from formats.outbox import why
from mails import test_mail
from mails.delivery_outcomes import NotAccepted, Uncertain
from models.user import Right

blueprint = Blueprint("desk_test_mails", __name__)


@blueprint.post("/desk/mail/trials")
@needs(Right.ORGANISE)
def create() -> Response:
    """Send a test mail to who asks, at once, and say what the server answered."""
    recipient = staff().email
    try:
        taken, left = test_mail.send(recipient)
    except (NotAccepted, Uncertain, ValueError) as fault:
        reason = why(str(fault))
        said = _(
            "The test mail to %(address)s was not accepted: %(reason)s", address=recipient, reason=reason
        )
    else:
        said = _("The test mail to %(address)s was accepted by %(server)s.", address=recipient, server=taken)
        if not left:
            said = _(
                "The test mail to %(address)s was written to a file and not sent: no mail server is set.",
                address=recipient,
            )
    flash(said)
    return hypermedia.go(url_for("desk_outbox.index"))
