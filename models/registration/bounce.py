"""Mail that came back after a server had taken it, and the return address that says which mail it was.

The return address of each mail is its own (VERP): ``bounces+12-0123456789abcdef@example.org`` is that of row 12, with a
seal that only this site can make, so that nobody can declare somebody else's mail dead.
"""

import hmac
import re

from flask import current_app

from extensions import db
from models import token
from models.change_feed import change
from models.outbox.message import MessageState, OutboxMessage
from models.registration.registration import Registration

SEALED = re.compile(r"\+(\d{1,18})-([0-9a-f]{32})@", re.IGNORECASE)


def return_address(message: OutboxMessage) -> str:
    """Return the address to which a mail comes back; empty where the site has none for that."""
    local, at, domain = current_app.config["BOUNCES"].rpartition("@")
    return f"{local}+{message.id}-{token.seal('bounce', str(message.id)).hex()}@{domain}" if at else ""


def known(address: str) -> OutboxMessage | None:
    """Return the mail whose return address this is; None for a forged one, and when the mail is gone."""
    found = SEALED.search(address)
    if not found:
        return None
    seals = [token.seal("bounce", found[1], secret=each).hex() for each in token.accepted()]
    if not any(hmac.compare_digest(each, found[2].lower()) for each in seals):
        return None
    return db.session.get(OutboxMessage, int(found[1]))


def note(address: str, reason: str) -> bool:
    """Note in the current write transaction that a mail came back, and why; False when it is none of ours.

    Its person is shown so on the desk and on their page, until their address is another one.
    """
    message = known(address)
    if message is None or message.state is not MessageState.SENT or not message.recipients:
        return False
    message.fail(reason)
    if message.registration_id:
        change.record(db.session.get_one(Registration, message.registration_id).topic, "state")
    return True
