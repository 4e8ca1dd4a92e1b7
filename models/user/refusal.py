"""What was refused to whom, and how often: failed sign-ins, wrong codes, doors that stayed shut.

It holds no passphrase and nothing that was typed: accounts and network addresses are hashes that only this site can make.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

import clock
import email_address
from extensions import Model, db
from models import token
from models.labels import N_, Labelled
from models.user.record import User

PER_MINUTE, PER_HOUR = 5, 50  # wrong tries for one account from one place
PLACE_PER_MINUTE = 20  # wrong tries from one place, whatever the account
LINES_PER_MINUTE = 20  # of one place
CODES_PER_HOUR = (
    30  # wrong one-time codes for one account, wherever from: who tries them knows its passphrase
)
SLOW_FROM, SLOWEST = 10, 5  # wrong tries for an account in an hour; seconds


class RefusalKind(Labelled):
    """Why somebody was not let in."""

    PASSPHRASE = "passphrase", N_("wrong address or password")
    CODE = "code", N_("wrong one-time or recovery code")
    THROTTLED = "throttled", N_("too many wrong tries")
    FORBIDDEN = "forbidden", N_("without the right")
    BAD_TOKEN = "bad token", N_("form without its token")
    DEAD_LINK = "dead link", N_("sign-in link used up, too old or unknown")


class Refusal(Model):
    """One refusal: of an account, where it is known, from a place, at a route."""

    __table_args__ = (sa.Index("ix_refusal_account_key_at", "account_key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    kind: Mapped[RefusalKind]
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    account_key: Mapped[str] = mapped_column(sa.String(22), default="")
    place_key: Mapped[str] = mapped_column(sa.String(22), default="")
    route: Mapped[str] = mapped_column(sa.String(100), default="")

    user: Mapped[User | None] = relationship()

    @classmethod
    def write(cls, kind: RefusalKind, user: User | None, place: str, route: str) -> None:
        """Add a refusal in the current transaction."""
        account = account_key(user.email) if user else ""
        said = {"user_id": user.id if user else None, "account_key": account, "place_key": place}
        db.session.add(cls(kind=kind, route=route[:100], **said))

    @classmethod
    def is_full(cls, place: str) -> bool:
        """Say whether a place has filled its lines of this minute."""
        recent = cls.at > clock.now() - timedelta(minutes=1), cls.place_key == place
        count = db.session.scalar(sa.select(sa.func.count()).select_from(cls).where(*recent))
        return (count or 0) >= LINES_PER_MINUTE

    @classmethod
    def latest(cls, most: int = 100) -> list["Refusal"]:
        """Return the refusals that are kept, newest first."""
        return list(db.session.scalars(sa.select(cls).order_by(cls.id.desc()).limit(most)))


def account_key(email: str) -> str:
    """Return the key under which tries for an address are counted, whether an account has it or not."""
    return token.derive("tries for an account", email_address.key(email))


def place_key(ip_address: str) -> str:
    """Return the key of a network address; of IPv6, of the network that one household has."""
    try:
        known = ipaddress.ip_address(ip_address)
    except ValueError:
        return token.derive("tries from a place", ip_address)
    bits = 64 if known.version == 6 else 32
    network = ipaddress.ip_network((known, bits), strict=False)
    return token.derive("tries from a place", str(network.network_address))


@dataclass(frozen=True, slots=True)
class Tries:
    """The wrong tries for an account from a place; a browser that signed in before is a place of its own."""

    account: str
    place: str
    known_browser: bool = False
    kind: RefusalKind = RefusalKind.PASSPHRASE

    def begin(self, user: User | None, route: str) -> Refusal | None:
        """Count a try as wrong before it is looked at, in the current write transaction.

        Returns None when there were too many; who succeeds takes it back with ``forgive``.
        """
        throttled = self.seconds() > 0
        if throttled and self._count(
            timedelta(minutes=1), RefusalKind.THROTTLED, Refusal.place_key == self.place
        ):
            return None  # one line a minute says it
        line = Refusal(
            kind=RefusalKind.THROTTLED if throttled else self.kind,
            user_id=user.id if user else None,
            account_key=self.account,
            place_key=self.place,
            route=route,
        )
        db.session.add(line)
        db.session.flush()
        return None if throttled else line

    def seconds(self) -> int:
        """Return after how many seconds another try is looked at; 0 for at once."""
        here = Refusal.place_key == self.place
        mine = Refusal.account_key == self.account
        if self._count(timedelta(hours=1), self.kind, here, mine) >= PER_HOUR or self._has_tried_codes():
            return 3600
        minute = timedelta(minutes=1)
        if self._count(minute, self.kind, here, mine) >= PER_MINUTE:
            return 60
        return 60 if self._count(minute, self.kind, here) >= PLACE_PER_MINUTE else 0

    def pause(self) -> int:
        """Return how many seconds a try waits because many tried this account, wherever from."""
        if self.known_browser:
            return 0
        count = self._count(timedelta(hours=1), self.kind, Refusal.account_key == self.account)
        return min(count // SLOW_FROM, SLOWEST)

    @staticmethod
    def forgive(line_id: int) -> None:
        """Take a try back that was right, in the current write transaction."""
        db.session.execute(sa.delete(Refusal).where(Refusal.id == line_id))

    def _has_tried_codes(self) -> bool:
        if self.kind is not RefusalKind.CODE:
            return False
        mine = Refusal.account_key == self.account
        return self._count(timedelta(hours=1), self.kind, mine) >= CODES_PER_HOUR

    @staticmethod
    def _count(within: timedelta, kind: RefusalKind, *rules: sa.ColumnElement[bool]) -> int:
        recent = Refusal.at > clock.now() - within, Refusal.kind == kind
        return db.session.scalar(sa.select(sa.func.count()).select_from(Refusal).where(*recent, *rules)) or 0
