"""Changing one's own account: details, passphrase, second factor. The mailbox that it had is told."""

from typing import Any

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.user import Authenticator, Passkey, RecoveryCode, StaffSession, User, factors
from models.user.passkey import Ceremony


def revise(user: User, details: dict[str, Any], password_hash: str | None, *, kept: str) -> None:
    """Give somebody new details, and maybe a new passphrase, in the current write transaction.

    ``kept`` is the token of the session that stays; a new passphrase ends all others.
    """
    former = user.email
    changed = user.amend(**details)
    if password_hash:
        if user.password_hash:
            tell(user, "password", former)
        user.password_hash = password_hash
        StaffSession.end_others(user, kept)
    if "email_key" in changed:
        tell(user, "address", former)
    AuditEntry.write("user", user.id, "amend", by=user, password=bool(password_hash), fields=changed)


def add_app(user: User, seed: str, step: int) -> list[str]:
    """Ask for an app's codes at sign-in, in the current write transaction; return recovery codes."""
    Authenticator.add(user, seed, step)
    tell(user, "app added", user.email)
    AuditEntry.write("user", user.id, "add factor", by=user)
    return RecoveryCode.issue(user)


def add_passkey(ceremony: Ceremony, credential: str, name: str) -> list[str] | None:
    """Keep the passkey that a browser made, in the current write transaction; return recovery codes.

    There are none where somebody has some already. Returns None when it is no proper passkey.
    """
    user = ceremony.user
    if ceremony.make(credential, name) is None:
        return None
    tell(user, "passkey added", user.email)
    AuditEntry.write("user", user.id, "add passkey", by=user)
    return [] if RecoveryCode.left(user) else RecoveryCode.issue(user)


def remove_passkey(user: User, passkey: Passkey) -> None:
    """Take one of somebody's passkeys away, in the current write transaction."""
    db.session.delete(passkey)
    tell(user, "passkey removed", user.email)
    AuditEntry.write("user", user.id, "remove passkey", by=user)


def remove_app(user: User) -> None:
    """Ask for no more codes of somebody's app, in the current write transaction."""
    Authenticator.remove(user)
    tell(user, "app removed", user.email)
    AuditEntry.write("user", user.id, "remove factor", by=user)


def remove_factors(user: User, *, by: User | None) -> None:
    """Take app, passkeys and recovery codes off an account, in the current write transaction."""
    factors.remove(user)
    tell(user, "app removed", user.email)
    AuditEntry.write("user", user.id, "remove factor", by=by)


def renew_codes(user: User) -> list[str]:
    """Make new recovery codes in the current write transaction, and return them; the old ones are dead."""
    tell(user, "recovery codes", user.email)
    AuditEntry.write("user", user.id, "renew codes", by=user)
    return RecoveryCode.issue(user)


def tell(user: User, what: str, email: str) -> None:
    """Owe a mail that says what was changed of an account, to the mailbox that it had."""
    cause = f"account {user.id} {what} {clock.now().isoformat()}"
    if not user.is_placeholder(email):
        OutboxMessage.owe("account changed", cause, email, user.language, what=what)


def end(user: User, sessions: list[StaffSession]) -> None:
    """Sign browsers out and take lent phones back, in the current write transaction."""
    for session in sessions:
        session.end()
        if session.phone:
            session.phone.end()
    AuditEntry.write("user", user.id, "end sessions", by=user, count=len(sessions))
