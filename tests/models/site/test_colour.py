"""The accent colour of a site: contrast as WCAG defines it, and no shade that cannot be read."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.site import colour

SHEET = Path(__file__).parents[3] / "static/css/parvis.css"
ANY = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#0000ff", "#ffffff", 8.59)],
)  # fmt: skip
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert round(colour.contrast(one, other), 2) == ratio
    assert colour.contrast(one, other) == colour.contrast(other, one)


@given(ANY)
def test_every_colour_becomes_one_that_can_be_read_by_day_and_by_night(any_colour):
    near = colour.readable(any_colour)
    shades = colour.shades(near)
    pairs = [(shades.light, ground) for ground in (*colour.LIGHT_GROUNDS, shades.light_ink)]
    pairs += [(shades.dark, ground) for ground in (*colour.DARK_GROUNDS, shades.dark_ink)]
    assert min(colour.contrast(*pair) for pair in pairs) >= colour.ENOUGH
    assert colour.readable(near) == near


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert colour.readable("#1d5c4d") == "#1d5c4d"
    assert colour.readable("#ffd700") != "#ffd700"


@pytest.mark.parametrize(("typed", "read"), [(" #1D5C4D ", "#1d5c4d"), ("1d5c4d", "#1d5c4d"), ("#fff", None), ("red", None), ("#1d5c4d;", None)])  # fmt: skip
def test_a_colour_is_six_hexadecimal_digits(typed, read):
    assert colour.spelt(typed) == read


def test_the_grounds_are_those_of_the_style_sheet():
    day, night = re.findall(r":root \{([^}]*--paper[^}]*--fault[^}]*)\}", SHEET.read_text("utf-8"))
    for tokens, grounds in ((day, colour.LIGHT_GROUNDS), (night, colour.DARK_GROUNDS)):
        named = dict(re.findall(r"--(\w+): (#\w+);", tokens))
        full = {name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:]) for name, value in named.items()}  # fmt: skip
        assert tuple(full[name] for name in ("paper", "sheet", "wash")) == grounds
    assert f"--accent: {colour.HOUSE};" in day
