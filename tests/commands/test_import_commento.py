"""``import commento``: the export of Commento, as its own source writes it."""

import gzip
import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from extensions import db
from models.comment import Comment, CommentState
from models.event import Event, EventStatus

ANA, ROOT = "4629a8", "root"


def commenter(**fields):
    return {
        "commenterHex": ANA,
        "email": "ana@example.org",
        "name": "Ana",
        "link": "https://ana.example",
        "photo": "undefined",
        "provider": "commento",
        "joinDate": "2020-01-27T14:17:59.298737Z",
        "isModerator": False,
    } | fields


def said(number, **fields):
    return {
        "commentHex": f"5a34{number}",
        "domain": "localhost:1313",
        "url": "/post/first-post/",
        "commenterHex": ANA,
        "markdown": f"Comment *{number}*",
        "html": "",
        "parentHex": ROOT,
        "score": 0,
        "state": "approved",
        "creationDate": f"2020-01-27T14:0{number}:49.244432123Z",
        "direction": 0,
        "deleted": False,
    } | fields


def export(*comments, **fields):
    return {"version": 1, "comments": list(comments), "commenters": [commenter()]} | fields


@pytest.fixture
def bring(app, tmp_path):
    """Import what can be said in JSON, or bytes; returns click's result."""

    def run(found, *options):
        file = tmp_path / "export.json"
        file.write_bytes(found if isinstance(found, bytes) else json.dumps(found).encode())
        return app.test_cli_runner().invoke(args=["import", "commento", str(file), *options])

    return run


def comments():
    return {one.body.strip(): one for one in db.session.scalars(sa.select(Comment))}


def test_a_page_with_its_threads_comes_in(bring, client):
    done = bring(export(said(2, parentHex="5a341", commenterHex="anonymous"), said(1)))
    assert "first-post: created, 2 comments imported; of 2: 2 approved" in done.output
    event = db.session.scalars(sa.select(Event)).one()
    assert (event.title, event.slug, event.status) == ("first post", "first-post", EventStatus.ARCHIVED)
    one, two = comments()["Comment *1*"], comments()["Comment *2*"]
    assert two.parent is one
    assert (one.name, one.email, one.website) == ("Ana", "ana@example.org", "https://ana.example")
    assert (two.name, two.email) == ("Anonyme", "")
    assert one.html == "<p>Comment <em>1</em></p>\n"
    assert one.created_at == datetime(2020, 1, 27, 14, 1, 49, 244432, tzinfo=UTC)
    assert client.get("/post/first-post/").location == "/events/first-post"


def test_its_packed_export_is_read_as_it_is_downloaded(bring):
    assert "1 comments imported" in bring(gzip.compress(json.dumps(export(said(1))).encode())).output
    broken = bring(gzip.compress(json.dumps(export(said(1))).encode())[:-20])
    assert (broken.exit_code, "a packed file that is broken" in broken.output) == (1, True)


@pytest.mark.parametrize(
    ("state", "here"),
    [
        ("approved", CommentState.APPROVED),
        ("unapproved", CommentState.PENDING),
        ("flagged", CommentState.PENDING),
        ("new", CommentState.PENDING),
    ],
)
def test_states(bring, state, here):
    bring(export(said(1, state=state)))
    assert comments()["Comment *1*"].state is here


@pytest.mark.parametrize("gone", [{"markdown": "[deleted]", "commenterHex": "anonymous"}, {"deleted": True}])
def test_a_deleted_comment_is_a_placeholder_under_which_replies_stay(bring, gone):
    bring(export(said(1, **gone), said(2, parentHex="5a341")))
    reply = comments()["Comment *2*"]
    assert (reply.parent.erased, reply.parent.body, reply.parent.name) == (True, "", "")


def test_pages_of_several_paths_and_domains_are_apart_and_nothing_comes_twice(bring):
    found = export(said(1), said(2, url="/deux.html"), said(3, domain="b.example"), said(4, url=""))
    bring(found)
    slugs = db.session.scalars(sa.select(Event.slug).order_by(Event.id)).all()
    assert slugs == ["first-post", "deux", "first-post-2", "localhost-1313"]
    assert "known, 0 comments imported" in bring(found).output
    assert len(comments()) == 4


@pytest.mark.parametrize(
    "fields",
    [
        {"creationDate": "0001-01-01T00:00:00Z"},
        {"creationDate": None},
        {"commentHex": ""},
        {"commentHex": "5a341"},
        {"parentHex": "nowhere"},
        {"parentHex": None},
        {"commenterHex": "nobody"},
        {"state": 3},
        {"domain": None},
    ],
)
def test_f55_no_single_field_refuses_a_file(bring, fields):
    done = bring(export(said(1), said(2, **fields)))
    assert done.exit_code == 0, done.output
    assert sorted(comments()) == ["Comment *1*", "Comment *2*"]


def test_f54_what_is_no_comment_is_named(bring):
    done = bring(export(said(1), "rien", None), "--dry-run")
    assert "2 entries without a comment, 0 comments, left out" in done.output


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], "not Commento’s export"),
        ({"version": 1}, "not Commento’s export"),
        (export(version=3), "not Commento’s export of version 1 (it says '3')"),
        (b'{"version": 1,\n"comments": [}', ":2: Expecting value: line 2, column 14"),
    ],
)
def test_another_file_is_refused(bring, found, words):
    done = bring(found)
    assert (done.exit_code, words in done.output) == (1, True)
