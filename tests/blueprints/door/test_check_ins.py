"""The door over HTTP: plain forms without JavaScript, and a phone that was without network."""

import gzip
import json
import re
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from blueprints.door import page
from extensions import db
from models import Registration
from models.check_in import CheckIn, Outcome, Scan
from models.event import EventStatus
from models.registration import RegistrationState, ticket
from models.user import Role, SignInLink
from tests.forms import filled


@pytest.fixture
def event(make):
    return make.event(slug="today", title="Faire groupe", starts=make.at(0, 30), capacity=3, max_seats=3)


@pytest.fixture
def person(make, event):
    return make.registration(event, name="Ève Œuvrard", organisation="Atelier du Canal")


@pytest.fixture
def door(signed_in):
    return signed_in(Role.DOOR)


HERE = "/desk/events/today/door"


def press(door, **said):
    """Press a button of the page: the answer is the page that it leads to."""
    answer = door.post(f"{HERE}/check-ins", data={"nonce": f"nonce-{time.monotonic_ns()}"} | said)
    assert answer.status_code == 303
    return door.get(answer.location)


def send(door, *scans, now=None, device="phone"):
    moment = int(clock.now().timestamp() * 1000)
    said = {
        "now": moment if now is None else now,
        "device": device,
        "scans": [{"at": moment} | scan for scan in scans],
    }
    return door.post(f"{HERE}/scans", json=said)


def answers(response):
    assert response.status_code == 200
    return {nonce: answer["outcome"] for nonce, answer in response.json["answers"].items()}


def test_a_door_person_lands_on_the_events_of_today_and_sees_nothing_else(make, app, client, event):
    make.event(title="Tomorrow", starts=make.wall(days=1, hours=2))
    make.event(title="Cancelled", starts=event.starts, status=EventStatus.CANCELLED)
    user = make.user(Role.DOOR)
    with db.writing():
        secret = SignInLink.issue(user)
    assert client.post(f"/login/{secret}").status_code == 303
    answer = client.get("/login")
    assert answer.location == "/desk/door"
    page = client.get("/desk/door").text
    assert "Faire groupe" in page
    assert "Tomorrow" not in page
    assert "Cancelled" not in page
    assert "Modération" not in page
    assert ">Bureau<" not in page


def test_the_page_lists_who_is_expected_by_family_name(make, door, event, person):
    make.registration(event, name="Zoé Arc", seats=2)
    page = door.get(HERE).text
    assert page.index("Zoé Arc") < page.index("Ève Œuvrard")
    assert re.search(r'id="door-expected">3<', page)
    assert person.email not in page


def test_the_search_ignores_accents_and_case(door, event, person, make):
    make.registration(event, name="Zoé Arc")
    for words in ("OEUVRARD", "eve", "œuvrard ève", "canal"):
        page = door.get(HERE, query_string={"q": words}).text
        assert "Ève Œuvrard" in page
        assert "Zoé Arc" not in page
    assert "Personne à ce nom" in door.get(f"{HERE}?q=nobody").text


def test_who_cancelled_is_found_by_name_and_not_on_the_list(door, event, person):
    with db.writing():
        person.cancel()
    assert "Ève Œuvrard" not in door.get(HERE).text
    page = door.get(f"{HERE}?q=oeuvrard").text
    assert "Ève Œuvrard" in page
    assert "Inscription annulée" in page


def days(make, **more):
    """An event of three days, of which the first was yesterday."""
    today = clock.wall(clock.now(), "Europe/Paris").replace(hour=12, minute=0)
    day = timedelta(days=1)
    return make.event(slug="today", starts=today - day, ends=today + day, capacity=9, **more)


def test_j7_the_door_says_which_day_it_is_and_lets_in_once_a_day(make, door):
    event = days(make)
    person = make.registration(event, name="Ève Œuvrard")
    noon = event.day_limits[0] + timedelta(hours=12)
    for number, later in enumerate((timedelta(), timedelta(days=1)), start=1):
        with clock.at(noon + later):
            assert f", jour {number} sur 3</p>" in door.get(HERE).text
            assert "Bienvenue" in press(door, person=person.id).text
            page = press(door, person=person.id).text
            assert "Déjà entré" in page
            assert re.search(r'id="door-arrived">1<', page)
    assert len(list(db.session.scalars(sa.select(CheckIn).where(CheckIn.outcome == Outcome.WELCOME)))) == 2


