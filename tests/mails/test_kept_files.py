"""Mails kept as files go with what they quote."""

from pathlib import Path

import pytest

import worker
from extensions import db
from mails import kept_files
from models.comment import CommentState
from models.outbox.message import MessageState, OutboxMessage
from models.user import Role


@pytest.fixture
def quoted(app):
    """Says how many mails that are kept as files hold a word."""

    def count(word: str) -> int:
        files = Path(app.config["INSTANCE"], "mail").glob("*.eml")
        return sum(word.encode() in file.read_bytes() for file in files)

    return count


def test_x1_withdrawing_an_answered_comment_forgets_every_mail_that_quotes_it(make, outbox, quoted):
    said = make.comment(make.event(), CommentState.APPROVED, name="Canarinette", body="Canaribeta")
    subscription, moderator = make.subscription(said), make.user(Role.MODERATOR)
    reply = make.comment(said.event, CommentState.PENDING, parent=said, body="Canarigamma")
    tell = {"user_id": moderator.id}
    with db.writing():
        reply.state, reply.visible = CommentState.APPROVED, True
        OutboxMessage.owe(
            "reply", "a", said.email, "fr", comment_id=reply.id, subscription_id=subscription.id
        )
        said.state = reply.state = CommentState.PENDING
        OutboxMessage.owe("new comment", "b", moderator.email, "fr", comment_id=said.id, **tell)
        OutboxMessage.owe("new comment", "c", moderator.email, "fr", comment_id=reply.id, **tell)
        OutboxMessage.owe("digest", "d", moderator.email, "fr", comment_ids=[said.id], **tell)
    worker.send_due()
    assert quoted("Canaribeta") == 4
    with db.writing():
        OutboxMessage.owe("new comment", "later", moderator.email, "fr", comment_id=reply.id, **tell)
        said.withdraw()
    kept_files.sweep()
    assert quoted("Canaribeta") + quoted("Canarinette") == 0
    waiting = [row for row in outbox() if row.state is MessageState.QUEUED]
    assert [row.cause for row in waiting] == ["later"], "what others are still to be told waits on"
    worker.send_due()
    assert quoted("Canaribeta") + quoted("Canarinette") == 0
    assert quoted("Canarigamma") == 1


def test_x1_a_mail_that_was_half_written_goes_with_its_reader(app, make, outbox):
    make.registration(make.event())
    folder = Path(app.config["INSTANCE"], "mail")
    folder.mkdir()
    for number in (outbox()[0].id, 4711):
        (folder / f"{number}.0123456789abcdef@localhost.99.part").write_text("")
    kept_files.sweep()
    assert [file.name[:2] for file in folder.iterdir()] == [f"{outbox()[0].id}."]
