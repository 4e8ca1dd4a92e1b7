"""The story to show on stage: from « Paris (lieu à confirmer) » to two phones at the door, in one go."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import icalendar
from playwright.sync_api import Page, expect

from extensions import db
from models import CheckIn, Registration
from models.event import VenueState
from models.registration import ticket
from models.user import Role
from tests.browser.conftest import PHONE
from tests.browser.test_door import row, scan, word
from tests.browser.test_registration_story import fill, private_link
from tests.waiting import wait_for

DOOR = "/desk/events/today/door"


def calendar(page: Page, link: str) -> tuple[str, int, str]:
    """The status, the sequence and the place of somebody's calendar file, as a calendar program reads it."""
    answer = page.request.get(f"{link}.ics")
    (event,) = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    return str(event["STATUS"]), int(event.get("SEQUENCE", 0)), str(event["LOCATION"])


def mailed(folder: Path, address: str, words: str) -> EmailMessage:
    """The mail to an address whose subject holds some words, once it is there."""

    def found() -> EmailMessage | None:
        mails = (
            message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")
        )
        return next((mail for mail in mails if mail["To"] == address and words in mail["Subject"]), None)

    return wait_for(found, f"a mail to {address}")


def test_the_story_to_show_on_stage(make, window, tmp_path):
    make.event(
        slug="today", title="Faire groupe", capacity=2, starts=make.at(0, 30), ends=make.at(23, 59),
        venue_state=VenueState.CITY, city="Paris",
    )  # fmt: skip
    pages = [window("/events/today", viewport=size) for size in (None, PHONE, None)]
    for page in pages:
        page.evaluate("window.notReloaded = true")
        expect(page.locator(".facts")).to_contain_text("Paris (lieu à confirmer)")
    links = two_register_while_the_third_types(pages)
    before = [calendar(pages[0], link) for link in links]
    assert [status for status, _sequence, _place in before] == ["TENTATIVE", "TENTATIVE"]

    the_venue_is_confirmed(window("/desk/events/today/edit", user=make.user(Role.ORGANISER)))
    expect(pages[2].locator(".facts")).to_contain_text("Halle Pajol")
    for link, (_status, sequence, _place) in zip(links, before, strict=True):
        status, after, place = calendar(pages[0], link)
        assert (status, after, "Halle Pajol" in place) == ("CONFIRMED", sequence + 1, True)

    the_third_waits(pages[2])
    assert all(page.evaluate("window.notReloaded") for page in pages)
    pages[2].goto(private_link(pages[2]))
    expect(pages[2].locator("#standing")).to_contain_text("numéro 1")
    the_first_cancels_from_the_mail(pages[0], tmp_path / "mail")
    expect(pages[2].locator("#standing")).to_contain_text("Inscription confirmée")

    phones = [window(DOOR, viewport=PHONE, user=make.user(Role.DOOR), has_touch=True) for _ in range(2)]
    two_tickets_are_scanned_without_network(phones)
    for phone in phones:
        for who in ("Paul Klein", "Zoé Arc"):
            expect(row(phone, who)).to_have_attribute("data-state", "in")
        expect(phone.locator("#door-arrived")).to_have_text("2")
    db.session.rollback()
    assert db.session.query(CheckIn).filter_by(outcome="welcome").count() == 2


def two_register_while_the_third_types(pages: list[Page]) -> list[str]:
    """Two take the two seats; the third's form becomes the waiting list's, without losing a letter."""
    name = pages[2].locator("#registration-form").get_by_label("Prénom et nom")
    name.press_sequentially("Zoé A")
    links = []
    for page, who in zip(pages, ("Ève Dupont", "Paul Klein"), strict=False):
        fill(page, who, f"{who[0].lower().replace('è', 'e')}@example.org")
        page.get_by_role("button", name="S’inscrire").click()
        expect(page.get_by_role("heading", name="Vous êtes inscrit")).to_be_visible()
        links.append(private_link(page))
    expect(pages[2].get_by_role("button", name="Rejoindre la liste d’attente")).to_be_visible()
    expect(name).to_have_value("Zoé A")
    expect(name).to_be_focused()
    return links


def the_venue_is_confirmed(desk: Page) -> None:
    """The organiser says where, reads who will be told, and agrees."""
    desk.locator("[name=venue_state]").select_option("confirmed")
    desk.locator("[name=venue_name]").fill("Halle Pajol")
    desk.locator("[name=address]").fill("20 esplanade Nathalie-Sarraute")
    desk.get_by_role("button", name="Enregistrer").first.click()
    expect(desk.get_by_text("2 personnes seront prévenues").first).to_be_visible()
    desk.locator("button[name=agreed]").click()
    desk.wait_for_url("**/desk/events/today")


def the_third_waits(page: Page) -> None:
    """The third finishes the form that was begun."""
    fill(page, "Zoé Arc", "zoe@example.org")
    page.get_by_role("button", name="Rejoindre la liste d’attente").click()
    expect(page.get_by_role("heading", name="Vous êtes sur la liste d’attente")).to_be_visible()


def the_first_cancels_from_the_mail(page: Page, folder: Path) -> None:
    """The link in the mail opens a page, and only its button cancels."""
    body = mailed(folder, "e@example.org", "Faire groupe").get_body(("plain",))
    assert body is not None
    address = re.search(r"(/registrations/[\w-]+)", body.get_content())
    assert address is not None
    page.goto(address[1])
    page.get_by_role("link", name="Annuler mon inscription").click()
    page.get_by_role("button", name="Annuler mon inscription").click()


def two_tickets_are_scanned_without_network(phones: list[Page]) -> None:
    """One ticket on each phone, one of them twice; then the network returns."""
    for phone in phones:
        expect(phone.locator("#door")).to_have_attribute("data-kept", "true")
        phone.context.set_offline(True)
    db.session.rollback()
    paul, zoe = (
        ticket.code(db.session.query(Registration).filter_by(name=who).one())
        for who in ("Paul Klein", "Zoé Arc")
    )
    for phone, code, said in ((phones[0], paul, "Bienvenue"), (phones[1], zoe, "Bienvenue"), (phones[1], zoe, "Déjà entré")):  # fmt: skip
        scan(phone, code)
        expect(word(phone)).to_contain_text(said)
    for phone in phones:
        phone.context.set_offline(False)
