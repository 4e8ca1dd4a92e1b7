"""An open page follows what happens elsewhere."""

from playwright.sync_api import expect

from tests.browser.conftest import Held, wired


def test_seats_change_on_an_open_page_without_a_reload(make, window):
    event = make.event(capacity=3)
    page = window(f"/events/{event.slug}")
    before = page.locator("#seats").text_content() or ""
    page.evaluate("window.notReloaded = true")
    make.registration(event)
    expect(page.locator("#seats")).not_to_have_text(before)
    assert page.evaluate("window.notReloaded")


def test_a_script_that_comes_late_does_not_leave_the_page_behind(make, window):
    event = make.event(capacity=3)
    before = window(f"/events/{event.slug}").locator("#seats").text_content() or ""
    page, late = window("/healthz"), Held()
    page.route("**/vendor/htmx-*", late.hold)
    page.goto(f"/events/{event.slug}", wait_until="commit")
    expect(page.locator("#seats")).to_have_text(before)
    make.registration(event)
    late.let_go()
    expect(page.locator("#seats")).not_to_have_text(before)


def test_a_server_that_cannot_be_reached_is_said_and_nothing_typed_is_lost(make, browser, site):
    event = make.event(capacity=3)
    context = browser.new_context(base_url=site)  # no window of ours: this one may complain in its console
    page = context.new_page()
    page.goto(f"/events/{event.slug}")
    wired(page)
    name = page.get_by_label("Prénom et nom")
    name.fill("Ève")
    for answer in (
        lambda route: route.abort(),
        lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
    ):
        page.route("**/registrations", answer)
        page.get_by_role("button", name="S’inscrire").click()
        expect(page.get_by_role("alert")).to_contain_text("Nous ne savons pas si votre envoi")
        assert (name.input_value(), page.get_by_text("Bad gateway").count()) == ("Ève", 0)
        page.unroute("**/registrations")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.locator("#registration-summary")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_empty()
    context.close()


def test_a_page_without_a_network_says_so_until_it_is_back(make, window):
    page = window(f"/events/{make.event().slug}")
    page.context.set_offline(True)
    expect(page.get_by_role("alert")).to_contain_text("hors ligne")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_be_empty()


def test_f25_a_reply_that_was_lost_is_not_told_as_nothing_sent(make, browser, site, app):
    event = make.event()
    context = browser.new_context(base_url=site)  # no window of ours: this one may complain in its console
    page = context.new_page()
    page.goto(f"/events/{event.slug}")
    wired(page)
    form = page.locator("#registration-form")
    form.get_by_label("Prénom et nom").fill("Ève")
    form.get_by_label("Adresse e-mail").fill("eve@example.org")
    form.get_by_label("J’accepte").check()

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/registrations", lose)
    form.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("alert")).to_contain_text("personne n’est inscrit deux fois")
    page.unroute("**/registrations")
    context.set_offline(True)
    form.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("alert")).to_contain_text("rien n’a été envoyé")
    context.set_offline(False)
    page.route("**/check?*", lambda route: route.abort())
    form.get_by_label("Organisation").fill("La Revue")
    form.get_by_label("Fonction").focus()
    expect(page.get_by_role("alert")).to_contain_text("Le serveur n’a pas pu être joint. Ce que vous")
    form.get_by_role("button", name="S’inscrire").click()  # with other words than those that arrived
    expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
    page.get_by_role("link", name="Voir, modifier").click()
    expect(page.locator("main")).to_contain_text("Ce qui a été saisi cette fois n’a rien changé")
    context.close()


def test_f25_a_lost_comment_is_told_the_same_way(make, browser, site):
    context = browser.new_context(base_url=site)
    page = context.new_page()
    page.goto(f"/events/{make.event().slug}")
    wired(page)
    page.route("**/comments", lambda route: route.abort())
    page.get_by_role("textbox", name="Commentaire").fill("Un mot")
    page.get_by_role("button", name="Publier le commentaire").click()
    expect(page.get_by_role("alert")).to_contain_text("Nous ne savons pas si votre envoi est arrivé")
    expect(page.get_by_role("textbox", name="Commentaire")).to_have_value("Un mot")
    context.close()
