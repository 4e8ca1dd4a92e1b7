"""The door on real phones: two of them, one ticket, no network, and both lists right in the end."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import clock
from extensions import db
from formats import qr_code
from models import Registration
from models.check_in import CheckIn, Scan
from models.registration import keyboards, ticket
from models.user import Role
from tests.browser.chromium import launch_options
from tests.browser.conftest import PHONE, patient, staff_cookie

HERE = "/desk/events/today/door"


@pytest.fixture
def event(make):
    return make.event(slug="today", title="Faire groupe", starts=make.at(0, 30), capacity=5, max_seats=2)


@pytest.fixture
def people(make, event):
    return [make.registration(event, name=name) for name in ("Ève Œuvrard", "Paul Klein", "Zoé Arc")]


@pytest.fixture
def phone(window, make):
    """Opens the door's page on a phone of its own, ready to work without network."""

    def open_phone() -> Page:
        page = window(HERE, viewport=PHONE, user=make.user(Role.DOOR), has_touch=True)
        expect(page.locator("#door")).to_have_attribute("data-ready", "true")
        expect(page.locator("#door")).to_have_attribute("data-kept", "true")
        return page

    return open_phone


def scan(page: Page, code: str) -> None:
    """Give a code to the page, as a hand scanner does."""
    box = page.locator("#door-typed")
    if not box.is_visible():
        page.get_by_text("Saisir un code").click()
    box.fill(code)
    box.press("Enter")


def word(page: Page):
    return page.locator(".answer-word")


BY_AZERTY = str.maketrans("AQWZM234567", "QAZW?é\"'(-è")  # a scanner set to QWERTY, a computer to AZERTY


def row(page: Page, name: str):
    return page.locator(".door-person", has_text=name)


def test_g3_two_phones_without_network_and_one_ticket_end_with_two_right_lists(phone, people):
    one, two = phone(), phone()
    code, other = ticket.code(people[0]), ticket.code(people[1])
    for page in (one, two):
        page.context.set_offline(True)
    scan(one, code)
    expect(word(one)).to_have_text("Bienvenue")
    expect(one.locator(".answer-more")).to_contain_text("sans réseau")
    scan(one, code)
    expect(word(one)).to_contain_text("Déjà entré à")
    expect(one.locator("#door-line")).to_contain_text("À envoyer quand il y aura du réseau")
    scan(two, other.translate(BY_AZERTY))
    expect(row(two, "Paul Klein")).to_have_attribute("data-state", "in")
    scan(two, code)
    expect(word(two)).to_have_text("Bienvenue")
    scan(two, "A" * keyboards.LENGTH)
    expect(word(two)).to_have_text("Billet inconnu")
    assert db.session.query(CheckIn).count() == 0
    for page in (one, two):
        page.context.set_offline(False)
    for page in (one, two):
        expect(page.locator("#door-line")).to_be_hidden()
        for name in ("Ève Œuvrard", "Paul Klein"):
            expect(row(page, name)).to_have_attribute("data-state", "in")
        expect(row(page, "Zoé Arc")).to_have_attribute("data-state", "welcome")
        expect(page.locator("#door-arrived")).to_have_text("2")
        expect(page.locator("#door-conflicts")).to_be_visible()
        expect(page.locator(".door-conflict")).to_have_count(1)
        expect(page.locator(".door-conflict")).to_contain_text("Ève Œuvrard")
    db.session.rollback()
    assert db.session.query(CheckIn).filter(CheckIn.outcome == "welcome").count() == 2
    first = db.session.query(CheckIn).filter_by(registration_id=people[0].id, outcome="welcome").one()
    assert db.session.get_one(Registration, people[0].id).arrived_at == first.scanned_at


