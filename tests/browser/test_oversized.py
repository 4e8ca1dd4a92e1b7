"""Nothing that a stranger types widens a page or a paper: unbroken names, addresses, quotations, code."""

import json
from pathlib import Path

import pytest

from extensions import db
from models.comment import CommentState
from models.registration.companion import CompanionFacts
from models.user import Role

CASES = json.loads((Path(__file__).parents[1] / "cases" / "oversized.json").read_text(encoding="utf-8"))
W = CASES["name"]["repeat"] * CASES["name"]["times"]
X = CASES["name on paper"]["repeat"] * CASES["name on paper"]["times"]
CODE = CASES["code"]["before"] + CASES["code"]["repeat"] * CASES["code"]["times"] + CASES["code"]["after"]
LINK = "https://example.org/" + "a" * 400
BODY = f"{CASES['quotation']}\n\n{CODE}\n\n{LINK}\n\n`{'z' * 300}`\n\n{'m' * 600}\n\n- - - - x"
NINE = "\n".join(f"{'>' * level} niveau {'n' * 80}" for level in range(1, 10))
EMAIL = f"{'l' * 60}@{'d' * 60}.{'e' * 60}.{'f' * 50}.org"
WIDTHS = (320, 390, 1000, 1280)
WIDEST = """limit => [...document.querySelectorAll('body *')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.right > limit + 1 && box.width && getComputedStyle(each).position !== 'fixed'
    && !each.closest('.visually-hidden, [hidden]');
}).map(each => `${each.tagName}.${each.className} ${Math.round(each.getBoundingClientRect().right)}`).slice(0, 8)"""


SHARES = """table => [...table.tHead.rows[0].cells].map(
  each => each.getBoundingClientRect().width / table.getBoundingClientRect().width)"""


@pytest.fixture
def pages(make):
    """Every page that shows what a visitor typed, the public ones and those of the staff."""
    event = make.event(slug="wide", capacity=9, max_seats=5)
    companions = (CompanionFacts(W, EMAIL), CompanionFacts(X))
    said = {"name": X, "organisation": W, "job_title": "j" * 245, "email": EMAIL, "seats": 1}
    registration = make.registration(event, **said)
    make.registration(event, name=W, organisation=X, email="w@example.org", seats=3, companions=companions)
    first = make.comment(
        event,
        name=W,
        email=f"{'e' * 60}@{'d' * 35}.fr",
        body=BODY,
        website=LINK[:200],
        state=CommentState.APPROVED,
    )
    deep = make.comment(event, name=X, body=NINE, parent=first, state=CommentState.APPROVED)
    make.comment(event, name=X, body="m" * 600)
    public = [
        "/events/wide",
        f"/events/wide?reply={first.id}",
        f"/events/wide/comments/{deep.id}",
        f"/events/wide/comments/{first.id}/report",
        f"/comments/{first.token}",
        f"/comments/{first.token}/delete",
        f"/registrations/{registration.token}",
        f"/registrations/{registration.token}/cancellation",
        f"/registrations/{registration.token}/address",
        f"/registrations/{registration.token}/comments",
        f"/registrations/{registration.token}/data",
        f"/registrations/{registration.token}/ticket",
        f"/my-registrations/{registration.lookup_pass}",
    ]
    here = "/desk/events/wide"
    staff = [
        "/moderation",
        "/moderation?status=all",
        f"/moderation/comments/{first.id}",
        f"/moderation/comments/{first.id}/edit",
        f"/moderation/comments/{first.id}/reply",
        f"/desk/people?q={EMAIL}",
        f"/desk/people?q={first.email}",
        f"/desk/people/erasure?q={EMAIL}",
        "/desk/mail",
        "/desk/audit",
        f"{here}",
        f"{here}/registrations",
        f"{here}/registrations/{registration.id}",
        f"{here}/registrations/{registration.id}/edit",
        f"{here}/registrations/{registration.id}/address",
        f"{here}/registrations/message",
        f"{here}/door",
        f"{here}/prints/door-list",
        f"{here}/prints/attendance-sheet",
        f"{here}/prints/badges",
    ]
    return {"public": public, "staff": staff}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("who", ["public", "staff"])
