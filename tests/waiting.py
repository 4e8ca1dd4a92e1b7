"""Waiting in tests: always for something, never for a while; nothing else in tests/ sleeps."""

import os
import time
from collections.abc import Callable
from typing import TypeVar

HANG = float(os.environ.get("HANG", "600"))  # seconds that only what hangs takes, however busy the machine is
STEP = (
    HANG / 5
)  # the same for one thing that a page does; while somebody mends a page, HANG=20 says so sooner
LOOK = 0.05  # seconds between two looks

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], what: str = "it") -> Found:
    """Return what ``look()`` finds once it is true; raises AssertionError when it never becomes so."""
    end = time.monotonic() + HANG
    while not (found := look()):
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(LOOK)
    return found
