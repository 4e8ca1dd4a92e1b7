"""``doctor``: what is misconfigured, one line each; it ends with status 1 when anything is."""

import ipaddress
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

import config
import email_address
import erasure_journal
import permissions
import sqlite_files
from commands import key, revision
from extensions import db
from mails import delivery, envelope, test_mail
from models import erasure
from models.outbox.message import MessageState, OutboxMessage
from models.privacy import purging
from models.site.record import Site
from models.site.signing_key import ForeignKey, SigningKey

ENOUGH_ROOM = 500 * 1024 * 1024


class Remark(str):
    """What is worth knowing and no fault."""

    __slots__ = ()


FaultFinder = Callable[[], Iterator[str]]


@click.command()
@click.option("--send", "recipient", metavar="ADDRESS", help="Send a test mail there, too.")
@with_appcontext
def doctor(recipient: str | None) -> None:
    """Say what is misconfigured, one line each."""
    well = try_mail(recipient) if recipient else True
    for name, find in CHECKS.items():
        faults = list(find())
        well = well and all(isinstance(fault, Remark) for fault in faults)
        for fault in faults or ["ok"]:
            click.echo(f"{name}: {fault}")
    raise SystemExit(0 if well else 1)


def try_mail(recipient: str) -> bool:
    """Send a mail at once, say in one line what became of it, and return whether it was taken."""
    try:
        where, left = test_mail.send(recipient)
        said, taken = (
            f"accepted by {where}" if left else f"written to {where}, not sent: no mail server is set",
            True,
        )
    except (delivery.Postponed, delivery.MailRefused, delivery.Uncertain, ValueError) as fault:
        said, taken = f"not accepted: {fault}", False
    click.echo(f"test mail: {said}")
    return taken


def secret_key() -> Iterator[str]:
    """Hard to guess, and the one that the site's links were made with."""
    if fault := config.weakness(current_app.config["SECRET_KEY"]):
        yield f"{fault}; {key.HOW_TO_MAKE_ONE}"
    try:
        SigningKey.check()
    except ForeignKey as fault:
        yield str(fault)
    except sa.exc.SQLAlchemyError:  # told by the next checks, which ask anew
        db.session.rollback()


def files() -> Iterator[str]:
    """What a site keeps is read by its own user only."""
    beside = Path(str(db.engine.url.database)) if db.engine.dialect.name == "sqlite" else None
    elsewhere = [] if beside is None else sorted(beside.parent.glob(f"{beside.name}*"))
    for path in dict.fromkeys(permissions.readable(_instance(), *elsewhere)):
        yield f"others on this machine can read it: chmod go-rwx {path}"


def set_aside() -> Iterator[str]:
    """Nothing that a restore put aside: everybody who was there before stands in it."""
    copy = sqlite_files.copy_of(db.engine)
    if copy and copy.exists():
        since = datetime.fromtimestamp(copy.stat().st_mtime, UTC).date()
        yield f"{copy} holds the people of before the restore of {since}; delete it, or `purge` does after {sqlite_files.COPY_KEPT.days} days"


def journal() -> Iterator[str]:
    """The erasure journal can be written, is whole and was copied."""
    book = erasure.journal()
    if not book.is_writable():
        yield f"{book.path} cannot be written: nothing can be erased"
    if not book.is_whole():
        yield f"{book.path} is damaged: lines are missing or were changed; join a backup's copy by `restore`"
    if not book.is_copied():
        yield f"{book.copy} is not the same as {book.path}: is that disk there?"
    elif book.copy is None and any("what" in line for line in book.lines()):
        last = erasure_journal.last_backup(book.path)
        since = f"the backup of {last:%Y-%m-%d}" if last else "no backup at all"
        yield Remark(f"copied by {since}; PARVIS_ERASURES_COPY names a folder on another disk")


def public_url() -> Iterator[str]:
    """An address that the readers of our mail can open, encrypted once it leaves this machine."""
    url = urlsplit(current_app.config["PUBLIC_URL"])
    if fault := config.path_fault(current_app.config["PUBLIC_URL"]):
        yield fault
    if url.scheme not in {"http", "https"} or not url.hostname:
        yield f"{current_app.config['PUBLIC_URL']} is not an http(s) address: PARVIS_PUBLIC_URL=https://…"
    elif _is_local(url.hostname) and _is_open_to_others():
        yield f"links in mail lead to {url.geturl()}, which only this machine can open: PARVIS_PUBLIC_URL=https://…"
    elif url.scheme == "http" and not _is_local(url.hostname):
        yield "visitors and staff speak with it unencrypted; put an HTTPS proxy in front (deploy/Caddyfile)"


