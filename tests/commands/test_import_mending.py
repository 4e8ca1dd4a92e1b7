"""One field that is wrong never refuses a file.

What is imported in its stead is told, with its page and its comment.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from extensions import db
from models.comment import Comment
from models.event import Event

SAMPLES = Path(__file__).parents[1] / "samples"
WORDPRESS = (SAMPLES / "wordpress-no-date.xml").read_text()
ZERO, LOCAL = "0000-00-00 00:00:00", "<wp:comment_date>0000-00-00 00:00:00</wp:comment_date>"
DISQUS = (SAMPLES / "disqus.xml").read_text()
NOON = "2024-05-01 12:00:00"


@pytest.fixture
def bring(app, tmp_path):
    """Import a text, or what can be said in JSON; returns click's result."""

    def run(system, said, *options):
        file = tmp_path / "export"
        file.write_text(said if isinstance(said, str) else json.dumps(said))
        return app.test_cli_runner().invoke(args=["import", system, str(file), *options])

    return run


def dates():
    return [str(at) for at in db.session.scalars(sa.select(Comment.created_at).order_by(Comment.id))]


def bodies():
    return sorted(db.session.scalars(sa.select(Comment.body)))


def thread(*comments, **said):
    return [{"id": "/un/", "title": "Un", "comments": list(comments)} | said]


def said(**fields):
    return {"id": 1, "parent": None, "text": "bon", "author": "Ana", "created": NOON} | fields


@pytest.mark.parametrize(
    "written", [ZERO, "2020-02-30 10:00:00", "", "hier", "0001-01-01 00:00:00", "9999-99-99"]
)
def test_f55_a_comment_without_a_date_takes_its_pages_and_this_is_told(bring, written):
    for options in (("--dry-run",), ()):
        done = bring("wordpress", WORDPRESS.replace(ZERO, written), *options)
        assert done.exit_code == 0, done.output
        words = f"{written!r} is no date" if written else "it has no date"
        assert f"date-nulle: comment 2 of Ana 2: {words}; it takes its page’s" in done.output
    assert dates() == ["2020-01-03 00:01:00+00:00", "2020-01-01 09:00:00+00:00"]


def test_f55_a_date_in_one_field_of_two_is_enough(bring):
    done = bring("wordpress", WORDPRESS.replace(LOCAL, LOCAL.replace(ZERO, "2020-01-05 10:00:00")))
    assert "is no date" not in done.output
    assert dates()[1] == "2020-01-05 10:00:00+00:00"


def test_f55_where_the_page_has_no_date_either_the_neighbours_is_taken(bring):
    undated = WORDPRESS.replace("2020-01-01 10:00:00", ZERO).replace("2020-01-01 09:00:00", ZERO)
    done = bring("wordpress", undated)
    assert (
        "date-nulle: comment 2 of Ana 2: '0000-00-00 00:00:00' is no date; it takes its neighbour’s"
        in done.output
    )
    assert "date-nulle: no date of its own: 1 January 1970" in done.output
    assert dates() == ["2020-01-03 00:01:00+00:00"] * 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<wp:comment_id>2</wp:comment_id>", ""),
        ("<wp:comment_id>2</wp:comment_id>", "<wp:comment_id>1</wp:comment_id>"),
        ("<wp:comment_id>2</wp:comment_id>", "<wp:comment_id>deux</wp:comment_id>"),
        ("<wp:comment_parent>0</wp:comment_parent>", "<wp:comment_parent>2</wp:comment_parent>"),
        ("<wp:comment_parent>0</wp:comment_parent>", "<wp:comment_parent>99</wp:comment_parent>"),
        (
            "<wp:comment_approved>1</wp:comment_approved>",
            "<wp:comment_approved>peut-être</wp:comment_approved>",
        ),
        ("<wp:post_id>77</wp:post_id>", ""),
        ("<wp:post_id>77</wp:post_id>", f"<wp:post_id>{'7' * 900}</wp:post_id>"),
        ("<title>Date nulle</title>", f"<title>{'long ' * 900}</title>"),
        ("<wp:post_name>date-nulle</wp:post_name>", f"<wp:post_name>{'long-' * 900}</wp:post_name>"),
        ("https://ancien.example/date-nulle/", f"https://ancien.example/{'a' * 900}/"),
        ("https://ancien.example/date-nulle/", "http://[ancien"),
        ("a2@example.org", f"{'a' * 900}@example.org"),
        ("Ana 2", "Ana " * 900),
        ("Ana 2", ""),
        ("<p>Bonjour</p>", "<div>" * 3000),
    ],
)
def test_f55_no_single_field_refuses_a_file_or_loses_a_comment(bring, old, new):
    done = bring("wordpress", WORDPRESS.replace(old, new))
    assert done.exit_code == 0, done.output
    assert bodies() == ["bon", "date nulle"]
    before = dates()
    again = bring("wordpress", WORDPRESS.replace(old, new))
    assert ": known, 0 comments imported" in again.output
    assert dates() == before


