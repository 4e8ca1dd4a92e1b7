"""The mail server's password is sent encrypted, to a server that proves its name, or not at all."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

import worker
from mails.delivery_outcomes import Postponed
from mails.smtp import Smtp
from models.outbox.message import NOT_ENCRYPTED, MessageState
from models.user import Role

CERTIFICATE = Path(__file__).parents[1] / "samples" / "loopback.pem"  # of 127.0.0.1, signed by itself
TRUST = "SSL_CERT_FILE"  # where OpenSSL looks for who may sign


class InClear(socketserver.StreamRequestHandler):
    """Offers AUTH without STARTTLS, says yes to everything and writes down every line that arrives."""

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example.org\r\n")
        for line in self.rfile:
            self.server.lines.append(line)  # type: ignore[attr-defined]
            greeting = line.upper().startswith(b"EHLO")
            self.wfile.write(
                b"250-mail.example.org\r\n250 AUTH PLAIN LOGIN\r\n" if greeting else b"250 OK\r\n"
            )


@pytest.fixture
def in_clear() -> Iterator[tuple[str, list[bytes]]]:
    """The host and port of a server without STARTTLS, and the lines that reached it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), InClear) as server:
        server.lines = []  # type: ignore[attr-defined]
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", server.lines  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


class Encrypted(Controller):
    """Speaks TLS at once or after STARTTLS with its own certificate; keeps the passwords it is told."""

    def __init__(self, *, at_once: bool) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.passwords: list[bytes] = []
        self.starttls = None if at_once else context
        super().__init__(self, "127.0.0.1", 0, ssl_context=context if at_once else None)

    def factory(self) -> SMTP:
        return SMTP(self, tls_context=self.starttls, authenticator=self.told, auth_require_tls=False)

    def told(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        self.passwords.append(data.password)
        return AuthResult(success=True)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@contextmanager
def encrypted(scheme: str) -> Iterator[tuple[Encrypted, str]]:
    server = Encrypted(at_once=scheme == "smtps")
    server.start()
    try:
        yield server, f"{scheme}://user:secret@127.0.0.1:{server.port}"
    finally:
        server.stop()


def said_auth(lines: list[bytes]) -> bool:
    return any(line.upper().startswith(b"AUTH") for line in lines)


def test_the_password_never_goes_out_in_clear(in_clear):
    host, lines = in_clear
    server = Smtp(urlsplit(f"smtp://user:secret@{host}"))
    with pytest.raises(Postponed, match="offers no encryption"):
        server.check()
    assert lines
    assert not said_auth(lines)


def test_a_mail_waits_for_encryption_and_each_page_says_why(in_clear, app, owed, outbox, signed_in, make):
    host, lines = in_clear
    app.config["SMTP_URL"] = f"smtp://user:secret@{host}"
    owed("someone@example.org")
    worker.send_due()
    (row,) = outbox()
    assert (row.state, row.error) == (MessageState.QUEUED, NOT_ENCRYPTED)
    assert not said_auth(lines)
    assert not any(line.upper().startswith((b"MAIL", b"RCPT", b"DATA")) for line in lines)
    desk = signed_in(make.user(Role.ORGANISER, email="ada@example.org"))
    assert "ne propose pas de chiffrement (STARTTLS)" in desk.get("/desk/mail").text
    desk.post("/desk/mail/trials")
    assert "ne propose pas de chiffrement (STARTTLS)" in desk.get("/desk/mail").text.split("mail-list")[0]
    told = app.test_cli_runner().invoke(args=["doctor"]).output
    assert f"mail server: cannot be used: {NOT_ENCRYPTED}" in told


def test_a_second_mail_of_the_same_round_does_not_find_the_line_open(in_clear):
    host, lines = in_clear
    server = Smtp(urlsplit(f"smtp://user:secret@{host}"))
    for _twice in range(2):
        with pytest.raises(Postponed):
            server.deliver(EmailMessage())
    assert server.server is None
    assert not any(line.upper().startswith((b"AUTH", b"RSET", b"MAIL")) for line in lines)


def test_without_a_name_a_relay_that_cannot_encrypt_is_used_all_the_same(in_clear):
    host, lines = in_clear
    Smtp(urlsplit(f"smtp://{host}")).check()
    assert lines


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_the_password_goes_to_a_certificate_that_names_the_host(scheme, monkeypatch):
    monkeypatch.setenv(TRUST, str(CERTIFICATE))
    with encrypted(scheme) as (server, address):
        Smtp(urlsplit(address)).check()
        assert server.passwords == [b"secret"]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("spoil", ["nobody known signed it", "it names another host"])
def test_the_password_goes_to_no_other_certificate(scheme, spoil, monkeypatch):
    if spoil == "it names another host":
        monkeypatch.setenv(TRUST, str(CERTIFICATE))
    with encrypted(scheme) as (server, address):
        host = "localhost" if spoil == "it names another host" else "127.0.0.1"
        with pytest.raises(Postponed, match=r"(?i)certificate"):
            Smtp(urlsplit(address.replace("127.0.0.1", host))).check()
        assert server.passwords == []
