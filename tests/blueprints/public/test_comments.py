"""Posting a comment through the front door: what is taken, what is refused and in which words."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentOrigin, CommentState, HeldFor, Verb
from models.event import CommentsPolicy, EventStatus
from models.outbox.message import OutboxMessage
from models.user import Role

APPROVED, PENDING = CommentState.APPROVED, CommentState.PENDING


def why(comment):
    """Why a comment waits, but for what the filter thinks of it."""
    return [reason for reason in comment.held_for if not reason.startswith("filter:")]


@pytest.fixture
def event(make):
    return make.event(slug="talk")


def said(**fields: Any) -> dict[str, Any]:
    """What a person fills in, on a form with its stamp."""
    given = {"body": "A thought.", "name": "Ada", "email": "ada@example.org", "website": "", "parent_id": ""}
    return given | {"stamp": stamp("comment")} | fields


def post(client, *, slug: str = "talk", address: str = "203.0.113.7", **fields: Any):
    return client.post(f"/events/{slug}/comments", data=said(**fields), environ_base={"REMOTE_ADDR": address})


def stored() -> list[Comment]:
    return list(db.session.scalars(sa.select(Comment).order_by(Comment.id)))


def the_comment() -> Comment:
    (comment,) = stored()
    return comment


def errors(response) -> list[str]:
    """The errors beside the fields."""
    return [text for text in re.findall(r'<p class="error"[^>]*>([^<]*)</p>', response.text) if text]


def test_the_form_has_the_words_of_the_seed_page(client, event):
    page = client.get("/events/talk").text
    for words in (
        "Laisser un commentaire",
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
        "Publier le commentaire",
        "Site web",
    ):
        assert words in page


def test_m1_an_unknown_event_takes_no_comment(client, event):
    assert post(client, slug="nowhere").status_code == 404
    assert not stored()


@pytest.mark.parametrize("facts", [
    {"comments_open": False}, {"status": EventStatus.ARCHIVED}, {"status": EventStatus.CANCELLED},
], ids=["m2_closed", "m4_archived", "m4_cancelled"])  # fmt: skip
def test_m2_m4_closed_comments_are_refused_with_that_reason_and_the_text_is_kept(client, make, facts):
    make.event(slug="shut", **facts)
    response = post(client, slug="shut", body="What I typed")
    assert response.status_code == 422
    assert "Les commentaires sont fermés" in errors(response)[0]
    assert "What I typed" in response.text
    assert not stored()
    assert "<form" not in client.get("/events/shut").text.partition('id="comments"')[2]


def test_m3_a_draft_tells_a_visitor_nothing_and_its_organiser_why(client, signed_in, make):
    make.event(slug="soon", status=EventStatus.DRAFT)
    assert post(client, slug="soon").status_code == 404
    assert post(signed_in(Role.MODERATOR), slug="soon").status_code == 404
    response = post(signed_in(Role.ORGANISER), slug="soon")
    assert response.status_code == 422
    assert "brouillon" in errors(response)[0]
    assert not stored()


def test_m6_the_staff_speak_under_their_account_whatever_the_form_says(signed_in, make, event):
    user = make.user(Role.ORGANISER, name="Inès", email="ines@example.org")
    response = post(signed_in(user), name="Somebody else", email="x@example.com", website="https://x.example")
    assert response.status_code == 303
    comment = the_comment()
    assert (comment.name, comment.email, comment.website, comment.user_id) == (
        "Inès",
        user.email,
        "",
        user.id,
    )
    assert comment.visible
    assert not comment.held_for


def test_the_staff_are_told_from_visitors_by_a_badge(signed_in, client, make, event):
    post(signed_in(make.user(Role.ORGANISER, name="Inès")))
    page = client.get("/events/talk").text
    assert '<span class="badge">Organisation</span>' in page
    assert "badge" not in page.replace('<span class="badge">Organisation</span>', "")


def test_m7_a_comment_is_stored_as_typed_and_its_website_gets_a_scheme(client, event):
    text = "  First line\n\n  <b>second</b> & *third*\tend "
    response = post(client, body=text.replace("\n", "\r\n"), website="example.org/moi")
    assert response.status_code == 303
    assert the_comment().body == text
    assert the_comment().website == "https://example.org/moi"


def test_m8_backslashes_quotes_and_apostrophes_survive(client, event):
    text = r"""C:\new \\ "quoted" 'single' l’été \" \' %s {{ 7*7 }} \0"""
    post(client, body=text, name='O\'Brien \\ "Bob"')
    assert (the_comment().body, the_comment().name) == (text, 'O\'Brien \\ "Bob"')


