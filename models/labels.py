"""Words beside values: English texts for the catalogue, which whoever shows them translates."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:  # noqa: N802  the name that gettext's extractors look for
    """Mark a text for the catalogue of translations, and return it as it is."""
    return text


class Labelled(StrEnum):
    """An enum whose members say what they mean to people: ``ONLINE = "online", N_("Online")``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member
