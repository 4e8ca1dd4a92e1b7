"""Every page looks like its kept picture (tests/screens.py); `make screens` takes them anew."""

import shutil
import subprocess

import pytest
from PIL import Image

from tests import screens, standing

OURS = {"DejaVu Sans", "DejaVu Sans Mono", "DejaVu Serif"}  # tests/browser/fonts
FREQUENT = {
    "Arial",
    "Helvetica",
    "Liberation Sans",
    "Noto Sans",
    "Roboto",
    "Ubuntu",
    "Courier New",
    "Georgia",
}
DRAWN = """names => {
  const pen = document.createElement("canvas").getContext("2d");
  const width = faces => { pen.font = `40px ${faces}`; return pen.measureText("Parvis, 0123: Wi lo Ag").width };
  return names.filter(name => width(`"${name}", monospace`) !== width("monospace") ||
                              width(`"${name}", serif`) !== width("serif")) }"""


@pytest.fixture(scope="module")
def still():
    """The site that stands still."""
    with standing.standing_still() as site:
        yield site


def reference(name, way):
    return Image.open(screens.FOLDER / f"{name}.{way}.webp").convert("RGB")


@pytest.mark.parametrize("way", screens.WAYS)
def test_pages_look_as_they_did(browser, still, way):
    different: dict[str, str] = {}
    for name, wanted in screens.ALL:
        if wanted == way:
            share = screens.difference(reference(name, way), screens.taken(browser, still, name, way))
            different |= {name: f"{share:.1%}"} if share > screens.ALIKE else {}
    assert not different, "look at these pages; when they are right, `make screens` keeps them"


def test_the_browser_draws_with_the_faces_of_the_tests_and_none_of_the_machine(browser):
    installed = set(FREQUENT)
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
        installed |= {name for line in listed.splitlines() for name in line.replace("\\", "").split(",")}
    page = browser.new_context().new_page()
    assert set(page.evaluate(DRAWN, sorted(installed | OURS))) == OURS
    page.context.close()


def test_a_page_that_changed_is_noticed(browser, still):
    picture = screens.taken(browser, still, "home", "phone")
    moved = Image.new("RGB", picture.size, "white")
    moved.paste(picture, (0, 12))
    for other in (moved, reference("about", "phone"), reference("home", "desk"), reference("login", "phone")):
        assert screens.difference(picture, other) > screens.ALIKE
