"""What is kept under one address: organisers read it, export it page by page, and erase it."""

import json
import re

import pytest

from blueprints.desk import privacy_requests
from extensions import db
from models.comment import Comment, CommentOrigin
from models.user import Role

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
        "link": f"http://localhost/events/{event.slug}#comment-{full.id}",
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
