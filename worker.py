"""The loop beside the server: sends mails, updates pages over time, promotes, erases old data.

``make serve`` runs one in the server's own process tree; ``flask --app app worker`` runs another. On PostgreSQL any number
may run; on SQLite one works and the others wait for it to end.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app

import clock
import mails
import sqlite_files
from extensions import Busy, db
from mails import delivery, kept_files
from models import erasure
from models.change_feed import change
from models.comment import lesson, moderator_alert
from models.event import Event, scheduled_changes
from models.outbox.message import MAY_HAVE_ARRIVED, SENDING_LASTS, OutboxMessage
from models.privacy import purging, replay, retention
from models.registration import Registration, reminders
from models.site.signing_key import ForeignKey, SigningKey
from models.user import User

NOTING = 3600.0  # seconds to wait for one's turn to note that a mail was sent: it must not be sent twice
LOOK = 0.2  # seconds between two looks at the outbox
TURN = 1.0  # seconds between two looks at the calendar
LEARN = 30.0  # seconds between two looks at what the moderators decided
TIDY = 60.0  # seconds between two rounds of everything that is less urgent
FORGET = 3600.0  # seconds between two looks at what is kept no longer
CONVERSATION = 500  # mails that one conversation with the server carries at most

log = logging.getLogger("parvis.worker")
Going = Callable[[], bool]
Outcome = Callable[[OutboxMessage], None]


def run(app: Flask, going: Going) -> None:
    """Work until ``going()`` says no; it is asked several times a second, and always between two mails."""
    with app.app_context():
        engine, sqlite = db.engine, db.engine.dialect.name == "sqlite"
    lock = sqlite_files.alone(Path(app.config["INSTANCE"]), going) if sqlite else None
    rounds = Rounds(alone=lock is not None)
    with sqlite_files.kept_empty(engine):
        with app.app_context():
            finish_erasing()
        while going():
            try:
                with app.app_context():
                    rounds.go(going)
            except ForeignKey as fault:
                log.error("No mail is sent. %s", fault)  # noqa: TRY400  the sentence says it all
                time.sleep(1)
            except Busy:
                log.warning("Others kept the database busy; the worker tries again.")
            except (sa.exc.SQLAlchemyError, OSError):
                log.exception("The worker could not finish its round; it tries again.")
                time.sleep(1)
            time.sleep(LOOK)
    if lock:
        lock.close()


def finish_erasing() -> None:
    """Carry out the last lines of the erasure journal, should their process have died before its commit."""
    lines = erasure.journal().lines()
    if not any("what" in line for line in lines):
        return
    try:
        with db.writing():
            counts = replay.replay(replay.last_transaction(lines))
    except (sa.exc.SQLAlchemyError, OSError):
        log.exception("An interrupted erasure could not be carried out.")
        return
    if counts:
        log.warning("An interrupted erasure was carried out.")
        kept_files.sweep()


class Rounds:
    """What is done at each look, and what only now and then. ``alone``: no other worker can be alive."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.done: dict[float, float] = {}

    def go(self, going: Going) -> None:
        """Do what is due."""
        if not self.done:
            with db.writing():
                SigningKey.take()
        first, send = partial(release_interrupted, everything=self.alone), partial(send_due, going)
        acts: dict[float, list[Callable[[], object]]] = {TIDY: [first, tidy], FORGET: [forget]}
        acts |= {TURN: [tell_turns, free_seats, remind], 0: [send], LEARN: [learn]}
        for pause, due in acts.items():
            if time.monotonic() - self.done.get(pause, float("-inf")) >= pause:
                for act in due:
                    act()
                self.done[pause] = time.monotonic()
        self.alone = False


def send_due(going: Going = lambda: True) -> int:
    """Send every mail that is due, one after the other; return how many were tried."""
    tried = 0
    if not OutboxMessage.is_due():
        return tried
    SigningKey.check()
    with delivery.way(current_app.config["SMTP_URL"], kept_files.folder()) as way:
        outcome, number = None, None
        while (
            message := _note_and_claim(number, outcome, more=going() and tried < CONVERSATION)
        ) is not None:
            tried += 1
            number, outcome = message.id, _attempt(message, way)
    return tried