def test_f19_no_page_is_wider_than_its_window(window, make, pages, who, width):
    user = make.user(Role.ADMIN) if who == "staff" else None
    page = window("/healthz", user=user, viewport={"width": width, "height": 900}, javascript=False)
    wide = []
    for path in pages[who]:
        answer = page.goto(path)
        assert answer.status == 200, path
        across = page.evaluate("document.scrollingElement.scrollWidth")
        if across > width:
            wide.append(f"{path[:60]} is {across} px wide: {page.evaluate(WIDEST, width)}")
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("width", [688, 1000, 1280])  # 688 px are an A4 sheet without its margins
def test_f19_a_table_keeps_all_its_columns_in_sight(window, make, pages, width):
    """None is pushed out, and the two to sign in have a fifth of the sheet each."""
    page = window(
        "/healthz", user=make.user(Role.ADMIN), viewport={"width": width, "height": 900}, javascript=False
    )
    here = "/desk/events/wide"
    lists = () if width == 688 else ("registrations",)  # there its rows are stacked, not a table
    for path in (*lists, "prints/door-list", "prints/attendance-sheet"):
        page.emulate_media(media="print" if width == 688 and "prints" in path else "screen")
        page.goto(f"{here}/{path}")
        table = page.locator("table")
        whole = table.evaluate("each => each.parentElement.scrollWidth - each.parentElement.clientWidth")
        assert whole <= 1, f"{path}: {whole} px of the table are out of sight"
        shares = table.evaluate(SHARES)
        assert min(shares) > 0.02, (path, shares)
        if "attendance" in path:
            assert min(shares[-2:]) > 0.18, shares
            assert shares[1] > 0.18, shares


@pytest.mark.parametrize("sheet", ["door-list", "attendance-sheet", "badges"])
def test_f19_a_printed_sheet_is_as_wide_as_its_paper(window, make, pages, sheet):
    page = window(f"/desk/events/wide/prints/{sheet}", user=make.user(Role.ADMIN), javascript=False)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 900})
    across = page.evaluate("document.scrollingElement.scrollWidth")
    assert across <= 688, page.evaluate(WIDEST, 688)
    assert page.evaluate(WIDEST, 688) == []


@pytest.mark.parametrize("width", [320, 390])
def test_f19_a_long_name_stays_clear_of_the_box_to_tick(window, make, pages, width):
    page = window("/moderation", user=make.user(Role.MODERATOR), viewport={"width": width, "height": 900})
    tick = page.locator(".queue-row .queue-tick input").first.bounding_box()
    name = page.locator(".queue-row .queue-author").first.bounding_box()
    assert tick
    assert name
    assert name["x"] + name["width"] <= tick["x"]
    hidden = "links => links.filter(link => link.scrollWidth > link.clientWidth).length"
    assert page.locator(".queue-where a").evaluate_all(hidden) == 0, (
        "nothing of a title or a date is cut (F71)"
    )


def test_f50_stacked_marks_stay_within_their_card(window, make):
    """What is drawn of a name ends a few pixels around its box."""
    event = make.event(slug="marks")
    make.comment(event, name="Ana", body="Un mot.", state=CommentState.APPROVED)
    made = make.comment(event, name="Z", body="A" + "\u0301" * 300, state=CommentState.APPROVED)
    with db.writing():
        made.name = "Z" + "\u0301" * 200  # as they were taken before
    page = window("/events/marks", viewport={"width": 390, "height": 844})
    for name in (".comment-name", ".comment-body"):
        style = page.locator(name).last.evaluate("each => getComputedStyle(each).overflowY")
        assert style == "clip", name
