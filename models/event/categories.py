"""The categories of an event: words by which the list of events can be narrowed."""

from collections.abc import Iterable

from folding import folded, slug
from models.event.record import Event


def named(text: str) -> list[str]:
    """Return the categories that a text names with commas between them, each once as it was first spelt."""
    found: dict[str, str] = {}
    for part in text.split(","):
        if word := " ".join(part.split()):
            found.setdefault(key(word), word)
    return list(found.values())


def key(category: str) -> str:
    """Return the end of the address of a category's page: « Journée d’étude » gives journee-d-etude."""
    return slug(category) or folded(category).replace("/", " ").replace(" ", "-")


def of(event: Event) -> dict[str, str]:
    """Return the categories of an event by their keys, in the organiser's order."""
    return {key(word): word for word in named(event.categories)}


def of_all(events: Iterable[Event]) -> dict[str, str]:
    """Return the categories of several events by their keys, in alphabetical order."""
    found = {key: word for event in events for key, word in of(event).items()}
    return dict(sorted(found.items()))
