"""Every guide in every language: no dead link, no missing or heavy picture, French typography."""

import re

import pytest

from blueprints.site.help import FOLDER, GUIDES
from config import ROOT
from language import LANGUAGES
from models.user import Role
from tests.house.test_typography import faults
from tests.pictures import MOST, PICTURES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_has_no_dead_link_and_no_missing_picture(client, signed_in, name, language):
    staff = signed_in(Role.ADMIN)
    page = client.get(f"/help/{name}?lang={language}")
    assert (page.status_code, f'<html lang="{language}">' in page.text) == (200, True)
    guide = page.text.partition('<div class="prose guide">')[2].partition("</article>")[0]
    links = re.findall(r'(?:href|src)="([^"]+)"', guide)
    assert links
    for link in links:
        visitor = client if link.startswith("/login") else staff
        assert visitor.get(link).status_code == 200, link
        assert "/static/" in link or ("lang=en" in link) == (language == "en"), link
    assert all(re.search(r'alt="[^"]{20,}"', image) for image in re.findall(r"<img[^>]*>", guide))


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_is_there_is_light_and_is_used(name, language):
    file = ROOT / f"static/help/{name}.{language}.webp"
    assert 1000 < file.stat().st_size <= MOST
    assert any(file.name in guide.read_text("utf-8") for guide in (FOLDER / language).glob("*.md"))


@pytest.mark.parametrize("name", GUIDES)
def test_a_french_guide_is_set_as_printers_do(name):
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", "x", (FOLDER / "fr" / f"{name}.md").read_text("utf-8"))
    assert not {line: found for line in text.splitlines() if (found := faults(line))}


@pytest.mark.parametrize("path", ["/desk", "/moderation"])
def test_the_guide_is_reached_from_the_desk_and_the_queue(signed_in, path):
    assert 'href="/help"' in signed_in(Role.ORGANISER).get(path).text
    assert len(re.findall(r'<li><a href="/help/', signed_in(Role.MODERATOR).get("/help").text)) == len(GUIDES)


def test_a_guide_that_does_not_exist_is_not_found(client):
    assert client.get("/help/nothing").status_code == 404
