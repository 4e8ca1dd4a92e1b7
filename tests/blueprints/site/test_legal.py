"""Who answers for the site: legal notice, security.txt, accessibility statement."""

import re
from datetime import datetime, timedelta

import pytest

import clock
from commands.demo.steps import read
from extensions import db
from models.site.record import EXAMPLE, LEGAL, OWED, Site
from models.user import Role
from tests.blueprints.public.test_events import words
from tests.forms import filled

FACTS = {
    "publisher": "Revue Urbanisme",
    "legal_form": "SARL au capital de 8 000 €",
    "postal_address": "9 rue de la Paix\n75002 Paris",
    "legal_number": "SIRET 552 120 222 00013",
    "director": "Julien Meyrignac",
    "hosting": "Un hébergeur, 2 rue Kellermann, 59100 Roubaix",
}


def known(**facts):
    with db.writing():
        Site.revise(facts, by=None)


def test_f61_the_legal_notice_says_what_the_desk_was_told(signed_in, client):
    desk = signed_in(Role.ORGANISER)
    form = filled(desk.get("/desk/site").text, "/desk/site")
    assert desk.post("/desk/site", data=form | {"name": "Urbanisme"} | FACTS).status_code == 303
    text = words(client.get("/legal").text)
    for said in FACTS.values():
        assert words(said.replace("\n", " ")) in text
    assert "<h1>Mentions légales</h1>" in client.get("/legal").text
    assert "<h1>Legal notice</h1>" in client.get("/legal?lang=en").text


def test_f61_an_empty_notice_names_the_site_and_shows_no_empty_line(client):
    known(name="Urbanisme")
    text = words(client.get("/legal").text)
    assert "Éditeur Urbanisme" in text
    assert "Directeur" not in text


@pytest.mark.parametrize("path", ["/", "/about", "/events/day", "/privacy", "/login", "/nothing-here"])
def test_f61_every_footer_leads_to_the_legal_notice(make, client, path):
    make.event(slug="day")
    assert 'href="/legal">Mentions légales</a>' in client.get(path).text


def test_f61_the_desk_says_what_the_notice_lacks_until_it_is_said(signed_in, make):
    desk, event = signed_in(Role.ORGANISER), make.event(status="draft")
    pages = ("/desk", "/desk/site", f"/desk/events/{event.slug}/status/published")
    known(publisher="Revue Urbanisme", postal_address="Paris", director="Jeanne")
    for page in pages:
        assert "Les mentions légales sont incomplètes : hébergeur." in words(desk.get(page).text)
    known(hosting="Un hébergeur")
    for page in pages:
        assert "incomplètes" not in desk.get(page).text


def test_f60_the_desk_says_what_is_still_the_examples(signed_in):
    desk = signed_in(Role.ORGANISER)
    example = {name: value for name, value in read("site").items() if name in EXAMPLE}
    known(**example)
    assert Site.current().left_from_example == list(EXAMPLE)
    said = "à propos de l’éditeur, à propos de l’éditeur, en anglais, téléphone"
    assert said in words(desk.get("/desk").text)
    known(about="Nous.", about_en="We.")
    assert "ceux de l’exemple : téléphone." in words(desk.get("/desk").text)
    known(phone="01 02 03 04 05")
    assert "de l’exemple" not in desk.get("/desk").text


def test_the_facts_of_the_notice_are_kept_and_every_one_that_is_owed_is_one():
    assert set(OWED) <= set(LEGAL) == set(FACTS)


@pytest.mark.parametrize(
    ("email", "contact"),
    [("nous@example.org", "mailto:nous@example.org"), ("", "http://localhost/about")],
)
def test_security_txt_names_a_contact_and_an_end_within_a_year(client, email, contact):
    known(email=email)
    answer = client.get("/.well-known/security.txt")
    assert answer.mimetype == "text/plain"
    said = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert said["Contact"] == contact
    assert said["Canonical"] == "http://localhost/.well-known/security.txt"
    ends = datetime.fromisoformat(said["Expires"])
    assert timedelta(days=100) < ends - clock.now() < timedelta(days=365)


def test_security_txt_never_expires_while_the_site_runs(client, set_clock):
    first = client.get("/.well-known/security.txt").text
    set_clock(days=200)
    assert client.get("/.well-known/security.txt").text != first


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("fr", ["État de conformité", "Résultats des tests", "Contenus non accessibles", "Non-conformités",
                "Dérogations pour charge disproportionnée", "Contenus non soumis à l’obligation d’accessibilité",
                "Établissement de cette déclaration", "Retour d’information et contact", "Voies de recours"]),
        ("en", ["Conformance", "Test results", "Content that is not accessible", "Non-conformities",
                "Exemptions for disproportionate burden", "Content outside the duty of accessibility",
                "How this statement was drawn up", "Report a fault", "If our answer falls short"]),
    ],
)  # fmt: skip
def test_the_accessibility_statement_has_every_part_of_the_official_form(client, language, headings):
    page = client.get(f"/accessibility?lang={language}").text
    assert re.findall(r"<h[23][^>]*>([^<]*)</h[23]>", page.partition("</article>")[0]) == headings
    assert "http://localhost/" in words(page)


def test_every_footer_says_how_accessible_the_site_is(client):
    assert words(client.get("/").text).count("Accessibilité : non conforme") == 1