def mail_server() -> Iterator[str]:
    """A server that answers, and takes our name and password where we have them."""
    try:
        with delivery.way(current_app.config["SMTP_URL"], _instance() / "mail") as way:
            way.check()
            if not way.leaves:
                yield (str if _is_open_to_others() else Remark)(
                    f"none is set, no mail leaves: it is written to {way.name}; PARVIS_SMTP_URL=smtp://…"
                )
    except ValueError as fault:
        yield str(fault)
    except delivery.Postponed as fault:
        yield f"cannot be used: {fault}"


def sender() -> Iterator[str]:
    """An address that other servers accept mail from."""
    try:
        email_address.check(envelope.sender())
    except ValueError as fault:
        if current_app.config["MAIL_FROM"] or current_app.config["SMTP_URL"]:
            yield f"{envelope.sender()}: {fault}. Set PARVIS_MAIL_FROM"


def outbox() -> Iterator[str]:
    """No mail that failed and waits for a person."""
    failed = sa.select(sa.func.count()).where(OutboxMessage.state == MessageState.FAILED)
    count = db.session.scalar(failed.select_from(OutboxMessage)) if _has_tables() else 0
    if count:
        yield f"{count} mails could not be sent; see the desk"


def database() -> Iterator[str]:
    """Reachable, writable, at the newest revision."""
    try:
        present, newest = revision.present(), revision.newest()
        if obstacle := revision.obstacle():
            yield obstacle
        elif present != newest:
            yield f"at revision {present}, the newest is {newest}: flask --app app init"
        if present:
            with db.writing():
                db.session.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    except (sa.exc.SQLAlchemyError, OSError) as fault:
        yield f"cannot be written: {getattr(fault, 'orig', None) or fault}"


def publisher() -> Iterator[str]:
    """The site speaks for its own publisher, and says what the law asks."""
    try:
        site = Site.current()
    except sa.exc.SQLAlchemyError:  # told by the check of the database
        db.session.rollback()
        return
    told = str if _is_open_to_others() else Remark
    if site.left_from_example:
        yield told(f"still the example's: {', '.join(site.left_from_example)}; write your own at /desk/site")
    if site.owes and _is_open_to_others():
        yield f"the legal notice lacks {', '.join(site.owes)}: /desk/site"


def purge() -> Iterator[str]:
    """What is kept no longer is deleted."""
    if _has_tables() and _is_open_to_others() and (since := purging.overdue()):
        yield f"nothing was deleted that is kept no longer since {since:%Y-%m-%d}: does a worker run? `purge` does it, too"


def proxies() -> Iterator[str]:
    """Behind an HTTPS proxy its word about who the visitor is must be taken; without one nobody's."""
    if current_app.config["PUBLIC_URL"].startswith("https://") and not current_app.config["TRUSTED_PROXIES"]:
        yield "all visitors seem to come from the proxy's own address: PARVIS_TRUSTED_PROXIES=1"
    if current_app.config["TRUSTED_PROXIES"] and not _is_local(current_app.config["HOST"]):
        yield Remark(
            f"whoever reaches {current_app.config['HOST']} without the proxy may say who they are, past every limit: "
            "PARVIS_HOST=127.0.0.1, or let a firewall open the port to the proxy alone"
        )


def disk() -> Iterator[str]:
    """Room to write."""
    free = shutil.disk_usage(_instance()).free
    if free < ENOUGH_ROOM:
        yield f"only {free // 1024 // 1024} MB are free in {_instance()}"


def time_zones() -> Iterator[str]:
    """The site's own zone is known."""
    try:
        ZoneInfo(current_app.config["TIMEZONE"])
    except (ValueError, OSError, KeyError):  # what ZoneInfo raises for a path, a folder, an unknown name
        yield f"{current_app.config['TIMEZONE']} is not known; PARVIS_TIMEZONE=Europe/Paris"


CHECKS: dict[str, FaultFinder] = {
    "secret key": secret_key,
    "files": files,
    "set aside": set_aside,
    "erasure journal": journal,
    "purge": purge,
    "public address": public_url,
    "mail server": mail_server,
    "sender": sender,
    "outbox": outbox,
    "database": database,
    "publisher": publisher,
    "proxies": proxies,
    "disk": disk,
    "time zones": time_zones,
}


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])


def _has_tables() -> bool:
    try:
        return sa.inspect(db.engine).has_table("message")
    except sa.exc.SQLAlchemyError:
        return False


def _is_open_to_others() -> bool:
    """Return whether other people are meant to use the site.

    A site that is only tried out on one's own machine needs no warning.
    """
    said = current_app.config
    return bool(not _is_local(said["HOST"]) or said["TRUSTED_PROXIES"] or said["SMTP_URL"])


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
