"""The staff: who they are, what each role may do, and how they sign in."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
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
_nobody = _hasher.hash("nobody has this passphrase")

LONG_ENOUGH = 15
SESSION_LASTS = timedelta(days=14)
SESSION_IDLES = timedelta(hours=12)
LINK_LASTS = timedelta(hours=24)
PLACEHOLDER_HOST = "parvis.invalid"  # RFC 2606: no mail ever goes there


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

    def set_password(self, password: str) -> None:
        """Keep a passphrase of at least 15 characters as its Argon2id hash; raises ValueError when it is shorter."""
        if len(password) < LONG_ENOUGH:
            raise ValueError("too short")
        self.password_hash = _hasher.hash(password)

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
        known = user.password_hash if user and user.active and user.password_hash else None
        try:
            _hasher.verify(known or _nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return user if known else None

    @classmethod
    def addresses_with(cls, right: Right) -> list[str]:
        """Return the addresses of everybody who may do something, for mail to the team."""
        users = db.session.scalars(sa.select(cls).where(cls.active).order_by(cls.id))
        return [user.email for user in users if user.may(right) and not user.email.endswith(PLACEHOLDER_HOST)]


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

    @classmethod
    def usable(cls, secret: str) -> "SignInLink | None":
        """Return the link of a token when it can still be used."""
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), cls.used_at.is_(None))
        return db.session.scalar(found.where(cls.expires_at > clock.now()))


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

    @classmethod
    def alive(cls, secret: str) -> "StaffSession | None":
        """Return the session of a cookie's token unless it ended, idled too long or grew too old."""
        now = clock.now()
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), cls.ended_at.is_(None))
        found = found.where(cls.created_at > now - SESSION_LASTS, cls.seen_at > now - SESSION_IDLES)
        session = db.session.scalar(found)
        return session if session and session.user.active else None
