"""``import wordpress``, ``disqus`` and ``isso``: all of it comes in, once, and clean."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.change_feed.change import Change
from models.comment import Comment, CommentOrigin, CommentState
from models.event import Event, EventStatus
from models.event.former_url import FormerUrl
from models.imports import discussions
from models.outbox.message import OutboxMessage

SAMPLES = Path(__file__).parents[1] / "samples"
PLACES = (Path(__file__).parents[above] / "shared" / "samples" for above in (3, 4))
SHARED = next((place for place in PLACES if place.exists()), Path("no samples"))
real = pytest.mark.skipif(not SHARED.exists(), reason="the real exports (../shared/samples) are not here")
TABLES = (Event, Comment, CommentOrigin, AuditEntry, Change, OutboxMessage, FormerUrl)


@pytest.fixture
def bring(app):
    """Run an import; returns click's result."""

    def run(system, file, *options):
        return app.test_cli_runner().invoke(args=["import", system, str(file), *options])

    return run


def the_event(slug):
    return db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()


def rows():
    db.session.rollback()
    return [db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in TABLES]


def comment(system, page, key):
    found = sa.select(Comment).where(
        Comment.source.startswith(system), Comment.source.endswith(f"{page} #{key}")
    )
    return db.session.scalars(found).one()


def test_s4_a_page_becomes_an_archived_event_on_the_day_it_was_written(bring):
    assert bring("wordpress", SAMPLES / "wordpress.xml").exit_code == 0
    event = the_event("a-day")
    assert (event.title, event.status) == ("A day & a night", EventStatus.ARCHIVED)
    assert event.starts == datetime(2022, 2, 20, 10)  # noqa: DTZ001 (wall time)
    assert event.starts_at == datetime(2022, 2, 20, 9, tzinfo=UTC)
    assert not event.comments_open
    assert event.description == (
        "## Programme\n\nWelcome\\\nto all [the hall](<https://old.example.org/p.jpg>)"
    )


def test_s4_threads_parents_dates_and_line_breaks_are_kept(bring):
    bring("wordpress", SAMPLES / "wordpress.xml")
    first, reply, deeper = (comment("wordpress", 12, key) for key in (1, 4, 3))
    assert (reply.parent_id, deeper.parent_id) == (first.id, reply.id)
    assert (deeper.thread_id, deeper.depth) == (first.id, 2)
    assert first.created_at == datetime(2022, 3, 1, 8, 1, tzinfo=UTC)
    assert first.html == (
        "<p>First line<br>\nsecond line</p>\n<p>A <strong>new</strong> paragraph, 2 * 3 and *stars*.</p>\n"
    )
    assert first.body.startswith("First line\nsecond line\n\nA **new**")


def test_s4_what_wordpress_itself_wrote_comes_in(bring):
    said = bring("wordpress", SAMPLES / "wordpress-6.1.xml").output
    assert "2 pingbacks or trackbacks left out" in said
    assert "4 drafts and private pages left out (protege, prive, programme, brouillon)" in said
    blocks, classic, nameless = (the_event(slug) for slug in ("faire-groupe", "classique", "sans-titre"))
    assert (blocks.title, classic.comments_open, nameless.title) == (
        "Journée « Faire groupe » : 2022 & après",
        False,
        "sans-titre",
    )
    assert blocks.created_at == datetime(2022, 2, 20, 9, tzinfo=UTC)
    assert "<!--" not in blocks.description
    assert "- un\n- deux" in blocks.description
    assert "| 9 h 30 | Accueil |" in blocks.description
    assert "gallery" not in blocks.description + classic.description
    assert "caption" not in classic.description
    assert "Légende" in classic.description
    assert "alert" not in classic.description
    assert "contact-form-7" in classic.description  # a plugin's: nobody knows what it meant
    page = "wordpress http://localhost"
    said = {
        one.name: one for one in db.session.scalars(sa.select(Comment).where(Comment.source.startswith(page)))
    }
    assert said["O'Brien"].parent is said["Admin"]
    assert said["Admin"].parent is said["Ève d’Orves"]
    assert said["O'Brien"].body == "Merci **beaucoup** `if a < b`"
    assert said["Zoé"].website == "https://example.org/?a=1&b=2"
    assert {one.state for one in (said["Zoé"], said["Poubelle"])} == {CommentState.PENDING, CommentState.BIN}


def test_s4_html_is_cleaned_into_our_own_subset(bring):
    bring("wordpress", SAMPLES / "wordpress.xml")
    assert comment("wordpress", 12, 4).html == (
        '<p>no <a href="https://example.org/" rel="nofollow ugc">yes</a></p>\n'
    )


