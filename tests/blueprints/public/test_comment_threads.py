"""How a discussion is shown: who sees what, in which order, on which page."""

import re
from datetime import timedelta

import pytest

from blueprints.public import event_stream
from blueprints.site.stream import message
from extensions import db
from models.comment import CommentOrigin, CommentState, Verb
from models.user import Role

APPROVED, PENDING = CommentState.APPROVED, CommentState.PENDING


@pytest.fixture
def event(make):
    return make.event(slug="talk")


@pytest.fixture
def regions(app):
    """What an open page is sent after some changes."""

    def sent(event, *changes):
        with app.test_request_context("/events/talk/live"):
            return event_stream.regions(event, list(changes))

    return sent


def read(client, address: str = "/events/talk") -> str:
    """The comments part of the page."""
    return client.get(address).text.partition('id="comments"')[2]


def ids(html: str) -> list[int]:
    """The comments of a page, in their order."""
    return [int(number) for number in re.findall(r'<li class="comment" id="comment-(\d+)"', html)]


def count(html: str) -> str:
    return re.findall(r'id="comment-count"[^>]*>([^<]*)<', html)[0]


@pytest.mark.parametrize("state", [PENDING, CommentState.SPAM, CommentState.BIN])
def test_p1_what_is_not_approved_is_shown_nowhere(client, make, event, state):
    make.comment(event, state=state, body="Unseen words", name="Unseen name")
    html = read(client)
    assert count(html) == "0 commentaire"
    for address in ("/events/talk", "/events/talk/comments.xml"):
        assert "Unseen" not in client.get(address).text


def test_p2_neither_address_is_ever_in_the_page(client, make, event, regions):
    comment = make.comment(event, state=APPROVED, email="secret@example.org")
    with db.writing():
        comment.origin = CommentOrigin(address="203.0.113.77")
    reply = make.comment(event, state=APPROVED, parent=comment)
    for address in ("/events/talk", f"/events/talk?reply={reply.id}", "/events/talk/comments.xml"):
        html = client.get(address).text
        assert "secret" not in html
        assert "203.0.113" not in html
    assert "secret" not in regions(event, ("comment", comment.id))


def test_replies_stand_below_what_they_answer_oldest_first(client, make, event):
    first, second = make.comment(event, state=APPROVED), make.comment(event, state=APPROVED)
    late = make.comment(event, state=APPROVED, parent=first)
    deep = make.comment(event, state=APPROVED, parent=late)
    later = make.comment(event, state=APPROVED, parent=first)
    assert ids(read(client)) == [first.id, late.id, deep.id, later.id, second.id]


def test_p4_no_link_to_reply_below_the_last_level(client, make, event):
    comment = make.comment(event, state=APPROVED)
    for _level in range(3):
        comment = make.comment(event, state=APPROVED, parent=comment)
    assert comment.depth == 3
    assert f"?reply={comment.parent_id}#comment-form" in read(client)
    assert f"?reply={comment.id}#" not in read(client)
    assert 'name="parent_id" value=""' in read(client, f"/events/talk?reply={comment.id}")


class TestFlat:
    @pytest.fixture
    def settings(self):
        return {"COMMENT_LEVELS": 0}

    def test_p3_without_threads_there_are_no_links_to_reply_and_the_order_of_time(
        self, client, make, event, regions
    ):
        first = make.comment(event, state=APPROVED)
        second = make.comment(event, state=APPROVED)
        answer = make.comment(event, state=APPROVED, parent=first)
        html = read(client)
        assert ids(html) == [first.id, second.id, answer.id]
        assert "reply=" not in html
        assert html.count("<ol") == 1
        assert answered(html) == [f"En réponse à {first.name}"]
        assert f'hx-target="#comment-{second.id}" hx-swap="afterend"' in regions(
            event, ("comment", answer.id)
        )

    def test_f43_without_threads_replies_of_any_depth_are_shown_and_come_and_go(
        self, client, make, event, regions
    ):
        comments = chain(make, event, 51)
        numbers = [comment.id for comment in comments]
        assert ids(read(client)) == numbers[:50]
        assert ids(read(client, "/events/talk?page=2")) == numbers[50:]
        assert (
            client.get(f"/events/talk/comments/{numbers[50]}").location
            == f"/events/talk?page=2#comment-{numbers[50]}"
        )
        assert 'hx-target="#comment-threads-2" hx-swap="afterbegin"' in regions(
            event, ("comment", numbers[50])
        )
        with db.writing():
            comments[49].move(Verb.BIN)
        sent = regions(event, ("comment", numbers[49]))
        assert f'hx-target="#comment-{numbers[50]}" hx-swap="delete"' in sent
        with db.writing():
            comments[10].withdraw()
        assert numbers[10] not in ids(regions(event, ("comment", numbers[10])))
        assert answered(read(client))[9] == "En réponse à un commentaire supprimé"


