"""What is kept under one address: organisers read it, export it page by page, and erase it."""

import json
import re
from datetime import timedelta

import pytest

import clock
from blueprints.desk import privacy_requests
from extensions import db
from formats import personal_data
from models.comment import Comment, CommentOrigin, CommentState, Text
from models.event import Speaker
from models.outbox.message import OutboxMessage
from models.privacy import data_map
from models.privacy.places import PLACES
from models.registration.companion import CompanionFacts
from models.spam.rule import Effect, Rule
from models.subscription import Follower
from models.user import Role
from models.user.lent_phone import LentPhone, Scope
from spam.value import RuleKind

PEOPLE = "/desk/people"
ZOE = {"name": "Zoé Dupont", "email": "Zoe@example.org"}


@pytest.fixture
def desk(signed_in):
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    return make.event(title="Faire groupe")


def test_s2_the_export_holds_what_is_known_of_each_comment_and_leaves_out_what_is_empty(desk, make, event):
    full = make.comment(event, website="https://zoe.example", body="First", **ZOE)
    bare = make.comment(event, body="Second", **ZOE)
    make.comment(event, body="Somebody else’s")
    with db.writing():
        db.session.add(CommentOrigin(comment_id=full.id, address="192.0.2.77", agent="Agent/1.0"))
    answer = desk.get(f"{PEOPLE}/export.json?q= zoe@EXAMPLE.org")
    assert "attachment" in answer.headers["Content-Disposition"]
    first, second = json.loads(answer.text)["comments"]
    assert first == {
        "name": "Zoé Dupont",
        "email": "Zoe@example.org",
        "website": "https://zoe.example",
        "address": "192.0.2.77",
        "agent": "Agent/1.0",
        "at": full.created_at.isoformat(),
        "text": "First",
        "state": "pending",
        "link": f"http://localhost/events/{event.slug}",
    }
    assert set(second) == set(first) - {"website", "address", "agent"}
    assert second["text"] == bare.body


def test_s2_the_export_is_paged(desk, make, event, monkeypatch):
    monkeypatch.setattr(privacy_requests, "PAGE", 2)
    for number in range(5):
        make.comment(event, body=f"Number {number}", **ZOE)
    found, address = [], f"{PEOPLE}/export.json?q=zoe@example.org"
    while address:
        said = json.loads(desk.get(address.removeprefix("http://localhost")).text)
        found.append([comment["text"] for comment in said["comments"]])
        address = said.get("next", "")
    assert found == [["Number 0", "Number 1"], ["Number 2", "Number 3"], ["Number 4"]]
    page = desk.get(f"{PEOPLE}?q=zoe@example.org&page=3").text
    assert "Number 4" in page
    assert "Number 3" not in page
    assert "page=1" in page


def test_s2_registrations_are_told_as_their_own_page_tells_them(desk, make, event):
    make.registration(event, **ZOE)
    said = json.loads(desk.get(f"{PEOPLE}/export.json?q=zoe@example.org").text)
    assert said["registrations"][0]["registration"][0]["name"] == "Zoé Dupont"
    page = desk.get(f"{PEOPLE}?q=zoe@example.org").text
    assert "Faire groupe" in page
    assert "Zoé Dupont" in page


def test_s1_a_button_erases_and_what_stays_is_listed(desk, make, event):
    make.registration(event, **ZOE)
    comment = make.comment(event, **ZOE)
    page = desk.get(f"{PEOPLE}/erasure?q=zoe@example.org").text
    assert "1 inscription et 1 commentaire" in page
    db.session.refresh(comment)
    assert comment.name == "Zoé Dupont", "looking erases nothing"
    answer = desk.post(f"{PEOPLE}/erasure", data={"q": "zoe@example.org"})
    assert answer.status_code == 200
    assert "1 commentaire, désormais anonyme" in answer.text
    assert "Faire groupe" in answer.text, "the registration for what is to come is listed"
    assert db.session.query(Comment).one().name == "Anonyme"


@pytest.mark.parametrize("query", ["nobody@example.org", "", "%"])
def test_s1_no_match_says_so(desk, make, event, query):
    make.registration(event, **ZOE)
    assert desk.get(f"{PEOPLE}?q={query}").status_code == 200
    answer = desk.post(f"{PEOPLE}/erasure", data={"q": query})
    assert "Rien n’est conservé sous" in answer.text
    assert not re.search(r"Zoé|Effacé", answer.text)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.DOOR])