def test_s4_statuses_authors_and_addresses_come_along_and_machines_talk_does_not(bring):
    done = bring("wordpress", SAMPLES / "wordpress.xml")
    assert "a-day: created, 6 comments imported; of 6: 4 approved, 1 pending, 1 spam" in done.output
    assert "2 pingbacks or trackbacks left out" in done.output
    held, spam, below = (comment("wordpress", 12, key) for key in (7, 8, 9))
    assert (held.state, spam.state, below.state) == (
        CommentState.PENDING,
        CommentState.SPAM,
        CommentState.APPROVED,
    )
    assert not below.visible  # what it answers is not shown either
    assert (held.name, held.email, held.website) == ("Ana", "ana@example.org", "https://ana.example.org/")
    assert held.origin.address == "192.0.2.7"
    assert (
        db.session.scalars(sa.select(AuditEntry.verb).where(AuditEntry.subject == "comment")).all()
        == ["import"] * 6
    )
    assert rows()[TABLES.index(OutboxMessage)] == 0


@pytest.mark.parametrize("file", ["wordpress.xml", "disqus.xml", "isso.json"])
def test_s4_s5_running_it_twice_adds_nothing(bring, file):
    system = file.partition(".")[0]
    bring(system, SAMPLES / file)
    before = rows()
    done = bring(system, SAMPLES / file)
    assert done.exit_code == 0
    assert rows() == before
    assert ": known, 0 comments imported" in done.output


@pytest.mark.parametrize("file", ["wordpress.xml", "disqus.xml", "isso.json"])
def test_s4_s5_a_dry_run_says_what_would_happen_and_writes_nothing(bring, file):
    done = bring(file.partition(".")[0], SAMPLES / file, "--dry-run")
    assert "would be created" in done.output
    assert rows() == [0] * len(TABLES)


def test_s4_only_chosen_pages_come_and_what_was_hidden_only_as_a_draft(bring, client):
    assert (
        "2 drafts and private pages left out"
        in bring("wordpress", SAMPLES / "wordpress.xml", "--dry-run").output
    )
    bring("wordpress", SAMPLES / "wordpress.xml", "--page", "secret")
    assert [event.slug for event in db.session.scalars(sa.select(Event))] == ["secret"]
    assert client.get("/events/secret").status_code == 404
    missing = bring("wordpress", SAMPLES / "wordpress.xml", "--page", "nothing")
    assert (missing.exit_code, "There is no page nothing" in missing.output) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "<wp:post_id>15</wp:post_id>",
            "<wp:post_id>15</wp:post>",
            "{file}:128: mismatched tag: line 128, column",
        ),
        (">1.2</wp:wxr", ">1.3</wp:wxr", "it says '1.3'"),
        ("<rss ", '<!DOCTYPE rss [<!ENTITY a "b">]><rss ', "forbidden construct"),
    ],
)
def test_s4_a_file_that_is_broken_anywhere_is_refused_whole(bring, tmp_path, old, new, words):
    text = (SAMPLES / "wordpress.xml").read_text()
    file = tmp_path / "broken.xml"
    file.write_text(text.replace(old, new))
    done = bring("wordpress", file)
    line = text[: text.index(old)].count("\n") + 1
    assert done.exit_code == 1
    assert words.format(file=file).replace("128", str(line)) in done.output
    assert rows() == [0] * len(TABLES)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_s4_versions_1_0_to_1_2_are_read(bring, tmp_path, version):
    file = tmp_path / "export.xml"
    text = (SAMPLES / "wordpress.xml").read_text()
    file.write_text(text.replace(">1.2<", f">{version}<").replace("export/1.2", f"export/{version}"))
    assert "6 comments imported" in bring("wordpress", file).output


def test_s4_an_import_that_stopped_half_way_goes_on_where_it_was(bring, monkeypatch):
    monkeypatch.setattr("formats.wordpress_import.SLICE", 2)
    insert, done = discussions.insert, list[object]()

    def stop(*args, **options):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(args)
        return insert(*args, **options)

    with monkeypatch.context() as broken:
        broken.setattr(discussions, "insert", stop)
        bring("wordpress", SAMPLES / "wordpress.xml")
    assert 0 < rows()[1] < 6
    bring("wordpress", SAMPLES / "wordpress.xml")
    assert rows()[:2] == [2, 6]
    assert comment("wordpress", 12, 3).parent_id == comment("wordpress", 12, 4).id


def test_old_addresses_lead_to_the_event(bring, client):
    bring("wordpress", SAMPLES / "wordpress.xml")
    for old, slug in {
        "/2022/02/a-day/": "a-day",
        "/2022/02/a-day": "a-day",
        "/2022/02/a-day/?utm=x": "a-day",
        "/?page_id=15": "plain",
    }.items():
        answer = client.get(old)
        assert answer.status_code == 301
        assert answer.headers["Location"] == f"/events/{slug}"
    assert client.get("/secret/").status_code == 404
    assert client.get("/never/was").status_code == 404
    assert client.get("/?page_id=16").status_code == 200


