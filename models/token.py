"""Private links: 128-bit tokens of one purpose each, of which the database keeps only a hash.

A token is derived from the site's secret key, the row it opens and a generation number (HMAC-SHA-256, RFC 2104, cut to
128 bits), so that the link can be mailed again without ever being stored; a new generation makes the old link dead.

A site that changed its key has former ones as well. What a former key made goes on: the hash that a row keeps says which
key its link was made with, and what is stored nowhere is tried with all of them.
"""

import base64
import hashlib
import hmac
import secrets

from flask import current_app


def accepted() -> list[str]:
    """Return the site's secret key, then its former ones that still count, the latest first."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]


def signing_keys() -> list[str]:
    """Return the same as itsdangerous takes them: it signs with the last, and accepts all."""
    return accepted()[::-1]


def oldest_key() -> str:
    """Return the key for names that must stay the same while the site changes its key."""
    return accepted()[-1]


def derive(purpose: str, key: str, generation: int = 1, *, secret: str | None = None) -> str:
    """Return the 22-character token that opens the row ``key`` for one purpose."""
    return base64.urlsafe_b64encode(seal(purpose, key, generation, secret=secret)).decode().rstrip("=")


def seal(purpose: str, key: str, generation: int = 1, *, secret: str | None = None) -> bytes:
    """Return the 16 bytes that only this site can make of a purpose, a row and a generation."""
    text = f"{purpose}:{key}:{generation}".encode()
    return hmac.new((secret or accepted()[0]).encode(), text, hashlib.sha256).digest()[:16]


def known(stored: str | None, purpose: str, key: str, generation: int = 1) -> str:
    """Return the token whose hash a row keeps; a new one of the present key when it keeps none."""
    return derive(purpose, key, generation, secret=maker(stored, purpose, key, generation))


def maker(stored: str | None, purpose: str, key: str, generation: int = 1) -> str:
    """Return the key that made the token whose hash is ``stored``: a former one, else the present."""
    present, *former = accepted()
    made = (each for each in former if hashed(derive(purpose, key, generation, secret=each)) == stored)
    return next(made, present)


def fits(said: str, purpose: str, key: str, generation: int = 1) -> bool:
    """Say whether a text is the token of a purpose and a row, made with any of the site's keys."""
    made = [derive(purpose, key, generation, secret=each).encode() for each in accepted()]
    return any(hmac.compare_digest(each, said.encode()) for each in made)


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
