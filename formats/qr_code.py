"""Tickets as QR codes (ISO/IEC 18004): dark on light in every colour scheme, since readers expect it."""

import io

import segno
from markupsafe import Markup
from PIL import Image

from models.registration import Registration, ticket

MASK = 2  # of the eight that a reader tells from the code itself
SCALE = 8  # dots of the picture to one module
MARGIN = 4  # light modules around the code, as the standard asks
CORRECTION = "q"  # a quarter of it may be dirty, folded or badly compressed


def svg(registration: Registration) -> Markup:
    """Return the QR code of a registration's ticket as SVG without a fixed size.

    Returns an empty string when there is no ticket.
    """
    code = ticket.code(registration)
    return Markup(_ticket(code).svg_inline(light="#fff", border=MARGIN, omitsize=True)) if code else Markup()


def drawn(text: str) -> Markup:
    """Return the drawing of any text, as a link that a phone is to open."""
    return Markup(_made(text).svg_inline(light="#fff", border=MARGIN, omitsize=True))


def png(registration: Registration) -> bytes:
    """Return the picture of a registration's ticket for a mail; empty when there is no ticket."""
    code, small, picture = ticket.code(registration), io.BytesIO(), io.BytesIO()
    if code:
        _ticket(code).save(small, kind="png", border=MARGIN)
        with Image.open(small) as one:  # enlarged here, since segno does it dot by dot
            one.resize((one.width * SCALE, one.height * SCALE), Image.Resampling.NEAREST).save(picture, "png")
    return picture.getvalue()


def _ticket(code: str) -> segno.QRCode:
    """Draw a ticket's code, which is random: any mask mixes it well, and to compare all eight costs most."""
    return _made(code, mask=MASK)


def _made(code: str, mask: int | None = None) -> segno.QRCode:
    return segno.make(code, error=CORRECTION, micro=False, mask=mask)
