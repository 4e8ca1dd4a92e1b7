"""The outbox as tests read it, and a real SMTP server that does what it is told."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

import mails
from extensions import db
from models.outbox.message import OutboxMessage

Answer = Callable[[Any], str | None]


class Postmaster:
    """Answers each step of SMTP as ``says`` has it (``{"RCPT": "550 no such user"}``), else accepts.

    ``DROP`` closes the line in place of an answer; ``SILENT`` waits until the other side does.
    """

    def __init__(self) -> None:
        self.says: dict[str, Any] = {}
        self.accepted: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.senders: list[str] = []
        self.steps: list[str] = []
        self.accents = True  # whether it takes addresses that have some (RFC 6531)

    async def answer(self, step: str, server: SMTP, default: str, about: str = "") -> str:
        self.steps.append(step)
        said = self.says.get(f"{step} {about}", self.says.get(step, default))
        if isinstance(said, list):
            said = said.pop(0) if said else default
        if said in {"DROP", "SILENT"}:
            if said == "DROP":
                server.transport.abort()  # type: ignore[union-attr]
            await asyncio.get_running_loop().create_future()  # ends with the connection
        return str(said)

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        envelope.mail_from = address
        return await self.answer("MAIL", server, "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        answer = await self.answer("RCPT", server, "250 OK", address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        answer = await self.answer("DATA", server, "250 taken")
        if answer.startswith("250"):
            self.accepted.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(list(envelope.rcpt_tos))
            self.senders.append(envelope.mail_from)
        return answer


class Server(Controller):
    """aiosmtpd on a port that the system chooses."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, enable_SMTPUTF8=self.handler.accents, hostname="mail.example.org")

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@pytest.fixture
def postmaster(app) -> Iterator[Postmaster]:
    """A real SMTP server; the application sends through it."""
    handler = Postmaster()
    server = Server(handler, hostname="127.0.0.1", port=0)
    server.start()
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    yield handler
    server.stop()


@pytest.fixture
def nobody_listens(app) -> None:
    """An SMTP address where nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def outbox(app) -> Callable[..., list[OutboxMessage]]:
    """Returns the rows of the outbox, oldest first, of one kind when it is named."""

    def rows(kind: str = "") -> list[OutboxMessage]:
        db.session.rollback()
        found = sa.select(OutboxMessage).order_by(OutboxMessage.id)
        return list(db.session.scalars(found.where(OutboxMessage.kind == kind) if kind else found))

    return rows


@pytest.fixture
def mail(outbox) -> Callable[[str], EmailMessage]:
    """Returns the newest mail of a kind, as it would be sent, read back from its bytes."""

    def newest(kind: str) -> EmailMessage:
        raw = mails.compose(outbox(kind)[-1]).as_bytes()
        return message_from_bytes(raw, policy=policy.default)

    return newest


@pytest.fixture
def owed(make) -> Callable[..., OutboxMessage]:
    """Owes a « your link » mail to somebody and returns its row."""

    def owe_one(recipients: str = "", **facts: Any) -> OutboxMessage:
        registration = make.registration(make.event())
        with db.writing():
            db.session.execute(sa.delete(OutboxMessage))
            OutboxMessage.owe(
                "link", "test:1", recipients or registration.email, "fr", registration_id=registration.id
            )
        found = db.session.scalar(sa.select(OutboxMessage))
        assert found
        return found

    return owe_one