@pytest.mark.parametrize("who", [None, Role.DOOR, Role.ADMIN])
def test_m9_no_script_reaches_the_page(client, signed_in, make, who):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    author = signed_in(who) if who else client
    post(
        author, body="<script>alert(1)</script><img src=x onerror=alert(2)>", _wp_unfiltered_html_comment="x"
    )
    page = client.get("/events/talk").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_m10_four_faults_four_errors(client, event):
    found = {
        errors(post(client, **fault))[0]
        for fault in ({"name": " "}, {"email": ""}, {"email": "ada@nowhere"}, {"body": " \n"})
    }
    assert found == {
        "Indiquez votre nom.", "Indiquez votre adresse e-mail.", "Écrivez votre commentaire.",
        "Indiquez une adresse comme nom@example.org.",
    }  # fmt: skip
    assert not stored()


@pytest.mark.parametrize(("field", "longest", "value"), [
    ("body", 65525, lambda size: "x" * size),
    ("name", 245, lambda size: "x" * size),
    ("email", 100, lambda size: "a@" + "b" * 50 + "." + "c" * (size - 56) + ".fr"),
    ("website", 200, lambda size: "https://example.org/" + "x" * (size - 20)),
])  # fmt: skip
def test_m11_too_long_is_an_error_beside_the_field_and_nothing_is_cut(client, event, field, longest, value):
    response = post(client, **{field: value(longest + 1)})
    assert response.status_code == 422
    assert len(errors(response)) == 1
    assert not stored()
    assert post(client, **{field: value(longest)}).status_code == 303
    assert getattr(the_comment(), field) == value(longest)


def test_m11_a_website_is_too_long_with_the_scheme_that_it_gets(client, event):
    assert post(client, website="example.org/" + "x" * 186).status_code == 422


def test_m12_missing_parameters_count_as_empty(client, event):
    response = client.post("/events/talk/comments", data={})
    assert response.status_code == 422
    assert len(errors(response)) == 3
    only = {"body": "Hello", "name": "Ada", "email": "ada@example.org"}
    assert client.post("/events/talk/comments", data=only).status_code == 303


def test_m13_the_same_text_of_the_same_person_is_stored_once(client, event):
    post(client)
    response = post(client, email=" ADA@example.org")
    assert response.status_code == 422
    assert "déjà envoyé" in errors(response)[0]
    assert len(stored()) == 1


def test_m13_the_same_text_under_another_event_is_another_comment(client, make, event):
    make.event(slug="other")
    post(client)
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert post(client, slug="other").status_code == 303


def test_m14_the_same_text_of_somebody_else_is_accepted(client, event):
    post(client)
    assert post(client, email="grace@example.org").status_code == 303
    assert len(stored()) == 2


def test_m15_a_second_comment_too_soon_is_too_fast_and_accepted_after_the_pause(client, event):
    post(client)
    response = post(client, body="Another thought.")
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 15
    assert "trop vite" in errors(response)[0]
    assert "Another thought." in response.text
    with clock.at(clock.now() + timedelta(seconds=16)):
        assert post(client, body="Another thought.").status_code == 303


def test_m15_the_staff_may_be_quick(signed_in, event):
    browser = signed_in(Role.MODERATOR)
    assert [post(browser, body=f"Answer {number}").status_code for number in (1, 2)] == [303, 303]


def test_m16_a_reply_to_a_pending_comment_is_refused_and_to_an_approved_one_accepted(client, make, event):
    waiting, seen = make.comment(event), make.comment(event, state=APPROVED)
    response = post(client, parent_id=str(waiting.id), body="My reply")
    assert response.status_code == 422
    assert "n’est plus là" in errors(response)[0]
    assert "My reply" in response.text
    assert 'name="parent_id" value=""' in response.text
    assert post(client, parent_id=str(seen.id)).status_code == 303
    reply = stored()[-1]
    assert (reply.parent_id, reply.thread_id, reply.depth) == (seen.id, seen.id, 1)


@pytest.mark.parametrize("parent", ["999", "99999999999", "0", "-1", "1.5", "one", "１", "null", "[]"])
def test_m17_m19_a_reply_to_what_is_no_comment_is_refused(client, event, parent):
    assert post(client, parent_id=parent).status_code == 422
    assert not stored()


