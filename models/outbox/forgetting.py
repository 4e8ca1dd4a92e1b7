"""Forgetting mails: to whom they went and what they were about. Files of them go, too (mails/kept_files.py)."""

import sqlalchemy as sa

from extensions import db
from models.outbox.message import MessageState, OutboxMessage


def forget_mail(mine: sa.ColumnElement[bool]) -> int:
    """Forget to whom mails went and what they said, and send none that still waits; return how many there were."""
    waits = sa.delete(OutboxMessage).where(mine, OutboxMessage.state != MessageState.SENT)
    blank = {"recipients": "", "facts": {}, "error": ""}
    sent = sa.update(OutboxMessage).where(mine, OutboxMessage.recipients != "").values(blank)
    done = [db.session.execute(act) for act in (waits, sent)]
    return sum(each.rowcount for each in done)  # type: ignore[attr-defined]
