"""Searching the queue by state, event, author, text and day; what is known of the authors."""

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from markupsafe import escape

import clock
from extensions import db
from models.comment import Comment, CommentState
from models.comment.queue import Past, Queue
from models.user import Role
from tests.pages import PARTIAL

APPROVED, SPAM, PENDING = CommentState.APPROVED, CommentState.SPAM, CommentState.PENDING


@pytest.fixture
def moderator(signed_in):
    return signed_in(Role.MODERATOR)


def names(page):
    return re.findall(r'<p class="queue-author"><strong[^>]*>([^<]+)', page.text)


def ask(browser, **asked):
    return browser.get("/moderation", query_string=asked)


@pytest.fixture
def three(make):
    """Three comments of two authors; the name of one stands in the text of another."""
    event = make.event(slug="ici")
    make.comment(event, name="Hélène Dupont", email="helene@example.org", body="D’accord avec Marc")
    make.comment(event, name="Marc", email="marc@example.org", body="Merci Hélène Dupont")
    make.comment(make.event(slug="ailleurs"), SPAM, name="Hélène Dupont", email="Helene@Example.org")


@pytest.mark.parametrize(
    "who", ["helene", "Hélène", "DUPONT", "dupont hel", "helene@example.org", " Helene@EXAMPLE.org "]
)
def test_an_author_is_found_by_name_or_address_and_not_by_what_others_say(three, moderator, who):
    assert names(ask(moderator, author=who)) == ["Hélène Dupont"]
    assert names(ask(moderator, author=who, status="all")) == ["Hélène Dupont"] * 2
    assert names(ask(moderator, q="dupont")) == ["Marc", "Hélène Dupont"], "a search looks everywhere"


@pytest.mark.parametrize("who", ["ne@example.org", "%", "_arc", "/"])
def test_a_part_of_an_address_or_a_sign_of_the_database_is_nobody(three, moderator, who):
    assert names(ask(moderator, author=who)) == []


def test_filters_narrow_one_another_and_can_be_cleared(three, moderator):
    page = ask(moderator, author="dupont", event="ailleurs", status="all")
    assert len(names(page)) == 1
    assert 'href="/moderation?status=all">Effacer les filtres<' in page.text
    assert '<details class="queue-more" open>' in page.text
    assert names(ask(moderator, author="dupont", event="ailleurs")) == []
    assert "Effacer les filtres" not in ask(moderator).text


def test_days_begin_where_the_site_is(make, moderator):
    event = make.event()
    with clock.at(datetime(2026, 3, 21, 23, 30, tzinfo=UTC)):
        make.comment(event, name="Marie")
    assert names(ask(moderator, first="2026-03-22", last="2026-03-22")) == ["Marie"]
    assert names(ask(moderator, last="2026-03-21")) == []
    assert names(ask(moderator, first="2026-03-23")) == []


@pytest.mark.parametrize("day", ["hier", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_said_beside_it_and_kept(make, moderator, day):
    make.comment(make.event(), name="Marie")
    page = ask(moderator, first=day, q="mar")
    assert page.status_code == 422
    assert re.search(r'id="queue-first-error">Donnez un jour', page.text)
    assert f'value="{day}"' in page.text
    assert 'value="mar"' in page.text


def test_a_page_of_a_filter_leads_to_its_next_page(make, moderator):
    event = make.event()
    for _ in range(51):
        make.comment(event, name="Marie & Cie", email="marie@example.org")
    asked = {
        "author": "marie@example.org",
        "event": event.slug,
        "first": "2020-01-01",
        "status": "all",
        "q": "cie",
    }
    older = re.findall(r'rel="next"\s+href="([^"]+)"', ask(moderator, **asked).text)[0]
    for name, value in asked.items():
        assert f"{name}={value}".replace("@", "%40") in older.replace("%40", "@").replace("@", "%40")
    assert len(names(moderator.get(older.replace("&amp;", "&")))) == 1


def test_q16_newcomers_of_a_filter_are_only_those_it_finds(make, moderator):
    event = make.event()
    since = make.comment(event, name="Marie").id
    make.comment(event, name="Paul")
    make.comment(event, SPAM, name="Marie")
    asked = {"author": "marie", "status": "all", "since": since}
    page = moderator.get("/moderation/newcomers", query_string=asked)
    assert ">1 nouveau commentaire<" in page.text
    assert 'name="author" value="marie"' in page.text
    assert names(moderator.get("/moderation", query_string=asked, headers=PARTIAL)) == ["Marie"]


def test_the_past_of_an_author_stands_beside_the_comment(make, moderator):
    event = make.event()
    with clock.at(datetime(2026, 3, 22, 8, 30, tzinfo=UTC)):
        make.comment(event, APPROVED, email="marie@example.org")
    for state in (APPROVED, APPROVED, SPAM):
        make.comment(event, state, email="Marie@example.org")
    make.comment(event, name="Marie", email="marie@example.org")
    make.comment(event, name="Paul")
    page = ask(moderator)
    link = escape("/moderation?status=all&author=marie@example.org")
    assert f'<a href="{link}">3 approuvés, 1 indésirable, depuis le 22 mars 2026</a>' in page.text.replace(
        "%40", "@"
    ).replace("\u00a0", " ")
    assert ">premier commentaire</a>" in page.text


def test_one_question_tells_the_past_of_everybody_on_a_page(make, app):
    event = make.event()
    comments = [make.comment(event) for _ in range(5)]
    assert all(comment.email_key for comment in comments), "they are read before we count"
    told = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: told.append(args[2]))
    assert len(Past.of(comments)) == 5
    assert len([statement for statement in told if "email_key" in statement]) == 1


def test_staff_and_who_gave_no_address_have_no_past(make, moderator):
    event = make.event()
    make.comment(event, name="Sans", email="")
    make.comment(event, APPROVED, name="Ada", user=make.user(Role.MODERATOR))
    assert 'class="queue-past"' not in ask(moderator, status="all").text


def test_an_author_who_deleted_a_comment_is_not_known_by_it(make):
    event = make.event()
    comment = make.comment(event, email="marie@example.org")
    assert Past.of([comment])["marie@example.org"].is_new
    with db.writing():
        comment.email_key = ""
    assert Past.of([comment]) == {}


def test_the_database_of_before_is_rewritten_for_the_search_by_author(make, app):
    comment = make.comment(
        make.event(), name="Hélène Dupont", email="h@example.org", body="Bonjour\n\nà tous"
    )
    assert comment.folded == "helene dupont h@example.org\nbonjour a tous"
    assert Queue(author="tous").page() == []
    assert db.session.scalars(sa.select(Comment).where(Comment.folded.contains("\n"))).one() is comment
