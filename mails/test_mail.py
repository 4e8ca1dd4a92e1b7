"""A test mail, which is handed over at once and not through the outbox.

That way the server's own answer can be shown.
"""

from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

import clock
import email_address
from formats.links import public
from mails import delivery, envelope
from mails.mail_text import MailText
from models import token
from models.outbox.message import OutboxMessage
from models.site.record import Site

UNSTORED = 0  # the row of no outbox


def send(recipient: str) -> tuple[str, bool]:
    """Send one test mail by the site's way of delivery; return which one it was and if the mail left.

    That is the server's host name and port, or the folder in which the file lies. Raises NotAccepted or Uncertain as
    ``delivery`` does, and ValueError for a bad PARVIS_SMTP_URL and for what is no address.
    """
    email_address.check(recipient)
    folder = Path(current_app.config["INSTANCE"]) / "mail"
    mail = envelope.seal(_row(recipient), _text())
    with delivery.way(current_app.config["SMTP_URL"], folder) as way:
        way.deliver(mail)
        return way.name, way.leaves


def _row(recipient: str) -> OutboxMessage:
    return OutboxMessage(
        id=UNSTORED, kind="trial", recipients=recipient, cause=token.fresh(), created_at=clock.now()
    )


def _text() -> MailText:
    name = Site.current().name
    return MailText(
        subject=_("Test mail from %(site)s", site=name),
        title=_("Mail works"),
        because=_("You get this mail because a member of the staff of %(site)s asked for it.", site=name),
        facts=[(_("Site"), public("/")), (_("Sender"), envelope.sender())],
        opening=[_("If you can read this, the site can send mail to you. There is nothing to do.")],
    )
