"""Questions that depend on an answer appear when it is given; the desk orders them by hand."""

import os

from playwright.sync_api import ViewportSize, expect

from extensions import db
from models.consent import Clause, ClauseFacts
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.user import Role
from tests.browser.conftest import PHONE, Held


def shot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_question_appears_with_its_condition_and_nothing_typed_is_lost(make, window):
    event = make.event()
    make.questions(event)
    page = window(f"/events/{event.slug}", viewport=PHONE)
    form = page.locator("#registration-form")
    follower = form.get_by_role("group", name="one choice")
    expect(follower).to_be_hidden()
    form.get_by_role("textbox", name="short text").fill("Un mot")
    form.get_by_role("textbox", name="long text").fill("Plusieurs\nlignes")
    form.get_by_role("checkbox", name="Second").check()
    form.get_by_role("group", name="Lunch").get_by_label("Oui").check()
    expect(follower).to_be_visible()
    shot(page, "asked")
    follower.get_by_label("First").check()
    lunch = form.get_by_role("group", name="Lunch")
    lunch.get_by_label("Non").check()
    expect(follower).to_be_hidden()
    expect(lunch.get_by_label("Non")).to_be_focused()
    lunch.get_by_label("Oui").check()
    expect(follower.get_by_label("First")).to_be_checked()
    expect(form.get_by_role("textbox", name="short text")).to_have_value("Un mot")
    expect(form.get_by_role("textbox", name="long text")).to_have_value("Plusieurs\nlignes")
    expect(form.get_by_role("checkbox", name="Second")).to_be_checked()
    lunch.get_by_label("Non").check()
    expect(follower).to_be_hidden()
    form.get_by_label("Prénom et nom").fill("Ève Dupont")
    form.get_by_label("Adresse e-mail").fill("eve@example.org")
    form.get_by_label("J’accepte").check()
    form.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()


def test_lines_for_companions_follow_the_number_of_seats(make, window):
    event = make.event(max_seats=4)
    page = window(f"/events/{event.slug}", viewport=PHONE)
    form = page.locator("#registration-form")
    lines = form.get_by_role("group", name="Accompagnant")
    expect(lines).to_have_count(0)
    seats = form.get_by_label("Nombre de places")
    seats.fill("3")
    seats.press("Tab")
    expect(lines).to_have_count(2)
    lines.nth(1).get_by_label("Nom complet").fill("Ada")
    shot(page, "party")
    seats.fill("1")
    seats.press("Tab")
    expect(lines).to_have_count(1)
    expect(lines.get_by_label("Nom complet")).to_have_value("Ada")


def test_the_address_that_was_meant_is_taken_by_a_button(make, window):
    page = window(f"/events/{make.event().slug}", viewport=PHONE)
    form = page.locator("#registration-form")
    email = form.get_by_label("Adresse e-mail")
    email.fill("eve@gmial.com")
    email.press("Tab")
    offer = form.get_by_role("button", name="Vouliez-vous dire eve@gmail.com")
    expect(offer).to_be_visible()
    expect(email).to_have_value("eve@gmial.com")
    shot(page, "offer")
    offer.click()
    expect(email).to_have_value("eve@gmail.com")
    expect(offer).to_be_hidden()
    email.fill("eve@gmial.com")
    form.get_by_label("Prénom et nom").fill("Ève Dupont")
    form.get_by_label("J’accepte").check()
    expect(offer).to_be_visible()
    form.get_by_label("Organisation").press("Enter")
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    expect(page.get_by_role("button", name="Vouliez-vous dire eve@gmail.com")).to_be_visible()
    shot(page, "offered")


def test_without_javascript_every_question_is_there_with_its_condition(make, window):
    event = make.event()
    make.questions(event)
    page = window(f"/events/{event.slug}", javascript=False, viewport=PHONE)
    form = page.locator("#registration-form")
    expect(form.get_by_role("group", name="one choice")).to_be_visible()
    expect(form.get_by_text("Si vous répondez «\u00a0Oui\u00a0» à «\u00a0Lunch\u00a0»")).to_be_visible()
    shot(page, "plain")


