"""Private links: 128-bit tokens of one purpose each, of which the database keeps only a hash.

A token is derived from the site's secret key, the row it opens and a generation number (HMAC-SHA-256, RFC 2104, cut to
128 bits), so that the link can be mailed again without ever being stored; a new generation makes the old link dead.
"""

import base64
import hashlib
import hmac
import secrets

from flask import current_app


def derive(purpose: str, key: str, generation: int = 1) -> str:
    """Return the 22-character token that opens the row ``key`` for one purpose."""
    return base64.urlsafe_b64encode(seal(purpose, key, generation)).decode().rstrip("=")


def seal(purpose: str, key: str, generation: int = 1) -> bytes:
    """Return the 16 bytes that only this site can make of a purpose, a row and a generation."""
    text = f"{purpose}:{key}:{generation}".encode()
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text, hashlib.sha256).digest()[:16]


def fresh() -> str:
    """Return a random 22-character token, for what is shown only once (sessions, sign-in links)."""
    return secrets.token_urlsafe(16)


def once(number: str, *about: object) -> str:
    """Return a 22-character name for one act: the number of the page it came from, and what is done.

    The same number for something else, as after « Back », is another act.
    """
    text = "\0".join([number, *map(str, about)])
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).decode().rstrip("=")


def hashed(token: str) -> str:
    """Return what the database keeps of a token: its SHA-256 in hexadecimal, 64 characters."""
    return hashlib.sha256(token.encode()).hexdigest()
