"""``bounce``: what a mail server pipes to us when a mail comes back.

It reads what servers say of mail that they could not deliver (RFC 3464, in a report of RFC 6522).
"""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import BinaryIO, NamedTuple

import click
from flask.cli import with_appcontext

from extensions import db
from models.registration import bounce as bounces

LONGEST = 300  # characters of a server's words
TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


class Bounce(NamedTuple):
    """Where a report came to, and why the mail was not delivered, for good."""

    addresses: list[str]
    reason: str


def _report(raw: bytes) -> Bounce | None:
    """Return what a report says; None for any other mail, and for one that may still be delivered."""
    mail = message_from_bytes(raw, policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    reasons = [reason for part in mail.walk() for reason in _failures(part)]
    addresses = [str(value) for name in TO for value in mail.get_all(name, [])]
    return Bounce(addresses, reasons[0]) if reasons else None


def _failures(part: Message | EmailMessage) -> Iterator[str]:
    """Yield why each reader did not get the mail, when this part says it of any."""
    if part.get_content_type() != "message/delivery-status":
        return
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, Message) or str(group.get("Action", "")).strip().lower() != "failed":
            continue
        said = str(group.get("Diagnostic-Code", "")).partition(";")[2].strip()
        status = str(group.get("Status", "")).strip()
        yield " ".join((said if status in said else f"{status} {said}").split())[:LONGEST]


@click.command()
@click.argument("mail", type=click.File("rb"), default="-")
@with_appcontext
def bounce(mail: BinaryIO) -> None:
    """Read a mail that came back (a file, or standard input) and note to whom mail does not arrive.

    Anything else is left alone, so that a mail filter can pipe all that comes to the address of PARVIS_BOUNCES.
    """
    found = _report(mail.read())
    if found is None:
        click.echo("Not a report of mail that failed for good.")
        return
    with db.writing():
        noted = any(bounces.note(each, found.reason) for each in found.addresses)
    click.echo("Noted." if noted else "None of our mails has that return address.")
