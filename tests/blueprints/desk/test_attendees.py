"""Organisers correct attendees in place and add some by hand, without losses or overbooking."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.outbox.message import OutboxMessage
from models.registration import Registration, RegistrationState
from models.registration.request import Details
from models.user import Role
from tests.forms import filled
from tests.pages import PARTIAL

NEW = {"name": "Anne Cœur", "email": "anne@example.org", "seats": "1", "language": "fr"}


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


def sheet(registration):
    return f"/desk/events/{registration.event.slug}/registrations/{registration.id}/edit"


def corrected(desk, registration, **values):
    """Open the form, type some values over it, and save."""
    path = sheet(registration)
    return desk.post(path, data=filled(desk.get(path).text, path) | values)


def known(email):
    return db.session.scalar(sa.select(Registration).where(Registration.email == email))


def verbs(registration):
    lines = sa.select(AuditEntry.verb).where(
        AuditEntry.subject == "registration", AuditEntry.subject_id == registration.id
    )
    return list(db.session.scalars(lines.order_by(AuditEntry.id)))


def test_one_registration_is_corrected_in_place(desk, make):
    registration = make.registration(make.event(), name="Ane Coeur")
    path = sheet(registration)
    form = desk.get(path, headers=PARTIAL).text
    assert 'hx-target="#registration-facts"' in form
    answer = corrected(desk, registration, name="Anne Cœur", organisation="Œuvre & Cie")
    assert (answer.status_code, answer.location) == (303, path.removesuffix("/edit"))
    db.session.refresh(registration)
    assert (registration.name, registration.organisation) == ("Anne Cœur", "Œuvre & Cie")
    assert verbs(registration) == ["register", "amend"]
    corrected(desk, registration)
    assert verbs(registration) == ["register", "amend"], "nothing was changed, nothing is written down"


def test_two_organisers_who_correct_one_registration_lose_nothing(desk, make, signed_in):
    registration = make.registration(make.event(), name="Ane", organisation="Avant")
    path = sheet(registration)
    mine = filled(desk.get(path).text, path) | {"name": "Anne", "organisation": "Mienne"}
    corrected(signed_in(Role.ORGANISER), registration, organisation="Sienne", job_title="Maire")
    answer = desk.post(path, data=mine)
    assert answer.status_code == 409
    again = filled(answer.text, path)
    assert (again["name"], again["organisation"], again["job_title"]) == ("Anne", "Mienne", "Maire")
    assert "<blockquote>Sienne</blockquote>" in answer.text
    assert "Repris de l’autre version\u00a0: Fonction." in answer.text
    db.session.refresh(registration)
    assert (registration.name, registration.organisation) == ("Ane", "Sienne")
    assert desk.partial(path, mine).status_code == 409
    assert desk.post(path, data=again).status_code == 303
    db.session.refresh(registration)
    assert (registration.name, registration.organisation, registration.job_title) == (
        "Anne",
        "Mienne",
        "Maire",
    )


def test_what_the_person_changed_meanwhile_is_not_lost_either(desk, make):
    registration = make.registration(make.event(), name="Ane")
    path = sheet(registration)
    mine = filled(desk.get(path).text, path) | {"name": "Anne"}
    with db.writing():
        registration.amend(Details(name="Ane", email=registration.email, organisation="Nouvelle"))
    answer = desk.post(path, data=mine)
    assert answer.status_code == 409
    assert filled(answer.text, path)["organisation"] == "Nouvelle"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Indiquez un nom."),
        ("name", "x" * 246, "Raccourcissez à 245 caractères."),
        ("seats", "", "Indiquez un nombre de 1 à 100."),
        ("seats", "0", "Indiquez un nombre de 1 à 100."),
        ("seats", "many", "Indiquez un nombre"),
        ("seats", "4", "Au plus 3 places sont possibles"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_everything_is_kept(desk, make, field, value, words):
    registration = make.registration(make.event(capacity=3))
    answer = corrected(desk, registration, organisation="Gardée", **{field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert filled(answer.text, sheet(registration))["organisation"] == "Gardée"


def test_fewer_seats_go_to_who_waits(desk, make):
    event = make.event(capacity=2, max_seats=2)
    registration, second = make.registration(event, seats=2), make.registration(event)
    corrected(desk, registration, seats="1")
    db.session.refresh(second)
    assert second.state is RegistrationState.CONFIRMED


def test_who_has_cancelled_is_not_corrected(desk, make):
    registration = make.registration(make.event())
    with db.writing():
        registration.cancel()
    answer = corrected(desk, registration, name="Autre")
    assert answer.status_code == 422
    assert "rien n’a été enregistré" in answer.text


def test_somebody_is_added_by_hand_by_an_organiser_and_told(desk, make):
    event = make.event(capacity=3, approval=True, confirm_address=True, max_seats=1)
    path = f"/desk/events/{event.slug}/registrations/new"
    assert filled(desk.get(path).text, path)["language"] == "fr"
    answer = desk.post(path, data=NEW | {"seats": "2"})
    person = known("anne@example.org")
    assert answer.location == f"/desk/events/{event.slug}/registrations/{person.id}"
    assert (person.state, person.seats, person.consent_at) == (RegistrationState.CONFIRMED, 2, None)
    line = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.subject_id == person.id)).one()
    assert (line.actor, line.verb) == ("staff", "register")
    assert db.session.scalars(sa.select(OutboxMessage.kind)).all() == ["confirmation"]


def test_nobody_added_by_hand_exceeds_the_capacity(desk, make):
    event = make.event(capacity=2, waiting_list=False)
    make.registration(event)
    path = f"/desk/events/{event.slug}/registrations/new"
    answer = desk.post(path, data=NEW | {"seats": "2"})
    assert answer.status_code == 422
    assert "Au plus 1 place est possible" in answer.text
    assert desk.post(path, data=NEW).status_code == 303
    answer = desk.post(path, data=NEW | {"email": "b@example.org"})
    assert "Aucune place n’est libre" in answer.text
    db.session.refresh(event)
    assert event.seats_taken == 2


def test_when_all_seats_are_taken_who_is_added_waits(desk, make):
    event = make.event(capacity=1)
    make.registration(event)
    desk.post(f"/desk/events/{event.slug}/registrations/new", data=NEW)
    assert known("anne@example.org").state is RegistrationState.WAITING


def test_organisers_add_people_after_the_closing_time_but_not_after_the_event(desk, make):
    closed = make.event(capacity=1, closes=make.wall(hours=-1))
    path = f"/desk/events/{closed.slug}/registrations/new"
    assert desk.post(path, data=NEW).status_code == 303
    assert "Aucune place n’est libre" in desk.post(path, data=NEW | {"email": "b@example.org"}).text
    over = make.event(starts=make.wall(days=-3))
    answer = desk.post(f"/desk/events/{over.slug}/registrations/new", data=NEW)
    assert answer.status_code == 422


def test_an_address_that_is_registered_is_not_added_twice_but_led_to(desk, make):
    event = make.event()
    person = make.registration(event, email="anne@example.org")
    path = f"/desk/events/{event.slug}/registrations/new"
    answer = desk.post(path, data=NEW | {"email": "ANNE@example.org "})
    assert answer.status_code == 422
    assert "Cette adresse est déjà inscrite." in answer.text
    assert f'href="/desk/events/{event.slug}/registrations/{person.id}"' in answer.text
    with db.writing():
        person.cancel()
    assert desk.post(path, data=NEW).status_code == 303
    db.session.refresh(person)
    assert person.state is RegistrationState.CONFIRMED, "who had cancelled comes back"


@pytest.mark.parametrize("field", ["name", "email", "seats"])
def test_what_is_missing_is_said_beside_the_field(desk, make, field):
    event = make.event()
    path = f"/desk/events/{event.slug}/registrations/new"
    answer = desk.post(path, data=NEW | {"organisation": "Gardée", field: ""})
    assert answer.status_code == 422
    assert filled(answer.text, path)["organisation"] == "Gardée"
    assert db.session.scalars(sa.select(Registration)).all() == []
