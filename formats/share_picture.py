"""The picture shown in link previews (Open Graph, 1200 × 630): an event's facts, drawn by Pillow.

It uses the site's typeface.
"""

import re
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, features

from config import ROOT
from formats.announcement import place, when
from models.event import Event
from models.site.record import Site

WIDTH, HEIGHT, MARGIN = 1200, 630, 72
PAPER, INK, SOFT = "#fbfaf6", "#1c1b18", "#5d594f"
ROMAN, ITALIC = (str(ROOT / f"static/fonts/newsreader-2-{cut}.woff2") for cut in ("roman", "italic"))
TITLE_SIZES = (84, 74, 66, 58, 50, 42)  # the largest at which the title stays between the two rules
TITLE_TOP, TITLE_ROOM, LEADING = 158, 296, 1.1


def draw(event: Event, site: Site) -> bytes:
    """Return the PNG of an event in the present language: its site, title, day and place."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((MARGIN, 56, WIDTH - MARGIN, 61), fill=INK)
    pen.text(
        (MARGIN, 78), site.name, font=ImageFont.truetype(ROMAN, 40), fill=INK, features=_kerned(site.name)
    )
    font, lines = _title(event.title)
    top = TITLE_TOP
    for line in lines:
        pen.text((MARGIN, top), line, font=font, fill=INK, features=_kerned(line))
        top += int(font.size * LEADING)
    pen.line((MARGIN, HEIGHT - 158, WIDTH - MARGIN, HEIGHT - 158), fill=INK, width=2)
    day, where = when(event), place(event)
    day = day[:1].upper() + day[1:]
    shade = site.shades.light
    pen.text((MARGIN, HEIGHT - 138), day, font=_fitting(day, ROMAN, 36), fill=shade, features=_kerned(day))
    pen.text((MARGIN, HEIGHT - 90), where, font=_fitting(where, ITALIC, 34), fill=SOFT)
    file = BytesIO()
    picture.quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def _kerned(line: str) -> list[str] | None:
    """Return how a line is set in the roman: its “fi” without the gap that stands for a ligature.

    The cut of the face has no ligatures, and its kerning holds the two letters apart for one.
    """
    if not features.check("raqm"):
        return None
    return [f"kern[{pair.start()}:{pair.end() - 1}]=0" for pair in re.finditer("fi", line)]


def _fitting(line: str, cut: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a cut in the largest size, down to 16, at which a line stays between the margins."""
    fonts = (ImageFont.truetype(cut, smaller) for smaller in range(size, 14, -2))
    return next(font for font in fonts if font.size <= 16 or font.getlength(line) <= WIDTH - 2 * MARGIN)


def _title(title: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    for size in TITLE_SIZES:
        font = ImageFont.truetype(ROMAN, size)
        lines, room = _wrapped(title, font), int(TITLE_ROOM / (size * LEADING))
        if len(lines) <= room:
            return font, lines
    return font, [*lines[: room - 1], lines[room - 1].rstrip(" ,;:") + "…"]


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Break a text at its ordinary spaces so that each line fits between the margins."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
