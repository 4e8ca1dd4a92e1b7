"""From the words of a mail to the mail itself: headers, text and HTML that say the same, calendar."""

import hashlib
import hmac
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import get_locale

import email_address
import host_name
from extensions import db
from formats.links import public
from mails import defused
from mails.mail_text import MailText, Unwritable
from mails.subject_lines import SMTP
from models import token
from models.outbox.message import OutboxMessage
from models.registration import bounce
from models.site.record import Site

PICTURE = "picture"  # what the HTML calls the one that goes along (RFC 2392)


def seal(message: OutboxMessage, text: MailText) -> EmailMessage:
    """Return the mail that carries a text to the recipients of a row of the outbox; raises Unwritable."""
    site = Site.current()
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = defused.line(text.subject)
    mail["From"] = _address(sender(), defused.line(site.name))
    mail["To"] = [_address(one) for one in message.recipients.split(",")]
    if back := bounce.return_address(message):
        mail["Return-Path"] = f"<{back}>"
    if site.email:
        mail["Reply-To"] = _address(site.email)
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = identifier(message)
    for name, value in [*_thread(message, text).items(), *_ending(text).items()]:
        mail[name] = value
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no robot answers it
    _fill(mail, text, site)
    mail["Content-Language"] = str(get_locale())
    return mail


def sender() -> str:
    """Return the address that all mail comes from."""
    return current_app.config["MAIL_FROM"] or f"parvis@{_host()}"


def identifier(message: OutboxMessage) -> str:
    """Return the Message-ID of a row of the outbox: always the same, and nobody else's."""
    text = f"mail:{message.id}:{message.cause}".encode()
    digest = hmac.new(token.oldest_key().encode(), text, hashlib.sha256).hexdigest()[:16]
    return f"<{message.id}.{digest}@{_host()}>"


def _host() -> str:
    host = host_name.as_ascii(urlsplit(current_app.config["PUBLIC_URL"]).hostname or "")
    named = any(char.isalpha() for char in host) and ":" not in host
    return host if named else "localhost"


def _address(text: str, shown: str = "") -> Address:
    """Return an address of the outbox for a mail header, with an international domain as ASCII."""
    try:
        local, domain = email_address.delivered(text)
        return Address(shown, local, domain)
    except (ValueError, IndexError) as fault:
        raise Unwritable(f"{text.strip()!r} is not an address: {fault}") from None


def _body(mail: EmailMessage) -> EmailMessage:
    part = mail.get_body(("html",))
    if not isinstance(part, EmailMessage):
        raise TypeError("a mail has an HTML part")
    return part


def _thread(message: OutboxMessage, text: MailText) -> dict[str, str]:
    """Return the headers that put a mail under those which its readers got about the same thing before."""
    earlier = text.after or _first(message)
    if not earlier:
        return {}
    known = [identifier(one) for one in earlier]
    return {"In-Reply-To": known[-1], "References": " ".join(known)}


def _first(message: OutboxMessage) -> list[OutboxMessage]:
    """Return the first mail about the same registration or comment to the same readers, if there was one."""
    about = OutboxMessage.registration_id == message.registration_id
    if message.registration_id is None:
        about = OutboxMessage.comment_id == message.comment_id
    same = about, OutboxMessage.recipients == message.recipients, OutboxMessage.id < message.id
    return list(db.session.scalars(sa.select(OutboxMessage).where(*same).order_by(OutboxMessage.id).limit(1)))


def _ending(text: MailText) -> dict[str, str]:
    """Return the headers with which a mail program ends these mails at one press (RFC 8058)."""
    if not text.ends:
        return {}
    return {"List-Unsubscribe": f"<{text.ends}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _fill(mail: EmailMessage, text: MailText, site: Site) -> None:
    said = {
        "text": text,
        "publisher": site.name,
        "shades": site.shades,
        "address": public("/"),
        "language": str(get_locale()),
        "picture": PICTURE,
    }
    mail.set_content(render_template("mail/body.txt", **said), cte="quoted-printable")
    html = render_template("mail/body.html", **said)
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    if text.picture:
        _body(mail).add_related(
            text.picture,
            "image",
            "png",
            cid=f"<{PICTURE}>",
            filename=f"{PICTURE}.png",
            disposition="inline",
        )
    if text.calendar:
        method = "CANCEL" if b"METHOD:CANCEL" in text.calendar else "PUBLISH"
        mail.add_attachment(
            text.calendar,
            "text",
            "calendar",
            filename=text.calendar_name,
            params={"method": method, "charset": "utf-8"},
        )