def test_m17_a_reply_to_a_comment_of_another_event_is_refused(client, make, event):
    elsewhere = make.comment(make.event(), state=APPROVED)
    assert post(client, parent_id=str(elsewhere.id)).status_code == 422


@pytest.mark.parametrize("website", [
    "http://example.org", "https://example.org:8443/a/b?c=d&e=é#f", "https://www.société.fr/équipe", "HTTP://EXAMPLE.ORG",
    "example.org", "example.org:8080/x", "www.example.org",
])  # fmt: skip
def test_m18_addresses_on_the_web_are_accepted(client, event, website):
    assert post(client, website=website).status_code == 303


@pytest.mark.parametrize("website", [
    "ftp://example.org", "tel:+33145454500", "word", "two words.fr", "javascript:alert(1)", "mailto:a@example.org",
    "http://", "https://localhost", "https://user:secret@example.org", "https://example.org:99999", "http://[::1",
    "https://.example.org", "data:text/html,x", "//example",
])  # fmt: skip
def test_m18_other_addresses_are_refused(client, event, website):
    response = post(client, website=website)
    assert response.status_code == 422
    assert errors(response) == ["Indiquez une adresse comme https://example.org."]


@pytest.mark.parametrize("payload", [{"name": 5, "body": [1], "parent_id": "x"}, [1, 2], "text", None])
def test_m19_another_kind_of_payload_is_refused(client, event, payload):
    response = client.post("/events/talk/comments", json=payload)
    assert response.status_code == 422
    assert not stored()


def test_m19_characters_that_no_database_takes_are_left_out(client, event):
    assert post(client, body="a\0b\x08c", name="N\0a").status_code == 303
    assert (the_comment().body, the_comment().name) == ("abc", "Na")


@pytest.mark.parametrize(
    "header", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_m20_a_form_on_another_site_cannot_post_here(client, event, header):
    assert client.post("/events/talk/comments", data=said(), headers=header).status_code == 403
    assert not stored()


class TestPerMinute:
    @pytest.fixture
    def settings(self):
        return {"COMMENTS_PER_MINUTE": 2}

    def test_m21_more_than_n_a_minute_from_one_address_wait_and_others_do_not(self, client, event):
        def post_from(address: str, number: int):
            return post(client, address=address, email=f"p{number}@example.org", body=f"Text {number}")

        start = clock.now()
        with clock.at(start):
            assert [post_from("203.0.113.7", number).status_code for number in (1, 2)] == [303, 303]
        with clock.at(start + timedelta(seconds=20)):
            refused = post_from("203.0.113.7", 3)
            assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
            assert "Text 3" in refused.text
            assert post_from("2001:db8::1", 4).status_code == 303
        with clock.at(start + timedelta(seconds=61)):
            assert post_from("203.0.113.7", 3).status_code == 303
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CommentOrigin)) == 4


def test_moderate_holds_every_comment_of_visitors_and_tells_the_moderators(client, make, event):
    make.user(Role.MODERATOR, email="mod@example.org")
    make.user(Role.DOOR, email="door@example.org")
    post(client)
    comment = the_comment()
    assert (comment.state, why(comment)) == (PENDING, [HeldFor.POLICY])
    owed = db.session.scalars(sa.select(OutboxMessage)).one()
    assert (owed.kind, owed.recipients, owed.comment_id) == ("new comment", "mod@example.org", comment.id)
    assert "A thought." not in client.get("/events/talk").text


def test_n6_first_holds_an_authors_first_comment_and_lets_the_next_pass_after_approval(client, make):
    make.event(slug="talk", comments_policy=CommentsPolicy.FIRST)
    later = iter(range(1, 9))

    def held(**fields: Any) -> list[str]:
        with clock.at(clock.now() + timedelta(minutes=next(later))):
            post(client, **fields)
        return why(stored()[-1])

    assert held(body="One") == [HeldFor.FIRST]
    assert held(body="Two") == [HeldFor.FIRST]
    with db.writing():
        stored()[0].move(Verb.APPROVE)
    assert held(body="Three") == []
    assert stored()[-1].visible
    assert held(body="Four", email="other@example.org") == [HeldFor.FIRST]
    assert held(body="Five", name="Somebody else") == [HeldFor.FIRST]


def test_n6_publish_shows_comments_at_once_and_tells_nobody(client, make):
    make.user(Role.MODERATOR)
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    post(client)
    assert "A thought." in client.get("/events/talk").text
    assert not db.session.scalars(sa.select(OutboxMessage)).all()


