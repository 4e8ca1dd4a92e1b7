"""What the browser brings back through its history is whole, whatever was swapped before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wired

# What people left in the controls, read as it will be sent; which of them are in sight does not matter.
STATE = """() => Object.fromEntries(
    [...document.querySelectorAll("form[method=post] :is(input:not([type=hidden]), textarea, select)")]
        .filter(one => !one.disabled && one.name)
        .map(one => [one.id, /checkbox|radio/.test(one.type) ? String(one.checked) : one.value]))"""


def gone_and_back(page: Page) -> None:
    """Somebody went to another page and came back; what the browser kept of the page itself is gone."""
    page.goto("/privacy")
    page.go_back()


def back_and_forward(page: Page) -> None:
    """Somebody went back to where they came from, and forward again; restoring a tab does the same."""
    page.go_back()
    page.go_forward()


BACK = pytest.mark.parametrize("back", [gone_and_back, back_and_forward])


def whole(page: Page, back: Callable[[Page], None]) -> None:
    """Leave and come back: every control that held something holds it again."""
    before = {key: held for key, held in page.evaluate(STATE).items() if held not in {"", "false"}}
    back(page)
    wired(page)
    after = page.evaluate(STATE)
    assert {key: after.get(key) for key in before} == before


def fill(page: Page) -> None:
    """Fill in all that a form has, leaving each field, so that parts of it are swapped meanwhile."""
    form = page.locator("#registration-form")
    form.get_by_label("Prénom et nom").fill("Ève Été")
    with page.expect_response("**/check?field=party"):
        form.get_by_label("Nombre de places").fill("3")
        form.get_by_label("Organisation").focus()
    form.get_by_label("Organisation").fill("La Revue")
    names = form.get_by_role("group", name="Accompagnant").get_by_label("Nom complet")
    names.nth(1).fill("Ada")
    form.get_by_role("textbox", name="short text").fill("Un mot")
    form.get_by_role("textbox", name="long text").fill("Plusieurs\nlignes")
    form.get_by_role("checkbox", name="Second").check()
    with page.expect_response("**/check?field=questions"):
        form.get_by_role("group", name="Lunch").get_by_label("Oui").check()
    form.get_by_role("group", name="one choice").get_by_label("First").check()
    with page.expect_response("**/check?field=party"):
        form.get_by_label("Nombre de places").fill("4")
        form.get_by_label("Organisation").focus()
    names.nth(2).fill("Zoé")
    form.get_by_label("J’accepte").check()


@BACK
def test_f26_after_parts_of_the_form_were_swapped(make, window, back):
    event = make.event(max_seats=5)
    make.questions(event)
    page = window("/privacy")
    page.goto(f"/events/{event.slug}")
    wired(page)
    fill(page)
    whole(page, back)
    lines = page.get_by_role("group", name="Accompagnant")
    expect(lines).to_have_count(3)  # in sight again, as the number of seats asks
    expect(page.get_by_role("group", name="one choice")).to_be_visible()
    assert [one.input_value() for one in lines.get_by_label("Nom complet").all()] == ["", "Ada", "Zoé"]


@BACK
def test_f26_after_a_form_that_was_refused(make, window, back):
    event = make.event(max_seats=5)
    make.questions(event)
    page = window("/privacy")
    page.goto(f"/events/{event.slug}")
    wired(page)
    fill(page)
    page.get_by_role("button", name="S’inscrire").click()  # without an address
    expect(page.locator("#registration-summary")).to_be_focused()
    whole(page, back)


@BACK
def test_f26_after_a_comment_that_was_refused(make, window, back):
    page = window("/privacy")
    page.goto(f"/events/{make.event().slug}")
    wired(page)
    form = page.locator("#comment-form")
    form.get_by_role("textbox", name="Commentaire").fill("Un mot\nsur deux lignes")
    form.get_by_label("Nom", exact=False).first.fill("Ève")
    form.get_by_role("button", name="Publier").click()
    expect(form.locator(".error-summary")).to_be_focused()
    whole(page, back)


@BACK
def test_f26_on_the_private_page(make, window, back):
    event = make.event(max_seats=5)
    make.questions(event)
    person = make.registration(event)
    page = window("/privacy")
    page.goto(f"/registrations/{person.token}")
    wired(page)
    page.get_by_label("Organisation").fill("La Revue")
    with page.expect_response("**/check?field=party"):
        page.get_by_label("Nombre de places").fill("2")
        page.get_by_label("Organisation").focus()
    page.get_by_role("group", name="Accompagnant").get_by_label("Nom complet").fill("Ada")
    page.get_by_role("textbox", name="long text").fill("Plusieurs\nlignes")
    page.get_by_label("Nombre de places").fill("200")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#amendment-summary")).to_be_focused()
    whole(page, back)


def test_f26_a_reload_brings_back_what_it_does_without_scripts(make, window):
    kept = []
    for javascript in (False, True):
        page = window(f"/events/{make.event(max_seats=5).slug}", javascript=javascript)
        page.get_by_label("Nombre de places").fill("3")
        page.locator("#registration-form").get_by_label("Prénom et nom").fill("Ève Été")
        page.get_by_label("Organisation").focus()
        if javascript:
            expect(page.get_by_role("group", name="Accompagnant")).to_have_count(2)
        page.reload()
        kept.append(
            [page.get_by_label(label).first.input_value() for label in ("Prénom et nom", "Nombre de places")]
        )
    assert kept[0] == kept[1]
