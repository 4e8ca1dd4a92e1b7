"""Handing mails to an SMTP server step by step, so that we know what it has accepted."""

import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote

from mails.delivery_outcomes import MailRefused, NotAccepted, Postponed, Uncertain
from mails.subject_lines import SMTP, SMTPUTF8
from models.outbox.message import NO_ACCENTS, NOT_ENCRYPTED

PATIENCE = 30  # seconds that a server may take for one step of the conversation


class Smtp:
    """A conversation with an SMTP server (RFC 5321), kept open from one mail to the next."""

    repeatable, leaves = False, True

    def __init__(self, address: SplitResult) -> None:
        self.address = address
        self.name = f"{address.hostname}:{address.port or (465 if address.scheme == 'smtps' else 25)}"
        self.server: smtplib.SMTP | None = None

    def deliver(self, mail: EmailMessage) -> None:
        """Send a mail; it is accepted only when the server has said so."""
        try:
            self._send(self._greeted(), mail)
        except NotAccepted:
            raise
        except Uncertain:
            self.close()
            raise
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            raise Postponed(_words(fault)) from None

    def check(self) -> None:
        """Greet the server, sign in where we have a name, and leave; raises Postponed when that fails."""
        try:
            self._greeted()
        except (OSError, smtplib.SMTPException) as fault:
            raise Postponed(_words(fault)) from None
        finally:
            self.close()

    def close(self) -> None:
        """Take leave."""
        server, self.server = self.server, None
        if server:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _greeted(self) -> smtplib.SMTP:
        """Return the open SMTP connection, or open one.

        It is encrypted whenever the server supports it, and always before a password is sent.
        """
        if self.server:
            with suppress(OSError, smtplib.SMTPException):
                if self.server.rset()[0] == 250:
                    return self.server
            self.close()
        url = self.address
        host, secure = url.hostname or "localhost", url.scheme == "smtps"
        if secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, url.port or 465, timeout=PATIENCE, context=_encryption(checked=True)
            )
        else:
            server = smtplib.SMTP(host, url.port or 25, timeout=PATIENCE)
        self.server = server
        server.ehlo_or_helo_if_needed()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=_encryption(checked=bool(url.username)))
            server.ehlo()
            secure = True
        if url.username:
            if not secure:  # whoever listens, or takes STARTTLS out of the answer, would learn the password
                raise smtplib.SMTPNotSupportedError(NOT_ENCRYPTED)
            server.login(unquote(url.username), unquote(url.password or ""))
        return server

    def _send(self, server: smtplib.SMTP, mail: EmailMessage) -> None:
        recipients = [one.addr_spec for one in mail["To"].addresses]
        sender = (mail["Return-Path"] or "").strip("<>") or mail["From"].addresses[0].addr_spec
        del mail["Return-Path"]  # whoever delivers it writes it (RFC 5321, 4.4)
        international = not all(one.isascii() for one in [sender, *recipients])
        if international and not server.has_extn("smtputf8"):
            raise MailRefused(NO_ACCENTS)
        options = ["SMTPUTF8", "BODY=8BITMIME"] if international else []
        _expect(250, server.mail(sender, options))
        refused = [(one, answer) for one in recipients if (answer := server.rcpt(one))[0] not in {250, 251}]
        if len(refused) == len(recipients):
            _expect(250, next((answer for _who, answer in refused if answer[0] < 500), refused[0][1]))
        server.putcmd("data")
        _expect(354, server.getreply())
        server.send(_payload(mail, SMTPUTF8 if international else SMTP))
        try:
            answer = server.getreply()
        except (OSError, smtplib.SMTPServerDisconnected) as fault:
            raise Uncertain(_words(fault)) from None
        _expect(250, answer)
        if refused:
            why = Postponed if any(answer[0] < 500 for _who, answer in refused) else MailRefused
            raise why(_said(refused[0][1]), [who for who, _answer in refused])


def _encryption(*, checked: bool) -> ssl.SSLContext:
    """Return the TLS context; with a password, the server must prove its name.

    A relay without a password need not.
    """
    context = ssl.create_default_context()
    if not checked:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _payload(mail: EmailMessage, policy: object) -> bytes:
    """Return a mail in the form that DATA requires.

    Line ends are CRLF, dots at the beginning of lines are doubled, and a single dot ends it.
    """
    body = re.sub(rb"(?m)^\.", b"..", mail.as_bytes(policy=policy))  # type: ignore[arg-type]
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _expect(code: int, answer: tuple[int, bytes]) -> None:
    if answer[0] >= 500:
        raise MailRefused(_said(answer))
    if answer[0] != code:
        raise Postponed(_said(answer))


def _said(answer: tuple[int, bytes]) -> str:
    return f"{answer[0]} {answer[1].decode(errors='replace')}"


def _words(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        text = fault.smtp_error
        return f"{fault.smtp_code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
    return str(fault) or type(fault).__name__