def test_j7_a_phone_is_told_each_day_and_may_send_yesterdays_scans_today(make, signed_in):
    event = days(make)
    person = make.registration(event, name="Ève Œuvrard")
    noon = event.day_limits[0] + timedelta(hours=12)
    sent = [int((noon + timedelta(days=number)).timestamp() * 1000) for number in (0, 1)]
    with clock.at(noon + timedelta(days=1, hours=1)):
        door = signed_in(Role.DOOR)
        scans = [{"kind": "scan", "nonce": f"{at}", "person": person.id, "at": at} for at in sent]
        moment = int(clock.now().timestamp() * 1000)
        assert set(answers(send(door, *scans, now=moment)).values()) == {"welcome"}
        (told,) = door.get(f"{HERE}/people.json").json["people"]
    assert told["arrived"] == dict(zip(map(str, event.days), sent, strict=False))


ELSEWHEN = "Cet événement n’a pas lieu aujourd’hui"


def asks(page):
    assert ELSEWHEN in page
    hidden = re.search(r'id="door-elsewhen"[^>]*hidden', page) is None
    assert hidden == (re.search(r'id="door-work"[^>]*hidden', page) is not None)
    return hidden


def test_the_door_asks_first_when_the_event_is_not_today(make, door, signed_in):
    event = make.event(slug="today", title="Faire groupe", starts=make.wall(days=60), capacity=3)
    person = make.registration(event, name="Ève Œuvrard")
    assert asks(door.get(HERE).text)
    assert not asks(door.get(f"{HERE}?anyway=1").text)
    page = press(door, person=person.id).text
    assert not asks(page), "whoever acts has been asked"
    assert "Bienvenue" in page
    with clock.at(event.starts_at):
        assert not asks(signed_in(Role.DOOR).get(HERE).text)
    with clock.at(event.starts_at + timedelta(days=3)):
        assert asks(signed_in(Role.DOOR).get(HERE).text)


def test_g1_a_name_is_let_in_and_then_said_to_be_in_since_when(door, event, person):
    page = press(door, person=person.id).text
    assert "Bienvenue" in page
    since = clock.wall(db.session.get_one(Registration, person.id).arrived_at or clock.now(), "Europe/Paris")
    again = press(door, person=person.id).text
    assert f"Déjà entré à {since.hour}\u00a0h\u00a0{since.minute:02}" in again
    assert re.search(r'id="door-arrived">1<', again)


def test_g1_the_same_form_sent_twice_is_one_entry(door, event, person):
    said = filled(door.get(HERE).text, f"{HERE}/check-ins")
    assert said["nonce"]
    for _ in range(2):
        door.post(f"{HERE}/check-ins", data=said | {"person": person.id})
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CheckIn)) == 1


def test_g2_a_code_that_was_typed_is_refused_with_its_reason(make, door, event, person):
    other = make.registration(make.event(title="Ailleurs"))
    assert "Billet inconnu" in press(door, code="nonsense").text
    page = press(door, code=ticket.code(other)).text
    assert "Billet d’un autre événement" in page
    assert "Ailleurs" in page
    assert other.name not in page
    assert "Bienvenue" in press(door, code=ticket.code(person).lower()).text


def test_g2_who_waits_is_refused_and_let_in_all_the_same_when_somebody_says_so(make, door, event):
    waiting = [make.registration(event) for _ in range(4)][-1]
    assert waiting.state is RegistrationState.WAITING
    assert "Sur la liste d’attente" in press(door, person=waiting.id).text
    assert "Bienvenue" in press(door, person=waiting.id, forced="1").text
    row = db.session.scalars(sa.select(CheckIn).where(CheckIn.forced)).one()
    assert row.registration_id == waiting.id


def test_g4_an_entry_is_undone_by_its_button(door, event, person):
    press(door, person=person.id)
    answer = door.post(f"{HERE}/people/{person.id}/undo")
    assert answer.status_code == 303
    assert "L’entrée de Ève Œuvrard est annulée." in door.get(answer.location).text
    assert db.session.get_one(Registration, person.id).arrived_at is None
    assert door.post(f"{HERE}/people/{person.id + 99}/undo").status_code == 404


