"""What the mails say: facts first, in the reader's language, alike in text and HTML, and harmless."""

import re
from dataclasses import replace
from datetime import timedelta
from email.utils import parsedate_to_datetime

import html5lib
import pytest
from markupsafe import escape

import clock
import mails
from extensions import db
from mails import WRITERS, defused
from models import AuditEntry, event_revision
from models.change_feed.change import Change
from models.comment import Comment
from models.event import EventFacts, EventStatus, PromotionPolicy, VenueState
from models.outbox.message import OutboxMessage
from models.registration import CompanionFacts, Registration, ticket
from models.staff import account
from models.subscription import Follower, Subscription, replies
from models.user import Role

EVIL = "Visit https://phish.example <img src=x> # Won [here](http://a.b)\r\nBcc: c@d.example\u202e www.evil.example"


@pytest.fixture
def everything(make):
    """One mail of every kind, in a language."""

    def write(language: str, name: str = "Jeanne Martin") -> None:
        admin = make.user(Role.ADMIN, language=language)
        answered(make, admin, name, language)
        event = make.event(capacity=1, language=language)
        first = make.registration(event, name=name, language=language)
        make.registration(event, name=name, language=language)
        make.receipt(event, name=name, email=first.email, language=language, submission="another")
        with db.writing():
            first.cancel()
        with db.writing():
            Registration.owe_lookup(first.email)
        moving(make, name, language)
        with_a_companion(make, name, language)
        holder = make.registration(make.event(language=language), name=name, language=language)
        with db.writing():
            ticket.revoke(holder)
            OutboxMessage.owe(
                "group message", "group", holder.email, language,
                registration_id=holder.id, subject="Le programme", text="Le **programme**.",
            )  # fmt: skip
        facts = EventFacts.of(event)
        with db.writing():
            event_revision.revise(event, EventFacts(**{**vars_of(facts), "status": EventStatus.POSTPONED}))
        with db.writing():
            parent = comment(event, name=name, body="A question: https://spam.example/now")
            reply = comment(event, name=name, body="See https://spam.example/x", parent=parent)
            OutboxMessage.owe(
                "new comment", "comment", admin.email, language, comment_id=reply.id, user_id=admin.id
            )
            following(parent, reply, language)
            waiting = {"user_id": admin.id, "comment_ids": [parent.id, reply.id], "more": 5}
            OutboxMessage.owe("digest", "digest", admin.email, language, **waiting)
            account.tell(admin, "password", admin.email)

    return write


def with_a_companion(make, name, language):
    """Register two people, of whom the second has an address."""
    event, named = make.event(language=language, max_seats=2), (CompanionFacts(name, "friend@example.org"),)
    make.registration(event, name=name, language=language, seats=2, companions=named)


def moving(make, name, language):
    """Change two addresses, to a new one and to a known one, and invite somebody who had a receipt."""
    event = make.event(language=language)
    one, two = (make.registration(event, name=name, language=language) for _ in range(2))
    with db.writing():
        one.change_email("new@example.org")
    with db.writing():
        two.change_email("new@example.org")
        one.invite_instead("other@example.org")


def following(parent, reply, language):
    """What the author of the parent is owed who asked to be told: to confirm their address, and the reply."""
    Subscription.begin(parent.id, "unknown@example.org", language, ask=True)
    other = comment(parent.event, name=parent.name, body="Another")
    answer = comment(parent.event, name=reply.name, body=f"{reply.body}y", parent=other)
    answer.visible, answer.thread_id = True, other.id
    db.session.flush()
    Subscription.begin(other.id, "known@example.org", language, ask=False)
    replies.confirm(Follower.known("known@example.org", language))


def answered(make, organiser, name, language):
    """What is written between registering and an answer."""
    said = {"name": name, "language": language}
    event = make.event(language=language, confirm_address=True, approval=True)
    accepted, refused, late = (make.registration(event, **said) for _ in range(3))
    with db.writing():
        accepted.confirm()
        accepted.approve(by=organiser)
        refused.confirm()
        refused.refuse(by=organiser)
    with clock.at(late.held_until), db.writing():
        event.lock()
        Registration.release_expired(event)
    with db.writing():
        OutboxMessage.owe("reminder", "reminder", accepted.email, language, registration_id=accepted.id)
    full = make.event(language=language, capacity=0, promotion=PromotionPolicy.OFFER)
    waiting = [make.registration(full, **said) for _ in range(2)]
    with db.writing():
        event_revision.revise(full, replace(EventFacts.of(full), capacity=1))
    with clock.at(full.starts_at - timedelta(hours=1)), db.writing():
        full.lock()
        Registration.release_expired(full)
        assert [one.state for one in waiting] == ["cancelled", "offered"]


def vars_of(facts: EventFacts) -> dict:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def comment(event, **facts):
    made = Comment(event=event, token_hash=facts["body"][:60], html="", email="a@b.org", **facts)
    db.session.add(made)
    db.session.flush()
    return made


