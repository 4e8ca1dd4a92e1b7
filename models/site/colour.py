"""A readable accent colour: contrast as in WCAG 2.2, and the shades that a page needs of it."""

import re
from dataclasses import dataclass

ENOUGH = 4.5  # WCAG 2.2, 1.4.3: text against what is behind it
LIGHT_GROUNDS = ("#fbfaf6", "#ffffff", "#f4eee2")  # paper, sheet and wash of the style sheet
DARK_GROUNDS = ("#161512", "#1f1e1a", "#24221d")
WHITE, BLACK = "#ffffff", "#000000"
INKS = (WHITE, "#1c1009")
STEPS = 50
HEXADECIMAL = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
HOUSE = "#9c2f17"  # the brick red of the style sheet


@dataclass(frozen=True, slots=True)
class Shades:
    """One colour as text and as a ground, by day and by night; each ``#rrggbb``."""

    light: str
    light_ink: str
    dark: str
    dark_ink: str


def spelt(text: str) -> str | None:
    """Return a colour as ``#rrggbb`` in lower case, or None for what is not six hexadecimal digits."""
    found = HEXADECIMAL.fullmatch(text.strip())
    return f"#{found[1].lower()}" if found else None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, « contrast ratio »)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def worst(colour: str) -> float:
    """Return the contrast of a colour against the light ground on which it is hardest to read."""
    return min(contrast(colour, ground) for ground in LIGHT_GROUNDS)


def readable(colour: str) -> str:
    """Return the colour if it is readable on the light pages, else the nearest darker one that is."""
    return _toward(colour, BLACK, LIGHT_GROUNDS)


def shades(colour: str) -> Shades:
    """Return what a page needs of a readable colour; by night it is lightened until it can be read there."""
    dark = _toward(colour, WHITE, DARK_GROUNDS)
    return Shades(colour, _ink(colour), dark, _ink(dark))


def _toward(colour: str, end: str, grounds: tuple[str, ...]) -> str:
    for step in range(STEPS + 1):
        mixed = _mixed(colour, end, step / STEPS)
        if min(contrast(mixed, ground) for ground in grounds) >= ENOUGH:
            return mixed
    return end


def _ink(ground: str) -> str:
    return max(INKS, key=lambda ink: contrast(ink, ground))


def _mixed(colour: str, end: str, share: float) -> str:
    parts = zip(_channels(colour), _channels(end), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in parts)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
