"""An organiser corrects a mistyped email address.

Both addresses are told, the old link and ticket are dead, and nothing is lost.
"""

import pytest
import sqlalchemy as sa

from extensions import db
from models import Change
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.registration import FormerEmail, Registration, ticket
from models.user import Role
from tests.forms import filled


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


def there(registration):
    return f"/desk/events/{registration.event.slug}/registrations/{registration.id}/address"


def told():
    """Who is owed which mail, the confirmation left out."""
    owed = sa.select(OutboxMessage.kind, OutboxMessage.recipients).where(OutboxMessage.kind != "confirmation")
    return {
        (kind, recipient)
        for kind, recipients in db.session.execute(owed)
        for recipient in recipients.split(",")
    }


def test_c8_an_organiser_corrects_an_address(client, desk, make):
    registration = make.registration(make.event(email_domains="example.org"), email="eev@example.org")
    path, link, shown = there(registration), registration.token, ticket.code(registration)
    assert f'href="{path}"' in desk.get(path.removesuffix("/address")).text
    page = desk.get(path).text
    assert "Le lien privé et le billet envoyés jusqu’ici cessent de valoir." in page
    answer = desk.post(path, data=filled(page, path) | {"email": " eve@example.net "})
    assert (answer.status_code, answer.location) == (303, path.removesuffix("/address"))
    db.session.refresh(registration)
    assert registration.email == "eve@example.net"
    assert told() == {("moved", "eve@example.net"), ("moved away", "eev@example.org")}
    assert client.get(f"/registrations/{link}").status_code == 404
    assert client.get(f"/registrations/{registration.token}").status_code == 200
    old = ticket.read(shown)
    assert old
    assert old.revoked
    assert [row.email for row in FormerEmail.of(registration)] == ["eev@example.org"]
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.verb == "move")).one()
    assert line.actor == "staff"
    assert line.user_id
    assert "example" not in str(line.facts)


def test_c8_phones_at_the_door_learn_of_the_new_ticket(desk, make):
    registration = make.registration(make.event(), email="eev@example.org")
    topic = f"door:{registration.event_id}"
    heard = (
        sa.select(sa.func.count()).select_from(Change).where(Change.topic == topic, Change.part == "person")
    )
    before = db.session.scalar(heard) or 0
    path = there(registration)
    desk.post(path, data=filled(desk.get(path).text, path) | {"email": "eve@example.org"})
    assert db.session.scalar(heard) == before + 1


def test_the_same_address_changes_nothing_and_tells_nobody(desk, make):
    registration = make.registration(make.event())
    path, link = there(registration), registration.token
    assert desk.post(path, data=filled(desk.get(path).text, path)).status_code == 303
    assert Registration.by_token(link) is not None
    assert not told()


@pytest.mark.parametrize("typed", ["", "nowhere", "eve@"])
def test_what_is_no_address_is_said_beside_the_field(desk, make, typed):
    registration = make.registration(make.event(), email="eev@example.org")
    path = there(registration)
    answer = desk.post(path, data=filled(desk.get(path).text, path) | {"email": typed})
    assert answer.status_code == 422
    assert 'aria-describedby="address-email-hint address-email-error"' in answer.text
    assert f'value="{typed}"' in answer.text
    db.session.refresh(registration)
    assert registration.email == "eev@example.org"


def test_an_address_that_is_registered_already_names_who_has_it(desk, make):
    event = make.event()
    known, registration = (
        make.registration(event, name="Ève", email="eve@example.org"),
        make.registration(event),
    )
    path = there(registration)
    answer = desk.post(path, data=filled(desk.get(path).text, path) | {"email": "Eve@Example.org"})
    assert answer.status_code == 422
    assert f'/registrations/{known.id}"><bdi>Ève</bdi>' in answer.text
    assert "Cette adresse est déjà inscrite." in answer.text
    assert not told()


def test_two_organisers_who_correct_one_address_lose_nothing(desk, make, signed_in):
    registration = make.registration(make.event(), email="eev@example.org")
    path = there(registration)
    mine = filled(desk.get(path).text, path) | {"email": "mine@example.org"}
    theirs = mine | {"email": "theirs@example.org"}
    assert signed_in(Role.ORGANISER).post(path, data=theirs).status_code == 303
    answer = desk.post(path, data=mine)
    assert answer.status_code == 409
    assert "<blockquote>theirs@example.org</blockquote>" in answer.text
    again = filled(answer.text, path)
    assert again["email"] == "mine@example.org"
    assert desk.post(path, data=again).status_code == 303
    db.session.refresh(registration)
    assert registration.email == "mine@example.org"


def test_a_cancelled_registration_keeps_its_address(desk, make):
    registration = make.registration(make.event(), email="eev@example.org")
    path = there(registration)
    form = filled(desk.get(path).text, path) | {"email": "eve@example.org"}
    with db.writing():
        registration.cancel()
    answer = desk.post(path, data=form)
    assert answer.status_code == 422
    assert "elle garde son adresse" in answer.text
    assert f'href="{path}"' not in desk.get(path.removesuffix("/address")).text