def test_the_order_changes_by_button_and_by_dragging(make, window):
    event = make.event()
    make.questions(event)
    tall: ViewportSize = {"width": 1280, "height": 2600}  # all of the list, to drag across it
    page = window(f"/desk/events/{event.slug}/questions", user=make.user(Role.ORGANISER), viewport=tall)
    shot(page, "desk")
    labels = page.locator(".sortable strong")
    down = page.get_by_role("button", name="Descendre «\u00a0short text\u00a0»")
    down.click()
    expect(labels.nth(2)).to_have_text("short text")
    expect(down).to_be_focused()
    grips = page.locator(".grip")
    last, first = grips.nth(7).bounding_box(), grips.nth(1).bounding_box()
    page.mouse.move(last["x"] + 5, last["y"] + 5)
    page.mouse.down()
    page.mouse.move(first["x"] + 5, first["y"] + 60, steps=5)
    page.mouse.move(first["x"] + 5, first["y"] - 5, steps=5)
    with page.expect_response("**/place"):
        page.mouse.up()
    expect(labels.nth(1)).to_have_text("date")
    expect(page.get_by_role("status")).to_contain_text("«\u00a0date\u00a0» a changé de place")
    page.reload()
    expect(labels.nth(1)).to_have_text("date")
    expect(labels.nth(3)).to_have_text("short text")
    page.goto(f"/desk/events/{event.slug}/questions/{Question.of(event)[0].id}")
    shot(page, "edit")


def test_a7_a_choice_whose_seats_are_gone_is_said_beside_it_and_shown_as_full(make, window):
    event = make.event(max_seats=3)
    offered = (ChoiceFacts("Atelier A", seats=1), ChoiceFacts("Atelier B", seats=2))
    with db.writing():
        Question.ask(event, QuestionFacts("Atelier", QuestionKind.ONE, choices=offered))
    page = window(f"/events/{event.slug}", viewport=PHONE)
    form = page.locator("#registration-form")
    form.get_by_label("Prénom et nom").fill("Ève Dupont")
    form.get_by_label("Adresse e-mail").fill("eve@example.org")
    form.get_by_label("Nombre de places").fill("3")
    group = form.get_by_role("group", name="Atelier")
    group.get_by_label("Atelier B").check()
    form.get_by_label("J’accepte").check()
    form.get_by_role("button", name="S’inscrire").click()
    expect(group).to_contain_text("Il ne reste que 2 places pour « Atelier B ».")
    expect(group.get_by_label("Atelier B")).to_be_checked()
    shot(page, "short")
    question = Question.of(event)[0]
    make.registration(event, answers={question.id: [str(question.choices[0].id)]})
    full = window(f"/events/{event.slug}").get_by_label("Atelier A (complet)")
    expect(full).to_be_disabled()
    shot(full.page, "full")


def test_an_open_form_follows_the_questions_and_keeps_what_is_typed(make, window):
    event = make.event()
    menu = (ChoiceFacts("Viande", seats=1), ChoiceFacts("Poisson"))
    with db.writing():
        Question.ask(event, QuestionFacts("Menu", QuestionKind.ONE, choices=menu))
        Question.ask(event, QuestionFacts("Souhait"))
    page = window(f"/events/{event.slug}", viewport=PHONE)
    form = page.locator("#registration-form")
    wish = form.get_by_role("textbox", name="Souhait")
    form.get_by_label("Prénom et nom").fill("Ève Dupont")
    form.get_by_label("Poisson").check()
    late = Held()
    page.route("**/check?field=asked", late.hold)
    wish.press_sequentially("un mot")
    with page.expect_request("**/check?field=asked"), db.writing():
        Question.ask(event, QuestionFacts("Train", QuestionKind.YES_NO))
        Clause.replace_all(event, [ClauseFacts("Des photographies seront prises.", required=True)])
    wish.press_sequentially(" de plus")
    late.let_go()  # only now: somebody typed while the answer took its time
    expect(form.get_by_role("group", name="Train")).to_be_visible()
    expect(form.get_by_label("Des photographies seront prises.")).to_be_visible()
    expect(wish).to_be_focused()
    expect(wish).to_have_value("un mot de plus")
    wish.press_sequentially(" !")
    expect(wish).to_have_value("un mot de plus !")
    expect(form.get_by_label("Prénom et nom")).to_have_value("Ève Dupont")
    expect(form.get_by_label("Poisson")).to_be_checked()
    assert form.locator(".error:visible").count() == 0
    question = Question.of(event)[0]
    make.registration(event, answers={question.id: [str(question.choices[0].id)]})
    expect(form.get_by_label("Viande (complet)")).to_be_disabled()
    expect(form.get_by_label("Poisson")).to_be_checked()
    expect(wish).to_have_value("un mot de plus !")


def test_an_open_form_asks_nothing_of_the_server_while_the_questions_stay(make, window):
    event = make.event(capacity=5)
    make.questions(event)
    page = window(f"/events/{event.slug}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "check" in request.url else None)
    before = page.locator("#seats").inner_text()
    make.registration(event)
    expect(page.locator("#seats")).not_to_have_text(before, use_inner_text=True)
    make.registration(event)
    expect(page.locator("#seats")).to_contain_text("3")
    assert asked == []