def test_n5_at_the_link_limit_a_comment_is_held_and_one_below_published(client, make):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    post(client, body="https://example.org/one [two](https://example.org)")
    post(client, body="https://example.org/one", email="b@example.org")
    assert [why(comment) for comment in stored()] == [[HeldFor.LINKS], []]
    assert [comment.visible for comment in stored()] == [False, True]


@pytest.mark.parametrize("body", [
    "Écrivez à ana@example.org ou à bob@example.org", "ftp://a.fr ftp://b.fr", "https://a.fr@b.fr/ https://c.fr@d.fr/",
    "[a]() [b](tel:1) [c](ftp://a.fr)",
])  # fmt: skip
def test_f48_what_leads_nowhere_counts_as_no_link(client, make, body):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    post(client, body=body)
    assert HeldFor.LINKS not in the_comment().held_for
    assert "<a" not in the_comment().html


def test_n5_an_event_may_have_a_link_limit_of_its_own(client, make):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH, comments_links=1)
    post(client, body="https://example.org/one")
    post(client, body="None at all", email="b@example.org")
    assert [why(comment) for comment in stored()] == [[HeldFor.LINKS], []]


def test_n8_a_visitor_with_the_address_of_an_account_is_always_held(client, make):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    make.user(Role.DOOR, email="door@example.org")
    post(client, email="Door@Example.org")
    assert (the_comment().state, why(the_comment())) == (PENDING, [HeldFor.ACCOUNT])


@pytest.mark.parametrize(("fields", "reason"), [
    ({"echo": "bot"}, HeldFor.HONEYPOT), ({"stamp": ""}, HeldFor.NO_STAMP), ({"stamp": "forged.x.y"}, HeldFor.NO_STAMP),
])  # fmt: skip
def test_what_looks_like_a_machine_is_held_and_answered_alike(client, make, fields, reason):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    assert post(client, **fields).status_code == 303
    assert (the_comment().state, why(the_comment())) == (PENDING, [reason])


def test_a_form_that_was_open_for_two_days_is_held(client, make, monkeypatch):
    make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    filled = said()
    real = __import__("time").time
    monkeypatch.setattr("forms.public.form.time.time", lambda: real() + 2 * 24 * 3600)
    assert client.post("/events/talk/comments", data=filled).status_code == 303
    assert why(the_comment()) == [HeldFor.OLD_STAMP]


def test_a_page_that_nobody_changes_still_gets_fresh_stamps(client, event):
    before = client.get("/events/talk").text
    assert client.get("/events/talk").text == before
    with clock.at(clock.now() + timedelta(hours=12, minutes=1)):
        assert client.get("/events/talk").headers["ETag"]
        kept = client.application.extensions["pages"]
    assert max(page.until for page in kept.values()) > (clock.now() + timedelta(hours=20)).timestamp()


def test_a_comment_posted_by_htmx_appears_in_place_with_its_link_and_an_empty_form(client, event):
    response = client.partial("/events/talk/comments", said())
    assert response.status_code == 200
    assert "En attente de validation" in response.text
    assert f"/comments/{the_comment().token}" in response.text
    assert 'hx-target="#comment-threads-1"' in response.text
    form = response.text.partition('hx-target="#comment-form"')[2]
    assert "A thought." not in form
    assert "ada@example.org" not in response.text
    assert re.search(r'name="stamp"[^>]* value="[^"]{20,}"', form)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_refused_comment_comes_back_to_htmx_with_everything_typed(client, event):
    response = client.partial("/events/talk/comments", said(email="ada", website="example.org"))
    assert response.status_code == 422
    assert errors(response) == ["Indiquez une adresse comme nom@example.org."]
    for value in ("A thought.", "Ada", 'value="ada"'):
        assert value in response.text
    assert "<html" not in response.text


def test_a_field_is_checked_alone_and_only_if_filled(client, event):
    def check(field: str, **fields: str):
        return client.partial(f"/events/talk/comments/check?field={field}", said(**fields))

    assert errors(check("email", email="ada")) == ["Indiquez une adresse comme nom@example.org."]
    assert check("email", email="ada").status_code == 422
    assert (check("email", email="", name="").status_code, errors(check("email", email=""))) == (200, [])
    assert check("website", website="tel:1").status_code == 422
    assert check("stamp").status_code == 404
    assert not stored()


def test_the_address_of_the_form_leads_back_to_the_page(client, event):
    assert client.get("/events/talk/comments").headers["Location"] == "/events/talk#comments"
