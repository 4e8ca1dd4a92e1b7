"""Mails to members of the staff: something that matters was changed of their account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mails.mail_text import Button, MailText, Unwritable, page
from models.outbox.message import OutboxMessage

CHANGES = {
    "address": _l("The address of your staff account was changed. The new one signs in from now on."),
    "password": _l("The password of your staff account was changed. Its other browsers and lent phones are signed out."),
    "app added": _l("Signing in to your staff account asks for the code of an app from now on."),
    "app removed": _l("Signing in to your staff account asks for no code of an app any more."),
    "passkey added": _l("A passkey was added to your staff account."),
    "passkey removed": _l("A passkey was taken off your staff account."),
    "recovery codes": _l("Your staff account has new recovery codes. The old ones work no longer."),
}  # fmt: skip


def account_changed(message: OutboxMessage) -> MailText:
    """Return « Votre compte a été modifié », which names the change and nothing of what is new."""
    change = CHANGES.get(message.facts.get("what", ""))
    if change is None:
        raise Unwritable("nobody knows such a change of an account")
    return MailText(
        subject=_("Your staff account was changed"),
        title=_("Your staff account was changed"),
        opening=[
            str(change),
            _("If it was not you, tell an administrator of the site at once: they can close the account."),
        ],
        button=Button(_("Open my account"), page("/account")),
        because=_("You get this message because your account had this address when it was changed."),
    )


WRITERS = {"account changed": account_changed}