def test_a_page_of_ours_wins_over_an_old_address_that_is_spelt_alike(bring, client):
    bring("wordpress", SAMPLES / "wordpress.xml")
    event = the_event("a-day")
    with db.writing():
        for path in ("/about", "/privacy", "/feed.xml", "/events/nothing-here"):
            FormerUrl.remember(f"https://old.example.org{path}", event)
    for path in ("/about", "/privacy", "/feed.xml"):
        assert client.get(path).status_code == 200
    assert client.get("/events/nothing-here").status_code == 404


def test_s5_deleted_posts_become_placeholders_and_lost_threads_are_named(bring, client):
    done = bring("disqus", SAMPLES / "disqus.xml")
    gone, reply, spam = (comment("disqus", 1, key) for key in (11, 12, 13))
    assert (gone.erased, gone.body, gone.name, gone.email, gone.origin) == (True, "", "", "", None)
    assert (reply.parent_id, reply.html, reply.visible) == (gone.id, "<p>Stays<br>\nhere</p>\n", True)
    assert spam.state is CommentState.SPAM
    assert "thread 2: empty id" in done.output
    assert "1 thread missing in the file (thread 99), 1 comment, left out" in done.output
    page = client.get("/events/talk").text
    assert "Stays" in page
    assert "Casino" not in page
    assert client.get("/talk.html").headers["Location"] == "/events/talk"


def test_isso_comments_are_markdown_and_numbered_by_page(bring):
    bring("isso", SAMPLES / "isso.json")
    first, reply = (comment("isso", "/posts/one/", key) for key in (0, 1))
    assert first.html == "<p>Some <em>emphasis</em><br>\nand a line</p>\n"
    assert (reply.parent_id, reply.html) == (first.id, "<p>A <strong>reply</strong></p>\n")
    assert (reply.name, reply.website) == ("Anonyme", "")
    assert comment("isso", "/posts/two/", 0).event.slug == "posts-two"


def test_what_organisers_changed_since_is_left_as_it_is(bring):
    bring("wordpress", SAMPLES / "wordpress.xml")
    with db.writing():
        the_event("a-day").title = "Ours"
    bring("wordpress", SAMPLES / "wordpress.xml")
    assert the_event("a-day").title == "Ours"


@real
def test_s4_real_exports_come_whole(bring, client):
    done = bring("wordpress", SHARED / "wordpress" / "theme-unit-test-data.xml")
    assert done.exit_code == 0, done.output
    kept = db.session.scalar(sa.select(sa.func.count()).select_from(Comment))
    assert kept == 28
    for slug in db.session.scalars(sa.select(Event.slug)):
        assert client.get(f"/events/{slug}").status_code == 200
    assert bring("wordpress", SHARED / "wordpress" / "valid-wxr-1.1.xml").exit_code == 0


@real
def test_s4_a_real_malformed_export_is_refused_with_its_line(bring):
    file = SHARED / "wordpress" / "malformed.xml"
    done = bring("wordpress", file)
    assert done.exit_code == 1
    assert f"{file}:" in done.output
    assert rows() == [0] * len(TABLES)


@real
def test_s5_a_real_disqus_export_and_isso_come_whole(bring):
    assert (
        "4 comments imported; of 4: 3 approved, 1 deleted"
        in bring("disqus", SHARED / "disqus" / "small.xml").output
    )
    assert bring("isso", SHARED / "isso" / "small.json").exit_code == 0
    assert rows()[1] == 7


def test_f43_the_deepest_of_five_levels_is_shown_and_found(bring, client):
    """As deep as WordPress nests them unless it is told otherwise."""
    bring("wordpress", SAMPLES / "wordpress-five-levels.xml")
    page = client.get("/events/cinq-niveaux").text
    assert "5 commentaires" in page
    assert re.findall(r"niveau \d", page) == [f"niveau {level}" for level in range(1, 6)]
    numbers = db.session.scalars(sa.select(Comment.id).order_by(Comment.id)).all()
    assert len(numbers) == 5
    for number in numbers:
        path, _sign, anchor = client.get(f"/events/cinq-niveaux/comments/{number}").location.partition("#")
        assert f'id="{anchor}"' in client.get(path).text
    assert client.get("/events/cinq-niveaux/comments.xml").text.count("</entry>") == 5


@real
def test_f43_every_approved_comment_of_the_themes_test_data_is_shown(bring, client):
    bring("wordpress", SHARED / "wordpress" / "theme-unit-test-data.xml")
    shown = {
        int(number)
        for slug in db.session.scalars(sa.select(Event.slug))
        for number in re.findall(
            r'<li class="comment" id="comment-(\d+)"', client.get(f"/events/{slug}").text
        )
    }
    approved = sa.select(Comment.id).where(Comment.state == CommentState.APPROVED)
    assert shown == set(db.session.scalars(approved))
    assert len(shown) == 25
