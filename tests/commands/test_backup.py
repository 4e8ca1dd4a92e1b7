"""A backup brings everything back, and nothing of it is readable by others."""

import fcntl
import os
import stat
import time
from datetime import timedelta
from pathlib import Path

import pytest

import sqlite_files
import worker
from extensions import db
from mails import kept_files
from models.event import Event
from models.outbox.message import HELD, OutboxMessage
from models.registration import Registration


@pytest.fixture
def run(app):
    """Runs a command; returns what click says about it."""
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(one) for one in arguments])


def test_a_site_comes_back_with_its_people_links_and_uploads(app, make, run, tmp_path):
    instance, file = Path(app.config["INSTANCE"]), tmp_path / "site.tar.gz"
    registration = make.registration(make.event(slug="kept"))
    link, key = registration.token, (instance / "secret-key").read_text()
    (instance / "uploads").mkdir()
    (instance / "uploads" / "logo.svg").write_text("<svg/>")
    assert run("backup", file).exit_code == 0
    with db.writing():
        registration.token_hash = "lost"
    make.event(slug="added-later")
    (instance / "secret-key").write_text("lost")
    (instance / "uploads" / "logo.svg").unlink()
    db.session.remove()
    done = run("restore", file)
    assert done.exit_code == 0, done.output
    assert Registration.by_token(link)
    assert Event.by_slug("added-later") is None
    assert (instance / "secret-key").read_text() == key
    assert (instance / "uploads" / "logo.svg").read_text() == "<svg/>"
    assert (instance / "parvis.sqlite.before").exists()


def test_a_backup_is_readable_by_its_owner_only(run, tmp_path):
    run("backup", tmp_path / "site.tar.gz")
    assert stat.S_IMODE((tmp_path / "site.tar.gz").stat().st_mode) == 0o600


def test_nothing_is_restored_while_the_site_runs(app, make, run, tmp_path):
    run("backup", tmp_path / "site.tar.gz")
    make.event(slug="added-later")
    with Path(app.config["INSTANCE"], "worker.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run("restore", tmp_path / "site.tar.gz")
    assert done.exit_code == 1
    assert "is running" in done.output
    assert Event.by_slug("added-later")


def test_what_is_no_backup_is_refused(make, run, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"no")
    make.event(slug="present")
    done = run("restore", tmp_path / "photo.jpg")
    assert done.exit_code == 1
    assert "is not a backup" in done.output
    assert Event.by_slug("present")


def test_x1_what_was_set_aside_is_named_and_goes_after_a_week_or_with_the_first_erasure(
    app, make, run, tmp_path
):
    run("backup", tmp_path / "site.tar.gz")
    for erased, days in ((True, 0), (False, 8)):
        run("restore", tmp_path / "site.tar.gz")
        copy = tmp_path / "parvis.sqlite.before"
        assert f"set aside: {sqlite_files.copy_of(db.engine)} holds" in run("doctor").output
        kept_files.sweep(erased=False)
        assert copy.exists()
        os.utime(copy, (time.time() - days * 86400,) * 2)
        kept_files.sweep(erased=erased)
        assert not copy.exists()


def test_t20_settings_of_a_backup_are_not_run_before_somebody_has_read_them(run, tmp_path):
    (tmp_path / "parvis.cfg").write_text("WORKERS = 3\n")
    run("backup", tmp_path / "site.tar.gz")
    said = run("restore", tmp_path / "site.tar.gz").output
    assert "settings" not in said, "the same as before: nothing to say"
    (tmp_path / "parvis.cfg").write_text("WORKERS = 4\n")
    said = run("restore", tmp_path / "site.tar.gz").output
    assert (tmp_path / "parvis.cfg").read_text() == "WORKERS = 4\n"
    assert (tmp_path / "parvis.cfg.restored").read_text() == "WORKERS = 3\n"
    assert "parvis.cfg.restored" in said
    run("restore", "--with-settings", tmp_path / "site.tar.gz")
    assert (tmp_path / "parvis.cfg").read_text() == "WORKERS = 3\n"
    assert (tmp_path / "parvis.cfg.before").read_text() == "WORKERS = 4\n"


def test_t21_mail_of_a_backup_is_held_and_reminders_are_not_caught_up(make, run, tmp_path, set_clock):
    event = make.event(reminders="2 hours")
    make.registration(event, email="jeanne@example.org")
    run("backup", tmp_path / "site.tar.gz")
    worker.send_due()
    sent = len(list((tmp_path / "mail").iterdir()))
    set_clock(event.starts_at - timedelta(hours=1))
    done = run("restore", tmp_path / "site.tar.gz")
    assert done.exit_code == 0, done.output
    assert "1 mails waited when the backup was written" in done.output
    worker.remind()
    worker.send_due()
    assert len(list((tmp_path / "mail").iterdir())) == sent
    assert [message.error for message in db.session.scalars(OutboxMessage.newest())] == [HELD]
