"""What holds on private pages, refused forms, staff pages and phones: the checks of every page."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from extensions import db
from models import event_revision
from models.comment import CommentState
from models.comment.moderation_link import MailedLink
from models.event import EventFacts, PromotionPolicy, Speaker, speaker_link
from models.outbox.message import OutboxMessage
from models.registration import Registration
from models.user import Role
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_every_page import NARROW, axe, colliding

MODES = [
    {"viewport": DESK, "color_scheme": "light"},
    {"viewport": NARROW, "color_scheme": "dark"},
    {"viewport": PHONE, "forced_colors": "active", "reduced_motion": "reduce"},
]
FINGER = 44  # pixels, WCAG 2.5.5
SMALL = """least => [...document.querySelectorAll('button, main input:not([type=hidden]), main textarea, main select')]
  .map(control => [control, control.closest('label') ?? control.labels?.[0]])
  .filter(([control]) => control.checkVisibility({visibilityProperty: true}) && !control.closest('.trap, [hidden]'))
  .map(([control, label]) => [control, ['checkbox', 'radio'].includes(control.type) && label || control])
  .map(([control, target]) => [control.outerHTML.slice(0, 120), target.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < least || box.width < 24))
  .map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""


def look(page: Page, path: str) -> list[str]:
    """Return what is wrong with a page as it stands."""
    found = axe(page) + sideways(page, "") + colliding(page)
    if page.viewport_size == DESK:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += sideways(page, " with text at twice its size") + colliding(page)
    return [f"{path}: {fault}" for fault in found]


def sideways(page: Page, when: str) -> list[str]:
    """Return by how much a page asks to be scrolled sideways."""
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    return [f"{wide} pixels too wide{when}"] if wide > 0 else []


@pytest.mark.parametrize("mode", MODES, ids=["desk", "narrow dark", "forced colours"])
def test_axe_finds_nothing_in_the_states_of_visitors(make, window, mode):
    full = make.event(capacity=1, max_seats=2)
    make.questions(full)
    private = [make.receipt(full).token for _ in range(2)]
    faults = []
    page = window(f"/events/{make.event().slug}", **mode)
    for button, summary in (("S’inscrire", "registration"), ("Publier le commentaire", "comment")):
        page.get_by_role("button", name=button).click()
        expect(page.locator(f"#{summary}-summary")).to_be_focused()
        faults += look(page, f"refused {summary}")
    mine = make.comment(full, CommentState.PENDING).token
    again = [make.receipt(full, email="twice@example.org").token for _ in range(2)][1]
    shown = make.comment(full, CommentState.APPROVED)
    paths = [
        f"/events/{full.slug}/comments/{shown.id}/report",
        f"/registrations/{again}",
        f"/events/{full.slug}",
        f"/comments/{mine}",
        f"/comments/{mine}/delete",
        "/my-registrations",
        "/my-registrations/sent",
        "/my-registrations/moved",
        f"/registrations/{private[0]}/address",
        f"/registrations/{private[0]}/data",
        f"/registrations/{private[0]}/erasure",
        "/my-registrations/erased",
        f"/my-registrations/{db.session.get_one(Registration, 1).lookup_pass}",
    ]
    paths += [f"/registrations/{make.receipt(make.event()).token}/comments"]
    with db.writing():
        full.speakers = [Speaker(name="Jeanne Martin", role="Grande témoin")]
    paths += [f"/events/{full.slug}/guests/{speaker_link.token_of(full, full.speakers[0])}"]
    following = make.subscription(make.comment(full, CommentState.APPROVED), confirmed=False)
    paths += [f"/followers/{following.follower.token}", f"/subscriptions/{following.token}"]
    asked = make.registration(make.event(confirm_address=True, approval=True))
    paths += [f"/events/{asked.event.slug}", f"/registrations/{asked.address_token}/confirmation"]
    offered = make.registration(make.event(capacity=0, promotion=PromotionPolicy.OFFER))
    with db.writing():
        event_revision.revise(offered.event, replace(EventFacts.of(offered.event), capacity=1))
    paths += [f"/registrations/{offered.token}/seat"]
    private += [offered.token, asked.token, make.registration(make.event(approval=True)).token]
    for token in private:
        paths += [f"/registrations/{token}", f"/registrations/{token}/cancellation"]
    paths.append(f"/registrations/{private[0]}/ticket")
    for path in paths:
        assert page.goto(path).status == 200, path
        faults += look(page, path)
    assert faults == []


@pytest.mark.parametrize("mode", MODES, ids=["desk", "narrow dark", "forced colours"])
def test_axe_finds_nothing_on_the_pages_of_the_staff(make, window, mode):
    event = make.event(capacity=1)
    for state in CommentState:
        make.comment(event, state)
    who = make.registration(event)
    with db.writing():
        db.session.scalars(sa.select(OutboxMessage).limit(1)).one().fail("550 no such user")
    approved = make.event(approval=True)
    make.registration(approved)
    page = window("/account", user=make.user(Role.ADMIN), **mode)
    here, faults = f"/desk/events/{event.slug}", []
    paths = [
        "/account",
        "/logout",
        "/desk",
        "/desk/site",
        "/desk/staff",
        "/desk/people",
        f"/desk/people?q={who.email}",
        f"/desk/people/erasure?q={who.email}",
        here,
        f"{here}/edit",
        "/desk/door",
        f"{here}/door",
        f"{here}/statistics",
        f"{here}/registrations",
        f"{here}/registrations?q=nobody",
        f"{here}/registrations/1",
        f"{here}/registrations/1/edit",
        f"{here}/registrations/1/address",
        f"{here}/registrations/new",
        f"{here}/registrations/import",
        f"{here}/registrations/message",
        f"/desk/events/{approved.slug}/registrations?state=pending",
        *(f"{here}/prints{sheet}" for sheet in ("", "/door-list", "/attendance-sheet", "/badges")),
        "/desk/events/new",
        f"{here}/questions",
        f"{here}/consents",
        f"{here}/phones",
        f"{here}/questions/{make.questions(event)[3].id}",
        "/desk/mail",
        "/desk/mail?state=failed",
        "/desk/style",
        "/desk/style/mail",
        "/moderation/rules",
        "/desk/audit",
        "/moderation/protection",
        "/desk/export",
    ]
    paths += ["/moderation?author=x&first=hier", "/moderation/batches", "/moderation/batches/new?q=a"]
    waits = make.comment(event)
    paths.append(
        f"/moderation/mail/spam/{MailedLink(waits.id, waits.version, make.user(Role.MODERATOR)).key}"
    )
    for path in [*paths, *(f"/moderation?state={state}" for state in CommentState)]:
        assert page.goto(path).status == (422 if "hier" in path else 200), path
        faults += look(page, path)
    assert faults == []


def test_fingers_find_what_they_press(make, window):
    event = make.event(max_seats=3)
    make.comment(event)
    page = window(f"/events/{event.slug}", viewport=PHONE, has_touch=True, user=make.user(Role.MODERATOR))
    small = {}
    for path in (f"/events/{event.slug}", "/moderation", "/account"):
        page.goto(path)
        small[path] = page.evaluate(SMALL, FINGER)
    assert not any(small.values()), small
