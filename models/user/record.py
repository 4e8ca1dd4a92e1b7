"""A member of the staff."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import clock
import email_address
from extensions import Model, db
from models.user.passphrase import NOBODY, matches
from models.user.roles import RIGHTS, Right, Role

PLACEHOLDER_HOST = "parvis.invalid"  # RFC 2606: no mail ever goes there


class CommentMail(StrEnum):
    """When mail about waiting comments comes."""

    AT_ONCE = "at once"
    DAILY = "daily"
    NEVER = "never"


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
    comment_mail: Mapped[CommentMail] = mapped_column(
        default=CommentMail.AT_ONCE, server_default=CommentMail.AT_ONCE.value
    )
    digest_hour: Mapped[int] = mapped_column(default=8, server_default="8")
    digest_on: Mapped[date | None]
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
    def known_words(self) -> list[str]:
        """What others know of the person, which is no part of a good passphrase."""
        return [self.name, self.email]

    @property
    def is_unnamed(self) -> bool:
        """Whether the address is still the one that the first administrator starts with."""
        return self.is_placeholder(self.email)

    @staticmethod
    def is_placeholder(email: str) -> bool:
        """Say whether an address is the one that the first administrator starts with."""
        return email.endswith(f"@{PLACEHOLDER_HOST}")

    def amend(self, name: str, email: str, **habits: Any) -> list[str]:
        """Change a user's own details in the current transaction; return the fields that changed.

        ``habits`` are ``shortcuts``, ``comment_mail`` and ``digest_hour``.
        """
        said = {
            "name": name,
            "email": email_address.cleaned(email),
            "email_key": email_address.key(email),
            **habits,
        }
        changed = [field for field, value in said.items() if getattr(self, field) != value]
        for field in changed:
            setattr(self, field, said[field])
        return changed

    @classmethod
    def by_email(cls, email: str) -> "User | None":
        """Return the member of staff with an address, however it is spelt."""
        return db.session.scalar(sa.select(cls).where(cls.email_key == email_address.key(email)))

    @classmethod
    def create(cls, email: str, role: Role, name: str = "", language: str = "fr") -> "User":
        """Add a member of the staff in the current transaction."""
        user = cls(
            email=email_address.cleaned(email),
            email_key=email_address.key(email),
            role=role,
            name=name,
            language=language,
        )
        db.session.add(user)
        return user

    @classmethod
    def with_password(cls, email: str, password: str) -> "User | None":
        """Return the user who signs in with an address and a passphrase, or None.

        An unknown email address takes as long as a wrong passphrase.
        """
        user = cls.by_email(email)
        known = user.password_hash if user and user.active else None
        db.session.rollback()  # whoever waits for the hashing holds no connection
        return user if matches(known or NOBODY, password) and known else None

    @classmethod
    def staff(cls) -> list["User"]:
        """Return the staff: who is active first, then by role and address."""
        everybody = db.session.scalars(sa.select(cls).order_by(cls.email_key))
        order = list(Role)
        return sorted(everybody, key=lambda user: (not user.active, order.index(user.role)))

    @classmethod
    def names(cls) -> list[str]:
        """Return the names by which readers know the staff."""
        return [user.displayed for user in db.session.scalars(sa.select(cls).where(cls.active))]

    @classmethod
    def addresses_with(cls, right: Right) -> list[str]:
        """Return the addresses of everybody who may do something, for mail to the team."""
        users = db.session.scalars(sa.select(cls).where(cls.active).order_by(cls.id))
        return [user.email for user in users if user.may(right) and not user.is_unnamed]
