"""The ticket's page and the ticket in mails."""

from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa

import clock
import mails
from extensions import db
from formats import calendar, qr_code
from models import OutboxMessage
from models.check_in import CheckIn, Scan
from models.registration import RegistrationState, ticket
from models.user import Role


@pytest.fixture
def event(make):
    return make.event(capacity=1, title="Faire groupe")


def mail(kind):
    row = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.kind == kind)).one()
    return message_from_bytes(mails.compose(row).as_bytes(), policy=policy.default)


def pictures(letter):
    return [part for part in letter.walk() if part.get_content_type() == "image/png"]


def test_the_ticket_shows_its_code_and_for_whom_it_is(make, client, event):
    person = make.registration(event, name="Ève Œuvrard", organisation="Atelier")
    answer = client.get(f"/registrations/{person.token}/ticket")
    assert answer.status_code == 200
    for words in ("Votre billet", "Faire groupe", "Ève Œuvrard", "Atelier", qr_code.svg(person)):
        assert words in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert ticket.code(person) not in answer.text, "the code stands in the drawing only"


def test_the_private_page_leads_to_the_ticket(make, client, event):
    person, waiting = make.registration(event), make.registration(event)
    assert f'href="/registrations/{person.token}/ticket"' in client.get(f"/registrations/{person.token}").text
    assert "/ticket" not in client.get(f"/registrations/{waiting.token}").text


def test_c10_there_is_no_ticket_unless_the_registration_is_confirmed(make, client, event):
    person, waiting = make.registration(event), make.registration(event)
    answer = client.get(f"/registrations/{waiting.token}/ticket")
    assert answer.status_code == 404
    assert "Il n’y a pas de billet" in answer.text
    assert "<svg" not in answer.text
    with db.writing():
        person.cancel()
    assert client.get(f"/registrations/{person.token}/ticket").status_code == 404
    assert client.get(f"/registrations/{waiting.token}/ticket").status_code == 200


def test_c10_who_awaits_approval_has_no_ticket_and_is_refused_at_the_door_for_that_reason(make, client):
    event = make.event(approval=True)
    person = make.registration(event)
    assert person.state is RegistrationState.PENDING
    assert client.get(f"/registrations/{person.token}/ticket").status_code == 404
    assert "/ticket" not in client.get(f"/registrations/{person.token}").text
    with db.writing():
        found = CheckIn.record(event, Scan("nonce", clock.now(), code=ticket.present(person)))
    assert found.outcome == "awaiting approval"


def test_b5_the_receipt_of_a_second_attempt_opens_no_ticket(make, client, event):
    person = make.registration(event)
    again = make.receipt(event, email=person.email, name="Somebody else")
    answer = client.get(f"/registrations/{again.token}/ticket")
    assert answer.status_code == 200
    assert person.name not in answer.text
    assert "<svg" not in answer.text


def test_g2_an_organiser_replaces_a_ticket_and_the_person_gets_another(make, signed_in, event):
    person, staff = make.registration(event, name="Ève Œuvrard"), signed_in(Role.ORGANISER)
    old, here = ticket.code(person), f"/desk/events/{event.slug}/registrations/{person.id}"
    assert "Remplacer le billet" in staff.get(here).text
    answer = staff.post(f"{here}/acts", data={"act": "revoke", "next": here})
    assert "Ève Œuvrard reçoit un nouveau billet" in staff.get(answer.location).text
    letter = mail("ticket")
    assert letter["Subject"].startswith("Nouveau billet")
    assert [part.get_content() for part in pictures(letter)] == [qr_code.png(person)]
    with db.writing():
        refused = CheckIn.record(event, Scan("old", clock.now(), code=old))
        welcome = CheckIn.record(event, Scan("new", clock.now(), code=ticket.code(person)))
    assert (refused.outcome, welcome.outcome) == ("revoked", "welcome")
    assert "Remplacer le billet" not in staff.get(here).text


def test_who_has_no_ticket_gets_no_other(make, event):
    make.registration(event)
    waiting = make.registration(event)
    with db.writing():
        assert not ticket.revoke(waiting)
    assert waiting.ticket_generation == 1


def test_c7_who_is_in_cannot_cancel_on_the_private_page(make, client, event):
    person = make.registration(event)
    mine = f"/registrations/{person.token}"
    assert "Annuler mon inscription" in client.get(mine).text
    with db.writing():
        CheckIn.record(event, Scan("nonce", clock.now(), code=ticket.code(person)))
    page = client.get(mine).text
    assert "Vous êtes là." in page
    assert "Annuler mon inscription" not in page
    assert client.post(f"{mine}/cancellation").status_code == 303
    db.session.refresh(person)
    assert person.state is RegistrationState.CONFIRMED


def test_c1_an_unknown_link_has_no_ticket(client):
    assert client.get("/registrations/AAAAAAAAAAAAAAAAAAAAAA/ticket").status_code == 404


def test_the_confirmation_and_the_promotion_bring_the_ticket(make, event):
    person, waiting = make.registration(event), make.registration(event)
    assert [part.get_content() for part in pictures(mail("confirmation"))] == [qr_code.png(person)]
    assert not pictures(mail("waiting"))
    with db.writing():
        person.cancel()
    assert [part.get_content() for part in pictures(mail("promotion"))] == [qr_code.png(waiting)]
    assert not pictures(mail("confirmation")), "a ticket that is dead by now does not travel"


def test_the_mail_is_understood_without_its_picture(make, event):
    make.registration(event)
    letter = mail("confirmation")
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for words in (plain, html):
        assert "Sans lui, votre nom suffit." in " ".join(words.split())
    assert 'src="cid:picture"' in html
    assert 'alt="Code QR du billet"' in html
    assert pictures(letter)[0]["Content-ID"] == "<picture>"
    assert pictures(letter)[0].get_content_disposition() == "inline"


def test_f5_no_ticket_and_no_private_link_stands_in_a_calendar_file(make, event):
    person = make.registration(event)
    unfolded = calendar.registration(person).replace(b"\r\n ", b"").decode()
    for secret in (ticket.code(person), person.token, "/ticket"):
        assert secret not in unfolded
