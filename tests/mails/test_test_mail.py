"""The test mail of ``doctor --send`` and of the desk: a real conversation, and the server's own words."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from extensions import db
from models.site.record import Site
from models.user import Role

TO = "ada@example.org"


@pytest.fixture
def doctor(app):
    """Sends a test mail from the command line; returns the status and what was said about it."""

    def run(recipient: str = TO) -> tuple[int, str]:
        done = app.test_cli_runner().invoke(args=["doctor", "--send", recipient])
        return done.exit_code, next(line for line in done.output.splitlines() if "test mail" in line)

    return run


@pytest.fixture
def press(make, signed_in):
    """Presses the desk's button as Ada; returns what the page says then."""
    desk = signed_in(make.user(Role.ORGANISER, email=TO))

    def pressed() -> str:
        answer = desk.post("/desk/mail/trials")
        assert answer.status_code == 303
        return desk.get(answer.location).text

    return pressed


def test_the_server_takes_the_test_mail(doctor, postmaster, app):
    app.config.update(PUBLIC_URL="https://parvis.example.org", TRUSTED_PROXIES=1)
    with db.writing():  # nothing else is amiss
        Site.revise(dict.fromkeys(Site.current().owes, "Urbanisme"), by=None)
    status, said = doctor()
    assert (status, said) == (0, f"test mail: accepted by {app.config['SMTP_URL'].removeprefix('smtp://')}")
    (mail,) = postmaster.accepted
    assert (mail["To"], mail["Auto-Submitted"]) == (TO, "auto-generated")
    assert mail["Subject"].startswith("E-mail d’essai\u00a0: ")
    assert "Il n’y a rien à faire." in mail.get_body(("plain",)).get_content()
    assert "Il n’y a rien à faire." in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    ("step", "answer", "words"),
    [
        ("RCPT", "550 no such user", "550 no such user"),
        ("MAIL", "451 later, please", "451 later, please"),
        ("DATA", "DROP", "not accepted"),
    ],
)
def test_what_the_server_answers_is_said_word_for_word(doctor, press, postmaster, step, answer, words):
    postmaster.says[step] = answer
    status, said = doctor()
    assert status == 1
    assert words in said
    page = press()
    assert "n’a pas été accepté" in page
    if words == answer:
        assert words in page
    assert postmaster.accepted == []


def test_nobody_answers(doctor, nobody_listens):
    status, said = doctor()
    assert status == 1
    assert said.startswith("test mail: not accepted: ")


def test_what_is_no_address_is_not_sent(doctor, postmaster):
    status, said = doctor("nowhere")
    assert status == 1
    assert "not accepted" in said
    assert postmaster.steps == []


def test_without_a_server_the_test_mail_is_a_file(doctor, app):
    status, said = doctor()
    (file,) = (Path(app.config["INSTANCE"]) / "mail").glob("*.eml")
    assert (status, said) == (0, f"test mail: written to {file.parent}, not sent: no mail server is set")
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == TO


def test_the_button_sends_to_whoever_presses_it_and_owes_nothing(press, postmaster, outbox):
    assert "a été accepté par" in press()
    assert [mail["To"] for mail in postmaster.accepted] == [TO]
    assert outbox() == []
