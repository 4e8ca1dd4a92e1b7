"""Which addresses an event takes: those of some domains, or all."""

import re

import email_address
import host_name

BETWEEN = re.compile(r"[\s,;]+")
LABEL = r"[^\W_](?:[^\W_]|-)*"
DOMAIN = re.compile(rf"\.?{LABEL}(?:\.{LABEL})+")


def listed(domains: str) -> list[str]:
    """Return the domains of a text as they are resolved; ``@example.org`` is example.org."""
    typed = (one.removeprefix("@") for one in BETWEEN.split(domains) if one)
    return ["." * one.startswith(".") + host_name.resolved(one) for one in typed]


def are_domains(domains: str) -> bool:
    """Say whether a text lists domains and nothing else; an empty one does."""
    return all(DOMAIN.fullmatch(one) for one in listed(domains))


def admits(domains: str, address: str) -> bool:
    """Return whether an email address belongs to one of the domains.

    ``.example.org`` accepts all domains below it; an empty list accepts any address.
    """
    wanted, domain = listed(domains), email_address.domain(address)
    below = tuple(one for one in wanted if one.startswith("."))
    return not wanted or domain in wanted or domain.endswith(below)
