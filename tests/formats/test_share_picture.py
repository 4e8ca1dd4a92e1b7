"""The picture of an event that message previews show."""

from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image, ImageFont, features

from formats.share_picture import ROMAN, _kerned, draw
from models.site.record import Site

LONG = "Articuler dynamique de regroupement et affirmation des politiques locales de l’habitat"


def opened(png):
    return Image.open(BytesIO(png)).convert("L")


@pytest.mark.parametrize("title", ["Lire", LONG, LONG * 4])
def test_a_picture_has_the_size_that_previews_ask_and_nothing_touches_its_edges(app, make, title):
    with app.test_request_context("/"):
        starts = datetime.fromisoformat("2027-09-22 20:00")
        png = draw(
            make.event(title=title, starts=starts, timezone="America/Argentina/ComodRivadavia"),
            Site.current(),
        )
    picture = opened(png)
    assert picture.size == (1200, 630)
    assert len(png) < 60_000
    paper = picture.getpixel((2, 2))
    assert picture.crop((300, 460, 1140, 470)).getextrema() == (paper, paper), "the title runs into the rule"
    for edge in ((0, 0, 1200, 50), (0, 0, 60, 630), (1140, 0, 1200, 630), (0, 600, 1200, 630)):
        assert picture.crop(edge).getextrema() == (paper, paper), edge


def test_the_picture_follows_the_facts(client, make):
    event = make.event()
    first = client.get(f"/events/{event.slug}.png")
    assert first.mimetype == "image/png"
    other = client.get(f"/events/{make.event(title='Autre chose').slug}.png")
    assert first.data != other.data
    assert client.get("/events/unknown.png").status_code == 404
    assert f"/events/{event.slug}.png" in client.get(f"/events/{event.slug}").text


def test_the_manifest_names_the_site_and_its_icons(client):
    manifest = client.get("/manifest.webmanifest")
    assert manifest.json["name"]
    for icon in manifest.json["icons"]:
        answer = client.get(icon["src"])
        assert (
            f"{Image.open(BytesIO(answer.data)).width}x{Image.open(BytesIO(answer.data)).height}"
            == icon["sizes"]
        )


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow shapes text without it")
@pytest.mark.parametrize(
    ("word", "around"), [("affirmation", ("aff", "irmation")), ("Vérifié AVANT", ("Vérif", "ié AVANT"))]
)
def test_f65_no_hole_is_where_a_ligature_would_be(word, around):
    font = ImageFont.truetype(ROMAN, 84)
    apart = sum(font.getlength(part) for part in around)
    assert font.getlength(word) > apart + 5, "the face itself holds f and i apart"
    assert font.getlength(word, features=_kerned(word)) == pytest.approx(apart, abs=0.5)
    assert font.getlength("AVANT", features=_kerned("AVANT")) < sum(font.getlength(one) for one in "AVANT")
