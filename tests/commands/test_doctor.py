"""``doctor`` names what is wrong, and nothing else."""

import pytest

from config import ROOT, documented
from extensions import db
from models.outbox.message import OutboxMessage


@pytest.fixture
def doctor(app):
    """Runs the doctor with settings; returns its status and the faults that it named."""

    def run(**settings: object) -> tuple[int, dict[str, str]]:
        app.config.update(settings)
        done = app.test_cli_runner().invoke(args=["doctor"])
        lines = dict(line.split(": ", 1) for line in done.output.splitlines())
        return done.exit_code, {name: fault for name, fault in lines.items() if fault != "ok"}

    return run


def test_a_fresh_site_is_well(doctor):
    status, said = doctor()
    assert status == 0
    assert set(said) == {"mail server"}
    assert said["mail server"].startswith("none is set, no mail leaves")


def test_f37_no_mail_server_is_a_fault_of_a_site_that_others_visit(doctor):
    status, faults = doctor(PUBLIC_URL="https://example.org", TRUSTED_PROXIES=1)
    assert (status, set(faults)) == (1, {"mail server", "publisher"})
    assert "no mail leaves" in faults["mail server"]


@pytest.mark.parametrize(
    ("name", "settings", "says"),
    [
        ("secret key", {"SECRET_KEY": "short"}, "shorter than 32"),
        ("public address", {"PUBLIC_URL": "ftp://x.org"}, "not an http(s) address"),
        ("public address", {"PUBLIC_URL": "http://127.0.0.1:8000", "HOST": "0.0.0.0"}, "only this machine"),
        ("public address", {"PUBLIC_URL": "http://example.org"}, "unencrypted"),
        ("public address", {"PUBLIC_URL": "https://example.org/evenements"}, "has a path (/evenements)"),
        ("mail server", {"SMTP_URL": "smtp://127.0.0.1:1"}, "cannot be used"),
        ("mail server", {"SMTP_URL": "mail.example.org"}, "is not smtp://"),
        ("sender", {"MAIL_FROM": "nobody"}, "PARVIS_MAIL_FROM"),
        ("proxies", {"PUBLIC_URL": "https://example.org", "TRUSTED_PROXIES": 0}, "TRUSTED_PROXIES=1"),
        ("time zones", {"TIMEZONE": "Mars/Olympus"}, "is not known"),
    ],
)
def test_each_fault_is_named_in_one_line_and_ends_with_status_1(doctor, name, settings, says):
    status, faults = doctor(**settings)
    assert status == 1
    assert says in faults[name]


def test_e4_mail_that_failed_is_named(doctor, make, app):
    make.registration(make.event())
    with db.writing():
        message = OutboxMessage.claim()
        assert message
        message.fail("550 no such user")
    assert doctor()[1]["outbox"].startswith("1 mails could not be sent")


def test_the_list_of_settings_is_current():
    written = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert written == documented(), ".venv/bin/python config.py > docs/settings.md"


def test_t31_a_proxy_that_is_trusted_on_an_open_port_is_named(doctor):
    assert "proxies" not in doctor(TRUSTED_PROXIES=1, PUBLIC_URL="https://example.org")[1]
    said = doctor(HOST="0.0.0.0", TRUSTED_PROXIES=1, PUBLIC_URL="https://example.org")[1]
    assert "without the proxy" in said["proxies"]


def test_t26_serve_refuses_a_public_address_with_a_path(app):
    app.config.update(PUBLIC_URL="https://example.org/evenements", PORT=0)
    done = app.test_cli_runner().invoke(args=["serve"])
    assert done.exit_code == 1
    assert "has a path (/evenements)" in done.output


def test_f60_f61_what_visitors_read_and_nobody_wrote_is_named(doctor, app):
    app.test_cli_runner().invoke(args=["demo"])
    status, said = doctor()
    assert status == 0, "a site that is only tried out may speak for the example"
    assert said["publisher"] == "still the example's: about, about_en, phone; write your own at /desk/site"
    status, said = doctor(PUBLIC_URL="https://example.org", TRUSTED_PROXIES=1)
    assert status == 1
    assert (
        said["publisher"] == "the legal notice lacks publisher, postal_address, director, hosting: /desk/site"
    )
