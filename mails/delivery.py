"""Handing mails over: to an SMTP server, or without one to files that any mail program opens."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from mails.delivery_outcomes import MailRefused, Postponed, Uncertain, Way
from mails.smtp import Smtp
from mails.subject_lines import SMTPUTF8

__all__ = ["Folder", "MailRefused", "Postponed", "Uncertain", "Way", "way"]


class Folder:
    """Mails as ``.eml`` files, named by their Message-ID, written whole or not at all."""

    repeatable, leaves = True, False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def deliver(self, mail: EmailMessage) -> None:
        """Write the file; the same mail again replaces it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            file = self.path / f"{mail['Message-ID'].strip('<>')}.eml"
            unfinished = file.with_suffix(f".{os.getpid()}.part")
            with unfinished.open("wb") as written:
                written.write(mail.as_bytes(policy=SMTPUTF8))
                written.flush()
                os.fsync(written.fileno())
            unfinished.replace(file)
        except OSError as fault:
            raise Postponed(str(fault)) from None

    def check(self) -> None:
        """Say that the folder can be written, or will be when it is first needed; raises Postponed."""
        present = next(folder for folder in (self.path, *self.path.parents) if folder.exists())
        if not os.access(present, os.W_OK):
            raise Postponed(f"{present} cannot be written")


@contextmanager
def way(smtp_url: str, folder: Path) -> Iterator[Way]:
    """Yield how mails leave with these settings; the conversation ends with the block.

    Raises ValueError for an address that is neither ``smtp://`` nor ``smtps://``.
    """
    if not smtp_url:
        yield Folder(folder)
        return
    address = urlsplit(smtp_url)
    if address.scheme not in {"smtp", "smtps"} or not address.hostname:
        raise ValueError("PARVIS_SMTP_URL is not smtp://… or smtps://…")
    server = Smtp(address)
    try:
        yield server
    finally:
        server.close()