def chain(make, event, length, **last):
    """So many comments, each a reply to the one before."""
    found = [make.comment(event, state=APPROVED, name="Ana 1")]
    for number in range(2, length + 1):
        said = last if number == length else {}
        found.append(
            make.comment(event, parent=found[-1], **{"state": APPROVED, "name": f"Ana {number}"} | said)
        )
    return found


def lists(html: str) -> dict[int, list[int]]:
    """The replies that stand in the list below each comment that has one."""
    found: dict[int, list[int]] = {}
    inside: list[int] = []
    for opened, number in re.findall(r'<(ol|/ol|li)[^>]*?(?: id="comment-(\d+)[^"]*")?>', html):
        if opened == "ol" and number:
            inside.append(int(number))
        elif opened == "li" and number and inside:
            found.setdefault(inside[-1], []).append(int(number))
        elif opened == "/ol" and inside:
            inside.pop()
    return found


def answered(html: str) -> list[str]:
    """Whom the replies answer that say so."""
    said = re.findall(r'<p class="comment-answered">(.*?)</p>', html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", "", one).split()) for one in said]


@pytest.mark.parametrize("length", [5, 80])
def test_f43_replies_of_any_depth_are_shown_in_the_last_level_and_say_whom_they_answer(
    client, make, event, length
):
    comments = chain(make, event, length)
    html = read(client)
    assert ids(html) == [comment.id for comment in comments]
    assert count(html) == f"{length} commentaires"
    first, second, third, *deepest = [comment.id for comment in comments]
    assert lists(html) == {first: [second], second: [third], third: deepest}
    assert answered(html) == [f"En réponse à Ana {number}" for number in range(4, length)]
    assert f'href="/events/talk/comments/{deepest[0]}">Ana 4</a>' in html
    for comment in comments:
        address = client.get(f"/events/talk/comments/{comment.id}").location
        assert f'id="{address.partition("#")[2]}"' in read(client, address)


def test_f43_a_reply_that_is_dated_before_what_it_answers_is_shown(client, make, event):
    first, second, third = chain(make, event, 3)
    with db.writing():
        third.created_at = second.created_at - timedelta(days=1)
    assert ids(read(client)) == [first.id, second.id, third.id]


def test_f43_a_deep_reply_to_a_deleted_comment_names_nobody(client, make, event):
    comments = chain(make, event, 6)
    with db.writing():
        comments[4].withdraw()
    html = read(client)
    assert ids(html) == [comment.id for comment in comments]
    assert answered(html) == ["En réponse à un commentaire supprimé"]
    assert "Ana 5" not in html


def test_f43_what_arrives_below_the_last_level_is_put_where_open_pages_have_a_place(
    client, make, event, regions
):
    comments = chain(make, event, 5, state=PENDING)
    page = read(client)
    with db.writing():
        comments[4].move(Verb.APPROVE)
    sent = regions(event, ("comment", comments[4].id))
    target = re.findall(
        rf'hx-target="#([\w-]+)" hx-swap="(\w+)"><li class="comment" id="comment-{comments[4].id}"', sent
    )
    assert target == [(f"comment-{comments[3].id}", "afterend")]
    assert f'id="{target[0][0]}"' in page
    assert answered(sent) == ["En réponse à Ana 4"]


def test_f43_replies_in_the_last_level_come_and_go_with_what_they_answer(make, event, regions):
    comments = chain(make, event, 6)
    fourth, fifth, sixth = (comment.id for comment in comments[3:])
    with db.writing():
        comments[4].move(Verb.BIN)
    sent = regions(event, ("comment", fifth))
    for number in (fifth, sixth):
        assert f'hx-target="#comment-{number}" hx-swap="delete"' in sent
    assert ids(sent) == []
    many = regions(event, *(("comment", number) for number in (fifth, *range(900, 1000))))
    assert f'hx-target="#comment-{sixth}" hx-swap="delete"' in many
    with db.writing():
        comments[4].move(Verb.RESTORE)
    sent = regions(event, ("comment", fifth))
    assert ids(sent) == [sixth, fifth], "both are put right after the one before them, the later first"
    assert sent.count(f'hx-target="#comment-{fourth}" hx-swap="afterend"') == 2


def test_f43_an_erased_reply_in_the_last_level_comes_and_goes_with_the_one_that_it_stays_for(
    make, event, regions
):
    comments = chain(make, event, 6)
    with db.writing():
        comments[4].withdraw()
        comments[5].move(Verb.BIN)
    assert ids(regions(event, ("comment", comments[5].id))) == []
    with db.writing():
        comments[5].move(Verb.RESTORE)
    assert set(ids(regions(event, ("comment", comments[5].id)))) == {comments[4].id, comments[5].id}


def test_p5_the_link_to_reply_is_plain_and_the_form_then_shows_how_to_cancel(client, make, event):
    comment = make.comment(event, state=APPROVED, name="Maïwenn", body="Who pays?")
    link = f"/events/talk?reply={comment.id}"
    assert f'href="{link}#comment-form"' in read(client)
    html = read(client, link)
    assert "Vous répondez à Maïwenn" in html
    assert f'name="parent_id" value="{comment.id}"' in html
    assert re.search(r'href="/events/talk#comment-form"[^>]*>Annuler la réponse<', html)
    assert "Annuler la réponse" not in read(client)


def test_p5_on_an_open_page_only_the_mention_of_the_reply_is_exchanged(client, make, event):
    comment = make.comment(event, state=APPROVED)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = client.get(f"/events/talk?reply={comment.id}", headers=headers).text
    assert re.findall(r'hx-target="#([\w-]+)"', answer) == ["comment-parent-id"]
    assert f'name="parent_id" value="{comment.id}"' in answer
    assert 'name="parent_id" value=""' in client.get("/events/talk?reply=", headers=headers).text


@pytest.mark.parametrize("reply", ["999", "x", "99999999999999", ""])
def test_m17_a_link_to_reply_to_nothing_shows_the_plain_form(client, event, reply):
    assert 'name="parent_id" value=""' in read(client, f"/events/talk?reply={reply}")


class TestPages:
    @pytest.fixture
    def discussion(self, make, event):
        comments = [make.comment(event, state=APPROVED) for _ in range(51)]
        make.comment(event, state=APPROVED, parent=comments[0])
        return comments

    def test_p6_pages_count_what_begins_a_thread_and_replies_stay_with_it(self, client, discussion):
        first, second = read(client), read(client, "/events/talk?page=2")
        assert len(ids(first)) == 51
        assert ids(second) == [discussion[-1].id]
        assert count(first) == count(second) == "52 commentaires"
        assert re.search(r'rel="next"\s+href="/events/talk\?page=2#comments"', first)
        assert re.search(r'rel="prev"\s+href="/events/talk#comments"', second)

    @pytest.mark.parametrize(
        ("page", "shown"), [("0", 1), ("-3", 1), ("x", 1), ("3", 2), ("9" * 9, 2), ("9" * 30, 1)]
    )
    def test_p6_a_page_that_does_not_exist_is_the_nearest_that_does(self, client, discussion, page, shown):
        assert f'id="comment-threads-{shown}"' in read(client, f"/events/talk?page={page}")

    def test_f46_permalinks_last_and_replies_name_the_page(self, client, discussion):
        last = discussion[-1].id
        html = read(client, "/events/talk?page=2")
        assert f'href="/events/talk/comments/{last}"' in html
        assert f'href="/events/talk?page=2&amp;reply={last}#comment-form"' in html
        assert f'id="comment-{last}"' in read(client, f"/events/talk?reply={last}")
        assert f'href="/events/talk/comments/{discussion[0].id}"' in read(client)

    def test_a_new_thread_goes_to_the_page_where_it_belongs(self, make, event, discussion, regions):
        new = make.comment(event, state=APPROVED)
        sent = regions(event, ("comment", new.id))
        assert f'hx-target="#comment-{discussion[-1].id}" hx-swap="afterend"' in sent
        with db.writing():
            discussion[-1].move(Verb.BIN)
            new.move(Verb.BIN)
        new = make.comment(event, state=APPROVED)
        sent = regions(event, ("comment", new.id))
        assert 'hx-target="#comment-threads-2" hx-swap="afterbegin"' in sent
        assert 'hx-target="#comment-pages-1-after"' in sent
        assert "/events/talk?page=2#comments" in sent


@pytest.mark.parametrize(("number", "french", "english"), [
    (0, "0 commentaire", "0 comments"), (1, "1 commentaire", "1 comment"), (2, "2 commentaires", "2 comments"),
])  # fmt: skip
def test_p7_the_count_is_right_for_none_one_and_two(client, make, event, number, french, english):
    for _ in range(number):
        make.comment(event, state=APPROVED)
    assert count(read(client)) == french
    assert count(read(client, "/events/talk?lang=en")) == english


@pytest.mark.parametrize("verb", [Verb.BIN, Verb.SPAM])
def test_p8_replies_leave_the_count_with_their_parent(client, make, event, verb):
    parent = make.comment(event, state=APPROVED)
    make.comment(event, state=APPROVED, parent=parent)
    assert count(read(client)) == "2 commentaires"
    with db.writing():
        parent.move(verb)
    assert count(read(client)) == "0 commentaire"


def test_p9_links_are_nofollow_and_ugc(client, make, event):
    make.comment(
        event,
        state=APPROVED,
        body="https://example.org/a [b](https://example.org/b)",
        website="https://me.example",
    )
    links = re.findall(r'<a href="https://(?:example\.org|me\.example)[^>]*>', read(client))
    assert len(links) == 3
    assert all('rel="nofollow ugc"' in link for link in links)


def test_p10_images_styles_and_odd_links_are_dropped_and_code_is_escaped(client, make, event):
    body = "![pic](https://e.example/x.png) <b style='color:red'>x</b> [call](sms:123) ld.so\n\n```\n<i>\n\n&amp;\n```"
    make.comment(event, state=APPROVED, body=body)
    html = read(client)
    assert "<img" not in html
    assert "<b" not in html.replace("<blockquote", "").replace("<button", "")
    assert 'href="sms' not in html
    assert ">ld.so<" not in html
    assert "<pre><code>&lt;i&gt;\n\n&amp;amp;\n</code></pre>" in html


def test_p10_blank_lines_of_code_reach_open_pages_too(make, event, regions):
    comment = make.comment(event, state=APPROVED, body="```\none\n\ntwo\n```")
    sent = message(7, regions(event, ("comment", comment.id)))
    plain = re.sub(rb'<div class="comment-body prose"[^>]*>', b"data: ", sent)
    assert b"data: <pre><code>one\ndata: \ndata: two\n" in plain


def test_p11_name_and_website_are_escaped(client, make, event):
    make.comment(event, state=APPROVED, name='<b>"Bob"</b>', website='https://e.example/"onx="<i>')
    html = read(client)
    assert "&lt;b&gt;&#34;Bob&#34;&lt;/b&gt;" in html
    assert 'href="https://e.example/&#34;onx=&#34;&lt;i&gt;"' in html


def test_p12_the_email_field_points_to_the_note_only_where_there_is_one(client, signed_in, event):
    html = read(client)
    assert 'id="comment-note"' in html
    assert re.search(r'aria-describedby="comment-note [^"]*"[^>]* id="comment-email"', html)
    staff = read(signed_in(Role.MODERATOR))
    assert "comment-note" not in staff
    assert "comment-email" not in staff
    assert "Vous écrivez en tant que" in staff


def test_p14_a_deleted_comment_with_replies_leaves_a_placeholder_and_the_last_reply_takes_it_away(
    client, make, event
):
    comment = make.comment(
        event, state=APPROVED, body="Secret words", name="Secret name", website="https://secret.example"
    )
    reply = make.comment(event, state=APPROVED, parent=comment)
    answer = make.comment(event, state=APPROVED, parent=reply)
    with db.writing():
        comment.withdraw()
    html = read(client)
    assert ids(html) == [comment.id, reply.id, answer.id]
    assert "Ce commentaire a été supprimé par son auteur." in html
    assert "secret" not in html.lower()
    assert count(html) == "2 commentaires"
    assert f"?reply={comment.id}#" not in html
    with db.writing():
        reply.withdraw()
    assert count(read(client)) == "1 commentaire"
    with db.writing():
        answer.withdraw()
    assert ids(read(client)) == []
    assert "supprimé" not in read(client)


def test_p14_a_placeholder_above_nothing_that_can_be_read_is_not_shown(client, make, event, regions):
    comment = make.comment(event, state=APPROVED)
    reply = make.comment(event, state=APPROVED, parent=comment)
    with db.writing():
        comment.withdraw()
        reply.move(Verb.SPAM)
    assert ids(read(client)) == []
    sent = regions(event, ("comment", reply.id))
    assert f'hx-target="#comment-{comment.id}" hx-swap="delete"' in sent
    with db.writing():
        reply.move(Verb.APPROVE)
    assert ids(read(client)) == [comment.id, reply.id]
    assert 'hx-target="#comment-threads-1" hx-swap="afterbegin"' in regions(event, ("comment", reply.id))


def test_an_approved_reply_is_put_after_the_one_before_it(make, event, regions):
    parent = make.comment(event, state=APPROVED)
    one, two = make.comment(event, state=APPROVED, parent=parent), make.comment(event, parent=parent)
    three = make.comment(event, state=APPROVED, parent=parent)
    with db.writing():
        two.move(Verb.APPROVE)
    assert f'hx-target="#comment-{one.id}" hx-swap="afterend"' in regions(event, ("comment", two.id))
    both = regions(event, ("comment", two.id), ("comment", three.id))
    targets = re.findall(
        r'hx-target="#([\w-]+)" hx-swap="afterend"><li class="comment" id="comment-(\d+)"', both
    )
    assert targets == [(f"comment-{one.id}", str(three.id)), (f"comment-{one.id}", str(two.id))]


def test_what_comes_with_its_parent_is_not_sent_twice(make, event, regions):
    parent = make.comment(event, state=APPROVED)
    reply = make.comment(event, state=APPROVED, parent=parent)
    assert ids(regions(event, ("comment", reply.id), ("comment", parent.id))) == [parent.id, reply.id]


def test_a_changed_text_is_exchanged_where_it_is(make, event, regions):
    comment = make.comment(event, state=APPROVED, body="New words")
    sent = regions(event, ("text", comment.id))
    assert f'hx-target="#comment-{comment.id}-text" hx-swap="outerMorph"' in sent
    assert "New words" in sent
    assert "delete" not in sent


def test_every_region_that_comments_send_is_on_the_page(client, make, event, regions):
    first = make.comment(event, state=APPROVED)
    make.comment(event, state=APPROVED, parent=first)
    page = client.get("/events/talk").text
    changes = [("text", first.id), ("facts", None)]
    for region in set(re.findall(r'hx-target="#(comment[\w-]+)"', regions(event, *changes))) - {
        "comment-later"
    }:
        assert f'id="{region}"' in page, region


def test_closing_comments_is_said_on_open_pages_and_leaves_what_was_typed(make, regions):
    shut = make.event(slug="shut", comments_open=False)
    sent = regions(shut, ("facts", None))
    assert 'hx-target="#comments-closed"' in sent
    assert "Les commentaires sont fermés." in sent
    assert 'hx-target="#comment-form"' not in sent
    assert 'hx-target="#comment-later"' not in sent


def test_a_seat_that_is_taken_moves_no_comment(make, event, regions):
    make.comment(event, state=APPROVED)
    assert "comment" not in regions(event, ("seats", None))
