"""Appointing staff, changing their roles and dismissing them.

A site never loses its last administrator.
"""

import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.user import Role, StaffSession, User


class LastAdministrator(Exception):
    """Nobody else could appoint anybody any more."""


def appoint(email: str, role: Role, *, by: User | None = None, kept: str = "") -> User:
    """Add somebody, give them another role or take them back, in the current write transaction.

    Another role ends their open sessions, but for the one whose token is ``kept``.

    Raises LastAdministrator when the role of the only one would change.
    """
    user = User.by_email(email)
    if user is None:
        user = User.create(email, role)
        db.session.flush()
        AuditEntry.write("user", user.id, "add", by=by, role=role.value)
    elif user.role is not role or not user.active:
        if role is not Role.ADMIN:
            _keep_one(user)
        user.role, user.active = role, True
        StaffSession.end_others(user, kept)
        AuditEntry.write("user", user.id, "grant", by=by, role=role.value)
    return user


def dismiss(user: User, *, by: User | None = None) -> bool:
    """Close a staff account in the current write transaction and sign it out everywhere.

    The person's past actions still bear their name.

    Returns False when it was closed already; raises LastAdministrator.
    """
    if not user.active:
        return False
    _keep_one(user)
    user.active = False
    StaffSession.end_others(user)
    AuditEntry.write("user", user.id, "dismiss", by=by)
    return True


def _keep_one(user: User) -> None:
    others = sa.select(sa.func.count()).where(User.role == Role.ADMIN, User.active, User.id != user.id)
    if user.role is Role.ADMIN and user.active and not db.session.scalar(others):
        raise LastAdministrator
