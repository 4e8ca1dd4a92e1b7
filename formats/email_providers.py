"""Email providers that people mistype: « gmial.com » is most likely gmail.com.

The guess is only offered to the person, never applied.
"""

import re
from difflib import get_close_matches

from flask import Flask

PROVIDERS = [
    "aliceadsl.fr",
    "aol.com",
    "bbox.fr",
    "bluewin.ch",
    "btinternet.com",
    "cegetel.net",
    "club-internet.fr",
    "email.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.de",
    "gmx.fr",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "ik.me",
    "laposte.net",
    "libero.it",
    "live.com",
    "live.fr",
    "mac.com",
    "mail.com",
    "mailo.com",
    "me.com",
    "msn.com",
    "neuf.fr",
    "numericable.fr",
    "orange.fr",
    "outlook.com",
    "outlook.fr",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "proton.me",
    "protonmail.com",
    "sfr.fr",
    "skynet.be",
    "t-online.de",
    "telenet.be",
    "tutanota.com",
    "videotron.ca",
    "wanadoo.fr",
    "web.de",
    "yahoo.com",
    "yahoo.fr",
    "ymail.com",
    "zoho.com",
]
BRANDS = {provider.partition(".")[0] for provider in PROVIDERS}
COUNTRY = re.compile(r"(com?\.)?[a-z]{2}|com|net|org|info")  # « yahoo.co.uk », « hotmail.de »
SLIPS = {"cm", "co", "om", "fe"}  # countries that are not meant
NOWHERE = {
    "gmail.fr": "gmail.com",
    "googlemail.fr": "gmail.com",
    "icloud.fr": "icloud.com",
    "laposte.fr": "laposte.net",
}
ALIKE = 0.86  # difflib's ratio: two letters changed places in ten, or one is missing or too many


def init_app(app: Flask) -> None:
    """Give templates the filter: ``{{ address|better_address }}``."""
    app.jinja_env.filters["better_address"] = better_address


def better_address(address: str | None) -> str:
    """Return the address that was probably meant, or an empty text when there is nothing to suspect."""
    local, at, typed = (address or "").strip().rpartition("@")
    domain = typed.lower().replace(",", ".").strip(".")
    meant = (_meant(domain) or domain) if local and at and domain else ""
    return f"{local}@{meant}" if meant and meant != typed.lower() else ""


def _meant(domain: str) -> str:
    """Return the domain that was probably meant by one that belongs to no provider.

    A known brand's domain in another country is left alone.
    """
    brand, _, rest = domain.partition(".")
    if domain in PROVIDERS or (
        brand in BRANDS and COUNTRY.fullmatch(rest) and rest not in SLIPS and domain not in NOWHERE
    ):
        return ""
    close = get_close_matches(domain, PROVIDERS, n=1, cutoff=ALIKE)
    if domain in NOWHERE or close:
        return NOWHERE.get(domain) or close[0]
    return f"{domain[:-1]}m" if domain.endswith(".con") else ""
