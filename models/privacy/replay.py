"""Replaying the erasure journal: whoever was erased after a backup was written is erased again.

What is younger than its line stays: who registered anew after their erasure did so knowingly. All verbs are those that
erased it the first time, so replaying twice changes nothing.
"""

from collections import Counter
from typing import Any

import sqlalchemy as sa

import clock
import email_address
from erasure_journal import Line, Wanted
from extensions import db
from models import erasure
from models.audit_log.record import AuditEntry
from models.comment import Comment
from models.consent import Clause, Consent
from models.erasure import Kind
from models.outbox.message import OutboxMessage
from models.privacy.comment_erasure import disown
from models.privacy.registration_erasure import OFF, erase_all
from models.registration import Registration
from models.registration.companion import Companion
from models.registration.former_email import FormerEmail
from models.subscription import Follower, Subscription

MOVED = "addresses changed since"


def replay(lines: list[Line]) -> Counter[str]:
    """Erase again what the lines name, in the current write transaction; return how much of each.

    Under MOVED stands how many registrations have an address again that had been changed: mail to it is taken back.
    """
    erasure.replaying()
    wanted, counts = Wanted(lines), Counter[str]()
    counts["registrations"] = _registrations(wanted)
    counts["comments"] = _comments(wanted)
    counts["companions"] = _companions(wanted)
    counts["former addresses"] = _former(wanted)
    counts["subscriptions"] = _followers(wanted) + _subscriptions(wanted)
    counts["consents"] = _consents(wanted)
    counts["mails"] = _mails(wanted)
    counts[MOVED] = _moved(wanted)
    counts = +counts
    if counts:
        AuditEntry.write("site", 1, "replay erasures", counts=dict(counts))
    return counts


def last_transaction(lines: list[Line]) -> list[Line]:
    """Return the lines of the last transaction: a crash may have come between them and their commit."""
    refs = [line["ref"] for line in lines if "ref" in line]
    return [line for line in lines if line["kind"] == "key" or line.get("ref") in refs[-1:]]


def _registrations(wanted: Wanted) -> int:
    if Kind.REGISTRATION not in wanted.kinds:
        return 0
    rows = db.session.execute(
        sa.select(Registration.id, Registration.uid, Registration.created_at).where(
            Registration.erased_at.is_(None)
        )
    )
    ids = []
    for row in rows:
        since = wanted.since(Kind.REGISTRATION, row.uid)
        if since and row.created_at < since:
            ids.append(row.id)
    return erase_all(ids)


def _comments(wanted: Wanted) -> int:
    """Delete comments and take names off them, replies first."""
    if not {Kind.COMMENT, Kind.SIGNATURE} & wanted.kinds:
        return 0
    count = 0
    written = sa.select(Comment.id, Comment.uid).where(~Comment.erased).order_by(Comment.id.desc())
    for number, uid in db.session.execute(written).all():
        gone, unsigned = (wanted.since(kind, uid) for kind in (Kind.COMMENT, Kind.SIGNATURE))
        if not gone and not unsigned:
            continue
        comment = db.session.get_one(Comment, number)
        if gone and comment.created_at < gone:
            comment.withdraw("purge", visitor=False)
            count += 1
        elif unsigned and comment.email_key and disown(comment, by=None):
            count += 1
    return count


def _companions(wanted: Wanted) -> int:
    """Delete companions whose event was over, or no event any more for them, when they were erased."""
    count = 0
    for companion in _with_address(wanted, sa.select(Companion).where(Companion.email != "")):
        since = wanted.since(Kind.ADDRESS, email_address.key(companion.email))
        host = db.session.get_one(Registration, companion.registration_id)
        off = not host.is_active or host.event.status in OFF
        over = (host.event.ends_at or host.event.starts_at) <= since if since else False
        if since and host.created_at < since and (off or over):
            db.session.delete(companion)
            count += 1
    db.session.flush()
    return count


def _former(wanted: Wanted) -> int:
    count = 0
    for former in _with_address(wanted, sa.select(FormerEmail)):
        keys = {email_address.key(each) for each in (former.email, former.followed_by)}
        if any((since := wanted.since(Kind.ADDRESS, key)) and former.at < since for key in keys):
            db.session.delete(former)
            count += 1
    db.session.flush()
    return count


def _followers(wanted: Wanted) -> int:
    count = 0
    for follower in db.session.scalars(sa.select(Follower)).all():
        times = [wanted.since(kind, follower.email_key) for kind in (Kind.ADDRESS, Kind.FOLLOWER)]
        if any(since and follower.created_at < since for since in times):
            count += Follower.forget(follower.email)
    return count


def _subscriptions(wanted: Wanted) -> int:
    ended = 0
    for subscription in db.session.scalars(sa.select(Subscription).where(Subscription.ended_at.is_(None))):
        if wanted.since(Kind.SUBSCRIPTION, subscription.uid):
            subscription.ended_at = clock.now()
            ended += 1
    return ended


def _consents(wanted: Wanted) -> int:
    if Kind.CONSENT not in wanted.kinds:
        return 0
    ended = 0
    found = (
        sa.select(Consent, Registration.uid, Clause.key)
        .join(Registration, Registration.id == Consent.registration_id)
        .join(Clause, Clause.id == Consent.clause_id)
        .where(Consent.ended_at.is_(None))
    )
    for consent, uid, key in db.session.execute(found):
        since = wanted.since(Kind.CONSENT, f"{uid}:{key}")
        if since and consent.agreed_at < since:
            consent.ended_at = clock.now()
            ended += 1
    return ended


def _mails(wanted: Wanted) -> int:
    """Forget the mails to an address that was erased, but for those of a registration that stays."""
    count = 0
    for mail in _with_address(wanted, sa.select(OutboxMessage).where(OutboxMessage.recipients != "")):
        since = wanted.since(Kind.ADDRESS, email_address.key(mail.recipients))
        owner = db.session.get(Registration, mail.registration_id) if mail.registration_id else None
        if (
            since
            and mail.created_at < since
            and not (owner and email_address.same(owner.email, mail.recipients))
        ):
            count += OutboxMessage.forget(OutboxMessage.id == mail.id)
    return count


def _moved(wanted: Wanted) -> int:
    """Take back the mail that waits for an address which its registration had left."""
    if Kind.EMAIL_CHANGE not in wanted.kinds:
        return 0
    count = 0
    rows = sa.select(Registration.id, Registration.uid, Registration.email_key)
    for number, uid, key in db.session.execute(rows.where(Registration.erased_at.is_(None))).all():
        if wanted.since(Kind.EMAIL_CHANGE, f"{uid}:{key}"):
            unsent = OutboxMessage.registration_id == number, OutboxMessage.sent_at.is_(None)
            OutboxMessage.forget(sa.and_(*unsent))
            count += 1
    return count


def _with_address(wanted: Wanted, found: sa.Select[Any]) -> list[Any]:
    return list(db.session.scalars(found).all()) if Kind.ADDRESS in wanted.kinds else []
