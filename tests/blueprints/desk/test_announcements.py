"""An announcement is previewed, tried on oneself, then sent once to each in their language."""

import re

import pytest
import sqlalchemy as sa

import mails
from extensions import db
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.registration import Registration
from models.user import Role
from tests.forms import filled

SAID = {"subject": "Salle changée", "text": "Nous serons **salle B**.\n\n<script>alert(1)</script>"}


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    return make.event(capacity=2)


@pytest.fixture
def group(event, make):
    """Two who come (one reads English), one who waits, one who cancelled; without the mails about that."""
    gone = make.registration(event, email="gone@example.org")
    with db.writing():
        gone.cancel()
    for name, language in (("anne", "fr"), ("bob", "en"), ("chloe", "fr")):
        make.registration(event, name=f"{name} Cœur", email=f"{name}@example.org", language=language)
    with db.writing():
        db.session.execute(sa.delete(OutboxMessage))


def of(event, query=""):
    return f"/desk/events/{event.slug}/registrations/message{query}"


def post(desk, event, act="", query="", **values):
    path = of(event, query)
    return desk.post(path, data=filled(desk.get(path).text, path) | SAID | values | {"act": act})


def owed():
    return list(db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.recipients)))


def part(mail, kind):
    """The text of one part of a mail."""
    body = mails.compose(mail).get_body((kind,))
    assert body
    return str(body.get_content())


@pytest.mark.usefixtures("group")
def test_a_message_is_shown_with_the_number_of_people_before_it_is_sent(desk, event):
    page = post(desk, event).text
    assert "3 personnes seront prévenues par e-mail." in page
    assert "<strong>salle B</strong>" in page
    assert "<script>alert" not in page
    assert owed() == []


@pytest.mark.usefixtures("group")
def test_everybody_of_the_filter_gets_one_mail_and_never_two_for_one_sending(desk, event):
    preview = post(desk, event, query="?state=confirmed")
    assert "2 personnes seront prévenues par e-mail." in preview.text
    again = filled(preview.text, of(event, "?state=confirmed")) | {"act": "send"}
    for _twice in range(2):
        assert desk.post(of(event, "?state=confirmed"), data=again).status_code == 303
    assert [mail.recipients for mail in owed()] == ["anne@example.org", "bob@example.org"]
    lines = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "write to people")).all()
    assert [(line.subject, line.facts, line.actor) for line in lines] == [("event", {"people": 2}, "staff")]
    assert "message envoyé à 2 personnes" in desk.get(f"/desk/events/{event.slug}").text


@pytest.mark.usefixtures("group")
def test_another_text_in_a_form_that_was_sent_already_is_another_announcement(desk, event):
    """« Back » after sending: what is written there then is not dropped as a second click."""
    sent = filled(post(desk, event).text, of(event)) | {"act": "send"}
    for text in ("salle B", "salle C", "salle C"):
        assert desk.post(of(event), data=sent | {"text": text}).status_code == 303
    assert sorted(mail.facts["text"] for mail in owed()) == ["salle B"] * 3 + ["salle C"] * 3


@pytest.mark.usefixtures("group")
def test_a_search_narrows_who_is_written_to(desk, event):
    post(desk, event, "send", "?q=CHLOE+coeur")
    assert [mail.recipients for mail in owed()] == ["chloe@example.org"]


@pytest.mark.usefixtures("group")
def test_a_new_form_is_a_new_sending(desk, event):
    post(desk, event, "send")
    post(desk, event, "send")
    assert len(owed()) == 6


@pytest.mark.usefixtures("group")
def test_the_frame_is_in_the_readers_language_with_their_own_link(desk, event):
    post(desk, event, "send")
    anne, bob, _chloe = (part(mail, "plain") for mail in owed())
    assert "Nous serons **salle B**." in anne
    assert "See, change or cancel my registration" in bob
    assert "Voir, modifier ou annuler mon inscription" in anne
    links = [re.findall(r"/registrations/(\S+)", text) for text in (anne, bob)]
    assert len(links[0]) == 1
    assert links[0] != links[1]
    html = part(owed()[0], "html")
    assert "<strong>salle B</strong>" in html
    assert "<script>" not in html


@pytest.mark.usefixtures("group")
def test_the_test_goes_to_its_author_alone_and_the_form_goes_on(desk, event):
    page = post(desk, event, "test")
    (mail,) = owed()
    assert mail.recipients.startswith("staff")
    assert "L’essai est en route vers" in page.text
    letter = mails.write(mail)
    assert (letter.subject, letter.button) == ("Essai\u00a0: Salle changée", None)
    again = filled(page.text, of(event))
    desk.post(of(event), data=again | {"act": "send"})
    assert len(owed()) == 4


@pytest.mark.usefixtures("group")
def test_who_cancels_before_the_mail_leaves_does_not_get_it(desk, event):
    post(desk, event, "send", "?q=anne")
    (mail,) = owed()
    with db.writing():
        db.session.get_one(Registration, mail.registration_id).cancel()
    with pytest.raises(mails.Moot):
        mails.write(mail)


@pytest.mark.parametrize(
    ("field", "value"), [("subject", ""), ("text", " "), ("subject", "x" * 201), ("sending", "x")]
)
def test_what_is_wrong_is_said_and_everything_is_kept(desk, event, field, value):
    answer = post(desk, event, "send", **{field: value})
    assert answer.status_code == 422
    kept = filled(answer.text, of(event))
    assert {name: kept[name] for name in SAID if name != field}.items() <= SAID.items()
    assert owed() == []


def test_the_message_can_be_changed_after_it_was_looked_at(desk, event):
    page = post(desk, event, "edit")
    assert filled(page.text, of(event))["subject"] == "Salle changée"
    assert "<textarea" in page.text
