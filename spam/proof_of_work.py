"""Proof of work: a browser computes for a moment before it sends a comment.

This makes sending thousands of comments expensive.

The work is bound to the form's stamp, which expires, and to what is sent: it is good for one comment only. Who sends none
(scripts are off, an old telephone gave up) is not refused: the comment waits for a moderator.
"""

import hashlib

BITS = 16  # zeros at the beginning: 65,000 attempts on average, a tenth of a second on a desk, less than one on a phone
SEED = 32  # characters
LONGEST = 20


def seed(stamp: str, email: str, body: str) -> str:
    """Return what the work is about; static/js/work.js makes the same of the form's fields."""
    said = "\n".join((stamp, email, body.replace("\r\n", "\n").replace("\r", "\n")))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:SEED]


def is_done(stamp: str, email: str, body: str, answer: str) -> bool:
    """Say whether an answer is the number that was to be found."""
    if not answer.isdecimal() or not answer.isascii() or len(answer) > LONGEST:
        return False
    digest = hashlib.sha256((seed(stamp, email, body) + answer).encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def done(stamp: str, email: str, body: str) -> str:
    """Do the work, as a browser does it, and return the answer."""
    number = 0
    while not is_done(stamp, email, body, str(number)):
        number += 1
    return str(number)