def test_nobody_but_organisers_sees_or_erases(signed_in, role):
    browser = signed_in(role)
    assert browser.get(f"{PEOPLE}?q=zoe@example.org").status_code == 403
    assert browser.post(f"{PEOPLE}/erasure", data={"q": "zoe@example.org"}).status_code == 403


@pytest.fixture
def everywhere(make, event):
    """One address in every place but among registrations and comments that it could be found by."""
    host = make.registration(
        make.event(title="Balade", max_seats=2),
        seats=2,
        companions=(CompanionFacts("Zoé Dupont", "Zoe@example.org"),),
    )
    comment = make.comment(event, CommentState.APPROVED, **ZOE)
    make.subscription(comment)
    staff = make.user(email="zoe@example.org")
    with db.writing():
        Rule.drafted(RuleKind.ADDRESS, "zoe@example.org", Effect.HOLD).add(by=staff)
        event.speakers = [Speaker(name="ZOÉ DUPONT", function="Urbaniste")]
        comment.annotate("Zoé again", by=staff)
        comment.reword(Text.typed("Other words"), "Zoé Dupont", "", by=staff)
        comment.report("192.0.2.9", "She said that")
        OutboxMessage.owe("confirm address", "x", "zoe@example.org", "fr")
        LentPhone.issue(staff, event.id, "Tablette", Scope.SEE, clock.now() + timedelta(hours=1))
    typo = make.registration(event, email="zoe@example.org")
    with db.writing():
        typo.change_email("adam@example.org")
    return host


def test_x4_p3_every_place_where_an_address_stands_is_told(desk, everywhere):
    page = desk.get(f"{PEOPLE}?q=zoe@example.org").text
    said = json.loads(desk.get(f"{PEOPLE}/export.json?q=zoe@example.org").text)
    assert "Rien n’est conservé" not in page
    for name in set(PLACES) - {"registrations"}:
        assert said[name], name
        assert str(personal_data.NAMES[name]) in page, name
    assert said["speakers"][0]["function"] == "Urbaniste"
    assert said["companions"][0]["link"].startswith("http://localhost/events/")


@pytest.mark.parametrize("place", ["companion", "follower", "listed"])
def test_x4_p3_nothing_is_kept_is_said_only_when_the_walk_found_nothing(desk, make, event, place):
    if place == "companion":
        make.registration(
            make.event(max_seats=2), seats=2, companions=(CompanionFacts("Zoé", "zoe@example.org"),)
        )
    elif place == "follower":
        with db.writing():
            Follower.known("zoe@example.org", "fr")
    else:
        staff = make.user()
        with db.writing():
            Rule.drafted(RuleKind.ADDRESS, "zoe@example.org", Effect.HOLD).add(by=staff)
    assert "Rien n’est conservé" not in desk.get(f"{PEOPLE}?q=zoe@example.org").text
    assert "Rien n’est conservé" in desk.get(f"{PEOPLE}?q=zo@example.org").text


def test_x3_what_stays_of_every_place_is_listed_with_its_reason(desk, everywhere):
    answer = desk.post(f"{PEOPLE}/erasure", data={"q": "zoe@example.org"}).text
    for reason in ("liste de la modération", "prise de parole", "compte", "signalé", "Balade"):
        assert reason in answer, reason
    left = json.loads(desk.get(f"{PEOPLE}/export.json?q=zoe@example.org").text)
    assert {name for name, rows in left.items() if isinstance(rows, list) and rows} == {
        "companions",
        "list_entries",
        "accounts",
        "lent_phones",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_x4_the_desk_shows_the_map(desk, language):
    page = desk.get(f"{PEOPLE}/map?lang={language}").text
    for table, held in data_map.PEOPLE.items():
        assert f'id="table-{table}"' in page
        assert ", ".join(held.columns) in page


def test_x3_the_desk_hands_on_a_certificate_with_the_same_counts(desk, client, make, event):
    make.comment(event, **ZOE)
    page = desk.post(f"{PEOPLE}/erasure", data={"q": "zoe@example.org"}).text
    (reference,) = re.findall(r'href="/erasures/([^"]+)"', page)
    assert reference in page
    shown = client.get(f"/erasures/{reference}").text
    assert "1 commentaire, désormais anonyme" in shown
    assert "Zoé" not in shown
