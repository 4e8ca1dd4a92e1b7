"""Mails that a site without SMTP keeps as files, and deleting those of people who were erased."""

import re
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

import sqlite_files
from extensions import db
from models.outbox.message import OutboxMessage

OURS = re.compile(
    r"(\d+)\.[0-9a-f]{16}@.*\.(eml|part)"
)  # the Message-ID of a row of the outbox (mails/envelope.py)


def folder() -> Path:
    """Return where mails are written when there is no server to send them."""
    return Path(current_app.config["INSTANCE"]) / "mail"


def sweep(*, erased: bool = True) -> int:
    """Delete the files of mails whose reader was erased or that left the outbox; return how many.

    Where somebody was ``erased`` just now, the database that ``restore`` set aside goes, too.
    """
    sqlite_files.drop_copy(db.engine, erased=erased)
    files = {file: int(found[1]) for file in folder().glob("*.*") if (found := OURS.fullmatch(file.name))}
    if not files:
        return 0
    known = set(db.session.scalars(sa.select(OutboxMessage.id).where(OutboxMessage.recipients != "")))
    gone = [file for file, number in files.items() if number not in known]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)
