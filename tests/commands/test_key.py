"""The secret key: the database knows which one made its links, and changing it kills none."""

import os
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa

import clock
import worker
from app import create_app
from blueprints.site import tries
from config import weakness
from extensions import db
from forms.public import form
from models import token
from models.comment import Comment
from models.comment.moderation_link import Forged, MailedLink
from models.event import Speaker, speaker_link
from models.outbox.message import MessageState, OutboxMessage
from models.registration import Registration, ticket
from models.site.signing_key import ForeignKey, SigningKey
from models.subscription import Subscription
from models.user import Role, factors
from tests.models.conftest import settings  # noqa: F401  both databases

ANOTHER = "k4Jq0zVnR8x-sWm2LtYc6uHbEe1oAi9G"


@pytest.fixture
def run(app):
    """Run a command; returns its status and what it said."""

    def run(*arguments, **options):
        done = app.test_cli_runner().invoke(args=list(arguments), **options)
        db.session.rollback()
        return done.exit_code, done.output

    return run


@pytest.fixture
def started(monkeypatch, app):
    """Where ``serve`` would have become the server."""
    app.config["PORT"] = 0
    calls = []
    monkeypatch.setattr(os, "execv", lambda *arguments: calls.append(arguments))
    return calls


@pytest.fixture
def restart(app):
    """Give the application the settings that it would have after a restart of the site."""

    def restart():
        again = create_app({"INSTANCE": app.config["INSTANCE"]}).config
        for name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "WTF_CSRF_SECRET_KEY"):
            app.config[name] = again[name]

    return restart


def test_t23_the_first_start_notes_the_key_and_another_host_is_refused(app, make, run, started):
    make.registration(make.event())
    assert run("serve")[0] == 0
    assert len(started) == 1
    kept = db.session.scalars(sa.select(SigningKey.fingerprint)).one()
    assert app.config["SECRET_KEY"] not in kept
    app.config["SECRET_KEY"] = ANOTHER
    for command in ("serve", "worker", "doctor"):
        status, said = run(command)
        assert status == 1
        assert "Set PARVIS_SECRET_KEY to the key of the other host" in said
    assert len(started) == 1
    assert db.session.scalars(sa.select(SigningKey.fingerprint)).one() == kept


def test_t23_a_fresh_key_beside_a_database_from_before_with_registrations_is_refused(app, make, run, started):
    make.registration(make.event())
    assert db.session.get(SigningKey, 1) is None
    app.config["SECRET_KEY"] = ANOTHER
    status, said = run("serve")
    assert (status, started) == (1, [])
    assert "not the one that this site" in said
    assert db.session.get(SigningKey, 1) is None


def test_t23_a_worker_with_a_foreign_key_sends_nothing(app, make):
    with db.writing():
        SigningKey.take()
    make.registration(make.event())
    waiting = sa.select(sa.func.count()).where(OutboxMessage.state == MessageState.QUEUED)
    before = db.session.scalar(waiting)
    own, app.config["SECRET_KEY"] = app.config["SECRET_KEY"], ANOTHER
    with pytest.raises(ForeignKey):
        worker.Rounds(alone=False).go(lambda: True)
    with pytest.raises(ForeignKey):
        worker.send_due()
    assert before
    assert db.session.scalar(waiting) == before
    app.config["SECRET_KEY"] = own
    worker.send_due()
    assert db.session.scalar(waiting) == 0


@pytest.mark.parametrize(
    "weak",
    ["short", "x" * 40, "changeme-changeme-changeme-changeme-2026", "my-very-secret-key-0123456789-abcdefg"],
)
def test_t25_a_key_that_can_be_guessed_is_refused(app, run, started, weak):
    app.config["SECRET_KEY"] = weak
    status, said = run("serve")
    assert (status, started) == (1, [])
    assert "The secret key is" in said


def test_t25_keys_that_we_make_are_good(app):
    assert not weakness(app.config["SECRET_KEY"])
    assert not weakness(ANOTHER)


