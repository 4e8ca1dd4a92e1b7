"""A moderator's link in a mail: it names a comment, the version quoted, and whose link it is.

Nothing is stored: the site's key signs it. It dies after a week, when its owner's address or role changes, and with the
first decision or change of the comment, since that raises its version.
"""

from dataclasses import dataclass
from datetime import timedelta

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

import clock
from extensions import db
from models import token
from models.user import Right, User

LASTS = timedelta(days=7)


class Forged(Exception):
    """The link was never sent like this, or to somebody who may not moderate any more."""


class Expired(Exception):
    """The link is too old."""


@dataclass(frozen=True, slots=True)
class MailedLink:
    """What a mail's link opens: ``comment_id`` as it was at ``version``, for ``user``."""

    comment_id: int
    version: int
    user: User

    @property
    def key(self) -> str:
        """What the link carries."""
        return _signer(self.user).sign(f"{self.comment_id}-{self.version}-{self.user.id}").decode()

    @classmethod
    def read(cls, key: str) -> "MailedLink":
        """Return what a key opens. Raises Forged or Expired."""
        numbers = key.partition(".")[0].split("-")
        if len(numbers) != 3 or not all(each.isdecimal() and len(each) < 10 for each in numbers):
            raise Forged
        comment_id, version, user_id = map(int, numbers)
        user = db.session.get(User, user_id)
        if user is None or not user.may(Right.MODERATE):
            raise Forged
        try:
            _signer(user).unsign(key, max_age=int(LASTS.total_seconds()))
        except SignatureExpired:
            raise Expired from None
        except BadSignature:
            raise Forged from None
        return cls(comment_id, version, user)


class _Signer(TimestampSigner):
    """Signs by our clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def _signer(user: User) -> _Signer:
    return _Signer(token.signing_keys(), salt=f"parvis.mailed link.{user.email_key}")