def test_g4_somebody_of_another_event_cannot_be_undone_here(make, door, event):
    stranger = make.registration(make.event())
    with db.writing():
        CheckIn.record(stranger.event, Scan("nonce", clock.now(), code=ticket.code(stranger)))
    assert door.post(f"{HERE}/people/{stranger.id}/undo").status_code == 404
    assert stranger.arrived_at


def test_g4_without_the_right_nobody_is_let_in_whatever_else_they_may(signed_in, event, person):
    moderator = signed_in(Role.MODERATOR)
    assert moderator.post(f"{HERE}/check-ins", data={"nonce": "n", "person": person.id}).status_code == 403
    assert send(moderator, {"kind": "scan", "nonce": "n", "code": ticket.code(person)}).status_code == 403
    assert person.arrived_at is None


def test_a_form_without_its_nonce_lets_nobody_in(door, event, person):
    assert door.post(f"{HERE}/check-ins", data={"person": person.id}).status_code == 422
    assert person.arrived_at is None


def test_a_walk_in_is_added_and_let_in(door, event):
    said = {"nonce": "n", "name": "Zoé Arc", "organisation": "Agence", "email": "", "seats": "2"}
    answer = door.post(f"{HERE}/walk-ins", data=said)
    page = door.get(answer.location).text
    assert "Bienvenue" in page
    assert re.search(r'id="door-arrived">2<', page)


def test_a_walk_in_that_finds_no_seat_is_kept_and_may_be_forced(make, door, event):
    make.registration(event, seats=3)
    said = {"nonce": "n", "name": "Zoé Arc", "organisation": "Agence", "email": "", "seats": "1"}
    refused = door.post(f"{HERE}/walk-ins", data=said)
    assert refused.status_code == 409
    assert "Toutes les places sont prises" in refused.text
    again = filled(refused.text, f"{HERE}/walk-ins")
    assert again["name"] == "Zoé Arc"
    forced = door.post(f"{HERE}/walk-ins", data=again | {"forced": "1"})
    assert "Bienvenue" in door.get(forced.location).text


def test_a_walk_in_with_a_fault_is_corrected_beside_the_field(door, event):
    answer = door.post(f"{HERE}/walk-ins", data={"nonce": "n", "name": "", "email": "nowhere", "seats": "0"})
    assert answer.status_code == 422
    for words in ("Indiquez un nom.", "nom@example.org", "entre 1 et 100"):
        assert words in answer.text
    assert '<details class="door-box" id="walk-in" open' in answer.text


def test_the_list_travels_packed_to_who_can_unpack_it(door, event, make):
    make.registration(event, name="Ève Œuvrard")
    plain = door.get(f"{HERE}/people.json")
    packed = door.get(f"{HERE}/people.json", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert json.loads(gzip.decompress(packed.data)) == plain.json
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_phone_keeps_names_and_hashes_and_no_address_and_no_ticket(door, event, person):
    said = door.get(f"{HERE}/people.json")
    assert said.headers["Cache-Control"] == "no-store"
    (known,) = said.json["people"]
    assert known["name"] == "Ève Œuvrard"
    assert known["key"] == "eve oeuvrard atelier du canal"
    assert len(known["ticket"]) == 32
    for secret in (person.email, ticket.code(person), person.token):
        assert secret not in said.text


def test_g1_a_phone_sends_the_same_scan_twice_and_it_is_one(door, event, person):
    scan = {"kind": "scan", "nonce": "a", "code": ticket.code(person)}
    assert answers(send(door, scan)) == {"a": "welcome"}
    assert answers(send(door, scan)) == {"a": "welcome"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CheckIn)) == 1


