"""Erasing mails: their recipients and what they were about.

Mails kept as files are deleted too (mails/kept_files.py).
"""

import sqlalchemy as sa

from extensions import db
from models.outbox.message import MessageState, OutboxMessage


def forget_mail(mine: sa.ColumnElement[bool]) -> int:
    """Erase the recipients and content of mails, and cancel those not sent yet; return how many."""
    waits = sa.delete(OutboxMessage).where(mine, OutboxMessage.state != MessageState.SENT)
    blank = {"recipients": "", "facts": {}, "error": ""}
    sent = sa.update(OutboxMessage).where(mine, OutboxMessage.recipients != "").values(blank)
    done = [db.session.execute(act) for act in (waits, sent)]
    return sum(each.rowcount for each in done)  # type: ignore[attr-defined]
