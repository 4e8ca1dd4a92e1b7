"""Where a mail stands, in words: for those who ask why somebody got nothing."""

import re

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from formats.wording import moment
from models.outbox.message import (
    HELD,
    INTERRUPTED,
    MAY_HAVE_ARRIVED,
    NO_ACCENTS,
    NOT_ENCRYPTED,
    MessageState,
    OutboxMessage,
)

# Enhanced codes of a mailbox or domain that does not exist (RFC 3463), and how servers without them say it.
UNKNOWN = re.compile(
    r"\b5\.1\.[0-3]\b|(user|mailbox|recipient|domain) (is )?(unknown|not found)|no such", re.IGNORECASE
)


def init_app(app: Flask) -> None:
    """Give templates the filter ``{{ message|mail_state }}`` and the function ``mail_leaves()``.

    The function says whether the site sends mail at all.
    """
    app.jinja_env.filters["mail_state"] = mail_state
    app.jinja_env.filters["why_undelivered"] = why_undelivered
    app.jinja_env.globals["mail_leaves"] = lambda: bool(current_app.config["SMTP_URL"])


def mail_state(message: OutboxMessage) -> str:
    """Return where a mail stands: waiting, handed over, accepted by the server and when, failed and why."""
    if message.state is MessageState.SENT and message.sent_at:
        return _handed_over(message, moment(message.sent_at))
    if message.state is MessageState.FAILED:
        return _failed(message)
    if message.is_stuck:
        return _("Stuck since %(moment)s: nothing is sending the mail.", moment=moment(message.due_at))
    if message.state is MessageState.SENDING:
        return _("Being handed to the mail server.")
    if message.attempts:
        again = _("Next attempt on %(moment)s.", moment=moment(message.due_at))
        return f"{_reason(message.error)} {again}"
    return _("Waiting to be sent.")


def _handed_over(message: OutboxMessage, at: str) -> str:
    if message.as_file:
        return _("Written to the folder mail/ on %(moment)s, not sent: no mail server was set.", moment=at)
    return _("Accepted by the mail server on %(moment)s.", moment=at)


def _failed(message: OutboxMessage) -> str:
    if message.error == HELD:
        return _("Held since a restore: it may have been sent after the backup was written.")
    tried = ngettext("Failed after %(num)s attempt.", "Failed after %(num)s attempts.", message.attempts)
    return f"{tried} {_reason(message.error)}"


def _reason(error: str) -> str:
    """Return why a mail did not go; what the server said stays in its own words."""
    if error.startswith((INTERRUPTED, MAY_HAVE_ARRIVED)):
        return _("The conversation broke off at the end: it may have arrived.")
    return _("The reason given: “%(reason)s”.", reason=why(error))


def why_undelivered(error: str) -> str:
    """Return to whom a mail was sent why it did not arrive, without the words of servers."""
    if error == NO_ACCENTS:
        return _("the mail server of this site carries no address with accents.")
    if UNKNOWN.search(error):
        return _("no such mailbox is known there.")
    return _("its server does not take it.")


def why(error: str) -> str:
    """Return why a mail was not accepted.

    The reason is in the reader's language if it is ours, else in the server's words.
    """
    if error == NO_ACCENTS:
        return _("this server takes no address with accents")
    if error == NOT_ENCRYPTED:
        return _("the server offers no encryption (STARTTLS), so our password was not sent to it")
    return error
