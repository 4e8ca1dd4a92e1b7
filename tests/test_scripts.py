"""The scripts' own tests; and the server passes the same cases, so both sides decide alike."""

import json
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from deno import find_deno_bin

import clock
from extensions import db
from folding import folded
from formats import door as words
from models.check_in import CheckIn, Outcome, Scan, attendance
from models.event import Event
from models.registration import RegistrationState, keyboards, ticket
from models.user import Role
from spam import proof_of_work

ROOT = Path(__file__).parents[1]
DOOR, FOLDS, WORK = (
    json.loads((ROOT / f"tests/cases/{name}.json").read_text("utf-8")) for name in ("door", "fold", "work")
)
TESTS = sorted((ROOT / "tests/js").glob("*.test.js"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_a_script_decides_as_it_should(path, tmp_path):
    """Runs in Deno, without network; `node --test tests/js` does the same."""
    command = [find_deno_bin(), "test", "--no-remote", "--no-npm", str(path)]
    surroundings = {"DENO_DIR": str(tmp_path), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    ran = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "ok | " in ran.stdout


@pytest.mark.parametrize("case", FOLDS["folds"], ids=lambda case: case["text"])
def test_a_text_is_folded_as_a_phone_folds_it(case):
    assert folded(case["text"]) == case["folded"]


@pytest.mark.parametrize("case", WORK["works"], ids=lambda case: case["stamp"])
def test_the_work_is_what_a_browser_does(case):
    said = case["stamp"], case["email"], case["body"]
    assert proof_of_work.seed(*said) == case["seed"]
    assert proof_of_work.is_done(*said, case["answer"])


@pytest.mark.parametrize("case", DOOR["codes"], ids=lambda case: ascii(case["typed"]))
def test_a_code_is_read_and_known_as_a_phone_does(case):
    assert case["code"] in keyboards.codes(case["typed"])
    assert words.hashed(case["code"]) == case["hash"]


@pytest.mark.parametrize("case", DOOR["hours"], ids=lambda case: case["said"])
def test_an_hour_is_written_as_a_phone_writes_it(case, monkeypatch):
    monkeypatch.setattr(words, "door_clock", lambda: case["clock"])
    at = datetime.fromtimestamp(case["at"] / 1000, UTC)
    assert words.door_hour(at, Event(timezone=case["zone"])) == case["said"]


def test_an_instant_is_of_the_day_that_a_phone_says(make):
    read, days = datetime.fromisoformat, DOOR["days"]
    event = make.event(starts=read("2027-02-11 09:30"), ends=read("2027-02-12 17:00"))
    assert words.day_begins(event) == days["begins"]
    assert words.milliseconds(event.day_limits[-1]) == days["over"]
    for case in days["instants"]:
        at = datetime.fromtimestamp(case["at"] / 1000, UTC)
        assert (event.day_of(at).isoformat(), event.is_on(at)) == (case["day"], case["on"]), case


@pytest.fixture
def event(make):
    return make.event(slug="today", starts=make.wall(hours=-1), max_seats=9)


def come(event, nonce, minutes, **said):
    """Somebody is scanned some minutes ago."""
    with db.writing():
        return CheckIn.record(event, Scan(nonce, clock.now() - timedelta(minutes=minutes), **said))


@pytest.mark.parametrize(
    "case", DOOR["verdicts"], ids=lambda case: "-".join(str(each) for each in case.values())
)
def test_the_door_answers_as_a_phone_does(make, event, case):
    person = make.registration(event)
    code = "A" * keyboards.LENGTH if case["ticket"] == "unknown" else ticket.code(person)
    with db.writing():
        if case["ticket"] == "replaced":
            ticket.revoke(person)
        person.state = RegistrationState(case["state"])
    if case["came"]:
        come(event, "before", 20, registration_id=person.id, forced=True)
    seen = {"registration_id": person.id} if case["ticket"] == "chosen" else {"code": code}
    assert Outcome.of(person).value == case["may"]
    assert come(event, "now", 10, forced=case["forced"], **seen).outcome.value == case["outcome"]


@pytest.fixture
def people(make, event):
    """Whom the cases name, as they say that they stand."""
    for number, case in enumerate(DOOR["people"]):
        person = make.registration(
            event, name=case["name"], organisation=case["organisation"], seats=case["seats"]
        )
        with db.writing():
            person.state = RegistrationState(case["state"])
        if case["came"]:
            come(event, f"came {number}", 5, registration_id=person.id, forced=True)
        told = words.known(person, {})
        assert {name: told[name] for name in ("may", "key", "sort")} == {
            name: case[name] for name in ("may", "key", "sort")
        }


def test_the_door_counts_as_a_phone_does(event, people):
    counted = attendance.tally(event, event.day_of(clock.now()))
    assert {"expected": counted.expected, "arrived": counted.arrived} == DOOR["tally"]


@pytest.mark.parametrize("case", DOOR["searches"], ids=lambda case: case["query"] or "nothing")
def test_a_search_at_the_door_finds_whom_a_phone_finds(event, people, signed_in, case):
    page = signed_in(Role.DOOR).get("/desk/events/today/door", query_string={"q": case["query"]}).text
    rows = page.partition('id="door-people"')[2].partition("</ul>")[0]
    known = [each["name"] for each in DOOR["people"]]
    shown = [name for name in re.findall("<bdi>(.*?)</bdi>", rows) if name in known]
    assert shown == case["found"]
    if case["query"].strip():
        assert [person.name for person in attendance.search(event, case["query"])] == case["found"]


def test_the_door_has_at_once_what_other_pages_load_with_the_first_key():
    """Its network may be away by then."""
    page, door = ((ROOT / "static/js" / name).read_text() for name in ("page.js", "door.js"))
    late = set(re.findall(r'import\("\./([\w-]+\.js)"\)', page))
    assert late
    assert late <= set(re.findall(r'^import .*"\./([\w-]+\.js)"', door, re.MULTILINE))