def texts(mail) -> tuple[str, str]:
    """The words of both parts, spaces and lines aside."""
    plain = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    return plain, html


def words(html: str) -> str:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    body = tree.find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_speaks_its_readers_language_and_no_other(everything, outbox, mail, language):
    everything(language)
    other = "fr" if language == "en" else "en"
    assert {row.kind for row in outbox()} == set(WRITERS)
    for row in outbox():
        said = mails.write(row)
        row.language = other
        unsaid = mails.write(row)
        row.language = language
        assert said.button
        texts = {said.subject, said.title, said.because, *said.opening, *said.closing, said.button.label}
        texts |= {label for label, _fact in said.facts} - {"Organisation"}
        texts -= {row.facts.get("subject")}  # the organiser's own words
        others = {unsaid.subject, unsaid.title, unsaid.because, *unsaid.opening, *unsaid.closing}
        assert not texts & (others | {label for label, _fact in unsaid.facts}), row.kind


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_and_html_say_the_same(everything, outbox, mail, language):
    everything(language)
    for kind in WRITERS:
        letter, sent = mails.write(outbox(kind)[-1]), mail(kind)
        assert letter.button
        assert [part.get_content_type() for part in sent.walk()][-1] in {"text/html", "text/calendar"}
        plain, html = texts(sent)
        assert f'<html lang="{language}">' in html
        both = [" ".join(plain.split()), words(html)]
        for said in (letter.title, letter.because, *letter.opening, *letter.closing, letter.button.label):
            assert all(" ".join(said.split()) in text for text in both), (kind, said)
        for _label, fact in letter.facts:
            assert all(" ".join(fact.split()) in text for text in both), (kind, fact)
        assert letter.button.address in plain
        assert f'href="{escape(letter.button.address)}"' in html


def test_the_facts_come_first_and_the_subject_says_it_all(make, mail):
    event = make.event(title="Faire groupe", capacity=3)
    registration = make.registration(event, name="Jeanne Martin", seats=1)
    sent = mail("confirmation")
    assert re.match(r"Inscription confirmée\u00a0: Faire groupe, \w+ \d+", sent["Subject"])
    lines = sent.get_body(("plain",)).get_content().splitlines()
    assert lines[0] == "Votre inscription est confirmée"
    assert lines[2].endswith("Faire groupe")
    assert f"http://localhost/registrations/{registration.token}" in lines


def test_e3_a_name_makes_no_link_no_image_and_no_heading_in_any_mail(everything, mail):
    everything("fr", name=EVIL)
    for kind in WRITERS:
        sent = mail(kind)
        plain, html = texts(sent)
        assert "phish. example" in plain or kind in {"confirm address", "invitation", "account changed"}, kind
        addresses = re.findall(r"https?://[^\s\"<]+", plain + html)
        assert all(address.startswith("http://localhost/") for address in addresses), (kind, addresses)
        for bad in ("phish.example", "evil.example", "spam.example", "<img src", "d.example", "\u202e"):
            assert bad not in plain, (kind, bad)
            assert bad not in html, (kind, bad)
        assert not re.search(r"(?m)^\s*#", plain)
        assert "Bcc" not in sent
        assert "phish" not in sent["Subject"]
        tree = html5lib.parse(html, namespaceHTMLElements=False)
        assert len(tree.findall(".//h1")) == 1
        assert {image.get("src") for image in tree.findall(".//img")} <= {"cid:picture"}, "the ticket alone"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Jeanne d’Arc", "Jeanne d’Arc"),
        ("Jean-Pierre O'Neil-Łęcki (Nantes)", "Jean-Pierre O'Neil-Łęcki (Nantes)"),
        ("J.Dupont", "J. Dupont"),
        ("Dr. Nguyễn", "Dr. Nguyễn"),
        ("Visit https://phish.example", "Visit https: phish. example"),
        ("HTTPS://PHISH.EXAMPLE/x", "HTTPS: PHISH. EXAMPLE/x"),
        ("www.phish.example", "www. phish. example"),
        ("mailto:a@b.c", "mailto: a @ b. c"),
        ("javascript:alert(1)", "javascript: alert(1)"),
        ("//phish.example", "phish. example"),
        ("phish\u3002example", "phish. example"),
        ("phi\u200bsh.example", "phi sh. example"),
        ("a\r\nBcc: b", "a Bcc: b"),
        ("# Heading **bold** <b>x</b>", "Heading bold b x /b"),
    ],
)
def test_e3_names_are_defused_and_stay_readable(typed, shown):
    assert defused.name(typed) == shown


def test_e3_a_title_with_a_line_break_stays_one_header(make, mail):
    make.registration(make.event(title="One\r\nBcc: thief@example.org"))
    sent = mail("confirmation")
    assert "Bcc" not in sent
    assert "One Bcc: thief@example.org" in sent["Subject"]


