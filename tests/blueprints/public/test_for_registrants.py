"""What people who come are told, and nobody else: link, words, hours, own words in mails (L)."""

from datetime import timedelta

import pytest

import clock
import mails
from extensions import db
from models.event import EventStatus, VenueState
from models.outbox.message import OutboxMessage
from models.registration import RegistrationState

LINK, WORDS = "https://meet.example.org/r/7", "Code **4711**, <script>alert(1)</script>"


@pytest.fixture
def event(make):
    return make.event(
        slug="day", access_link=LINK, access_words=WORDS, confirmation_words="Merci *beaucoup*.",
        reminder_words="Venez tôt.", capacity=2,
    )  # fmt: skip


def body(mail, kind):
    part = mail.get_body((kind,))
    assert part is not None
    return part.get_content()


def page(client, person):
    return client.get(f"/registrations/{person.token}").text


def test_l1_confirmed_people_see_link_and_words_and_nobody_else(event, make, client):
    person = make.registration(event)
    shown = page(client, person)
    assert LINK in shown
    assert "<strong>4711</strong>" in shown
    assert "<script>alert" not in shown
    public = (
        "/events/day",
        "/events/day?lang=en",
        "/",
        "/feed.xml",
        "/calendar.ics",
        "/events/day.ics",
        "/events/day/embed",
    )
    for path in (*public, "/events/day/comments.xml", "/oembed?url=http://localhost/events/day"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "meet.example" not in answer.text
        assert "4711" not in answer.text


@pytest.mark.parametrize("facts", [{"approval": True}, {"confirm_address": True}, {"capacity": 0}])
def test_l1_who_has_no_sure_seat_does_not_see_them(make, client, facts):
    person = make.registration(make.event(access_link=LINK, access_words=WORDS, **facts))
    assert person.state is not RegistrationState.CONFIRMED
    assert "meet.example" not in page(client, person)
    assert all("meet.example" not in str(mails.compose(one)) for one in db.session.query(OutboxMessage))


def test_l1_they_are_gone_for_who_cancels(event, make, client):
    person = make.registration(event)
    with db.writing():
        person.cancel()
    assert "meet.example" not in page(client, person)


def test_l2_each_hour_is_kept_on_the_page_and_in_the_mail(make, client):
    event = make.event(
        access_link=LINK, access_words=WORDS, access_from=make.wall(days=3), access_until=make.wall(days=9),
        starts=make.wall(days=5), ends=make.wall(days=6),
    )  # fmt: skip
    person = make.registration(event)
    now = clock.now()
    for days, seen in ((0, False), (4, True), (10, False)):
        with clock.at(now + timedelta(days=days)):
            assert (LINK in page(client, person)) is seen, days
    assert "à partir du" in page(client, person)
    mail = str(mails.compose(db.session.query(OutboxMessage).one()))
    assert "meet.example" not in mail
    assert "4711" not in mail


def test_l6_own_words_stand_in_the_confirmation_in_text_and_html(event, make):
    make.registration(event)
    mail = mails.compose(db.session.query(OutboxMessage).one())
    text, html = (body(mail, kind) for kind in ("plain", "html"))
    assert "Merci *beaucoup*." in text
    assert "<em>beaucoup</em>" in html
    assert LINK in text
    assert LINK in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_l6_the_reason_is_told_on_the_page(make, client, status):
    make.event(slug="day", status=status, status_reason="La salle a *brûlé*.")
    assert "La salle a <em>brûlé</em>." in client.get("/events/day").text


def test_l6_a_reason_without_a_cancellation_is_not_told(make, client):
    make.event(slug="day", status_reason="La salle a brûlé.")
    assert "brûlé" not in client.get("/events/day").text


def test_l5_who_attends_online_is_told_of_no_entrance(make, client):
    event = make.event(venue_state=VenueState.ONLINE, access_link=LINK)
    person = make.registration(event)
    assert "Mon billet" not in page(client, person)
    mail = mails.compose(db.session.query(OutboxMessage).one())
    assert "billet" not in body(mail, "plain")
    assert not [part for part in mail.walk() if part.get_content_type() == "image/png"]
