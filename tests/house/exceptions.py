"""`python -m tests.house.exceptions` strikes from the list what is well by now, and adds nothing."""

import re
from collections.abc import Iterable

from tests.house.guard import EXCEPTIONS, everything, exceptions
from tests.house.guards import GUARDS


def strike(text: str, gone: dict[str, set[str]]) -> str:
    """Return the list without the lines of what is gone, by the guard's name; an empty list goes too."""
    kept, guard = [], ""
    for line in text.splitlines():
        guard = line.partition(" = ")[0] if " = " in line and not line.startswith(" ") else guard
        place = line.strip().partition('"')[2].partition('"')[0]
        if not (line.startswith(" ") and place in gone.get(guard, ())):
            kept.append(line)
    return re.sub(r"^\w+ = \[\n\]\n+", "", "\n".join(kept) + "\n", flags=re.MULTILINE).rstrip() + "\n"


def well() -> dict[str, set[str]]:
    """Return the places on the list that break their rule no more, by the guard's name."""
    sources = everything()
    broken: dict[str, Iterable[str]] = {
        guard.name: {fault.place for fault in guard.faults(sources)} for guard in GUARDS
    }
    return {name: set(places) - set(broken.get(name, ())) for name, places in exceptions().items()}


if __name__ == "__main__":
    EXCEPTIONS.write_text(strike(EXCEPTIONS.read_text("utf-8"), well()), encoding="utf-8")
