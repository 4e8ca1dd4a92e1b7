"""In the queue nothing moves under the pointer and no message lies on anything."""

import pytest
from playwright.sync_api import Page, expect

from models.comment import HeldFor
from models.user import Role
from tests.browser.conftest import DESK, PHONE

SIZES = {"phone": PHONE, "narrow desk": {"width": 1100, "height": 800}, "desk": DESK}
FACES = {
    "wide": ":root { --label: 'DejaVu Sans Mono', monospace }",
    "ours": ":root {}",
    "narrow": ".queue { letter-spacing: -.12em }",
}
DECISIONS = ("Approuver", "Indésirable", "Corbeille", "Rétablir", "Annuler")
FLOATING = """() => [...document.querySelectorAll('#status, #status *')].filter(each => each.checkVisibility()
  && each.getBoundingClientRect().width > 1 && each.getBoundingClientRect().height > 1
  && !each.closest('.visually-hidden')).map(each => each.outerHTML.slice(0, 100))"""


@pytest.fixture
def ada(make):
    return make.user(Role.MODERATOR, name="Ada Lovelace")


@pytest.fixture
def comments(make):
    event = make.event(slug="faire-groupe")
    held = [HeldFor.FIRST, f"{HeldFor.WORD}:casino", HeldFor.LINKS]
    return [make.comment(event, name=f"Autrice {number}", held_for=held) for number in range(6)]


def places(page: Page) -> list[tuple[int, int]]:
    """Where every row is."""
    boxes = [row.bounding_box() for row in page.locator(".queue-row").all()]
    return [(round(box["y"]), round(box["height"])) for box in boxes if box]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("size", SIZES)
def test_f52_no_decision_moves_a_row(comments, ada, window, size, face):
    page = window("/moderation", user=ada, viewport=SIZES[size], bypass_csp=True)
    page.add_style_tag(content=FACES[face])
    row = page.locator(f"#queue-{comments[3].id}")
    row.get_by_role("button", name="Approuver").hover()
    before = places(page)
    for word in DECISIONS:
        said = row.locator(".queue-state").text_content() or ""
        row.get_by_role("button", name=word, exact=True).click()
        expect(row.locator(".queue-state")).not_to_have_text(said)
        expect(page.locator(".htmx-request")).to_have_count(0)  # the stream may tell before the answer comes
        assert places(page) == before, word


def test_f52_a_row_that_says_less_keeps_its_height_for_colleagues_too(comments, ada, make, window):
    here = window("/moderation", user=ada, viewport=PHONE)
    there = window("/moderation", user=make.user(Role.MODERATOR, name="Grace"), viewport=PHONE)
    before = places(there)
    here.locator(f"#queue-{comments[4].id}").get_by_role("button", name="Approuver").click()
    expect(there.locator(f"#queue-{comments[4].id}")).to_contain_text("Approuvé par Ada")
    assert places(there) == before


@pytest.mark.parametrize("size", SIZES)
def test_f51_an_undo_belongs_to_the_last_act_and_names_it(comments, ada, window, size):
    page = window("/moderation", user=ada, viewport=SIZES[size])
    for comment in comments[:3]:
        page.locator(f"#queue-{comment.id}").get_by_role("checkbox").check()
    page.locator("#batch").get_by_role("button", name="Corbeille").click()
    last = page.locator("#batch-last")
    expect(last.get_by_role("button")).to_have_text("Annuler\N{NO-BREAK SPACE}: 3 à la corbeille")
    fourth = page.locator(f"#queue-{comments[3].id}")
    fourth.get_by_role("button", name="Approuver").click()
    expect(fourth).to_contain_text("Approuvé par Ada")
    expect(last.get_by_role("button")).to_have_count(0)
    page.reload()
    expect(last).to_have_text("")
    page.goto("/moderation/batches")
    page.get_by_role("button", name="Annuler\N{NO-BREAK SPACE}: 3 à la corbeille").click()
    page.goto("/moderation")
    expect(page.locator("#count-pending")).to_have_text("5")


@pytest.mark.parametrize("size", SIZES)
def test_f51_no_message_lies_on_anything(comments, ada, window, size):
    page = window("/moderation", user=ada, viewport=SIZES[size])
    for comment in comments[:2]:
        page.locator(f"#queue-{comment.id}").get_by_role("button", name="Approuver").click()
        expect(page.get_by_role("status").first).to_contain_text("est publié")
        assert floating(page) == []
    page.locator(f"#queue-{comments[5].id}").get_by_role("checkbox").check()
    assert floating(page) == []
    expect(page.locator("#batch-count")).to_be_visible()


def floating(page: Page) -> list[str]:
    """Return what of the status is seen: it would lie on what is there."""
    found: list[str] = page.evaluate(FLOATING)
    return found
