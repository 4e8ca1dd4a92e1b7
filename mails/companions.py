"""The mail to somebody whose name and address another person gave: who, for what, how it is undone."""

from flask_babel import gettext as _

import email_address
from formats import data_map
from formats.wording import phone
from mails import defused
from mails.mail_text import Button, MailText, Moot, is_whole, page
from mails.registrant import event_facts, found, named
from models.outbox.message import OutboxMessage
from models.privacy import retention
from models.privacy.data_map import PEOPLE
from models.registration.companion import Companion
from models.site.record import Site


def companion(message: OutboxMessage) -> MailText:
    """Return « Vous êtes de la partie », which article 14 of the GDPR asks for.

    Raises Moot once nobody names them any more.
    """
    registration = found(message)
    known = registration.companions if is_whole() else []
    mine = [defused.name(one.name) for one in known if _reaches(one, message.recipients)]
    if is_whole() and not (mine and registration.is_active):
        raise Moot("nobody names them any more")
    host, event = defused.name(registration.name), registration.event
    return MailText(
        subject=_("You are expected with somebody: %(event)s", event=named(event)),
        title=_("%(name)s named you as a companion", name=host),
        facts=[*event_facts(event), (_("Named by"), host), *((_("Your name"), name) for name in mine)],
        foreign={defused.line(event.title): event.language},
        opening=[_("There is nothing that you need to do: %(name)s looks after this registration.", name=host)],
        button=Button(_("What is kept, and your rights"), page("/privacy")),
        closing=[_kept(), _undone()] if is_whole() else [],
        because=_("You receive this message because somebody gave this address when they registered for this event."),
    )  # fmt: skip


def _reaches(one: Companion, recipient: str) -> bool:
    return bool(one.email) and email_address.same(one.email, recipient)


def _kept() -> str:
    held = PEOPLE["companion"]
    return _(
        "%(site)s keeps your name and this address %(why)s (%(basis)s). They are seen by: %(who)s. They are kept: %(period)s.",
        site=defused.line(Site.current().name),
        why=data_map.word(held.purpose),
        basis=data_map.word(held.basis),
        who=data_map.recipients(held),
        period=data_map.kept_for(held.period, retention.periods()),
    )


def _undone() -> str:
    """Return how they have themselves taken off."""
    site = Site.current()
    reach = site.email or phone(site.phone)
    if not reach:
        return _("If you do not want this, tell us, and we erase your name and your address.")
    return _(
        "If you do not want this, tell us, and we erase your name and your address: %(reach)s.", reach=reach
    )


WRITERS = {"companion": companion}
