"""A person whose browser fills in the hidden trap field gets through all the same."""

import pytest
from playwright.sync_api import Page, expect

from extensions import db
from models.comment import CommentState
from models.comment.report import Report
from models.registration import Registration
from tests.browser.test_registration_story import fill

EAGER = """
const fill = () => document.querySelectorAll('.trap input').forEach(input => { input.value = 'Bot'; });
fill();
new MutationObserver(fill).observe(document.body, {childList: true, subtree: true});
"""


def confirm(page: Page, form: str) -> None:
    """Take the step that is offered, and see that it names nothing that cannot be seen."""
    step = page.locator(f"{form}-confirmation")
    expect(step).to_be_focused()
    expect(step).to_contain_text("Confirmez votre envoi")
    expect(page.locator(f"{form}-summary")).to_have_count(0)
    step.get_by_role("button", name="Confirmer et envoyer").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_f23_a_person_whose_browser_fills_the_trap_registers(make, window, javascript):
    page = window(f"/events/{make.event().slug}", javascript=javascript)
    page.evaluate(EAGER)
    fill(page, "Ève Dupont", "eve@example.org")
    page.locator("#registration-organisation").fill("Agence")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.locator("#registration-organisation")).to_have_value("Agence")
    confirm(page, "#registration")
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    db.session.rollback()
    assert [one.organisation for one in db.session.query(Registration)] == ["Agence"]


@pytest.mark.parametrize("javascript", [True, False])
def test_f23_and_reports_a_comment(make, window, javascript):
    comment = make.comment(make.event(slug="talk"), CommentState.APPROVED)
    page = window("/events/talk", javascript=javascript)
    page.locator(f"#comment-{comment.id}").get_by_role("link", name="Signaler").click()
    page.locator(f"#report-{comment.id}-words").fill("injure")
    page.evaluate(EAGER)
    page.get_by_role("button", name="Signaler ce commentaire").click()
    confirm(page, f"#report-{comment.id}")
    expect(page.get_by_text("Merci")).to_be_visible()
    db.session.rollback()
    assert [one.words for one in db.session.query(Report)] == ["injure"]


@pytest.mark.parametrize("javascript", [True, False])
def test_f23_and_finds_what_they_registered_for(make, window, javascript):
    make.registration(make.event(), email="eve@example.org")
    page = window("/my-registrations", javascript=javascript)
    page.evaluate(EAGER)
    page.get_by_label("Adresse e-mail").fill("eve@example.org")
    page.get_by_role("button", name="M’envoyer le lien").click()
    confirm(page, "#person")
    page.wait_for_url("**/my-registrations/sent")
