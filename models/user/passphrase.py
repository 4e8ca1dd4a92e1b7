"""Passphrases: hashed slowly, without making anybody else wait."""

import threading
from collections.abc import Callable
from typing import TypeVar

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import monkey

from models.user.weakness import LONG_ENOUGH

# RFC 9106 §4, second recommended option (64 MiB, 3 passes) is the library's default; a small server keeps one lane.
_hasher = PasswordHasher(parallelism=1)
# Of a random passphrase that nobody kept: what an unknown address is compared with, so that it takes as long.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=1$jDRfEqh4+J0RH0nz+Bnj8A$AspgafIi/wTrkVzOXWdPu8t/FoyNpAtNJ/wM8Nr6E3o"
_turns = threading.BoundedSemaphore(2)  # each hashing takes 64 MiB, however many sign in at once

Result = TypeVar("Result")


def hashed(passphrase: str) -> str:
    """Return the Argon2id hash of a passphrase; raise ValueError below 15 characters.

    It must never be called within ``db.writing()``.
    """
    if len(passphrase) < LONG_ENOUGH:
        raise ValueError("too short")
    return _aside(_hasher.hash, passphrase)


def matches(known: str, passphrase: str) -> bool:
    """Say whether a passphrase is the one of a hash. Never within ``db.writing()``."""
    try:
        return _aside(_hasher.verify, known, passphrase)
    except (VerificationError, InvalidHashError):
        return False


def _aside(work: Callable[..., Result], *arguments: str) -> Result:
    """Run slow work on a real thread when gevent runs the server.

    Open pages are still updated and answered meanwhile.
    """
    with _turns:
        if monkey.is_module_patched("threading"):
            return gevent.get_hub().threadpool.apply(work, arguments)
        return work(*arguments)
