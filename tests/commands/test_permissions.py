"""Whatever umask the program was started with, what a site keeps is its own user's alone."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import permissions
from app import create_app
from tests import server

ROOT = Path(__file__).parents[2]


@pytest.fixture
def careless() -> Iterator[None]:
    """The umask of somebody who lets everybody read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def flask(tmp_path, careless) -> Callable[..., None]:
    """Runs a command as the shell does, on a site in ``site``."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PARVIS_")}
    environment["PARVIS_INSTANCE"] = str(tmp_path / "site")

    def run(*command: object) -> None:
        program = [str(Path(sys.executable).with_name("flask")), "--app", "app", *map(str, command)]
        os.umask(0)
        subprocess.run(program, cwd=ROOT, env=environment, check=True, capture_output=True)

    return run


def open_to_others(*places: Path) -> list[str]:
    found = [path for place in places for path in (place, *place.rglob("*"))]
    return [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_f79_nobody_else_reads_what_a_site_writes(flask, tmp_path):
    site = tmp_path / "site"
    flask("init")
    os.umask(0)
    with server.running(site, {}):
        (site / "server.log").chmod(0o600)  # the test's own
        flask("doctor", "--send", "ada@example.org")
        names = {path.name for path in site.iterdir()}
        assert open_to_others(site) == []
    assert names >= {"parvis.sqlite", "parvis.sqlite-wal", "parvis.sqlite-shm", "parvis.sqlite-writer", "secret-key", "worker.lock", "mail"}  # fmt: skip
    flask("backup", tmp_path / "site.tar.gz")
    flask("export", "jsonl", tmp_path / "site.jsonl", "--registrations")
    flask("restore", tmp_path / "site.tar.gz")
    assert (site / "parvis.sqlite.before").exists()
    assert open_to_others(site, tmp_path / "site.tar.gz", tmp_path / "site.jsonl") == []


def test_f79_what_was_left_open_is_closed_at_the_next_start(app, careless, tmp_path):
    (tmp_path / "mail").mkdir()
    for name in ("parvis.sqlite.before", "mail/1.0123456789abcdef@x.eml"):
        (tmp_path / name).write_text("")
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o777)
    create_app({"INSTANCE": str(tmp_path)})
    assert open_to_others(tmp_path) == []


def test_a_folder_that_others_use_as_well_keeps_its_mode(careless, tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "parvis.sqlite").write_text("")
    permissions.tighten(tmp_path)
    assert [
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "theirs", tmp_path / "parvis.sqlite")
    ] == [0o777, 0o600]


def test_f79_the_doctor_names_each_file_that_others_can_read(app, careless, tmp_path):
    copy = tmp_path / "copy of parvis.sqlite"
    shutil.copyfile(tmp_path / "parvis.sqlite", copy)
    copy.chmod(0o644)
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "kept.eml").write_text("")
    said = app.test_cli_runner().invoke(args=["doctor"])
    assert said.exit_code == 1
    assert f"files: others on this machine can read it: chmod go-rwx {copy}" in said.output.splitlines()
    assert str(tmp_path / "mail" / "kept.eml") in said.output
    assert str(tmp_path / "secret-key") not in said.output
