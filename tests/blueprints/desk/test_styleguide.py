"""The page of components and the page of mails: the real templates, every state, and nothing written."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

import mails
from blueprints.desk import styleguide_samples
from extensions import db
from models.comment import CommentState
from models.event import Admission
from models.registration import RegistrationState
from models.user import Role

STATES = {
    "public/events/_seats.html": {*Admission, "unlimited"},
    "public/registrations/_form.html": {"empty", "filled", "in error"},
    "public/registrations/_panel.html": set(Admission),
    "public/registrations/_receipt.html": {"confirmed", "waiting", "held", "pending"},
    "public/registrations/_standing.html": set(RegistrationState),
    "public/comments/_comment.html": {"approved", "edited", "erased"},
    "public/comments/_own.html": set(CommentState),
    "moderation/queue/_row.html": {*CommentState, "held", "overtaken"},
    "moderation/queue/_tabs.html": {"pending"},
    "desk/events/_events.html": {"seven events"},
    "public/comments/_pages.html": {"first", "between"},
}


@pytest.fixture
def organiser(signed_in):
    return signed_in(Role.ORGANISER)


def sections(html: str) -> dict[str, str]:
    found = re.split(r'<h2><code translate="no">(.*?)</code></h2>', html)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_component_appears_in_every_state(organiser, language):
    shown = sections(organiser.get(f"/desk/style?lang={language}").text)
    for template, states in STATES.items():
        said = set(re.findall(r'<h3 class="desk-status" lang="en">(.*?)</h3>', shown[template]))
        assert said == {str(state) for state in states}, template
    assert 'aria-invalid="true"' in shown["public/registrations/_form.html"]
    assert "error-summary" in shown["public/registrations/_form.html"]
    assert "banner-cancelled" in shown["public/events/_status.html"]


@pytest.mark.parametrize("admission", Admission)
def test_a_sample_is_in_the_state_that_it_is_named_after(app, admission):
    assert styleguide_samples.event(**styleguide_samples.ADMISSIONS[admission]).admission is admission


def test_neither_page_writes_anything(organiser, app):
    statements = []
    organiser.get("/desk/style")  # the session is seen once
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
        organiser.get("/desk/style")
        organiser.get("/desk/style/mail")
    assert statements
    assert not [
        each
        for each in statements
        if not each.startswith(("SELECT", "WITH", "PRAGMA", "BEGIN")) or each == "BEGIN IMMEDIATE"
    ]


def test_every_mail_is_shown_in_both_languages(organiser):
    page = organiser.get("/desk/style/mail")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    frames = re.findall(r'src="(/desk/style/mail/.*?)"', page.text)
    assert len(frames) == 2 * len(mails.WRITERS)


@pytest.mark.parametrize("kind", mails.WRITERS)
def test_a_mail_speaks_one_language_and_may_be_framed_by_us_alone(organiser, app, kind):
    app.test_client_class = FlaskClient  # a mail carries its own sheet, which no page may
    browser = app.test_client()
    browser._cookies = organiser._cookies
    said = {}
    for language in ("fr", "en"):
        answer = browser.get(f"/desk/style/mail/{kind}/{language}")
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 200
        assert "frame-ancestors 'self'" in policy
        assert "script" not in policy
        assert f'<html lang="{language}">' in answer.text
        with app.test_request_context(), styleguide_samples.message(kind, language) as row:
            letter = mails.write(row)
            said[language] = {letter.subject, letter.title, letter.because, *letter.opening, *letter.closing}
    assert not said["fr"] & said["en"]


def test_a_mail_that_does_not_exist_is_not_found(organiser):
    assert organiser.get("/desk/style/mail/nothing/fr").status_code == 404
    assert organiser.get("/desk/style/mail/link/xx").status_code == 404
