"""How members of the staff sign in: links that do it once, and the sessions of their browsers."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
from extensions import Model, db
from models import token
from models.user.lent_phone import LentPhone
from models.user.record import User
from models.user.roles import Right

SESSION_LASTS = timedelta(days=14)
SESSION_IDLES = timedelta(hours=12)
LINK_LASTS = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=10)
PROOF_LASTS = timedelta(minutes=15)  # after who one is was proved, what matters may be opened
PROOF_SENDS = timedelta(minutes=30)  # and sent, so that a form that was open is not lost
FACTOR_WAITS = timedelta(minutes=10)  # from the passphrase to the second factor


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
    """A signed-in browser, or a lent phone.

    It is stored here and not in the cookie, so that signing out ends it for good.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    loan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("loan.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    proved_at: Mapped[datetime | None]
    awaits_factor: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    browser: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")

    user: Mapped[User] = relationship()
    phone: Mapped[LentPhone | None] = relationship()

    @classmethod
    def begin(
        cls, user: User, phone: LentPhone | None = None, *, browser: str = "", awaits_factor: bool = False
    ) -> str:
        """Start a session in the current transaction and return its token, which goes into the cookie.

        With a ``phone`` it is a lent phone's, which may no more than the phone's scope says. One that awaits a second
        factor opens nothing yet.
        """
        secret = token.fresh()
        proved_at = None if phone or awaits_factor else clock.now()
        said = {"browser": browser, "awaits_factor": awaits_factor, "proved_at": proved_at}
        db.session.add(cls(token_hash=token.hashed(secret), user=user, phone=phone, **said))
        return secret

    def proved(self, *, sends: bool = False) -> bool:
        """Say whether who holds the session proved lately who they are; who ``sends`` a form has longer."""
        lasts = PROOF_SENDS if sends else PROOF_LASTS
        return self.proved_at is not None and self.proved_at > clock.now() - lasts

    def prove(self) -> None:
        """Note that who holds the session proved who they are, in the current transaction."""
        self.proved_at = clock.now()

    def may(self, right: Right | None, event_id: int | None = None) -> bool:
        """Say whether whoever holds the session may do something; None is what all of the staff may."""
        if self.phone:
            return self.phone.allows(right, event_id)
        return right is None or self.user.may(right)

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
    def end_others(cls, user: User, kept: str = "") -> None:
        """End every session of somebody but the one of this token, in the current transaction."""
        theirs = sa.update(cls).where(cls.user_id == user.id, cls.ended_at.is_(None))
        db.session.execute(theirs.where(cls.token_hash != token.hashed(kept)).values(ended_at=clock.now()))

    @classmethod
    def open_of(cls, user: User) -> list["StaffSession"]:
        """Return somebody's browsers and lent phones that are signed in, last seen first."""
        found = sa.select(cls).where(cls.user_id == user.id, *cls._living()).order_by(cls.seen_at.desc())
        return [each for each in db.session.scalars(found) if each.phone is None or each.phone.stands]

    @classmethod
    def alive(cls, secret: str) -> "StaffSession | None":
        """Return the session of a cookie's token unless it ended, idled too long or grew too old."""
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), *cls._living())
        session = db.session.scalar(found)
        if session is None or not session.user.active or (session.phone and not session.phone.stands):
            return None
        return session

    @classmethod
    def awaiting(cls, secret: str) -> "StaffSession | None":
        """Return the session of a cookie's token that awaits its second factor, for ten minutes."""
        found = sa.select(cls).where(cls.token_hash == token.hashed(secret), cls.ended_at.is_(None))
        found = found.where(cls.awaits_factor, cls.created_at > clock.now() - FACTOR_WAITS)
        session = db.session.scalar(found)
        return session if session and session.user.active else None

    @classmethod
    def _living(cls) -> tuple[sa.ColumnElement[bool], ...]:
        now = clock.now()
        lasting = cls.created_at > now - SESSION_LASTS, cls.seen_at > now - SESSION_IDLES
        return cls.ended_at.is_(None), ~cls.awaits_factor, *lasting