def test_f55_parents_in_a_circle_are_threads_of_their_own(bring):
    circle = WORDPRESS.replace("<wp:comment_parent>0", "<wp:comment_parent>2", 1)
    at = circle.rindex("<wp:comment_parent>0")
    done = bring("wordpress", circle[:at] + circle[at:].replace(">0<", ">1<", 1))
    assert done.exit_code == 0
    assert bodies() == ["bon", "date nulle"]


def test_f55_two_items_of_one_number_are_two_events(bring):
    start, end = WORDPRESS.index("<item>"), WORDPRESS.index("</item>") + len("</item>")
    other = WORDPRESS[start:end].replace("Date nulle", "Autre").replace("date-nulle", "autre")
    text = WORDPRESS[:end] + other + WORDPRESS[end:]
    done = bring("wordpress", text)
    assert "autre: its number 77 is another page’s, too" in done.output
    assert sorted(db.session.scalars(sa.select(Event.slug))) == ["autre", "date-nulle"]
    assert len(bodies()) == 4


def test_f55_many_notes_of_a_page_are_not_all_told(bring):
    at = WORDPRESS.rindex("<wp:comment>")
    one, end = WORDPRESS[at : WORDPRESS.index("</item>")], WORDPRESS[WORDPRESS.index("</item>") :]
    many = "".join(one.replace("_id>2<", f"_id>{number}<") for number in range(2, 32))
    done = bring("wordpress", WORDPRESS[:at] + many + end, "--dry-run")
    assert done.output.count("is no date") == 20
    assert "date-nulle: and 10 more of this kind" in done.output


@pytest.mark.parametrize("written", [ZERO, "2020-02-30T10:00:00Z", "", "hier"])
def test_f55_dates_of_disqus(bring, written):
    at = DISQUS.index("<createdAt>", DISQUS.index("<post ")) + len("<createdAt>")
    text = DISQUS[:at] + written + DISQUS[DISQUS.index("</createdAt>", at) :]
    done = bring("disqus", text)
    assert done.exit_code == 0
    assert "it takes its page’s" in done.output
    assert len(dates()) == 3


@pytest.mark.parametrize("written", [None, "", ZERO, "2020-02-30 10:00:00", "hier", True, [], 1e99])
def test_f55_dates_of_isso(bring, written):
    done = bring("isso", thread(said(), said(id=2, text="sans date", created=written)))
    assert done.exit_code == 0
    assert "un: comment 2 of Ana: " in done.output
    assert dates() == [f"{NOON}+00:00"] * 2


def test_a_count_of_seconds_is_a_date(bring):
    bring("isso", thread(said(created=datetime(2024, 5, 1, 12, tzinfo=UTC).timestamp())))
    assert dates() == [f"{NOON}+00:00"]


@pytest.mark.parametrize(
    "fields",
    [
        {"id": None},
        {"id": 1},
        {"id": "deux"},
        {"parent": 2},
        {"parent": 99},
        {"parent": {}},
        {"author": None},
        {"author": 12},
        {"author": "Ana\0Ana"},
        {"author": "\ud800"},
        {"text": "deux\0"},
        {"email": 3},
        {"website": ["x"]},
        {"remote_addr": None},
        {"website": "http://[x"},
    ],
)
def test_f55_no_single_field_of_isso_refuses_a_file(bring, fields):
    done = bring("isso", thread(said(), said(**{"id": 2, "text": "deux"} | fields)))
    assert done.exit_code == 0, done.output
    assert bodies() == ["bon", "deux"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([*thread(said()), "rien"], "1 entry without a thread (number 2), 0 comments, left out"),
        ([*thread(said()), {"id": "/deux/"}, 3], "2 entries without a thread (number 2, number 3)"),
        (thread(said(), "rien"), "1 of type no comment left out"),
        (thread(said(), title=None), "un: created, 1 comments imported"),
    ],
)
def test_f54_what_isso_holds_besides_is_named(bring, found, words):
    done = bring("isso", found)
    assert words in done.output
    assert bodies() == ["bon"]


