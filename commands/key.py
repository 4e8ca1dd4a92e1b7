"""``key``: replace the secret key that links and tickets are made with (docs/security.md)."""

import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

import config
import permissions
from extensions import db
from models import token
from models.site import links
from models.site.signing_key import ForeignKey, SigningKey
from models.user import Authenticator

HOW_TO_MAKE_ONE = "remove PARVIS_SECRET_KEY and one is made, or: flask --app app key change"
SAID = "registrations: {registration}, comments: {comment}, subscriptions to replies: {subscription}"
GOES_ON = (
    "Restart every process of the site now. Until `flask --app app key forget`, this goes on under the former key:\n"
    "  private links, tickets and links that end mail ({counts})\n"
    "  speakers' links, forms that are open, staff who are signed in, moderators' links (7 days) and lists of one's "
    "registrations (1 day)\n"
    "  the apps with which staff show one-time codes ({apps})"
)

APPS = "Who set up an app for one-time codes with that key ({apps} have one) signs in with a recovery code, and sets it up anew."

key = AppGroup("key", help="The secret key that private links and tickets are made with.")


@key.command()
def change() -> None:
    """Make a new key. What the present one made goes on until ``key forget``."""
    refuse_foreign()
    present, new, folder = token.accepted(), secrets.token_urlsafe(48), Path(current_app.config["INSTANCE"])
    if _is_kept(folder):
        permissions.write(folder / config.FORMER_KEYS, ["\n".join(present).encode()])
        permissions.write(folder / config.KEY, [new.encode()])
        click.echo("The site has a new secret key.")
    else:
        click.echo("The key is a setting. On every host of the site, set:")
        click.echo(f"PARVIS_SECRET_KEY={new}\nPARVIS_FORMER_SECRET_KEYS={' '.join(present)!r}")
    current_app.config.update(SECRET_KEY=new, SECRET_KEY_FALLBACKS=present)
    click.echo(GOES_ON.format(counts=SAID.format(**links.of_former_keys()), apps=_apps()))


@key.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(yes: bool) -> None:
    """Drop the former keys: the links and tickets that they made end, and mail carries new ones."""
    refuse_foreign()
    counts = SAID.format(**links.of_former_keys())
    if not yes:
        ends = f"The links and tickets of these end ({counts})."
        click.confirm(f"{ends} {APPS.format(apps=_apps())} Go on?", abort=True)
    _renew()
    Path(current_app.config["INSTANCE"], config.FORMER_KEYS).unlink(missing_ok=True)
    click.echo(f"Made anew with the present key ({counts}). Restart every process of the site.")
    if current_app.config["FORMER_SECRET_KEYS"]:
        click.echo("Remove PARVIS_FORMER_SECRET_KEYS from the settings of every host.")


@key.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def adopt(yes: bool) -> None:
    """Make all links anew with this host's key, because the one that made them is lost."""
    refuse_weak()
    if not yes:
        ends = "Every private link and ticket that was mailed so far ends."
        click.confirm(f"{ends} {APPS.format(apps=_apps())} Go on?", abort=True)
    with db.writing():
        SigningKey.put()
    _renew()
    click.echo("The site's links and tickets are of this host's key. Restart every process of the site.")


def refuse_weak() -> None:
    """Raise ClickException when the secret key can be guessed."""
    if fault := config.weakness(current_app.config["SECRET_KEY"]):
        raise click.ClickException(f"The secret key is {fault}: {HOW_TO_MAKE_ONE}.")


def refuse_foreign() -> None:
    """Raise ClickException when another key made the site's links; else note which key makes them."""
    try:
        with db.writing():
            SigningKey.take()
    except ForeignKey as fault:
        raise click.ClickException(str(fault)) from None


def _apps() -> int:
    """Return how many of the staff have an app whose secret a key made; nothing says which one."""
    return len(Authenticator.holders())


def _renew() -> None:
    for kind in links.KINDS:
        last = 0
        while rows := kind.rows(last):
            with db.writing():
                kind.renew(rows)
            last = rows[-1].id


def _is_kept(folder: Path) -> bool:
    """Say whether the key stands in the site's folder, not in its settings."""
    kept = folder / config.KEY
    return kept.exists() and kept.read_text() == current_app.config["SECRET_KEY"]
