"""The outbox: a row for each mail that is owed, added in the transaction that causes it.

The row knows its kind and facts, never the words: ``mails/`` writes them in the reader's language when the worker sends.
A cause is unique, so the same cause can never write twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

import clock
from extensions import Model, db


class MessageState(StrEnum):
    """Where a mail stands. SENDING is kept while the server is being spoken to; FAILED waits for a person.

    SENT is what was handed over: to a server, or to a file where none is set (``as_file``), which nobody has got.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


INTERRUPTED = "interrupted; may have arrived"
MAY_HAVE_ARRIVED = "may have arrived"
NO_ACCENTS = "this server takes no address with accents"
REMEMBERED = timedelta(days=7)  # how long a server is believed to take no address with accents
HELD = "held since a restore; may have been sent after the backup"
NOT_ENCRYPTED = "the server offers no encryption (STARTTLS), so our password was not sent to it"
SENDING_LASTS = timedelta(minutes=10)  # longer, and whoever was sending is gone
LATE = timedelta(minutes=10)  # a mail that nobody has tried for so long says that nobody sends mail
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 720)]


class OutboxMessage(Model):
    """A mail owed to ``recipients`` (addresses, comma separated) about what ``facts`` name by their ids."""

    __tablename__ = "message"

    __table_args__ = (sa.Index("ix_message_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    cause: Mapped[str] = mapped_column(sa.String(120), unique=True)
    recipients: Mapped[str]
    language: Mapped[str] = mapped_column(sa.String(8))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    registration_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registration.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[MessageState] = mapped_column(default=MessageState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    as_file: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    @classmethod
    def is_due(cls) -> bool:
        """Say whether a mail waits to be sent now; costs one look at an index."""
        return bool(db.session.scalar(sa.select(cls._due().exists())))

    @classmethod
    def claim(cls) -> "OutboxMessage | None":
        """Take the mail that has been due longest, in the current transaction; nobody else gets it."""
        due = cls._due().order_by(cls.due_at, cls.id).limit(1).with_for_update(skip_locked=True)
        taken = sa.update(cls).where(cls.id == due.with_only_columns(cls.id).scalar_subquery())
        claimed = {"state": MessageState.SENDING, "claimed_at": clock.now(), "attempts": cls.attempts + 1}
        return db.session.scalar(
            taken.values(claimed).returning(cls),
            execution_options={"synchronize_session": False, "populate_existing": True},
        )

    @classmethod
    def _due(cls) -> sa.Select["OutboxMessage"]:
        return sa.select(cls).where(cls.state == MessageState.QUEUED, cls.due_at <= clock.now())

    def delivered(self, *, as_file: bool = False) -> None:
        """Note that the server accepted the mail, or that it lies in a file because there is none."""
        self.state, self.sent_at, self.error = MessageState.SENT, clock.now(), ""
        self.as_file = as_file

    def postpone(self, reason: str, who: list[str] | None = None) -> None:
        """Note that the mail was not accepted: try again later, or give up visibly after the last attempt.

        ``who`` are the addresses that did not get it, when others did.
        """
        if self.attempts > len(BACK_OFF):
            self.fail(reason, who)
            return
        self.recipients = ", ".join(who) if who else self.recipients
        self.state, self.error = MessageState.QUEUED, reason
        self.due_at = clock.now() + BACK_OFF[self.attempts - 1]

    def fail(self, reason: str, who: list[str] | None = None) -> None:
        """Note why the mail did not go out, to ``who`` when others got it; it stays so until a person retries."""
        self.recipients = ", ".join(who) if who else self.recipients
        self.state, self.error = MessageState.FAILED, reason

    @property
    def is_stuck(self) -> bool:
        """Whether the mail should have left long ago and nobody has tried: then nobody sends mail at all."""
        if self.state is MessageState.SENDING:
            return self.claimed_at is not None and self.claimed_at < clock.now() - SENDING_LASTS
        return self.state is MessageState.QUEUED and self.due_at < clock.now() - LATE

    @property
    def is_undelivered(self) -> bool:
        """Whether nobody got the mail, and nobody will unless somebody does something."""
        return self.state is MessageState.FAILED and MAY_HAVE_ARRIVED not in self.error and self.error != HELD

    @classmethod
    def came_back(cls, registration_id: Any, email: Any) -> sa.ColumnElement[bool]:
        """Say of registrations whether the last mail to their address was refused there, or came back.

        Mail that nobody could hand over, or that a server took for spam, says nothing of the address.
        """
        theirs = sa.select(cls.state).where(cls.registration_id == registration_id, cls.recipients == email)
        known = cls.state.in_([MessageState.SENT, MessageState.FAILED]), ~cls._is_of_content()
        last = theirs.where(*known).order_by(cls.id.desc()).limit(1).scalar_subquery()
        return sa.func.coalesce(last == MessageState.FAILED, sa.false())

    @classmethod
    def _is_of_content(cls) -> sa.ColumnElement[bool]:
        """Say which mails failed for another reason than their address."""
        refused = [cls.error.startswith(code) for code in ("550", "551", "553", "5.1.")]
        address = sa.and_(sa.or_(*refused), ~cls.error.contains("5.7."))
        return sa.and_(cls.state == MessageState.FAILED, ~address)

    @classmethod
    def carries_accents(cls) -> bool:
        """Say whether mail to an address with accents can leave, as far as the last attempts tell."""
        failed = cls.error == NO_ACCENTS, cls.claimed_at > clock.now() - REMEMBERED
        return not db.session.scalar(sa.select(sa.exists().where(*failed)))

    @classmethod
    def last_told(cls, registration_id: int, email: str) -> "OutboxMessage | None":
        """Return the last mail about a registration to an address of which the outcome is known."""
        known = cls.state.in_([MessageState.SENT, MessageState.FAILED])
        theirs = cls.newest(cls.registration_id == registration_id, cls.recipients == email, known)
        return db.session.scalar(theirs.limit(1))

    @classmethod
    def newest(cls, *which: sa.ColumnElement[bool]) -> sa.Select["OutboxMessage"]:
        """Select the mails of which something is true (all when nothing is named), newest first."""
        return sa.select(cls).where(*which).order_by(cls.id.desc())

    @classmethod
    def count(cls, *which: sa.ColumnElement[bool]) -> int:
        """Return of how many mails something is true."""
        return db.session.scalar(sa.select(sa.func.count(cls.id)).where(*which)) or 0

    def drop(self) -> None:
        """Forget a mail that there is no reason to send any more."""
        db.session.delete(self)

    def retry(self) -> bool:
        """Queue a failed mail again, because a person said so; returns False, changing nothing, for any other."""
        if self.state is not MessageState.FAILED:
            return False
        self.state, self.attempts, self.due_at = MessageState.QUEUED, 0, clock.now()
        return True

    def let_go(self) -> bool:
        """Forget a failed mail, because a person said so; returns False, changing nothing, for any other."""
        if self.state is not MessageState.FAILED:
            return False
        self.drop()
        return True

    @classmethod
    def is_held(cls) -> sa.ColumnElement[bool]:
        """Say which mails wait for a person since a restore."""
        return sa.and_(cls.state == MessageState.FAILED, cls.error == HELD)

    @classmethod
    def hold(cls) -> int:
        """Let every mail that has not left wait for a person, and return how many they are.

        They come from a backup, so that they may have left since.
        """
        waits = cls.state.in_([MessageState.QUEUED, MessageState.SENDING])
        held = sa.update(cls).where(waits).values(state=MessageState.FAILED, error=HELD)
        return int(db.session.execute(held).rowcount)  # type: ignore[attr-defined]

    @classmethod
    def release_interrupted(cls, *, repeatable: bool, before: datetime) -> int:
        """Settle the mails whose sender died, if claimed before ``before``.

        They are sent again if delivery is ``repeatable``, else marked as failed.

        Returns how many there were.
        """
        lost = cls.state == MessageState.SENDING, cls.claimed_at < before
        again = {"state": MessageState.QUEUED, "due_at": clock.now()}
        failed = {"state": MessageState.FAILED, "error": INTERRUPTED}
        change = sa.update(cls).where(*lost).values(again if repeatable else failed)
        return int(db.session.execute(change).rowcount)  # type: ignore[attr-defined]

    @classmethod
    def owe(cls, kind: str, cause: str, recipients: str | list[str], language: str, **about: Any) -> bool:
        """Add a mail to the outbox in the current transaction; ``about`` is as in ``owed``.

        Adds none for a cause that is there already, or when there is nobody to tell, and returns whether it did.
        """
        return bool(cls.owe_all([cls.owed(kind, cause, recipients, language, **about)]))

    @staticmethod
    def owed(
        kind: str,
        cause: str,
        recipients: str | list[str],
        language: str,
        *,
        registration_id: int | None = None,
        comment_id: int | None = None,
        due_at: datetime | None = None,
        **facts: Any,
    ) -> dict[str, Any]:
        """Return a mail as the row that ``owe_all`` adds."""
        to = recipients if isinstance(recipients, str) else ", ".join(recipients)
        said: dict[str, Any] = {"kind": kind, "cause": cause, "recipients": to, "language": language}
        said |= {"registration_id": registration_id, "comment_id": comment_id, "facts": facts}
        return said | {"due_at": due_at or clock.now()}

    @classmethod
    def owe_all(cls, mails: Iterable[dict[str, Any]]) -> int:
        """Add many mails to the outbox, in one statement of the current transaction, and return how many.

        Adds none for a cause that is there already, nor for nobody.
        """
        rows = [mail for mail in mails if mail["recipients"]]
        if not rows:
            return 0
        insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
        adding = insert(cls).on_conflict_do_nothing(index_elements=["cause"])
        db.session.flush()  # what they are about
        return int(db.session.connection().execute(adding, rows).rowcount)

    @classmethod
    def forget(cls, mine: sa.ColumnElement[bool]) -> int:
        """Erase the recipients and content of mails, and cancel those not sent yet; return how many.

        Mails kept as files are deleted too (mails/kept_files.py).
        """
        waits = sa.delete(cls).where(mine, cls.state != MessageState.SENT)
        blank = {"recipients": "", "facts": {}, "error": ""}
        sent = sa.update(cls).where(mine, cls.recipients != "").values(blank)
        done = [db.session.execute(act) for act in (waits, sent)]
        return sum(each.rowcount for each in done)  # type: ignore[attr-defined]
