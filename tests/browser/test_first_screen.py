"""What, when, where, the seats left and the way to one stand on the first screen, whatever the title."""

import pytest
from playwright.sync_api import expect

SCREENS = [(390, 700), (390, 860), (1024, 700), (1280, 700), (1440, 860), (1920, 860)]
TITLE = (
    "Articuler dynamique de regroupement et affirmation des politiques locales de l’habitat"
    " dans les territoires en décroissance : quelles alliances ?"
)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_screen_holds_what_decides(make, window, width, height):
    event = make.event(
        title=TITLE, subtitle="Comment faire groupe sans perdre sa boussole et son identité ? Et pourquoi ?",
        host="Aatiko Conseils", venue_state="city", city="Paris", capacity=80,
        starts=make.at(9, 30, days=30), ends=make.at(16, 30, days=30),
    )  # fmt: skip
    page = window(f"/events/{event.slug}", viewport={"width": width, "height": height})
    for what in (TITLE, f"{event.starts.year}", "Paris (lieu à confirmer)", "80 places restantes"):
        shown = page.locator(f":text('{what}'), [data-facts*='{what}']").locator("visible=true")
        boxes = [box for one in shown.all() if (box := one.bounding_box())]
        assert any(box["y"] + box["height"] <= height for box in boxes), what
    go = page.locator("a[href='#registration']").locator("visible=true")
    expect(go).to_be_in_viewport(ratio=1)
    go.click()
    expect(page.locator("#registration")).to_be_in_viewport()
