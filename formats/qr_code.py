"""Tickets as QR codes (ISO/IEC 18004): dark on light in every colour scheme, since readers expect it."""

import io

import segno
from markupsafe import Markup

from models.registration import Registration, ticket

MARGIN = 4  # light modules around the code, as the standard asks
CORRECTION = "q"  # a quarter of it may be dirty, folded or badly compressed


def svg(registration: Registration) -> Markup:
    """Return the QR code of a registration's ticket as SVG without a fixed size.

    Returns an empty string when there is no ticket.
    """
    code = ticket.code(registration)
    return Markup(_made(code).svg_inline(light="#fff", border=MARGIN, omitsize=True)) if code else Markup()


def drawn(text: str) -> Markup:
    """Return the drawing of any text, as a link that a phone is to open."""
    return Markup(_made(text).svg_inline(light="#fff", border=MARGIN, omitsize=True))


def png(registration: Registration) -> bytes:
    """Return the picture of a registration's ticket for a mail; empty when there is no ticket."""
    code, picture = ticket.code(registration), io.BytesIO()
    if code:
        _made(code).save(picture, kind="png", scale=8, border=MARGIN)
    return picture.getvalue()


def _made(code: str) -> segno.QRCode:
    return segno.make(code, error=CORRECTION, micro=False)