def test_the_page_opens_again_without_network_and_remembers_what_was_done(phone, people):
    page = phone()
    page.context.set_offline(True)
    row(page, "Zoé Arc").get_by_role("button", name="Pointer").click()
    expect(word(page)).to_have_text("Bienvenue")
    page.reload()
    expect(page.locator("#door")).to_have_attribute("data-ready", "true")
    expect(row(page, "Zoé Arc")).to_have_attribute("data-state", "in")
    expect(page.locator("#door-line")).to_contain_text("Pas de réseau")
    page.locator("#door-q").fill("OEUVR")
    expect(page.locator(".door-person")).to_have_count(1)
    page.locator("#door-q").fill("")
    row(page, "Zoé Arc").get_by_role("button", name="Annuler").click()
    expect(row(page, "Zoé Arc")).to_have_attribute("data-state", "welcome")
    page.get_by_role("link", name="Pas sur la liste").click()
    page.get_by_label("Prénom et nom").fill("Max Imprévu")
    page.get_by_role("button", name="Ajouter et laisser entrer").click()
    expect(row(page, "Max Imprévu")).to_have_attribute("data-state", "in")
    page.context.set_offline(False)
    expect(page.locator("#door-line")).to_be_hidden()
    expect(page.locator("#door-arrived")).to_have_text("1")
    expect(row(page, "Max Imprévu")).to_have_attribute("data-id", re.compile(r"^\d{1,9}$"))
    db.session.rollback()
    assert db.session.query(Registration).filter_by(name="Max Imprévu").one().arrived_at


def test_what_one_phone_does_shows_on_the_other_at_once(phone, people):
    one, two = phone(), phone()
    row(one, "Ève Œuvrard").get_by_role("button", name="Pointer").click()
    expect(word(one)).to_have_text("Bienvenue")
    expect(one.locator(".answer-more")).not_to_contain_text("sans réseau")
    expect(row(two, "Ève Œuvrard")).to_have_attribute("data-state", "in")
    expect(two.locator("#door-arrived")).to_have_text("1")
    row(two, "Ève Œuvrard").get_by_role("button", name="Annuler").click()
    expect(row(one, "Ève Œuvrard")).to_have_attribute("data-state", "welcome")


def test_a_walk_in_that_finds_no_seat_asks_whether_to_force(phone, make, event):
    for _ in range(5):
        make.registration(event)
    page = phone()
    page.get_by_role("link", name="Pas sur la liste").click()
    page.get_by_label("Prénom et nom").fill("Max Imprévu")
    page.get_by_role("button", name="Ajouter et laisser entrer").click()
    expect(page.locator("#door-full")).to_be_focused()
    expect(page.get_by_label("Prénom et nom")).to_have_value("Max Imprévu")
    page.locator("#door-force").click()
    expect(word(page)).to_have_text("Bienvenue")


def test_the_door_works_without_javascript(window, make, people):
    page = window(HERE, javascript=False, viewport=PHONE, user=make.user(Role.DOOR))
    page.get_by_label("Chercher un nom").fill("oeuvrard")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator(".door-person")).to_have_count(1)
    page.get_by_role("button", name="Pointer").click()
    expect(word(page)).to_have_text("Bienvenue")
    expect(page.locator(".door-person")).to_have_count(1)
    page.locator(".door-undo button").click()
    expect(page.locator("p.notice[role=status]")).to_contain_text("est annulée")


def test_signing_out_wipes_what_the_phone_kept(phone, people):
    page = phone()
    page.get_by_role("link", name="Se déconnecter").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/")
    left = "async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length, (await indexedDB.databases()).length].flat()"
    page.wait_for_function(f"async () => JSON.stringify(await ({left})()) === '[0,0]'")


def test_who_signs_out_with_unsent_scans_is_warned(phone, people):
    page = phone()
    page.context.set_offline(True)
    row(page, "Zoé Arc").get_by_role("button", name="Pointer").click()
    expect(word(page)).to_have_text("Bienvenue")
    page.route("**/scans", lambda route: route.fulfill(status=429))
    page.context.set_offline(False)
    page.get_by_role("link", name="Se déconnecter").click()
    expect(page.locator("#door-unsent")).to_contain_text("pas encore été envoyés\u00a0: 1")


def test_a_session_that_ended_leaves_no_name_and_keeps_what_was_done(phone, people, app):
    page = phone()
    page.context.clear_cookies()
    page.goto(HERE)
    expect(page).to_have_url(re.compile("/login"))
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    page.context.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(HERE)
    page.context.set_offline(False)


