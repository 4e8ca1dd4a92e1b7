"""The pages about the site, and what every page says about its publisher."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from defusedxml import ElementTree

import clock
from extensions import db
from models.comment import CommentOrigin, CommentState
from models.event import EventStatus
from models.privacy import data_map, retention
from models.privacy.data_map import Recipient
from models.registration import PASS_LASTS
from models.site.record import Site

PAGES = ["/", "/about", "/privacy", "/accessibility", "/legal", "/nothing-here"]


@pytest.fixture
def urbanisme(app):
    """A site that says who it is."""
    with db.writing():
        db.session.add(
            Site(
                name="Urbanisme",
                tagline="La ville en débat",
                tagline_en="Debating the city",
                about="*Urbanisme* paraît depuis 1932.",
                about_en="Published since 1932.",
                phone="01 45 45 45 00",
            )
        )


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_its_publisher_and_how_to_reach_them(client, urbanisme, path):
    page = client.get(path)
    assert "Urbanisme" in page.text
    assert "La ville en débat" in page.text
    assert "À propos" in page.text
    assert "01\u00a045\u00a045\u00a045\u00a000" in page.text
    assert 'href="tel:+33145454500"' in page.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_its_english_twin(client, urbanisme, path):
    assert f'href="{path}?lang=en"' in client.get(path).text
    english = client.get(f"{path}?lang=en").text
    assert f'href="{path}"' in english
    assert "Debating the city" in english
    assert 'href="/privacy?lang=en"' in english
    assert "+33\u00a01\u00a045\u00a045\u00a045\u00a000" in english


def test_the_texts_speak_both_languages_and_name_the_publisher(client, urbanisme):
    assert "<h1>Vos données personnelles</h1>" in client.get("/privacy").text
    assert "<h1>Your personal data</h1>" in client.get("/privacy?lang=en").text
    assert "au 01&nbsp;45&nbsp;45" in client.get("/accessibility").text
    assert "{{" not in client.get("/privacy").text


def test_the_pages_change_when_the_site_does(client, urbanisme):
    client.get("/about")
    with db.writing():
        site = Site.current()
        site.about = "Depuis toujours."
        site.changed()
    assert "Depuis toujours." in client.get("/about").text


def test_an_error_page_needs_no_database(app, client):
    with db.writing():
        db.session.execute(sa.text("DROP TABLE site"))
    page = client.get("/nothing-here")
    assert page.status_code == 404
    assert "Parvis" in page.text


def test_search_engines_find_every_public_page_in_each_language_and_nothing_private(make, client):
    event = make.event()
    draft = make.event(status=EventStatus.DRAFT)
    robots = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in robots
    assert "Disallow: /registrations/" in robots
    assert "Disallow: /my-registrations/" in robots
    root = ElementTree.fromstring(client.get("/sitemap.xml").data)
    found = {element.text for element in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {
        "http://localhost/",
        "http://localhost/?lang=en",
        f"http://localhost/events/{event.slug}?lang=en",
    } <= found
    assert not [address for address in found if address and (draft.slug in address or "/desk" in address)]
    for address in found:
        assert client.get(str(address).removeprefix("http://localhost")).status_code == 200


def test_the_words_that_others_rely_on_stay(client):
    page = client.get("/about").text
    assert "<h1>À propos</h1>" in page


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("settings", [{}, {"KEEP_REGISTRATIONS": 41, "KEEP_MAIL": 42, "KEEP_PENDING": 43, "KEEP_BINNED": 44, "KEEP_REFUSALS": 45}])  # fmt: skip
def test_the_privacy_page_states_the_times_that_purge_keeps_to(app, client, language, settings):
    page = client.get(f"/privacy?lang={language}").text
    stated = sorted(int(days) for days in re.findall(r"(\d+)[\s\u00a0\u202f](?:jours|days)", page))
    assert stated == sorted(retention.periods().values())
    assert set(settings.values()) <= set(stated)
    hours = re.findall(r"(\d+)[\s\u00a0\u202f](?:heures|hours)", page)
    assert hours == [str(PASS_LASTS // timedelta(hours=1))]


@pytest.mark.parametrize("settings", [dict.fromkeys(retention.CHOSEN, 0)])
def test_the_privacy_page_says_so_when_nothing_goes_by_itself(client):
    page = client.get("/privacy").text
    assert "ne les efface pas" in page
    assert " 0 jour" not in page


RECIPIENTS = {
    Recipient.EVERYBODY: ("Tout le monde voit", "Everybody sees"),
    Recipient.ORGANISERS: ("Les organisateurs voient", "Organisers see"),
    Recipient.MODERATORS: ("l’équipe de modération, les commentaires", "moderators, the comments"),
    Recipient.DOOR: ("L’équipe à l’entrée voit", "The team at the door sees"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_p9_the_privacy_page_names_every_recipient_of_the_data_map(client, language):
    page = client.get(f"/privacy?lang={language}").text
    named = {each for held in data_map.PEOPLE.values() for each in held.seen_by} - {Recipient.NOBODY}
    assert named == set(RECIPIENTS)
    for words in RECIPIENTS.values():
        assert words[language == "en"] in page


@pytest.mark.parametrize(
    ("settings", "days"), [({"KEEP_ORIGINS": 7}, 7), ({"KEEP_ORIGINS": 4000}, 365), ({"KEEP_ORIGINS": 0}, 0)]
)
def test_p15_network_addresses_are_kept_as_long_as_the_page_says(make, client, days):
    comment = make.comment(make.event(), CommentState.APPROVED)
    with db.writing():
        db.session.add(CommentOrigin(comment_id=comment.id, address="192.0.2.77", agent="Agent/1.0"))
    said = f"effacés au bout de {days} jours" if days else "effacés dans l’heure"
    assert said in re.sub(r"&nbsp;|\s", " ", client.get("/privacy").text)
    for ahead, left in [(days - 1, 1), (days, 0)][not days :]:
        now = clock.now() + timedelta(days=ahead, minutes=1)
        with clock.at(now), db.writing():
            retention.purge(now)
        assert db.session.query(CommentOrigin).count() == left
