"""``backup`` and ``restore``: everything that a site cannot make again, in one file."""

import io
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

import clock
import erasure_journal
import sqlite_files
from commands.init import migrate
from commands.purge import rewrite_tables
from commands.running import refuse_while_running
from config import FORMER_KEYS
from extensions import db
from mails import kept_files
from models import erasure
from models.outbox.message import OutboxMessage
from models.privacy import replay
from models.registration import reminders

SQLITE, POSTGRES = "parvis.sqlite", "parvis.pgdump"
SETTINGS = "parvis.cfg"
UNFINISHED = "erasures.unfinished"  # there while whoever was erased may be back
ALONG = (SETTINGS, FORMER_KEYS, "uploads")  # from the instance folder, where they exist


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, secret key, settings and uploads into FILE; the site may go on meanwhile."""
    unfinished = file.with_name(f"{file.name}.part")
    with tempfile.TemporaryDirectory() as folder:
        name = SQLITE if db.engine.dialect.name == "sqlite" else POSTGRES
        copy = Path(folder, name)
        book = erasure.journal()
        book.append([{"kind": erasure_journal.BACKUP}], clock.now())
        _copy_sqlite(_sqlite_path(), copy) if name == SQLITE else _pg("pg_dump", "-Fc", "-f", str(copy))
        with open(_private(unfinished), "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as tar:
            tar.add(copy, name)
            key = current_app.config["SECRET_KEY"].encode()
            entry = tarfile.TarInfo("secret-key")
            entry.size, entry.mode = len(key), 0o600
            tar.addfile(entry, io.BytesIO(key))
            for along in (*ALONG, erasure_journal.NAME):
                if (_instance() / along).exists():
                    tar.add(_instance() / along, along)
    unfinished.replace(file)
    click.echo(f"{file}: {file.stat().st_size // 1024} KB. It holds the secret key: keep it safe.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--with-settings",
    is_flag=True,
    help="Put back parvis.cfg as well, which is a program: only from who you trust.",
)
@with_appcontext
def restore(file: Path, with_settings: bool) -> None:
    """Restore what ``backup`` wrote, keeping the previous files beside it with the suffix « .before »."""
    refuse_while_running("restore")
    with tempfile.TemporaryDirectory(dir=_instance()) as folder:
        _unpack(file, Path(folder))
        name = SQLITE if db.engine.dialect.name == "sqlite" else POSTGRES
        if not Path(folder, name).exists():
            raise click.ClickException(f"{file} was not written from this kind of database.")
        (_instance() / UNFINISHED).touch()
        _put_back(Path(folder, name))
        if not with_settings:
            _put_settings_beside(Path(folder, SETTINGS))
        for along in (*ALONG, "secret-key"):
            if Path(folder, along).exists():
                _set_aside(_instance() / along)
                shutil.move(Path(folder, along), _instance() / along)
        gap = _join_journals(Path(folder, erasure_journal.NAME))
    migrate()
    click.echo("The site is as it was when the backup was written.")
    _erase_again(gap)
    _hold_mail()
    (_instance() / UNFINISHED).unlink()


def _hold_mail() -> None:
    """Let nothing be sent that may have been sent since the backup: a person decides on the desk."""
    with db.writing():
        held = OutboxMessage.hold()
        for number in reminders.due():
            reminders.leave_out(number)
    if held:
        click.echo(
            f"{held} mails waited when the backup was written and may have been sent since: they are held. "
            "Send or drop them on the desk (/desk/mail?state=failed)."
        )


def refuse_unfinished() -> None:
    """End with one clear line when a restore was interrupted before it had erased people again."""
    if (_instance() / UNFINISHED).exists():
        raise click.ClickException("A restore was interrupted. Run it again before the site answers.")


def _join_journals(archived: Path) -> str:
    """Join the erasure journals that there are; return what must be said when some erasures are unknown."""
    book, now = erasure.journal(), clock.now()
    ours = erasure_journal.key_names(archived)
    present = [path for path in (book.path, book.copy) if path and path.exists()]
    goes_on = any(erasure_journal.key_names(path) & ours for path in present)
    for path in [*present, archived]:
        if path != book.path and path.exists():
            book.join(path, now)
    if not archived.exists():
        return "The backup has no erasure journal: erasures from before the present journal began cannot be repeated."
    written = erasure_journal.last_backup(archived)
    after = f"{written:%Y-%m-%d %H:%M} UTC" if written else "this backup"
    return (
        "" if goes_on else f"No newer erasure journal was found: erasures after {after} cannot be repeated."
    )


def _erase_again(gap: str) -> None:
    """Carry out the erasure journal on the restored database, files of mails and database files included."""
    with db.writing():
        counts = replay.replay(erasure.journal().lines())
    kept_files.sweep(erased=False)
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name == "sqlite":
        sqlite_files.empty_journal(_sqlite_path())
    elif counts:
        rewrite_tables()
    people = counts.pop("registrations", 0)
    click.echo(f"{people} people who were erased after this backup were erased again.")
    if moved := counts.pop(replay.MOVED, 0):
        click.echo(
            f"{moved} registrations have an address again that had been changed since: ask these people."
        )
    for name, count in counts.items():
        click.echo(f"{name} erased again: {count}")
    if gap:
        click.echo(gap)


def _private(path: Path) -> int:
    """Open a file that nobody else on the machine may read."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that is in use, whole, as SQLite itself does it; and see that the copy is sound."""
    with sqlite3.connect(source) as reader, sqlite3.connect(target) as writer:
        reader.backup(writer)
        sound = writer.execute("PRAGMA integrity_check").fetchone()[0]
    reader.close()
    writer.close()
    if sound != "ok":
        raise click.ClickException(f"The database is damaged: {sound}")


