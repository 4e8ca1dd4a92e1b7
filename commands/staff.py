"""``staff``: who runs the site. Links are printed once and signed in with once."""

import sys

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

import email_address
from extensions import db
from models.site.record import Site
from models.staff import account, membership
from models.staff.membership import LastAdministrator
from models.user import PLACEHOLDER_HOST, Role, SignInLink, StaffSession, User, passphrase, weakness

staff = AppGroup("staff", help="The people who run the site.")


@staff.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, role: str, password_stdin: bool) -> None:
    """Add somebody, or give them another role; without a password, print a one-time sign-in link."""
    email = email_address.cleaned(email)
    _check(email)
    password_hash = _password(email) if password_stdin else None
    try:
        with db.writing():
            user = membership.appoint(email, Role(role))
            if password_hash:
                user.password_hash = password_hash
            link = None if password_hash else address(SignInLink.issue(user))
    except LastAdministrator:
        raise click.ClickException(f"{email} is the only administrator: add another one first.") from None
    click.echo(f"{user.email}: {user.role}")
    if link:
        click.echo(f"Sign-in link, for one use within a day:\n{link}")


@staff.command("remove-factor")
@click.argument("email")
def remove_factor(email: str) -> None:
    """Take a lost app of one-time codes off an account, its recovery codes included."""
    user = User.by_email(email)
    if user is None:
        raise click.ClickException(f"{email} is not on the staff.")
    with db.writing():
        account.remove_factors(user, by=None)
    click.echo(f"{email} signs in with the password alone.")


def first_administrator() -> str | None:
    """Return a sign-in link for the first administrator, creating the account if there is none.

    Returns None once that administrator has a name or has signed in.
    """
    with db.writing():
        first = db.session.scalar(sa.select(User).where(User.role == Role.ADMIN).order_by(User.id).limit(1))
        if first and (not first.is_unnamed or _has_come(first)):
            return None
        user = first or membership.appoint(f"admin@{PLACEHOLDER_HOST}", Role.ADMIN)
        return address(SignInLink.issue(user))


def address(secret: str) -> str:
    """Return the address of a sign-in link."""
    return f"{current_app.config['PUBLIC_URL']}/login/{secret}"


def _has_come(user: User) -> bool:
    return db.session.scalar(sa.select(StaffSession.id).where(StaffSession.user_id == user.id)) is not None


def _check(email: str) -> None:
    try:
        email_address.check(email)
    except ValueError as fault:
        raise click.ClickException(f"{email}: {fault}") from None


def _password(email: str) -> str:
    """Return the hash of the passphrase on standard input; a weak one ends the command with the reason."""
    said = sys.stdin.readline().rstrip("\r\n")
    known = User.by_email(email)
    weak = weakness.of(said, [email, *(known.known_words if known else ()), *Site.known_words()])
    db.session.rollback()
    if weak:
        raise click.ClickException(str(weak.label))
    return passphrase.hashed(said)