@pytest.mark.parametrize(
    ("system", "text", "words"),
    [
        ("wordpress", WORDPRESS.replace("</channel>", "</chanel>"), ":6: mismatched tag: line 6, column 2"),
        ("disqus", '<disqus xmlns="http://disqus.com">\n<a>', ":2: no element found: line 2, column 3"),
        (
            "isso",
            '[{"id": 1,\n  x]',
            ":2: Expecting property name enclosed in double quotes: line 2, column 3",
        ),
        ("isso", "[" * 100_000, "its brackets are nested too deep"),
        ("isso", '{"id": 1}', "not Isso’s format"),
        ("isso", "[1, 2]", "not Isso’s format"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_where_it_breaks(bring, system, text, words):
    done = bring(system, text)
    assert done.exit_code == 1
    assert words in done.output
    assert "Nothing was imported." in done.output
    assert not dates()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_with_a_mark_of_its_encoding_is_read(app, tmp_path, encoding):
    file = tmp_path / "isso.json"
    file.write_bytes(json.dumps(thread(said(text="Été")), ensure_ascii=False).encode(encoding))
    done = app.test_cli_runner().invoke(args=["import", "isso", str(file)])
    assert done.exit_code == 0, done.output
    assert bodies() == ["Été"]


def test_a_file_of_another_encoding_is_refused_with_its_line(bring, app, tmp_path):
    file = tmp_path / "isso.json"
    file.write_bytes('[{"id": "/un/",\n"title": "Été"}]'.encode("cp1252"))
    done = app.test_cli_runner().invoke(args=["import", "isso", str(file)])
    assert f"{file}:2: not in UTF-8" in done.output


def test_a_file_with_nothing_in_it_says_so(bring):
    assert "There is nothing in this file." in bring("isso", "[]").output


INVISIBLE = json.loads((SAMPLES.parent / "cases" / "invisible.json").read_text())


def shown():
    return [
        (one.body, one.name, one.email, one.erased)
        for one in db.session.scalars(sa.select(Comment).order_by(Comment.id))
    ]


@pytest.mark.parametrize("body", [*INVISIBLE["bodies"], "", " ", "\u3164", "&#8203;", "<!-- a -->", "***"])
def test_f20_of_a_comment_that_shows_nothing_only_the_place_is_kept(bring, client, body):
    export = thread(
        said(text=body, email="a@example.org"), said(id=2, parent=1, text="Réponse"), said(id=3, text=body)
    )
    for options in (("--dry-run",), ()):
        done = bring("isso", export, *options)
        assert done.exit_code == 0, done.output
        assert "un: comment 1 of Ana shows nothing: only its place is kept" in done.output
    assert sorted(shown()) == [("", "", "", True), ("", "", "", True), ("Réponse", "Ana", "", False)]
    assert "Réponse" in client.get("/events/un").text


@pytest.mark.parametrize(
    "body", [*INVISIBLE["names and bodies to keep"], "?", "…", "1", "Ω", "[a](https://a.fr)"]
)
def test_f20_a_comment_of_one_sign_is_kept(bring, body):
    done = bring("isso", thread(said(text=body)))
    assert "shows nothing" not in done.output
    assert [one[3] for one in shown()] == [False]


@pytest.mark.parametrize("written", ["&nbsp;", "<!-- a -->", "<p>\u200b</p><br />", "\u2800"])
def test_f20_wordpress_and_disqus_keep_the_place_only_too(bring, written):
    for system, text in (
        ("wordpress", WORDPRESS.replace("[bon]", f"[{written}]")),
        ("disqus", DISQUS.replace("<p>Stays<br>here</p>", written)),
    ):
        assert text not in {WORDPRESS, DISQUS}
        assert "shows nothing: only its place is kept" in bring(system, text).output
