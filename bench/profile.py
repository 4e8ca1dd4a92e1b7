"""``make profile``: the statements and the processor time of each verb, in one process, without a server.

``python -m bench.profile register`` prints the functions that take most of one verb as well. Statements are
counted without BEGIN and COMMIT; processor time is the least of forty, so that other programs hardly disturb it.
``PARVIS_DATABASE_URL`` names an empty database of PostgreSQL, which it fills.
"""

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from bench.verbs import VERBS, Verbs, counts
from extensions import db

FIRST, TIMES = 5, 40  # times that a verb is done before it is measured, and while it is


def main() -> None:
    """Print what each verb costs."""
    arguments = argparse.ArgumentParser(prog="bench.profile")
    arguments.add_argument("verb", nargs="?", choices=list(VERBS), help="the verb to look into")
    looked_into = arguments.parse_args().verb
    with site() as app:
        verbs = Verbs(app)
        print(f"{'':<24}{'statements':>12}{'processor':>14}")
        for name in [looked_into] if looked_into else VERBS:
            count, milliseconds = measure(verbs, name)
            print(f"{name:<24}{count:>12}{milliseconds:>11.2f} ms", flush=True)
        if looked_into:
            look_into(verbs, looked_into)


@contextmanager
def site() -> Iterator[Flask]:
    """Yield the application on a new site, in its context."""
    with tempfile.TemporaryDirectory(prefix="parvis-profile-") as name:
        app = create_app({"INSTANCE": name, "PUBLIC_URL": "http://localhost"})
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def measure(verbs: Verbs, name: str) -> tuple[int, float]:
    """Return how many statements a verb takes, and its least processor time in milliseconds."""
    taken, said = [], 0

    def note(*facts: Any) -> None:
        nonlocal said
        said += counts(facts[2])

    for number in range(FIRST + TIMES):
        act = VERBS[name](verbs, number)
        if number == FIRST + TIMES - 1:
            sa.event.listen(db.engine, "before_cursor_execute", note)
        begun = time.process_time()
        act()
        taken.append(time.process_time() - begun)
    sa.event.remove(db.engine, "before_cursor_execute", note)
    return said, min(taken) * 1000


def look_into(verbs: Verbs, name: str) -> None:
    """Print the functions that take most of a verb's time."""
    profile = cProfile.Profile()
    for number in range(1000, 1000 + TIMES):
        act = VERBS[name](verbs, number)
        profile.runcall(act)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