def test_g3_a_phone_uploads_later_and_its_scans_count_from_when_they_happened(door, event, person):
    now, code = int(clock.now().timestamp() * 1000), ticket.code(person)
    minute = 60_000
    second = {"kind": "scan", "nonce": "late", "code": code, "at": now - 5 * minute, "told": "welcome"}
    first = {"kind": "scan", "nonce": "early", "code": code, "at": now - 9 * minute, "told": "welcome"}
    assert answers(send(door, second, first)) == {"early": "welcome", "late": "already in"}
    said = send(door).json
    assert [(each["name"], each["outcome"]) for each in said["conflicts"]] == [("Ève Œuvrard", "already in")]
    assert "À vérifier" in door.get(HERE).text


def test_g3_a_phone_whose_clock_is_wrong_by_a_day_is_understood(door, event, person):
    wrong = int((clock.now() + timedelta(days=1)).timestamp() * 1000)
    scan = {"kind": "scan", "nonce": "a", "code": ticket.code(person), "at": wrong - 120_000}
    assert answers(send(door, scan, now=wrong)) == {"a": "welcome"}
    ago = clock.now() - (db.session.get_one(Registration, person.id).arrived_at or clock.now())
    assert timedelta(seconds=110) < ago < timedelta(seconds=140)


def test_a_phone_undoes_and_adds_people_too(door, event, person):
    done = (
        {"kind": "scan", "nonce": "a", "person": person.id, "at": int(clock.now().timestamp() * 1000) - 9000},
        {"kind": "undo", "nonce": "b", "person": person.id},
        {
            "kind": "walk-in",
            "nonce": "c",
            "name": "Zoé",
            "email": "no address",
            "organisation": "",
            "seats": 1,
        },
        {"kind": "walk-in", "nonce": "d", "name": "Groupe", "seats": 3},
    )
    assert answers(send(door, *done)) == {"a": "welcome", "b": "undone", "c": "welcome", "d": "full"}
    assert answers(
        send(door, {"kind": "walk-in", "nonce": "d", "name": "Groupe", "seats": 3, "forced": True})
    ) == {"d": "welcome"}
    assert event.seats_taken == 5


@pytest.mark.parametrize(
    "said",
    [
        None, [], "x", 1, {"scans": 1}, {"now": 1, "scans": [1]}, {"now": "x", "scans": [{}]}, {"now": True, "scans": [{}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "", "at": 1, "code": "x"}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": {}, "at": 1}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "n", "at": 1, "code": "x" * 201}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "n", "at": float("nan"), "code": "x"}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "n", "at": 1, "person": -1}]},
        {"now": 1, "scans": [{"kind": "undo", "nonce": "n", "at": 1}]},
        {"now": 1, "scans": [{"kind": "walk-in", "nonce": "n", "at": 1, "name": " ", "seats": 1}]},
        {"now": 1, "scans": [{"kind": "party", "nonce": "n", "at": 1}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "n", "at": 1, "told": "hello"}]},
        {"now": 1, "scans": [{"kind": ["scan"], "nonce": "n", "at": 1}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "n", "at": 1, "code": "half a character: \ud800"}]},
        {"now": 1, "scans": [{"kind": "scan", "nonce": "n", "at": 1, "code": "\0"}]},
        {"now": 1, "scans": [{}] * 501},
    ],
)  # fmt: skip
def test_what_no_phone_of_ours_sends_is_refused_whole(door, event, said):
    answer = door.post(f"{HERE}/scans", data=json.dumps(said), content_type="application/json")
    assert answer.status_code == 422
    assert not db.session.scalars(sa.select(CheckIn)).all()


def test_the_worker_may_look_after_the_door_and_nothing_else(door, event):
    answer = door.get(f"{HERE}/worker.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Service-Worker-Allowed"] == HERE


def test_signing_out_leaves_nothing_on_the_device(door, event):
    answer = door.post("/logout")
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_every_phone_is_told_who_came_in(app, door, event, person):
    with db.writing():
        CheckIn.record(event, Scan("n", clock.now(), code=ticket.code(person), told=Outcome.WELCOME))
    said = json.loads(page.changed(event.id, [("person", person.id), ("scan", 1)]))
    assert said["people"][0]["arrived"]
    assert said["conflicts"] == []


def test_nobody_stands_at_the_door_of_a_draft(make, door):
    draft = make.event(slug="draft", status=EventStatus.DRAFT)
    assert door.get(f"/desk/events/{draft.slug}/door").status_code == 404
