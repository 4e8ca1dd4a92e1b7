"""The moderation queue: what a moderator sees."""

import re

import pytest

from extensions import db
from models.comment import CommentOrigin, CommentState, HeldFor
from models.user import Role

SPACE = "\u202f"


@pytest.fixture
def moderator(signed_in):
    return signed_in(Role.MODERATOR)


def names(page):
    return re.findall(r'<p class="queue-author"><strong[^>]*>([^<]+)', page.text)


def test_the_queue_shows_what_waits_newest_first_with_all_that_a_moderator_needs(make, moderator):
    event = make.event(title="Faire groupe")
    make.comment(event, name="Ancienne")
    comment = make.comment(event, name="Récente", email="r@example.org", body="Bonjour *tous*", held_for=[HeldFor.FIRST, HeldFor.LINKS])  # fmt: skip
    with db.writing():
        comment.origin = CommentOrigin(address="203.0.113.77")
    page = moderator.get("/moderation")
    assert "<h1>Modération</h1>" in page.text
    assert names(page) == ["Récente", "Ancienne"]
    for words in ("r@example.org", "203.0.113.0/24", "Faire groupe", "Bonjour <em>tous</em>",
                  "premier commentaire de cette personne, beaucoup de liens", "Approuver", "Indésirable", "Corbeille"):  # fmt: skip
        assert words in page.text
    assert "203.0.113.77" not in page.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [("192.0.2.45", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("::ffff:192.0.2.45", "192.0.2.0/24"),
     ("nothing", "")],
)  # fmt: skip
def test_s3_network_addresses_are_shortened(app, address, shown):
    assert app.jinja_env.filters["network"](address) == shown


def test_each_tab_shows_its_comments_and_all_the_counts(make, moderator):
    event = make.event()
    for kind, times in zip(CommentState, (1, 2, 3, 1), strict=True):
        for _ in range(times):
            make.comment(event, kind, name=kind.value)
    for state, label, count in (("pending", "En attente", 1), ("approved", "Approuvés", 2), ("spam", "Indésirables", 3), ("bin", "Corbeille", 1)):  # fmt: skip
        page = moderator.get(f"/moderation?status={state}")
        assert set(names(page)) == {state}
        assert re.search(rf'aria-current="page">{label}\s+<span class="tab-count" id="count-{state}">{count}<', page.text)  # fmt: skip


def test_the_counts_follow_what_happens_without_being_counted_each_time(make, moderator):
    event = make.event()
    make.comment(event)
    assert 'id="count-pending">1<' in moderator.get("/moderation").text
    make.comment(event)
    assert 'id="count-pending">2<' in moderator.get("/moderation").text


@pytest.mark.parametrize("words", ["coeur", "CŒUR bois", "marie", "Marie@Example.org", "example.org"])
def test_search_finds_words_names_and_addresses_however_they_are_spelt(make, moderator, words):
    event = make.event()
    make.comment(event, name="Marie", email="marie@example.org", body="Le cœur du bois")
    make.comment(event, name="Paul", email="paul@example.net", body="Autre chose")
    assert names(moderator.get("/moderation", query_string={"q": words})) == ["Marie"]


def test_a_search_for_signs_of_the_database_finds_only_them(make, moderator):
    event = make.event()
    make.comment(event, name="Marie", body="100 % de bois")
    make.comment(event, name="Paul", body="rien")
    assert names(moderator.get("/moderation", query_string={"q": "%"})) == ["Marie"]


def test_the_queue_of_one_event(make, moderator):
    here, there = make.event(), make.event()
    make.comment(here, name="Ici")
    make.comment(there, name="Là")
    assert names(moderator.get(f"/moderation?event={here.slug}")) == ["Ici"]


def test_the_queue_is_paged_by_fifty_and_loses_nobody(make, moderator):
    event = make.event()
    for number in range(53):
        make.comment(event, name=f"n{number}")
    first = moderator.get("/moderation")
    older = re.findall(r'rel="next"\s+href="([^"]+)"', first.text)[0].replace("&amp;", "&")
    second = moderator.get(older)
    assert names(first) + names(second) == [f"n{number}" for number in reversed(range(53))]
    assert 'rel="next"' not in second.text


def test_an_unknown_state_is_the_first_tab(make, moderator):
    make.comment(make.event(), name="Marie")
    assert names(moderator.get("/moderation?status=nothing&before=x&decided=y")) == ["Marie"]


def test_q16_newcomers_are_counted_and_come_when_they_are_called(make, moderator):
    event = make.event()
    since = make.comment(event).id
    ask = {"status": "pending", "since": since, "q": "", "event": ""}
    assert "nouve" not in moderator.get("/moderation/newcomers", query_string=ask).text
    make.comment(event, name="Un")
    assert ">1 nouveau commentaire<" in moderator.get("/moderation/newcomers", query_string=ask).text
    make.comment(event, CommentState.SPAM)
    make.comment(event, name="Deux")
    make.comment(event, name="Trois")
    assert ">3 nouveaux commentaires<" in moderator.get("/moderation/newcomers", query_string=ask).text
    answer = moderator.get(
        "/moderation", query_string=ask, headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    assert names(answer) == ["Trois", "Deux", "Un"]
    assert 'hx-target="#queue" hx-swap="afterbegin"' in answer.text
    assert "nouveau" not in answer.text


def test_what_a_comment_says_is_never_markup_of_ours(make, moderator):
    make.comment(
        make.event(), name="<b>Marie</b>", website='https://x/"><i>', body="<script>alert(1)</script>"
    )
    page = moderator.get("/moderation")
    assert "<b>Marie" not in page.text
    assert "<i>" not in page.text
    assert "<script>alert" not in page.text


def test_a_comment_has_a_page_of_its_own(make, moderator):
    comment = make.comment(make.event(), name="Marie")
    assert names(moderator.get(f"/moderation/comments/{comment.id}")) == ["Marie"]


def test_moderators_see_and_decide_what_waits_on_the_page_of_the_event(make, client, moderator, signed_in):
    event = make.event()
    comment = make.comment(event, name="Marie", body="Bonjour")
    make.comment(make.event(), name="Ailleurs")
    page = moderator.get(f"/events/{event.slug}")
    assert names(page) == ["Marie"]
    assert f'action="/moderation/comments/{comment.id}/decisions"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    referer = {"Referer": f"http://localhost/events/{event.slug}"}
    data = {"decision": "approve", "version": 1}
    answer = moderator.post(f"/moderation/comments/{comment.id}/decisions", data=data, headers=referer)
    assert answer.location == f"/events/{event.slug}?decided={comment.id}#queue-{comment.id}"
    assert names(moderator.get(answer.location)) == ["Marie"]


@pytest.mark.parametrize("role", [None, Role.DOOR])
def test_p1_nobody_else_sees_what_waits(make, client, signed_in, role):
    event = make.event()
    make.comment(event, name="Marie", body="Bonjour")
    browser = signed_in(role) if role else client
    page = browser.get(f"/events/{event.slug}")
    assert "Marie" not in page.text
    assert 'id="waiting"' not in page.text
