"""The staff: who they are, what each role may do, and how they sign in."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import gevent
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import monkey
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models import token
from models.fold import address_key


class Role(StrEnum):
    """What a member of the staff is; RIGHTS says what that allows."""

    ADMIN = "admin"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    DOOR = "door"


class Right(StrEnum):
    """Something that only some of the staff may do."""

    ADMINISTER = "administer"
    ORGANISE = "organise"
    MODERATE = "moderate"
    CHECK_IN = "check in"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.ORGANISER: frozenset({Right.ORGANISE, Right.MODERATE, Right.CHECK_IN}),
    Role.MODERATOR: frozenset({Right.MODERATE}),
    Role.DOOR: frozenset({Right.CHECK_IN}),
}

# RFC 9106 §4, second recommended option (64 MiB, 3 passes) is the library's default; a small server keeps one lane.
_hasher = PasswordHasher(parallelism=1)
# Of a random passphrase that nobody kept: what an unknown address is compared with, so that it takes as long.
_nobody = "$argon2id$v=19$m=65536,t=3,p=1$jDRfEqh4+J0RH0nz+Bnj8A$AspgafIi/wTrkVzOXWdPu8t/FoyNpAtNJ/wM8Nr6E3o"
_turns = threading.BoundedSemaphore(2)  # each hashing takes 64 MiB, however many sign in at once

LONG_ENOUGH = 15
SESSION_LASTS = timedelta(days=14)
SESSION_IDLES = timedelta(hours=12)
LINK_LASTS = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=10)
PLACEHOLDER_HOST = "parvis.invalid"  # RFC 2606: no mail ever goes there

Result = TypeVar("Result")


def hashed_passphrase(passphrase: str) -> str:
    """Return the Argon2id hash of a passphrase; raises ValueError below 15 characters. Never within ``db.writing()``."""
    if len(passphrase) < LONG_ENOUGH:
        raise ValueError("too short")
    return _aside(_hasher.hash, passphrase)


def _matches(known: str, passphrase: str) -> bool:
    try:
        return _aside(_hasher.verify, known, passphrase)
    except (VerificationError, InvalidHashError):
        return False


def _aside(work: Callable[..., Result], *arguments: str) -> Result:
    """Do slow work on a real thread where gevent runs the server: meanwhile open pages are still told and answered."""
    with _turns:
        if monkey.is_module_patched("threading"):
            return gevent.get_hub().threadpool.apply(work, arguments)
        return work(*arguments)


class User(Model):
    """A member of the staff."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(245), default="")
    role: Mapped[Role]
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    language: Mapped[str] = mapped_column(sa.String(8), default="fr")
    shortcuts: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def displayed(self) -> str:
        """The name that colleagues and readers see: never the address itself."""
        return self.name or self.email.partition("@")[0]

    def may(self, right: Right) -> bool:
        """Say whether the role allows something."""
        return self.active and right in RIGHTS[self.role]

    @property
    def is_unnamed(self) -> bool:
        """Whether the address is still the one that the first administrator starts with."""
        return self.email.endswith(f"@{PLACEHOLDER_HOST}")

    def amend(self, name: str, email: str, *, shortcuts: bool) -> list[str]:
        """Change what somebody says about themselves, in the current transaction; return the fields that changed."""
        said = {"name": name, "email": email.strip(), "email_key": address_key(email), "shortcuts": shortcuts}
        changed = [field for field, value in said.items() if getattr(self, field) != value]
        for field in changed:
            setattr(self, field, said[field])
        return changed

    @classmethod
    def by_email(cls, email: str) -> "User | None":
        """Return the member of staff with an address, however it is spelt."""
        return db.session.scalar(sa.select(cls).where(cls.email_key == address_key(email)))

    @classmethod
    def create(cls, email: str, role: Role, name: str = "", language: str = "fr") -> "User":
        """Add a member of the staff in the current transaction."""
        user = cls(email=email.strip(), email_key=address_key(email), role=role, name=name, language=language)
        db.session.add(user)
        return user

    @classmethod
    def with_password(cls, email: str, password: str) -> "User | None":
        """Return who signs in with an address and a passphrase, or None; an unknown address takes as long as a wrong one."""
        user = cls.by_email(email)
        known = user.password_hash if user and user.active else None
        return user if _matches(known or _nobody, password) and known else None

    @classmethod
    def addresses_with(cls, right: Right) -> list[str]:
        """Return the addresses of everybody who may do something, for mail to the team."""
        users = db.session.scalars(sa.select(cls).where(cls.active).order_by(cls.id))
        return [user.email for user in users if user.may(right) and not user.is_unnamed]


class SignInLink(Model):
    """A link that signs its holder in once, within a day."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    @classmethod
    def issue(cls, user: User) -> str:
        """Add a link for somebody in the current transaction and return its token, which is shown once."""
        secret = token.fresh()
        db.session.add(cls(token_hash=token.hashed(secret), user=user, expires_at=clock.now() + LINK_LASTS))
        return secret

    def use(self) -> None:
        """Use the link up, in the current transaction."""
        self.used_at = clock.now()

    @classmethod
    def usable(cls, secret: str) -> "SignInLink | None":
        """Return the link of a token when it can still be used."""
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), cls.used_at.is_(None))
        link = db.session.scalar(found.where(cls.expires_at > clock.now()))
        return link if link and link.user.active else None


class StaffSession(Model):
    """A signed-in browser. It lives here, not in the cookie, so signing out ends it for good."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    @classmethod
    def begin(cls, user: User) -> str:
        """Start a session in the current transaction and return its token, which goes into the cookie."""
        secret = token.fresh()
        db.session.add(cls(token_hash=token.hashed(secret), user=user))
        return secret

    @property
    def is_due(self) -> bool:
        """Whether the last sign of life is old enough to be worth writing a newer one."""
        return self.seen_at < clock.now() - SEEN_EVERY

    def see(self) -> None:
        """Note a sign of life, in the current transaction."""
        self.seen_at = clock.now()

    def end(self) -> None:
        """Sign the browser out for good, in the current transaction."""
        self.ended_at = clock.now()

    @classmethod
    def end_others(cls, user: User, kept: str) -> None:
        """End every session of somebody but the one of this token, in the current transaction."""
        theirs = sa.update(cls).where(cls.user_id == user.id, cls.ended_at.is_(None))
        db.session.execute(theirs.where(cls.token_hash != token.hashed(kept)).values(ended_at=clock.now()))

    @classmethod
    def alive(cls, secret: str) -> "StaffSession | None":
        """Return the session of a cookie's token unless it ended, idled too long or grew too old."""
        now = clock.now()
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), cls.ended_at.is_(None))
        found = found.where(cls.created_at > now - SESSION_LASTS, cls.seen_at > now - SESSION_IDLES)
        session = db.session.scalar(found)
        return session if session and session.user.active else None
