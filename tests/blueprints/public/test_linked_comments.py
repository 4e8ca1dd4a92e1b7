"""Speakers comment under a private link of their own, which alone gives the badge."""

import sqlalchemy as sa

from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentState
from models.event import CommentsPolicy, EventFacts, EventStatus, Speaker, SpeakerFacts, speaker_link
from models.user import Role

WITNESS = "Grand témoin"


def day(make, **facts):
    """An event with one speaker, as ``(event, speaker)``."""
    event = make.event(**facts)
    with db.writing():
        event.speakers = [Speaker(name="Jean-Claude Driant", function="professeur", role=WITNESS)]
    return event, event.speakers[0]


def link(event, speaker):
    return f"/events/{event.slug}/guests/{speaker_link.token_of(event, speaker)}"


def say(client, path, body="Bonjour", **more):
    return client.post(path, data={"body": body, "stamp": stamp("comment")} | more)


def newest():
    return db.session.scalars(sa.select(Comment).order_by(Comment.id.desc())).first()


def test_a_guest_comments_under_the_link_and_bears_the_badge(make, client):
    event, speaker = day(make, comments_policy=CommentsPolicy.PUBLISH)
    page = client.get(link(event, speaker))
    assert "Vous écrivez sous le nom de Jean-Claude Driant" in page.text
    assert WITNESS in page.text
    assert 'name="email"' not in page.text
    assert 'name="notify"' not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    answer = say(client, link(event, speaker), name="Somebody else", email="other@example.org")
    assert answer.status_code == 303
    comment = newest()
    assert (comment.name, comment.email, comment.guest) == ("Jean-Claude Driant", "", WITNESS)
    assert f'<span class="badge">{WITNESS}</span>' in client.get(f"/events/{event.slug}").text


def test_the_same_name_without_the_link_bears_no_badge(make, client):
    event, speaker = day(make, comments_policy=CommentsPolicy.PUBLISH)
    said = {"name": speaker.name, "email": "driant@example.org"}
    assert say(client, f"/events/{event.slug}/comments", **said).status_code in {200, 303}
    assert newest().guest is None
    assert "badge" not in client.get(f"/events/{event.slug}").text


def test_the_link_dies_with_the_name_and_opens_no_other_event(make, client):
    event, speaker = day(make, slug="first")
    path = link(event, speaker)
    day(make, slug="second")
    assert client.get(path.replace("first", "second")).status_code == 404
    assert client.get(f"/events/first/guests/{'é' * 22}").status_code == 404
    with db.writing():
        event.speakers[0].role = "Invité"
    assert client.get(path).status_code == 200, "another role is still the same person"
    with db.writing():
        changed = EventFacts.of(event)
        assert changed.speakers == (SpeakerFacts("Jean-Claude Driant", "professeur", "Invité"),)
        event.speakers = [Speaker(name="Somebody Else")]
    assert client.get(path).status_code == 404
    assert say(client, path).status_code == 404


def test_m2_a_guest_of_an_event_that_is_over_or_hidden_is_told(make, client):
    event, speaker = day(make)
    path = link(event, speaker)
    with db.writing():
        event.status = EventStatus.ARCHIVED
    assert say(client, path).status_code == 422
    with db.writing():
        event.status = EventStatus.DRAFT
    assert client.get(path).status_code == 404
    assert newest() is None


def test_two_guests_do_not_stand_in_each_others_way(make, client, app):
    event, first = day(make, comments_policy=CommentsPolicy.FIRST)
    with db.writing():
        event.speakers.append(Speaker(name="Second Guest", position=1))
    second = event.speakers[1]
    assert say(client, link(event, first), "Merci").status_code == 303
    assert say(client, link(event, second), "Merci").status_code == 303, "neither hasty nor a repetition"
    assert (newest().guest, newest().state) == ("", CommentState.PENDING)
    hasty = say(client, link(event, first), "Encore")
    assert (hasty.status_code, "Retry-After" in hasty.headers) == (429, True)


def test_an_approved_namesake_without_address_makes_no_guest_known(make, client):
    event, speaker = day(make, comments_policy=CommentsPolicy.FIRST)
    make.comment(event, CommentState.APPROVED, name=speaker.name, email="")
    assert say(client, link(event, speaker), "Merci").status_code == 303
    assert newest().state is CommentState.PENDING


def test_organisers_find_the_link_on_the_desk_and_moderators_see_the_badge(make, signed_in, client):
    event, speaker = day(make)
    staff = signed_in(Role.ADMIN)
    assert link(event, speaker) in staff.get(f"/desk/events/{event.slug}").text
    say(client, link(event, speaker))
    assert f'<span class="badge">{WITNESS}</span>' in staff.get("/moderation").text
