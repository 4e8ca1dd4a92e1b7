"""An address means a mailbox: registering, moving and asking, in whatever letters it is spelt."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
from extensions import db
from models import OutboxMessage, Registration, privacy
from models.registration.companion import Companion
from models.subscription import Follower
from models.user import Role, User


def register(client, event, email, **more):
    data = {"name": "Ève Dupont", "email": email, "consent": "y"} | more
    return client.post(f"/events/{event.slug}/registrations", data=data)


def emails():
    return sorted(db.session.scalars(sa.select(Registration.email)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a@straße.de", "a@strasse.de"),
        ("straße@example.org", "strasse@example.org"),
        ("a@βόλος.com", "a@βόλοσ.com"),
    ],
)
def test_f18_two_mailboxes_are_two_registrations(client, make, one, other):
    event = make.event()
    for email in (one, other):
        assert register(client, event, email).status_code == 200
    assert emails() == sorted([one, other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jean.dupont@gmail.com", "JeanDupont@googlemail.com"),
        ("a@faß.de", "A@xn--fa-hia.de"),
        ("a@ex.org", "a@ｅｘ。org"),
    ],
)
def test_f18_two_spellings_of_one_mailbox_are_one_registration(client, make, one, other):
    event = make.event()
    for name, email in (("Ève", one), ("Ève Dupont", other)):
        assert register(client, event, email, name=name).status_code == 200
    assert emails() == [one]
    assert db.session.scalars(sa.select(OutboxMessage.kind).order_by(OutboxMessage.id)).all() == [
        "confirmation",
        "link",
    ]


@pytest.mark.parametrize(
    "email", ["EEV@example.org", "Ève <eev@Example.org>", "eev@ｅxample.org", "eev@exam\u00adple.org"]
)
def test_f21_the_present_address_in_other_letters_is_no_change(client, make, email):
    registration = make.registration(make.event(), email="eev@example.org")
    token = registration.token
    answer = client.post(f"/registrations/{token}/address", data={"email": email})
    assert answer.status_code == 422
    assert "C’est l’adresse que nous avons" in answer.text
    assert client.get(f"/registrations/{token}").status_code == 200
    assert db.session.query(OutboxMessage).count() == 1
    by = make.user()
    with db.writing():
        assert not registration.correct_email(email, seen=registration.email, by=by)


@pytest.mark.parametrize(
    "pasted",
    ["Ève <eve@example.org>", "mailto:eve@example.org", "eve@example.org.", "\u200beve@example.org\u00a0;"],
)
def test_f22_a_pasted_address_is_cleaned_and_shown(client, make, pasted):
    event = make.event()
    refused = register(client, event, pasted, name="")
    assert refused.status_code == 422
    assert 'value="eve@example.org"' in refused.text
    assert register(client, event, pasted).status_code == 200
    assert emails() == ["eve@example.org"]


@pytest.mark.parametrize("typed", ["esp @example.org", "a@b.fr, c@d.fr", "Une <a@b.fr>, deux <c@d.fr>"])
def test_f22_what_is_no_single_address_is_refused_and_kept(client, make, typed):
    refused = register(client, make.event(), typed)
    assert refused.status_code == 422
    assert emails() == []


def test_f22_addresses_of_a_list_are_cleaned_and_one_with_a_space_is_named(signed_in, make):
    event, desk = make.event(), signed_in(Role.ORGANISER)
    path = f"/desk/events/{event.slug}/registrations/import"
    lines = (
        'Nom;Adresse e-mail\nLien Excel;mailto:lien@example.org\nOutlook;"Outlook Person <out@example.org>"\n'
    )
    assert "Ligne 4" in desk.post(path, data={"text": f"{lines}Espace; esp @example.org\n"}).text
    assert desk.post(path, data={"text": lines, "agreed": "yes"}).status_code == 303
    assert emails() == ["lien@example.org", "out@example.org"]


@pytest.mark.parametrize(
    ("rule", "email", "taken"),
    [
        ("faß.de", "a@fass.de", False),
        ("fass.de", "a@faß.de", False),
        ("faß.de", "a@xn--fa-hia.de", True),
        ("École.fr", "a@E\u0301COLE.fr", True),
        (".example.org", "a@b.ｅxample。org", True),
        ("example.org", "a@example.org.", True),
    ],
)
def test_f18_the_domains_of_an_event_are_those_that_mail_goes_to(client, make, rule, email, taken):
    answer = register(client, make.event(email_domains=rule), email)
    assert answer.status_code == (200 if taken else 422)


def test_f18_accounts_and_followers_are_known_by_their_mailbox(make):
    user = make.user(email="jean.dupont@gmail.com")
    assert User.by_email("Jean Dupont <JeanDupont+staff@googlemail.com>") is user
    assert User.by_email("jean@strasse.de") is None
    with db.writing():
        one = Follower.known("a@straße.de", "fr")
        assert Follower.known("a@strasse.de", "fr") is not one
        assert Follower.known("A@xn--strae-oqa.de", "fr") is one


def test_f18_erasing_an_address_finds_every_spelling_and_no_other_mailbox(make):
    event = make.event(max_seats=3, starts=make.wall(days=2), ends=None)
    other = make.registration(event, email="a@strasse.de")
    mine = make.registration(event, email="a@straße.de")
    with db.writing():
        for email in ("A@xn--strae-oqa.de", "a@strasse.de"):
            db.session.add(Companion(registration_id=other.id, name="C", email=email))
        event.starts_at = clock.now() - timedelta(days=3)
    by = make.user()
    with db.writing():
        done = privacy.erase_address("a@STRAßE.de", by=by)
    assert done.counts["registrations"] == done.counts["companions"] == 1
    assert db.session.scalars(sa.select(Companion.email)).all() == ["a@strasse.de"]
    db.session.refresh(other)
    assert (other.email, mine.email) == ("a@strasse.de", "")
    assert (
        db.session.scalars(sa.select(OutboxMessage.recipients).order_by(OutboxMessage.id)).all()[0]
        == "a@strasse.de"
    )
