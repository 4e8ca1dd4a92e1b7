"""``staff``: who runs the site. Links are printed once and signed in with once."""

import sys

import click
import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup

from extensions import db
from models import entry
from models.user import PLACEHOLDER_HOST, Role, SignInLink, StaffSession, User, hashed_passphrase

staff = AppGroup("staff", help="The people who run the site.")


@staff.command()
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, role: str, password_stdin: bool) -> None:
    """Add somebody, or give them another role; without a password, print a one-time sign-in link."""
    _check(email)
    password_hash = _password() if password_stdin else None
    with db.writing():
        user = _with_role(email, Role(role))
        if password_hash:
            user.password_hash = password_hash
        link = None if password_hash else address(SignInLink.issue(user))
    click.echo(f"{user.email}: {user.role}")
    if link:
        click.echo(f"Sign-in link, for one use within a day:\n{link}")


def first_administrator() -> str | None:
    """Return a sign-in link for the first administrator, creating them where the site has none; None once somebody came."""
    with db.writing():
        first = db.session.scalar(sa.select(User).where(User.role == Role.ADMIN).order_by(User.id).limit(1))
        if first and (not first.is_unnamed or _has_come(first)):
            return None
        user = first or _with_role(f"admin@{PLACEHOLDER_HOST}", Role.ADMIN)
        return address(SignInLink.issue(user))


def address(secret: str) -> str:
    """Return the address of a sign-in link."""
    return f"{current_app.config['PUBLIC_URL']}/login/{secret}"


def _has_come(user: User) -> bool:
    return db.session.scalar(sa.select(StaffSession.id).where(StaffSession.user_id == user.id)) is not None


def _with_role(email: str, role: Role) -> User:
    """Find or add somebody, with a role, in the current transaction."""
    known = User.by_email(email)
    user = known or User.create(email, role)
    if known is None or known.role is not role or not known.active:
        user.role, user.active = role, True
        db.session.flush()
        entry.write("user", user.id, "grant" if known else "add", role=role.value)
    return user


def _check(email: str) -> None:
    try:
        validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as fault:
        raise click.ClickException(f"{email}: {fault}") from None


def _password() -> str:
    try:
        return hashed_passphrase(sys.stdin.readline().rstrip("\r\n"))
    except ValueError:
        raise click.ClickException("A password has at least 15 characters.") from None
