"""All mail on the desk: what failed and why, and trying again."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

import worker
from extensions import db
from models.outbox.message import INTERRUPTED, LATE, MessageState, OutboxMessage
from models.user import Role


@pytest.fixture
def desk(signed_in):
    return signed_in(Role.ORGANISER)


@pytest.fixture
def failed(make):
    """A mail that the server refused for good."""
    make.registration(make.event(title="Faire groupe"), email="jeanne@example.org")
    return fail(newest())


def newest():
    db.session.rollback()
    return db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(1)).one()


def fail(message, reason="550 no such user"):
    with db.writing():
        message.attempts = 1
        message.fail(reason)
    return message


def test_e4_a_failed_mail_is_shown_with_whom_it_was_for_and_why(desk, failed):
    page = desk.get("/desk/mail?state=failed")
    assert "jeanne@example.org" in page.text
    assert "Faire groupe" in page.text
    assert "Échec après 1 tentative. Raison donnée\u00a0: «\u00a0550 no such user\u00a0»." in page.text
    assert "1 e-mail n’a pas pu être envoyé." in desk.get("/desk").text


def test_e4_a_failed_mail_is_retried_from_its_line(desk, failed):
    answer = desk.post(f"/desk/mail/{failed.id}/retries?state=failed")
    assert (answer.status_code, answer.location) == (303, "/desk/mail?state=failed")
    assert newest().state is MessageState.QUEUED
    assert "Aucun e-mail n’est en échec." in desk.get("/desk/mail?state=failed").text
    assert "n’a pas pu être envoyé" not in desk.get("/desk").text


def test_e4_with_scripts_only_the_line_and_the_counts_change(desk, failed):
    answer = desk.partial(f"/desk/mail/{failed.id}/retries", {})
    assert f'id="mail-{failed.id}"' in answer.text
    assert 'hx-target="#mail-count-failed" hx-swap="textContent">0<' in answer.text
    assert "L’e-mail est remis en file." in answer.text


def test_e4_every_failed_mail_is_retried_at_once(desk, make, failed):
    make.registration(make.event())
    fail(newest())
    answer = desk.post("/desk/mail/retries", follow_redirects=True)
    assert "2 e-mails sont remis en file." in answer.text
    assert OutboxMessage.count(OutboxMessage.state == MessageState.FAILED) == 0


def test_e4_a_mail_that_did_not_fail_is_not_sent_again(desk, make):
    make.registration(make.event())
    with db.writing():
        newest().delivered()
    assert "Rien à faire" in desk.partial(f"/desk/mail/{newest().id}/retries", {}).text
    assert newest().state is MessageState.SENT
    assert desk.post("/desk/mail/99999/retries").status_code == 404


def test_e4_a_mail_is_called_accepted_only_once_the_server_took_it(desk, make):
    make.registration(make.event())
    assert "En attente d’envoi." in desk.get("/desk/mail").text
    with db.writing():
        newest().delivered()
    assert "Accepté par le serveur de messagerie le" in desk.get("/desk/mail?state=sent").text


def test_e4_a_mail_that_nobody_sends_is_said_to_be_stuck(desk, make, set_clock):
    make.registration(make.event())
    assert "Bloqué depuis" not in desk.get("/desk/mail").text
    set_clock(newest().due_at + LATE + timedelta(seconds=1))
    assert "Bloqué depuis" in desk.get("/desk/mail?state=queued").text


def test_e4_a_mail_whose_conversation_broke_off_may_have_arrived(desk, failed):
    for reason in (INTERRUPTED, "may have arrived: the line was dropped"):
        fail(failed, reason)
        assert "il est peut-être arrivé" in desk.get("/desk/mail").text


def test_a_mail_that_can_no_longer_be_written_is_listed_by_its_kind(desk, failed):
    with db.writing():
        newest().kind = "something old"
    assert "something old" in desk.get("/desk/mail").text


def test_many_mails_are_shown_page_by_page(desk, make):
    event = make.event()
    for _number in range(51):
        make.registration(event)
    assert desk.get("/desk/mail").text.count('class="mail-row') == 50
    assert "page=2" in desk.get("/desk/mail").text
    assert desk.get("/desk/mail?page=2").text.count('class="mail-row') == 1
    assert desk.get("/desk/mail?page=99").status_code == 200


FILED = "Écrit dans le dossier mail/ le "
NONE_LEAVES = "Aucun e-mail ne part"


def test_f37_what_was_written_to_a_file_is_nowhere_called_accepted(desk, client, make):
    person = make.registration(event := make.event())
    worker.send_due()
    everywhere = {
        "/desk/mail": FILED,
        "/desk/mail?state=written": FILED,
        "/desk/mail?state=sent": "Aucun e-mail pour le moment.",
        f"/desk/events/{event.slug}/registrations/{person.id}": FILED,
        f"/registrations/{person.token}/data": "écrit dans un fichier, pas envoyé",
    }
    for path, words in everywhere.items():
        page = (desk if path.startswith("/desk") else client).get(path).text
        assert words in page, path
        assert "ccepté par le serveur" not in page, path
    assert 'id="mail-count-sent">0<' in desk.get("/desk/mail").text
    assert 'id="mail-count-written">1<' in desk.get("/desk/mail").text
    told = json.loads(client.get(f"/registrations/{person.token}/data.json").text)
    assert [mail["state"] for mail in told["mails"]] == ["written"]


def test_f37_a_site_without_a_mail_server_says_so_before_anything_is_sent(desk, app, make):
    event = make.event(status="draft")
    paths = ("/desk", "/desk/mail", f"/desk/events/{event.slug}/status/published")
    for path in (*paths, f"/desk/events/{event.slug}/registrations/message"):
        assert NONE_LEAVES in desk.get(path).text, path
    assert "écrit dans un fichier, pas envoyé" in desk.post("/desk/mail/trials", follow_redirects=True).text
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    for path in paths:
        assert NONE_LEAVES not in desk.get(path).text, path
    assert "mail-count-written" not in desk.get("/desk/mail").text


def test_f37_a_mail_that_a_server_took_after_files_is_accepted(desk, make, app):
    make.registration(make.event())
    worker.send_due()
    make.registration(make.event())
    app.config["SMTP_URL"] = "smtp://127.0.0.1:1"
    with db.writing():
        newest().delivered()
    for state, words in (("written", FILED), ("sent", "Accepté par le serveur de messagerie le")):
        assert desk.get(f"/desk/mail?state={state}").text.count('class="mail-state"') == 1
        assert words in desk.get(f"/desk/mail?state={state}").text


@pytest.fixture
def held(make):
    """Two mails that a restore found waiting."""
    event = make.event()
    make.registration(event)
    make.registration(event)
    with db.writing():
        assert OutboxMessage.hold() == 2
    return db.session.scalars(OutboxMessage.newest()).all()


def test_t21_mail_that_is_held_since_a_restore_is_sent_or_dropped_by_a_person(desk, held):
    worker.send_due()
    page = desk.get("/desk/mail?state=failed")
    assert "2 e-mails sont retenus depuis une restauration" in page.text
    assert "Retenu depuis une restauration" in page.text
    first, second = (message.id for message in held)
    desk.post(f"/desk/mail/{first}/retries")
    answer = desk.post(f"/desk/mail/{second}/drops")
    assert (answer.status_code, answer.location) == (303, "/desk/mail?state=failed")
    assert [(one.id, one.state) for one in db.session.scalars(OutboxMessage.newest())] == [
        (first, MessageState.QUEUED)
    ]
    assert "restauration" not in desk.get("/desk/mail").text


def test_t21_all_that_is_held_is_dropped_at_once_and_nothing_else(desk, held, failed):
    answer = desk.post("/desk/mail/drops", follow_redirects=True)
    assert "2 e-mails sont abandonnés." in answer.text
    assert db.session.scalars(OutboxMessage.newest()).all() == [failed]


def test_t21_a_mail_that_did_not_fail_is_not_dropped(desk, make):
    make.registration(make.event())
    desk.post(f"/desk/mail/{newest().id}/drops")
    assert newest().state is MessageState.QUEUED
