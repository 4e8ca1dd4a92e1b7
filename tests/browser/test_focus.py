"""What has the focus is seen whole, and a form that closes gives the focus back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from models.comment import CommentState
from models.user import Role
from tests.browser.conftest import DESK, PHONE, Held

# A window of 1,280 × 1,024 pixels at 400 %.
SIZES = {"desk": {"width": 1280, "height": 860}, "phone": PHONE, "zoomed": {"width": 320, "height": 256}}
FACES = {"ours": ":root {}", "wide": ":root { --label: 'DejaVu Sans Mono', monospace; --text: var(--label) }"}
HIDDEN = """element => {
  const box = element.getBoundingClientRect(), over = [];
  if (box.top < -1 || box.bottom > innerHeight + 1) over.push(`at ${box.top}–${box.bottom} of ${innerHeight}`);
  for (const bar of document.querySelectorAll('body *')) {
    if (!['sticky', 'fixed'].includes(getComputedStyle(bar).position) || bar.contains(element) || !bar.checkVisibility()) continue;
    const other = bar.getBoundingClientRect();
    if (Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1
        && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1) over.push(`under ${bar.outerHTML.slice(0, 80)}`);
  }
  return over;
}"""


@pytest.fixture
def ada(make):
    return make.user(Role.ADMIN, name="Ada")


@pytest.fixture
def event(make):
    return make.event(slug="talk")


def hidden(page: Page) -> list[str]:
    """Return what hides a part of what has the focus."""
    found: list[str] = page.locator("*:focus").evaluate(HIDDEN)
    return found


def opened_by_keyboard(link: Locator) -> None:
    """Follow a link with Enter."""
    link.focus()
    link.press("Enter")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("size", SIZES)
def test_f68_every_form_that_opens_in_a_row_is_seen_whole(make, event, ada, window, size, face):
    comments = [make.comment(event, name=f"Autrice {number}", body="Bonjour. " * 40) for number in range(7)]
    page = window("/moderation", user=ada, viewport=SIZES[size], bypass_csp=True)
    page.add_style_tag(content=FACES[face])
    for comment in comments[:2]:
        page.locator(f"#queue-{comment.id}").get_by_role("checkbox").check()
    page.locator("#batch-bin").press("Enter")
    expect(page.locator("#batch-last")).to_contain_text("2 commentaires")
    page.locator(f"#queue-{comments[0].id}").get_by_role("checkbox").check()  # both lines of the bar
    for comment in reversed(comments[2:]):
        row = page.locator(f"#queue-{comment.id}")
        for word in ("Modifier", "Noter", "Répondre"):
            opened_by_keyboard(row.get_by_role("link", name=word))
            field = row.get_by_role("textbox").first
            expect(field).to_be_focused()
            assert hidden(page) == [], word
            page.keyboard.press("Escape")
            expect(row.get_by_role("link", name=word)).to_be_focused()
            assert hidden(page) == [], f"back from {word}"


@pytest.mark.parametrize("size", SIZES)
def test_f68_what_opens_on_the_page_of_an_event_is_seen_whole(make, event, window, size):
    comments = [make.comment(event, CommentState.APPROVED, body="Bonjour. " * 30) for _ in range(4)]
    page = window("/events/talk", viewport=SIZES[size])
    for comment in comments:
        card = page.locator(f"#comment-{comment.id}-text")
        opened_by_keyboard(card.get_by_role("link", name="Signaler", exact=True))
        expect(card.get_by_role("textbox")).to_be_focused()
        assert hidden(page) == []
        opened_by_keyboard(card.get_by_role("link", name="Répondre"))
        expect(page.locator("#comment-replying")).to_be_focused()
        assert hidden(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_f68_no_stop_of_the_tab_key_is_under_a_bar(make, event, ada, window, size):
    for _ in range(3):
        make.comment(event, body="Bonjour. " * 30)
    for path in ("/moderation", "/desk/events/talk/registrations/new", "/events/talk"):
        page = window(path, user=ada, viewport=SIZES[size])
        for _ in range(40):
            page.keyboard.press("Tab")
            if not page.locator("*:focus").count():
                break  # the end of the page
            assert hidden(page) == [], path


def test_f70_a_reply_that_is_cancelled_gives_the_focus_back(make, event, window):
    comment = make.comment(event, CommentState.APPROVED, name="Maïwenn")
    page = window("/events/talk", viewport=PHONE)
    reply = page.locator(f"#comment-{comment.id}").get_by_role("link", name="Répondre")
    opened_by_keyboard(reply)
    opened_by_keyboard(page.get_by_role("link", name="Annuler la réponse"))
    expect(page.locator("#comment-replying")).to_have_count(0)
    expect(reply).to_be_focused()
    opened_by_keyboard(reply)
    expect(page.locator("#comment-replying")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#comment-replying")).to_have_count(0)
    expect(reply).to_be_focused()


def test_f70_esc_loses_nothing_that_was_typed(make, event, ada, window):
    comment = make.comment(event, body="Bonjour")
    page = window("/moderation", user=ada)
    row = page.locator(f"#queue-{comment.id}")
    opened_by_keyboard(row.get_by_role("link", name="Modifier"))
    row.get_by_role("textbox", name="Commentaire").fill("Bonsoir")
    page.keyboard.press("Escape")
    expect(row.get_by_role("link", name="Fermer sans enregistrer")).to_be_focused()
    expect(row.get_by_role("textbox", name="Commentaire")).to_have_value("Bonsoir")
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name="Modifier")).to_be_focused()


def test_f72_a_report_says_that_it_is_open_and_closes_in_three_ways(make, event, window):
    comment = make.comment(event, CommentState.APPROVED)
    page = window("/events/talk")
    card = page.locator(f"#comment-{comment.id}")
    link = card.get_by_role("link", name="Signaler", exact=True)
    words = card.get_by_role("textbox")

    def by_link():
        opened_by_keyboard(card.get_by_role("link", name="Fermer sans signaler"))

    for close in (lambda: page.keyboard.press("Escape"), by_link, link.click):
        expect(link).to_have_attribute("aria-expanded", "false")
        opened_by_keyboard(link)
        expect(words).to_be_focused()
        expect(link).to_have_attribute("aria-expanded", "true")
        close()
        expect(words).to_have_count(0)
        expect(link).to_be_focused()
    expect(link).to_have_attribute("aria-expanded", "false")


def test_f72_esc_that_was_pressed_before_its_script_came_still_closes(make, event, window):
    late = Held()
    comment = make.comment(event, CommentState.APPROVED)
    page = window("/events/talk")
    page.route("**/in-place.js", late.hold)
    card = page.locator(f"#comment-{comment.id}")
    opened_by_keyboard(card.get_by_role("link", name="Signaler", exact=True))
    expect(card.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card.get_by_role("textbox")).to_have_count(1)
    late.let_go()
    expect(card.get_by_role("textbox")).to_have_count(0)


def test_f72_a_report_without_javascript_has_a_page_and_a_way_back(make, event, window):
    comment = make.comment(event, CommentState.APPROVED)
    page = window("/events/talk", javascript=False)
    link = page.locator(f"#comment-{comment.id}").get_by_role("link", name="Signaler")
    assert link.get_attribute("aria-expanded") is None, "it opens a page"
    link.click()
    page.get_by_role("link", name="Revenir à l’événement").click()
    assert page.url.endswith(f"/events/talk#comment-{comment.id}")


@pytest.mark.parametrize("size", SIZES)
def test_f72_a_preview_is_seen_with_the_focus_on_it(make, event, window, size):
    page = window("/events/talk", viewport=SIZES[size])
    page.locator("#comment-body").fill("Une pensée.")
    page.get_by_role("button", name="Prévisualiser").press("Enter")
    preview = page.locator("#comment-preview section")
    expect(preview).to_be_focused()
    expect(preview).to_contain_text("Une pensée.")
    assert hidden(page) == []


def test_f73_tab_goes_down_the_menus_and_past_the_filters(make, event, ada, window):
    make.comment(event)
    page = window("/moderation", user=ada)
    heights = []
    for _ in range(30):
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        heights.append(box["y"] // 20 if box else 0)  # one line
        if page.locator(":focus").evaluate("element => element.matches('.skip-filters')"):
            break
    else:
        raise AssertionError("no link past the filters")
    menus = heights[1:-1]  # the link to the content stands where it is needed
    assert menus == sorted(menus), "what comes later in the source stands above"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("element => Boolean(element.closest('.queue-row'))")


def test_f76_the_keys_dialog_begins_at_its_title(make, event, ada, window):
    make.comment(event)
    page = window("/moderation", user=ada)
    page.keyboard.press("?")
    expect(page.locator("#shortcuts-title")).to_be_focused()


@pytest.mark.parametrize("path", ["/moderation", "/desk/mail"])
def test_f76_forced_colours_show_no_border_that_is_transparent(ada, window, path):
    page = window(path, user=ada, forced_colors="active")
    tabs = page.locator(".tabs a")
    colours = tabs.evaluate_all("links => links.map(link => getComputedStyle(link).borderBottomColor)")
    assert len(set(colours)) == 2, "one tab is open"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colours.count(ground) == len(colours) - 1


def test_f76_a_new_place_is_said_with_the_word_for_it(event, window):
    page = window("/events/talk", viewport=DESK)
    rows = page.locator("#facts .facts > div")
    assert rows.evaluate_all("rows => rows.every(row => row.getAttribute('aria-atomic') === 'true')")