def test_t24_what_the_former_key_made_goes_on_until_it_is_forgotten(app, make, run, restart):
    event = make.event(speakers=[Speaker(name="Ada Lovelace")])
    person = make.registration(event)
    subscription = make.subscription(make.comment(event))
    moderator, speaker = make.user(Role.MODERATOR), event.speakers[0]
    link, code, listed = person.token, ticket.present(person), person.lookup_pass
    confirms, ends, guest = person.address_token, subscription.token, speaker_link.token_of(event, speaker)
    stamp, mailed = form.stamp("comment"), MailedLink(1, 1, moderator).key
    first = app.config["SECRET_KEY"]

    status, said = run("key", "change")
    assert status == 0, said
    assert "registrations: 1, comments: 1, subscriptions to replies: 1" in said
    restart()
    assert app.config["SECRET_KEY"] != first
    assert run("doctor")[1].startswith("secret key: ok")
    assert Registration.by_token(link) == person
    assert Registration.by_address_link(confirms) == person
    assert Registration.by_lookup_pass(listed) == [person]
    assert Subscription.by_token(ends) == subscription
    assert speaker_link.named_by(event, guest) == speaker
    assert ticket.read(code) == ticket.Ticket(person, revoked=False)
    assert form.stamp_fault("comment", stamp) == ""
    assert MailedLink.read(mailed).user.id == moderator.id
    assert (person.token, ticket.present(person)) == (link, code), "the next mail carries the same link"
    assert token.accepted()[1:] == [first]

    other = make.registration(event, email="other@example.org")
    assert Registration.by_token(other.token) == other

    status, said = run("key", "forget", "--yes")
    assert status == 0, said
    restart()
    assert token.accepted()[1:] == []
    assert Registration.by_token(link) is None
    assert ticket.read(code) is None
    assert form.stamp_fault("comment", stamp) == "no stamp"
    with pytest.raises(Forged):
        MailedLink.read(mailed)
    for made in (person, other):
        db.session.refresh(made)
        assert Registration.by_token(made.token) == made
        assert ticket.read(ticket.present(made)) == ticket.Ticket(made, revoked=False)
    assert Comment.by_token(db.session.get_one(Comment, subscription.comment_id).token)
    assert run("doctor")[1].startswith("secret key: ok")


def test_t24_staff_stay_signed_in_and_their_open_forms_are_taken(app, signed_in, run, restart):
    browser = signed_in(Role.ADMIN)
    open_form = browser.get("/desk/site").text
    csrf = open_form.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    run("key", "change")
    restart()
    assert browser.get("/desk").status_code == 200
    answer = browser.post("/logout", data={"csrf_token": csrf})
    assert answer.status_code == 303


def test_t24_a_key_from_the_settings_is_changed_there(app, run):
    app.config["SECRET_KEY"] = ANOTHER
    status, said = run("key", "change")
    assert status == 0
    assert f"PARVIS_FORMER_SECRET_KEYS='{ANOTHER}'" in said
    assert not Path(app.config["INSTANCE"], "secret-key.former").exists()


def test_t24_a_lost_key_ends_every_link_and_the_site_serves_again(app, make, run, started):
    person = make.registration(make.event())
    run("serve")
    link, app.config["SECRET_KEY"] = person.token, ANOTHER
    assert run("key", "adopt")[0] == 1, "it asks first"
    assert run("key", "adopt", "--yes")[0] == 0
    assert Registration.by_token(link) is None
    db.session.refresh(person)
    assert Registration.by_token(person.token) == person
    assert run("serve")[0] == 0
    assert len(started) == 2


def test_t24_the_codes_of_an_app_and_a_known_browser_go_on_too(app, run, restart):
    seed = "seed of somebody's app"
    secret, signed = factors.app_secret(seed), tries._signer().dumps("known")
    run("key", "change")
    restart()
    assert factors.step_of(seed, pyotp.TOTP(secret).at(clock.now()))
    assert tries._signer().loads(signed) == "known"
    said = run("key", "forget", input="y\n")[1]
    assert "0 have one" in said
    restart()
    assert not factors.step_of(seed, pyotp.TOTP(secret).at(clock.now()))