@pytest.fixture
def filmed(people, tmp_path: Path) -> Path:
    """A film of one picture, the ticket held before a camera, as Chromium's false camera shows it."""
    code = Image.open(io.BytesIO(qr_code.png(people[0]))).convert("L").resize((320, 320))
    frame = Image.new("L", (640, 480), 190)
    frame.paste(code.rotate(4, expand=True, fillcolor=190), (170, 60))
    path = tmp_path / "ticket.mjpeg"
    picture = io.BytesIO()
    frame.convert("RGB").save(picture, "JPEG", quality=70)
    path.write_bytes(picture.getvalue() * 5)
    return path


def test_the_camera_reads_a_ticket(filmed, browser, site, app, make, people):
    options = launch_options()
    assert options
    film = f"--use-file-for-fake-video-capture={filmed}"
    options["args"] = [
        *options["args"],
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        film,
    ]
    cookie = staff_cookie(app, make.user(Role.DOOR), site)
    filming = patient(browser.browser_type.launch(**options))
    context = filming.new_context(base_url=site, viewport=PHONE, locale="fr-FR", permissions=["camera"])
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(HERE)
    page.get_by_role("button", name="Scanner les billets").click()
    expect(word(page)).to_have_text("Bienvenue")
    expect(page.locator(".answer-name")).to_have_text("Ève Œuvrard")
    page.get_by_role("button", name="Scanner les billets").click()
    expect(page.locator("#door-camera")).to_be_hidden()
    filming.close()


def test_a_ticket_scanned_elsewhere_meanwhile_is_known_to_this_phone(phone, people, event):
    page = phone()
    with db.writing():
        CheckIn.record(event, Scan("elsewhere", clock.now(), code=ticket.code(people[0])))
    expect(row(page, "Ève Œuvrard")).to_have_attribute("data-state", "in")
    page.context.set_offline(True)
    scan(page, ticket.code(people[0]))
    expect(word(page)).to_contain_text("Déjà entré à")


def test_a_ticket_that_was_replaced_while_the_page_is_open_opens_nothing_without_network(phone, people):
    page, old = phone(), ticket.code(people[0])
    asked = row(page, "Ève Œuvrard")
    with db.writing():
        ticket.revoke(people[0])
        people[1].cancel()
    expect(row(page, "Paul Klein")).to_have_count(0)
    expect(asked).to_have_attribute("data-state", "welcome")
    page.context.set_offline(True)
    scan(page, old)
    expect(word(page)).to_have_text("Billet remplacé par un plus récent")
    expect(asked).to_have_attribute("data-state", "welcome")
    scan(page, ticket.code(people[0]))
    expect(word(page)).to_have_text("Bienvenue")


def test_the_page_asks_when_the_event_is_not_today_and_no_longer_on_its_day(window, make):
    """A phone is made ready the day before, and is without network at the door."""
    event = make.event(slug="today", starts=make.at(10, days=2), ends=make.at(18, days=3))
    make.registration(event, name="Ève Œuvrard")
    page = window(HERE, viewport=PHONE, user=make.user(Role.DOOR), has_touch=True)
    expect(page.locator("#door")).to_have_attribute("data-kept", "true")
    asks = page.get_by_role("heading", name="Cet événement n’a pas lieu aujourd’hui")
    expect(asks).to_be_visible()
    expect(page.locator("#door-people")).to_be_hidden()
    page.context.set_offline(True)
    page.get_by_role("button", name="Ouvrir l’entrée quand même").click()
    expect(asks).to_be_hidden()
    expect(row(page, "Ève Œuvrard")).to_be_visible()
    for number, begins in enumerate(event.day_limits[:2], start=1):
        page.clock.set_fixed_time(begins + timedelta(hours=9))
        page.reload()
        expect(page.locator("#door")).to_have_attribute("data-ready", "true")
        expect(page.locator("#door-day")).to_contain_text(f"jour {number} sur 2")
        expect(asks).to_be_hidden()
        row(page, "Ève Œuvrard").get_by_role("button", name="Pointer").click()
        expect(word(page)).to_have_text("Bienvenue")
        expect(page.locator("#door-arrived")).to_have_text("1")