def release_interrupted(*, everything: bool) -> None:
    """Settle the mails that were being sent when their worker died.

    ``everything`` settles all of them, for when no other worker can be running.
    """
    with delivery.way(current_app.config["SMTP_URL"], kept_files.folder()) as way:
        repeatable = way.repeatable
    before = clock.now() if everything else clock.now() - SENDING_LASTS
    with db.writing():
        lost = OutboxMessage.release_interrupted(repeatable=repeatable, before=before)
    if lost:
        log.warning("%d mails were interrupted while they were being sent.", lost)


def tell_turns() -> None:
    """Tell open pages that an event has opened, closed or ended."""
    for number in scheduled_changes.untold():
        with db.writing():
            scheduled_changes.tell(number)


def free_seats() -> None:
    """Give back the seats that were kept for too long for somebody's word."""
    for number in Registration.with_expired():
        with db.writing():
            event = db.session.get_one(Event, number)
            event.lock()
            Registration.release_expired(event)


def learn() -> None:
    """Let the spam filter learn what the moderators decided since it last did."""
    if not lesson.is_due():
        return
    study = lesson.study()
    db.session.rollback()
    with db.writing():
        study.keep()


def remind() -> None:
    """Owe the reminders whose moment has come, some people at a time."""
    for number in reminders.due():
        left = 1
        while left:
            with db.writing():
                left = reminders.remind(db.session.get_one(Event, number))


def tidy() -> None:
    """Promote whoever should have been promoted already, and write the digests that are due."""
    for event in Registration.stuck():
        with db.writing():
            event.lock()
            Registration.promote(event)
    for number in moderator_alert.digests_due():
        with db.writing():
            moderator_alert.owe_digest(db.session.get_one(User, number))


def forget() -> Counter[str]:
    """Forget what is kept no longer, in short transactions; return how much of each."""
    counts, gone = Counter[str](), {"": 1}
    while any(gone.values()):
        with db.writing():
            gone = retention.purge(clock.now())
        counts.update(gone)
    with db.writing():
        purging.note(counts)
    counts["files of mails"] = kept_files.sweep(erased=retention.erases(counts))
    return counts


def _note_and_claim(number: int | None, outcome: Outcome | None, *, more: bool) -> OutboxMessage | None:
    """Record the outcome of one mail and claim the next, in one transaction; None if there is no more."""
    with db.writing(NOTING if number else None):
        message = db.session.get(OutboxMessage, number) if number else None
        forgotten = number and not (message and message.recipients)
        if message and outcome:
            outcome(message)
            tell_registrant(message)
        claimed = OutboxMessage.claim() if more else None
        if claimed:
            db.keep(claimed)
    if forgotten:
        kept_files.sweep()  # its reader was erased while it was being written
    return claimed


def tell_registrant(message: OutboxMessage) -> None:
    """Let an open private page say that its mail could not be delivered."""
    if message in db.session and message.is_undelivered and message.registration_id:
        change.record(db.session.get_one(Registration, message.registration_id).topic, "state")


def _attempt(message: OutboxMessage, way: delivery.Way) -> Outcome:
    """Send one mail, outside any write transaction; return what to note about it."""
    try:
        mail = mails.compose(message)
        db.session.rollback()
        way.deliver(mail)
    except mails.Moot:
        return OutboxMessage.drop
    except mails.Unwritable as fault:
        return partial(OutboxMessage.fail, reason=str(fault))
    except delivery.Uncertain as fault:
        return partial(OutboxMessage.fail, reason=f"{MAY_HAVE_ARRIVED}: {fault}")
    except (delivery.MailRefused, delivery.Postponed) as fault:
        note = OutboxMessage.fail if isinstance(fault, delivery.MailRefused) else OutboxMessage.postpone
        return partial(note, reason=str(fault), who=fault.who)
    except Exception as fault:  # one mail that cannot be written must not hold up the others
        log.exception("Mail %s cannot be written.", message.id)
        return partial(OutboxMessage.fail, reason=f"cannot be written: {type(fault).__name__}: {fault}")
    return partial(OutboxMessage.delivered, as_file=not way.leaves)
