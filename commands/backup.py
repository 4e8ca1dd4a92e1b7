"""``backup`` and ``restore``: everything that a site cannot make again, in one file."""

import fcntl
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

from commands.init import migrate
from config import FORMER_KEYS
from extensions import db

SQLITE, POSTGRES = "parvis.sqlite", "parvis.pgdump"
SETTINGS = "parvis.cfg"
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
        _copy_sqlite(_sqlite_path(), copy) if name == SQLITE else _pg("pg_dump", "-Fc", "-f", str(copy))
        with open(_private(unfinished), "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as tar:
            tar.add(copy, name)
            key = current_app.config["SECRET_KEY"].encode()
            entry = tarfile.TarInfo("secret-key")
            entry.size, entry.mode = len(key), 0o600
            tar.addfile(entry, io.BytesIO(key))
            for along in ALONG:
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
    _refuse_while_running()
    with tempfile.TemporaryDirectory(dir=_instance()) as folder:
        _unpack(file, Path(folder))
        name = SQLITE if db.engine.dialect.name == "sqlite" else POSTGRES
        if not Path(folder, name).exists():
            raise click.ClickException(f"{file} was not written from this kind of database.")
        db.session.remove()
        db.engine.dispose()
        if name == SQLITE:
            _put_back_sqlite(Path(folder, name), _sqlite_path())
        else:
            _pg(
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                str(Path(folder, name)),
            )
        if not with_settings:
            _put_settings_beside(Path(folder, SETTINGS))
        for along in (*ALONG, "secret-key"):
            if Path(folder, along).exists():
                _set_aside(_instance() / along)
                shutil.move(Path(folder, along), _instance() / along)
    migrate()
    click.echo("The site is as it was when the backup was written.")


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


def _refuse_while_running() -> None:
    with (_instance() / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise click.ClickException("The site is running. Stop it, restore, and start it again.") from None


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
