"""Atom feeds, read back as a reader would."""

from datetime import timedelta

import pytest
from defusedxml import ElementTree

import clock
from extensions import db
from models import token
from models.comment import Comment, CommentState
from models.event import EventStatus

A, THR = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/thread/1.0}"


def comment(event, parent=None, **said):
    """A comment that everybody may read, unless ``visible`` says otherwise."""
    given = {
        "name": "Jeanne",
        "email": "jeanne@example.org",
        "body": "Oui",
        "html": "<p>Oui</p>",
        "visible": True,
    }
    made = Comment(event=event, parent=parent, state=CommentState.APPROVED, **(given | said))
    made.token_hash = token.hashed(token.fresh())
    with db.writing():
        db.session.add(made)
        db.session.flush()
        event.changed("comment", made.id)
    return made


def read(response):
    assert response.mimetype == "application/atom+xml"
    root = ElementTree.fromstring(response.data)
    for element in (root, *root.findall(f"{A}entry")):
        assert element.findtext(f"{A}id"), "RFC 4287 §4.1: an id"
        assert element.findtext(f"{A}title"), "a title"
        assert element.findtext(f"{A}updated", "").endswith("Z"), "when it was updated"
        assert element.findtext(f"{A}author/{A}name"), "an author"
    return root


@pytest.mark.parametrize("language", ["fr", "en"])
def test_p13_an_empty_feed_is_valid(make, client, language):
    event = make.event()
    root = read(client.get(f"/events/{event.slug}/comments.xml?lang={language}"))
    assert root.findall(f"{A}entry") == []
    assert (
        root.find(f"{A}link[@rel='self']")
        .get("href")
        .startswith(f"http://localhost/events/{event.slug}/comments.xml")
    )


def test_p13_a_reply_names_what_it_answers(make, client):
    event = make.event()
    first = comment(event)
    answer = comment(event, parent=first, created_at=clock.now() + timedelta(seconds=5))
    newest, oldest = read(client.get(f"/events/{event.slug}/comments.xml")).findall(f"{A}entry")
    assert newest.findtext(f"{A}id") == f"urn:uuid:{answer.uid}"
    assert newest.find(f"{THR}in-reply-to").get("ref") == oldest.findtext(f"{A}id") == f"urn:uuid:{first.uid}"
    assert oldest.find(f"{THR}in-reply-to") is None


def test_p13_an_unchanged_feed_is_not_sent_again_and_a_changed_one_is(make, client):
    event = make.event()
    path = f"/events/{event.slug}/comments.xml"
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    comment(event)
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("settings", [{"COMMENT_FEEDS": False}])
def test_p13_a_feed_that_is_switched_off_is_not_there(make, client, settings):
    event = make.event()
    assert client.get(f"/events/{event.slug}/comments.xml").status_code == 404
    assert "comments.xml" not in client.get(f"/events/{event.slug}").text


def test_p1_only_what_everybody_may_read_is_in_the_feed(make, client):
    event = make.event()
    comment(event, html="<p>secret</p>", visible=False)
    comment(event, html="<p>effacé</p>", erased=True)
    assert read(client.get(f"/events/{event.slug}/comments.xml")).findall(f"{A}entry") == []


def test_p2_no_address_is_in_the_feed_and_controls_cannot_break_it(make, client):
    event = make.event(title="Titre\x0b <b>")
    comment(event, name="Jeanne\x00 <i>", html="<p>L’été &amp; la ville</p>")
    response = client.get(f"/events/{event.slug}/comments.xml")
    assert "jeanne@example.org" not in response.text
    entry = read(response).find(f"{A}entry")
    assert entry.findtext(f"{A}author/{A}name") == "Jeanne <i>"
    assert entry.findtext(f"{A}content") == "<p>L’été &amp; la ville</p>"


def test_b3_a_draft_has_no_feed_and_is_in_none(make, client):
    event = make.event(status=EventStatus.DRAFT, title="Brouillon")
    assert client.get(f"/events/{event.slug}/comments.xml").status_code == 404
    assert "Brouillon" not in client.get("/feed.xml").text


def test_the_feed_of_events_tells_when_and_where(make, client):
    make.event(title="Faire groupe", subtitle="Et pourquoi ?", host="Aatiko")
    entry = read(client.get("/feed.xml")).find(f"{A}entry")
    assert entry.findtext(f"{A}title") == "Faire groupe"
    assert "Lieu à confirmer" in entry.findtext(f"{A}content")
    assert read(client.get("/feed.xml?lang=en")).get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_empty_feed_of_events_is_valid(client):
    assert read(client.get("/feed.xml")).findall(f"{A}entry") == []