def _put_back(copy: Path) -> None:
    """Put a copied database in the place of the present one."""
    db.session.remove()
    db.engine.dispose()
    if copy.name == SQLITE:
        _put_back_sqlite(copy, _sqlite_path())
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _pg("pg_restore", *options, str(copy))


def _put_back_sqlite(source: Path, target: Path) -> None:
    if target.exists():
        with sqlite3.connect(target) as present:
            present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        present.close()
    _set_aside(target)
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    _copy_sqlite(source, target)


def _put_settings_beside(restored: Path) -> None:
    """Move the settings of a backup aside, to a file that no command reads.

    Every command executes the settings file, whoever wrote the backup.
    """
    present, beside = _instance() / SETTINGS, _instance() / f"{SETTINGS}.restored"
    if not restored.exists():
        return
    if present.exists() and present.read_bytes() == restored.read_bytes():
        restored.unlink()
        return
    shutil.move(restored, beside)
    click.echo(
        f"Its settings were not put back, for they are a program. Read {beside}, and rename it to {SETTINGS}."
    )


def _set_aside(path: Path) -> None:
    before = path.with_name(f"{path.name}.before")
    if path.exists():
        if before.is_dir():
            shutil.rmtree(before)
        path.replace(before)
        os.utime(before)  # how old it is counts from now


def _unpack(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                target = folder / member.name
                if not member.isfile() or ".." in target.parts or not target.is_relative_to(folder):
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                with tar.extractfile(member) as source, open(_private(target), "wb") as copy:  # type: ignore[union-attr]
                    shutil.copyfileobj(source, copy)
    except (tarfile.TarError, OSError, EOFError) as fault:
        raise click.ClickException(f"{file} is not a backup of Parvis: {fault}") from None


def _pg(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on the site's database.

    The password is passed in the environment, not on the command line.
    """
    found = shutil.which(program)
    if not found:
        raise click.ClickException(
            f"{program} is not installed. On Debian: apt-get install postgresql-client"
        )
    url = db.engine.url
    address = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(
        [found, "--dbname", address.render_as_string(), *arguments],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise click.ClickException(f"{program}: {done.stderr.strip()}")


def _instance() -> Path:
    return Path(current_app.config["INSTANCE"])


def _sqlite_path() -> Path:
    return Path(str(db.engine.url.database))
