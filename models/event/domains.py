"""Which addresses an event takes: those of some domains, or all."""

import re

BETWEEN = re.compile(r"[\s,;]+")
LABEL = r"[^\W_](?:[^\W_]|-)*"
DOMAIN = re.compile(rf"\.?{LABEL}(?:\.{LABEL})+")


def listed(domains: str) -> list[str]:
    """Return the domains of a text, in small letters; ``@example.org`` is example.org."""
    return [one.removeprefix("@") for one in BETWEEN.split(domains.lower()) if one]


def are_domains(domains: str) -> bool:
    """Say whether a text lists domains and nothing else; an empty one does."""
    return all(DOMAIN.fullmatch(one) for one in listed(domains))


def admits(domains: str, address: str) -> bool:
    """Return whether an email address belongs to one of the domains.

    ``.example.org`` accepts all domains below it; an empty list accepts any address.
    """
    wanted, domain = listed(domains), address.strip().lower().rpartition("@")[2]
    below = tuple(one for one in wanted if one.startswith("."))
    return not wanted or domain in wanted or domain.endswith(below)
