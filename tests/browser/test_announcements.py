"""What a screen reader says: changes made elsewhere are said once, and the count of seats is not.

A screen reader says what changes inside of a polite region that was there before (WAI-ARIA 1.2, aria-live); a region that
comes with its words is often not said. That is what is listened to here.
"""

from dataclasses import replace
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from extensions import db
from models import event_revision
from models.comment import CommentState
from models.event import EventFacts
from models.user import Role

LATER = {"starts": datetime(2031, 3, 4, 9, 30), "ends": datetime(2031, 3, 4, 12, 0)}  # noqa: DTZ001
LISTEN = """() => {
  window.heard = [];
  const regions = '[aria-live], [role=status], [role=alert]';
  new MutationObserver(changes => {
    for (const change of changes)
      for (const node of change.type === 'characterData' ? [change.target] : change.addedNodes) {
        const region = node.parentElement?.closest(regions);
        if (region && region.getAttribute('aria-live') !== 'off' && node.textContent.trim()) heard.push(node.textContent.trim());
      }
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


def heard(page: Page) -> str:
    """Return all that a screen reader would have said since the page was listened to."""
    said: str = page.evaluate("heard.join(' ').replace(/\\s+/g, ' ')")
    return said


def comes(page: Page, words: str) -> None:
    """Wait until some words are said."""
    page.wait_for_function("words => heard.join(' ').includes(words)", arg=words)


def test_the_last_seat_is_said_and_those_before_are_not(make, window):
    event = make.event(capacity=2)
    page = window(f"/events/{event.slug}")
    page.evaluate(LISTEN)
    make.registration(event)
    expect(page.locator("#seats")).to_contain_text("1 place restante")
    assert heard(page) == ""
    make.registration(event)
    comes(page, "Toutes les places sont prises.")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (LATER, "mardi 4\u00a0mars 2031"),
        ({"city": "Lyon"}, "Lyon"),
        ({"status": "cancelled"}, "Cet événement est annulé"),
    ],
)
def test_what_an_organiser_changes_is_said(make, window, change, words):
    event = make.event(city="Paris", venue_state="city")
    page = window(f"/events/{event.slug}")
    page.evaluate(LISTEN)
    with db.writing():
        event_revision.revise(event, replace(EventFacts.of(event), **change))
    comes(page, words)


def test_a_promotion_is_said_on_the_private_page(make, window):
    event = make.event(capacity=1)
    first, second = make.registration(event), make.registration(event)
    page = window(f"/registrations/{second.token}")
    page.evaluate(LISTEN)
    with db.writing():
        first.cancel()
    comes(page, "Inscription confirmée")


def test_a_comment_that_appears_is_said_by_the_count(make, window):
    event = make.event()
    page = window(f"/events/{event.slug}")
    page.evaluate(LISTEN)
    make.comment(event, CommentState.APPROVED)
    comes(page, "1 commentaire")


def test_newcomers_are_said_in_the_queue(make, window):
    event = make.event()
    make.comment(event, CommentState.PENDING)
    page = window("/moderation", user=make.user(Role.MODERATOR))
    page.evaluate(LISTEN)
    make.comment(event, CommentState.PENDING)
    comes(page, "1 nouveau commentaire")


def test_a_row_and_its_buttons_name_the_comment(make, window):
    comment = make.comment(make.event(), CommentState.PENDING, name="Zoé Œillet", body="Et l’ascenseur ?")
    page = window("/moderation", user=make.user(Role.MODERATOR))
    row = page.locator(f"#queue-{comment.id}")
    expect(row).to_have_accessible_name("Zoé Œillet Et l’ascenseur ?")
    expect(row.get_by_role("button", name="Approuver")).to_have_accessible_description("Zoé Œillet")
    expect(row.get_by_role("link", name="Répondre")).to_have_accessible_description("Zoé Œillet")