def test_e5_no_link_in_a_mail_acts_when_it_is_opened(everything, outbox, mail, client, make):
    everything("fr")
    for kind in set(WRITERS) - {"cancelled"}:
        before = [(row.id, row.state) for row in outbox()]
        plain, html = texts(mail(kind))
        for address in set(re.findall(r"http://localhost(/[^\s\"<]*)", plain + html)):
            client.get(address)
        assert [(row.id, row.state) for row in outbox()] == before


def test_e5_links_that_still_have_something_to_do_do_nothing_when_they_are_opened(make, outbox, client):
    event = make.event(capacity=1, promotion=PromotionPolicy.OFFER)
    first, _second = make.registration(event), make.registration(event)
    with db.writing():
        first.cancel()
    make.registration(make.event(confirm_address=True))
    admin, waiting = make.user(Role.ADMIN), make.comment(event)
    make.subscription(waiting, confirmed=False)
    with db.writing():
        OutboxMessage.owe(
            "new comment", "comment", admin.email, "fr", comment_id=waiting.id, user_id=admin.id
        )
    rows, before = outbox(), written_so_far()
    assert {"hold", "offer", "confirmation", "confirm address", "new comment"} <= {row.kind for row in rows}
    for mail in [mails.compose(row).as_string() for row in rows]:
        for address in set(re.findall(r"http://localhost(/[^\s\"<]*)", mail)):
            client.get(address)
    assert written_so_far() == before


def written_so_far():
    """How much was done in all: every act leaves a line of history, a change that pages follow, or a mail."""
    db.session.rollback()
    return [db.session.query(model).count() for model in (AuditEntry, Change, OutboxMessage)]


def test_follow_ups_are_threaded_under_the_first_mail_of_a_registration(make, outbox):
    make.user(Role.ADMIN)
    registration = make.registration(make.event())
    with db.writing():
        registration.cancel()
    first, second = (mails.compose(outbox(kind)[0]) for kind in ("confirmation", "cancellation"))
    team = mails.compose(outbox("cancelled")[0])
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert team["In-Reply-To"] is None  # the team never saw the first one


def test_headers_tell_robots_to_keep_quiet_and_stay_the_same_for_a_row(make, outbox, mail):
    make.registration(make.event())
    sent = mail("confirmation")
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"] == mail("confirmation")["Message-ID"]
    assert sent["Message-ID"].endswith("@localhost>")
    assert parsedate_to_datetime(sent["Date"]) == outbox()[0].created_at.replace(microsecond=0)


def test_f5_the_calendar_file_goes_along_and_holds_no_private_link(make, mail):
    registration = make.registration(make.event())
    (calendar,) = mail("confirmation").iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_content_disposition() == "attachment"
    assert calendar.get_param("method") == "PUBLISH"
    assert registration.uid in calendar.get_content()
    assert registration.token not in calendar.get_content()
    with db.writing():
        registration.cancel()
    (calendar,) = mail("cancellation").iter_attachments()
    assert calendar.get_param("method") == "CANCEL"


def test_who_waits_gets_no_calendar_file(make, mail):
    event = make.event(capacity=0)
    waiting = make.registration(event)
    assert not list(mail("waiting").iter_attachments())
    with db.writing():
        waiting.cancel()
    assert not list(mail("cancellation").iter_attachments())


def test_c5_c6_cancelling_writes_once_to_the_person_and_once_to_the_team(make, outbox):
    make.user(Role.ADMIN)
    registration = make.registration(make.event())
    for _ in range(2):
        with db.writing():
            registration.cancel()
    assert [row.kind for row in outbox()].count("cancellation") == 1
    assert [row.kind for row in outbox()].count("cancelled") == 1


def test_r1_the_notice_to_moderators_quotes_the_comment_and_what_it_answers(everything, mail):
    everything("fr")
    plain, _html = texts(mail("new comment"))
    assert "> A question: https: spam. example/now" in plain
    assert "/moderation/comments/" in plain


def test_f4_a_changed_event_is_told_as_it_was_and_as_it_is(make, mail):
    event = make.event(title="Faire groupe", city="Paris", venue_state=VenueState.CITY)
    make.registration(event)
    with db.writing():
        event_revision.revise(
            event,
            EventFacts(
                **{
                    **vars_of(EventFacts.of(event)),
                    "venue_state": VenueState.CONFIRMED,
                    "venue_name": "Halle Pajol",
                }
            ),
        )
    sent = mail("event changed")
    assert sent["Subject"].startswith("Lieu confirmé\u00a0: Faire groupe")
    plain, _html = texts(sent)
    assert "Où\u00a0: Halle Pajol, Paris" in plain
    assert "Lieu précédent\u00a0: Paris (lieu à confirmer)" in plain
