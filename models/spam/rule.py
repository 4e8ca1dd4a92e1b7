"""The team's lists: words, addresses, domains and networks that hold, file or refuse a comment.

Finding the entries that catch a comment is one indexed question however long the lists are (see ``Value.head``).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

import clock
from extensions import Model, db
from folding import folded
from models.audit_log.record import AuditEntry
from models.event import Event
from models.user import User
from spam.saying import Saying
from spam.value import RuleKind, Value, heads

AT_ONCE = 1000  # heads in one question to the database
PAGE = 100
_EVERYWHERE = sa.text("removed_at IS NULL AND event_id IS NULL")
_HERE = sa.text("removed_at IS NULL AND event_id IS NOT NULL")
REMOVED_KEPT = timedelta(days=30)  # time to think better of it


class Effect(StrEnum):
    """What becomes of a comment that an entry catches, from the mildest to the hardest."""

    HOLD = "hold"
    SPAM = "spam"
    REFUSE = "refuse"


class AlreadyListed(Exception):
    """The same entry stands on the list, with the same effect."""


class Rule(Model):
    """An entry of a list, for one event or, with ``event_id`` None, for all.

    A removed entry is kept for a while, so that it can be restored.
    """

    __table_args__ = (
        sa.Index("ix_rule_head", "head"),
        sa.Index(
            "uq_rule_everywhere",
            "kind",
            "key",
            unique=True,
            sqlite_where=_EVERYWHERE,
            postgresql_where=_EVERYWHERE,
        ),
        sa.Index(
            "uq_rule_event",
            "kind",
            "key",
            "event_id",
            unique=True,
            sqlite_where=_HERE,
            postgresql_where=_HERE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RuleKind]
    effect: Mapped[Effect]
    text: Mapped[str] = mapped_column(sa.String(200))
    key: Mapped[str] = mapped_column(sa.String(400))
    head: Mapped[str] = mapped_column(sa.String(400))
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    removed_at: Mapped[datetime | None]

    event: Mapped[Event | None] = relationship()
    user: Mapped[User | None] = relationship()

    @classmethod
    def drafted(cls, kind: RuleKind, text: str, effect: Effect, event: Event | None = None) -> "Rule":
        """Return an entry that stands on no list yet; raises NotOne when the text is none of its kind."""
        value = Value.read(kind, text)
        number = event.id if event else None
        return cls(
            kind=kind, effect=effect, text=text.strip(), key=value.key, head=value.head, event_id=number
        )

    @property
    def value(self) -> Value:
        """What the entry catches."""
        return Value(self.kind, self.key, self.head)

    @property
    def reason(self) -> str:
        """Why a comment waits that this entry caught; an address or a network is not repeated."""
        shown = self.kind in {RuleKind.WORD, RuleKind.DOMAIN}
        return f"{self.kind}:{self.text}" if shown else str(self.kind)

    def listed(self) -> "Rule | None":
        """Return the entry that stands on the list for the same thing, whatever its effect."""
        same = sa.select(Rule).where(Rule.kind == self.kind, Rule.key == self.key, Rule.removed_at.is_(None))
        return db.session.scalar(same.where(Rule.event_id.is_not_distinct_from(self.event_id)))

    def add(self, *, by: User) -> "Rule":
        """Put the entry on the list in the current write transaction.

        If it is there already, the existing entry gets the new effect.

        Raises AlreadyListed when there is nothing to change.
        """
        standing = self.listed()
        if standing and standing.effect is self.effect:
            raise AlreadyListed
        rule = standing or self
        verb = "change" if standing else "add"
        rule.effect, rule.user_id = self.effect, by.id
        db.session.add(rule)
        db.session.flush()
        _tell(rule, verb, by)
        return rule

    def remove(self, *, by: User) -> None:
        """Take the entry off the list, in the current write transaction; nothing happens when it is off."""
        if self.removed_at is None:
            self.removed_at = clock.now()
            _tell(self, "remove", by)

    def put_back(self, *, by: User) -> None:
        """Undo the removal, in the current write transaction, unless the same stands on the list again."""
        if self.removed_at and not self.listed():
            self.removed_at = None
            _tell(self, "put back", by)

    @classmethod
    def catching(cls, said: Saying, event_id: int) -> list["Rule"]:
        """Return the entries that catch what is said under an event, the hardest first."""
        caught = [rule for rule in cls._candidates(said, event_id) if rule.value.catches(said)]
        hardness = list(Effect)
        return sorted(caught, key=lambda rule: (-hardness.index(rule.effect), rule.id))

    @classmethod
    def _candidates(cls, said: Saying, event_id: int) -> Iterator["Rule"]:
        asked = sorted({"", *heads(said)})
        here = sa.or_(cls.event_id.is_(None), cls.event_id == event_id)
        for start in range(0, len(asked), AT_ONCE):
            found = sa.select(cls).where(
                cls.head.in_(asked[start : start + AT_ONCE]), here, cls.removed_at.is_(None)
            )
            yield from db.session.scalars(found)

    @classmethod
    def page(cls, search: str = "", before: int = 0) -> list["Rule"]:
        """Return up to 101 entries that contain a text, newest first; the 101st tells that there are more."""
        found = (
            sa.select(cls)
            .where(cls.removed_at.is_(None))
            .options(joinedload(cls.event), joinedload(cls.user))
        )
        if search:
            plain = sa.func.lower(cls.text).contains(search.lower(), autoescape=True)
            found = found.where(plain | cls.key.contains(folded(search), autoescape=True))
        if before:
            found = found.where(cls.id < before)
        return list(db.session.scalars(found.order_by(cls.id.desc()).limit(PAGE + 1)))


def _tell(rule: Rule, verb: str, by: User) -> None:
    AuditEntry.write("rule", rule.id, verb, by=by, kind=rule.kind, effect=rule.effect, event=rule.event_id)
