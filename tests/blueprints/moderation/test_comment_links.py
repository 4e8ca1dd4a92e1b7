"""The private page of a comment: what its author sees, changes and deletes."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState, HeldFor, Verb
from models.event import CommentsPolicy
from models.outbox.message import OutboxMessage
from models.user import Role

APPROVED, PENDING = CommentState.APPROVED, CommentState.PENDING


def why(comment):
    """Why a comment waits, but for what the filter thinks of it."""
    return [reason for reason in comment.held_for if not reason.startswith("filter:")]


@pytest.fixture
def event(make):
    return make.event(slug="talk")


def later(**ahead: float):
    return clock.at(clock.now() + timedelta(**ahead))


@pytest.mark.parametrize(("state", "words"), [
    (PENDING, "En attente de validation"), (APPROVED, "Publié"), (CommentState.BIN, "Non retenu"),
    (CommentState.SPAM, "En attente de validation"),
])  # fmt: skip
def test_the_link_shows_the_comment_and_its_state_and_never_says_spam(client, make, event, state, words):
    comment = make.comment(event, state=state, body="My thought")
    response = client.get(f"/comments/{comment.token}")
    assert words in response.text
    assert "My thought" in response.text
    assert comment.email not in response.text


def test_c1_an_unknown_link_is_404_whatever_is_asked(client):
    for path in ("/comments/AAAAAAAAAAAAAAAAAAAAAA", "/comments/AAAAAAAAAAAAAAAAAAAAAA/delete"):
        assert client.get(path).status_code == client.post(path, data={"body": "x"}).status_code == 404


def test_private_pages_are_kept_by_nobody_and_told_to_nobody(client, make, event):
    comment = make.comment(event)
    for path in (f"/comments/{comment.token}", f"/comments/{comment.token}/delete"):
        headers = client.get(path).headers
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_an_author_changes_a_pending_comment_and_its_version_rises(client, make, event):
    comment = make.comment(event, body="Frist")
    response = client.post(f"/comments/{comment.token}", data={"body": "First"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/comments/{comment.token}")
    assert (comment.body, comment.html, comment.version, comment.state) == (
        "First",
        "<p>First</p>\n",
        2,
        PENDING,
    )
    assert comment.edited_at
    assert "first" in comment.folded
    assert db.session.scalar(sa.select(AuditEntry.verb).order_by(AuditEntry.id.desc())) == "edit"


def test_the_same_text_again_changes_nothing(client, make, event):
    comment = make.comment(event, body="Same")
    client.post(f"/comments/{comment.token}", data={"body": "Same"})
    assert (comment.version, comment.edited_at) == (1, None)


def test_an_approved_comment_waits_again_once_it_is_changed_and_the_moderators_are_told(client, make, event):
    make.user(Role.MODERATOR)
    comment = make.comment(event, state=APPROVED, body="Before")
    client.post(f"/comments/{comment.token}", data={"body": "After"})
    assert (comment.state, comment.visible, comment.version) == (PENDING, False, 2)
    assert why(comment) == [HeldFor.POLICY, HeldFor.EDITED]
    assert "After" not in client.get("/events/talk").text
    assert db.session.scalars(sa.select(OutboxMessage)).one().cause.startswith(f"new comment:{comment.id}:2:")


@pytest.mark.parametrize("policy", [CommentsPolicy.PUBLISH, CommentsPolicy.FIRST])
def test_a_trusted_author_stays_published_after_a_change_and_a_new_one_does_not(client, make, policy):
    event = make.event(slug="talk", comments_policy=policy)
    who = {"name": "Ada", "email": "ada@example.org"}
    first = make.comment(event, state=APPROVED, **who)
    client.post(f"/comments/{first.token}", data={"body": "After"})
    assert first.visible is (policy is CommentsPolicy.PUBLISH)
    make.comment(event, state=APPROVED, **who)
    second = make.comment(event, state=APPROVED, **who)
    client.post(f"/comments/{second.token}", data={"body": "After all"})
    assert second.visible
    assert "After all" in client.get("/events/talk").text


def test_links_that_are_added_later_are_held_too(client, make):
    event = make.event(comments_policy=CommentsPolicy.PUBLISH)
    comment = make.comment(event, state=APPROVED)
    client.post(f"/comments/{comment.token}", data={"body": "https://a.example https://b.example"})
    assert why(comment) == [HeldFor.LINKS, HeldFor.EDITED]


def test_after_fifteen_minutes_a_change_is_refused_and_kept_in_the_form(client, make, event):
    comment = make.comment(event, body="Before")
    with later(minutes=14, seconds=59):
        assert 'name="body"' in client.get(f"/comments/{comment.token}").text
    with later(minutes=15, seconds=1):
        assert 'name="body"' not in client.get(f"/comments/{comment.token}").text
        response = client.post(f"/comments/{comment.token}", data={"body": "Too late"})
    assert response.status_code == 422
    assert "Too late" in response.text
    assert "ce délai est passé" in response.text
    assert comment.body == "Before"


def test_what_the_moderators_binned_cannot_be_changed(client, make, event):
    comment = make.comment(event, state=CommentState.BIN, body="Before")
    assert client.post(f"/comments/{comment.token}", data={"body": "After"}).status_code == 422
    assert comment.body == "Before"


def test_n1_what_is_filed_as_spam_can_be_changed_like_what_waits_and_stays_there(client, make, event):
    comment = make.comment(event, state=CommentState.SPAM, body="Before")
    assert client.post(f"/comments/{comment.token}", data={"body": "After"}).status_code == 303
    assert (comment.body, comment.state) == ("After", CommentState.SPAM)


def test_p11_an_authors_change_is_cleaned_and_checked_like_a_new_comment(client, make, event):
    comment = make.comment(event)
    response = client.post(f"/comments/{comment.token}", data={"body": "  "})
    assert response.status_code == 422
    assert "Écrivez votre commentaire." in response.text
    client.post(f"/comments/{comment.token}", data={"body": "<script>x</script>"})
    assert comment.html == "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"


def test_a_change_by_htmx_answers_with_the_regions_of_the_page(client, make, event):
    comment = make.comment(event)
    page = client.get(f"/comments/{comment.token}").text
    response = client.partial(f"/comments/{comment.token}", {"body": "By htmx"})
    assert "By htmx" in response.text
    for region in set(re.findall(r'hx-target="#([\w-]+)"', response.text)):
        assert f'id="{region}"' in page


def test_c3_opening_the_page_to_delete_deletes_nothing(client, make, event):
    comment = make.comment(event)
    assert 'method="post"' in client.get(f"/comments/{comment.token}/delete").text
    assert db.session.get(Comment, comment.id)


def test_deleting_removes_the_comment_its_origin_and_its_link(client, make, event):
    comment = make.comment(event, state=APPROVED, body="Gone words")
    number, secret = comment.id, comment.token
    assert "supprimé" in client.post(f"/comments/{secret}/delete").text
    assert db.session.get(Comment, number) is None
    assert client.get(f"/comments/{secret}").status_code == 404
    assert client.post(f"/comments/{secret}/delete").status_code == 404
    assert "Gone words" not in client.get("/events/talk").text


def test_deleting_a_comment_with_replies_erases_who_wrote_it(client, make, event):
    comment = make.comment(event, state=APPROVED, website="https://me.example")
    make.comment(event, state=APPROVED, parent=comment)
    secret = comment.token
    client.post(f"/comments/{secret}/delete")
    assert comment.erased
    said = (
        comment.body,
        comment.html,
        comment.folded,
        comment.name,
        comment.email,
        comment.email_key,
        comment.website,
    )
    assert set(said) == {""}
    assert client.get(f"/comments/{secret}").status_code == 404


def test_a_decision_and_a_deletion_do_not_trip_over_each_other(make, event):
    comment = make.comment(event, state=APPROVED)
    make.comment(event, state=APPROVED, parent=comment)
    with db.writing():
        comment.move(Verb.BIN)
    with db.writing():
        comment.withdraw()
    assert (comment.erased, comment.visible) == (True, False)
