"""In the calendar program khal, each file of a registration replaces the one before."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from formats import calendar
from tests import calendars

KHAL = Path(sys.executable).with_name("khal")
CONFIG = """[calendars]
[[parvis]]
path = {folder}/calendar
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = parvis
[locale]
local_timezone = {zone}
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


@pytest.fixture
def zone():
    """Whose clock khal tells hours by."""
    return "Europe/Paris"


@pytest.fixture
def khal(tmp_path, zone):
    """Runs khal on an empty calendar of its own."""
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(CONFIG.format(folder=tmp_path, zone=zone), "utf-8")

    def run(*arguments):
        command = [str(KHAL), "--config", str(config), *arguments]
        environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def after(khal, make, tmp_path):
    """What khal shows after each file of the story was opened with it, one line an event."""
    shown = {}
    for name, data in calendars.story(make).items():
        file = tmp_path / f"{name}.ics"
        file.write_bytes(data)
        khal("import", "--batch", "-a", "parvis", str(file))
        line = "{start-date} {start-time} {title} @ {location} {status}"
        shown[name] = khal("list", "--format", line, "--day-format", "", "2027-03-01", "60d").split("\n")[:-1]
    return shown


def test_f3_f4_khal_follows_a_registration_in_one_entry(after):
    assert [len(lines) for lines in after.values()] == [1, 1, 1, 1], after
    announced, confirmed, moved, _cancelled = (lines[0] for lines in after.values())
    assert "2027-03-29 09:30 Faire groupe, à Paris @ Paris (lieu à confirmer)" in announced
    assert "TENTATIVE" in announced
    assert "Halle Pajol, 20, esplanade Nathalie-Sarraute" in confirmed
    assert "CONFIRMED" in confirmed
    assert "2027-03-30 10:00" in moved


def test_f3_khal_shows_that_a_registration_is_cancelled(after):
    assert "CANCELLED" in after["cancelled"][0]


def test_f5_khal_shows_whole_days_without_hours(khal, make, tmp_path):
    read = datetime.fromisoformat
    event = make.event(title="Festival", starts=read("2027-05-08 00:00"), ends=read("2027-05-10 00:00"))
    (tmp_path / "whole.ics").write_bytes(calendar.event(event))
    khal("import", "--batch", "-a", "parvis", str(tmp_path / "whole.ics"))
    line = "{start-date-long} {end-date-long} {start-time}{end-time}{title}"
    shown = khal("list", "--once", "--format", line, "--day-format", "", "2027-05-08", "1d")
    assert shown.strip() == "2027-05-08 2027-05-09 Festival"


@pytest.mark.parametrize("zone", ["UTC"])
def test_f2_f3_khal_reads_every_hour_as_the_instant_that_is_meant(khal, make, tmp_path):
    files = list(calendars.hours(make))
    for number, (data, _begins, _over) in enumerate(files):
        (tmp_path / f"{number}.ics").write_bytes(data)
    khal(
        "import",
        "--batch",
        "-a",
        "parvis",
        *(str(tmp_path / f"{number}.ics") for number in range(len(files))),
    )
    line = "{start-date-long}T{start-time} {end-date-long}T{end-time}"
    for _data, begins, over in files:
        day = f"{begins[:4]}-{begins[4:6]}-{begins[6:8]}"
        shown = khal("list", "--once", "--format", line, "--day-format", "", day, "1d")
        assert f"{begins} {over}" in shown.replace("-", "").replace(":", "")
