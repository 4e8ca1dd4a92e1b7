"""Second factors: one-time codes of an authenticator app, and the recovery codes that stand in for it."""

import base64
import hmac
import itertools
import secrets
from datetime import datetime

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models import token
from models.user.passkey import Passkey
from models.user.record import User

RECOVERY_CODES = 10
SECONDS = 30  # RFC 6238: how long a code is shown
ADRIFT = (-1, 0, 1)  # steps by which a phone's clock may be wrong


def app_secret(seed: str, key: str | None = None) -> str:
    """Return the secret that an app is given for a seed, in base32: the database alone does not know it."""
    return base64.b32encode(token.seal("authenticator", seed, secret=key)).decode().rstrip("=")


def for_app(seed: str, user: User, site_name: str) -> tuple[str, str]:
    """Return an app's secret in groups of four, to be typed, and the address that its camera reads."""
    secret = app_secret(seed)
    address = pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=user.email, issuer_name=site_name)
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)), address


def step_of(seed: str, code: str) -> int:
    """Return the time step of which a code is, or 0 when it is none of now."""
    now, said = clock.now(), "".join(code.split())
    secrets_of_it = [app_secret(seed, key) for key in token.accepted()]
    for secret, adrift in itertools.product(secrets_of_it, ADRIFT):
        totp = pyotp.TOTP(secret, interval=SECONDS)
        if hmac.compare_digest(totp.at(now, counter_offset=adrift).encode(), said.encode()):
            return totp.timecode(now) + adrift
    return 0


class Authenticator(Model):
    """An app that shows one-time codes. ``last_step`` is the time of the newest code that was taken."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), unique=True)
    seed: Mapped[str] = mapped_column(sa.String(64))
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()

    @classmethod
    def of(cls, user: User) -> "Authenticator | None":
        """Return the app of a member of the staff."""
        return db.session.scalar(sa.select(cls).where(cls.user_id == user.id))

    @classmethod
    def holders(cls) -> set[int]:
        """Return the ids of the members of the staff who have an app."""
        return set(db.session.scalars(sa.select(cls.user_id)))

    @classmethod
    def add(cls, user: User, seed: str, step: int) -> None:
        """Keep an app whose first code was of a step, in the current transaction; it replaces another one."""
        db.session.execute(sa.delete(cls).where(cls.user_id == user.id))
        db.session.add(cls(user_id=user.id, seed=seed, last_step=step))

    @classmethod
    def remove(cls, user: User) -> None:
        """Forget somebody's app, in the current transaction."""
        db.session.execute(sa.delete(cls).where(cls.user_id == user.id))

    @classmethod
    def take(cls, user: User, code: str) -> bool:
        """Say whether a code is right, and use it up, in the current transaction: none is right twice."""
        app = cls.of(user)
        step = step_of(app.seed, code) if app else 0
        newer = sa.update(cls).where(cls.user_id == user.id, cls.last_step < step).values(last_step=step)
        return bool(db.session.execute(newer).rowcount)  # type: ignore[attr-defined]


class RecoveryCode(Model):
    """A code on paper for the day when the app is lost. Only its hash is kept; it works once."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    used_at: Mapped[datetime | None]

    @classmethod
    def issue(cls, user: User) -> list[str]:
        """Make ten new codes in the current transaction and return them, shown once; old ones are dead."""
        db.session.execute(sa.delete(cls).where(cls.user_id == user.id))
        codes = [_written() for _ in range(RECOVERY_CODES)]
        db.session.add_all(cls(user_id=user.id, code_hash=_hashed(code)) for code in codes)
        return codes

    @classmethod
    def left(cls, user: User) -> int:
        """Return how many codes somebody has not used yet."""
        mine = cls.user_id == user.id, cls.used_at.is_(None)
        return db.session.scalar(sa.select(sa.func.count()).select_from(cls).where(*mine)) or 0

    @classmethod
    def take(cls, user: User, code: str) -> bool:
        """Say whether a code is one of somebody's, and use it up, in the current transaction."""
        mine = cls.user_id == user.id, cls.code_hash == _hashed(code), cls.used_at.is_(None)
        used = sa.update(cls).where(*mine).values(used_at=clock.now())
        return bool(db.session.execute(used).rowcount)  # type: ignore[attr-defined]


def any_of(user: User) -> bool:
    """Say whether somebody has a second factor: an app of one-time codes, or a passkey."""
    return Authenticator.of(user) is not None or bool(Passkey.of(user))


def remove(user: User) -> None:
    """Forget somebody's app, passkeys and recovery codes, in the current transaction."""
    for held in (Authenticator, Passkey, RecoveryCode):
        db.session.execute(sa.delete(held).where(held.user_id == user.id))


def take(user: User, code: str) -> str:
    """Use a one-time or a recovery code up, in the current transaction; return which, or nothing."""
    if Authenticator.take(user, code):
        return "one-time code"
    return "recovery code" if RecoveryCode.take(user, code) else ""


def _written() -> str:
    """Return 120 random bits as six groups of four letters and digits."""
    text = base64.b32encode(secrets.token_bytes(15)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _hashed(code: str) -> str:
    return token.hashed("".join(sign for sign in code.lower() if sign.isalnum()))
