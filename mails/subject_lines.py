"""How mails are written out: as Python's own policies do, but for the subject.

Python's folding of a subject of several scripts doubles spaces, and some versions begin it with an empty line.
"""

from email.header import Header
from email.headerregistry import HeaderRegistry
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any

ALIKE = 200  # headers of parts that are remembered
WIDTH = 76  # characters of a line (RFC 2047, 2)


class OurPolicy(EmailPolicy):
    """Folds a subject so that every program unfolds it to what was written."""

    def fold(self, name: str, value: Any) -> str:
        """Return a header as text."""
        return self._subject(value) if name.lower() == "subject" else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return a header as bytes."""
        if name.lower() != "subject":
            return super().fold_binary(name, value)
        return self._subject(value).encode("utf-8" if self.utf8 else "ascii")

    def _subject(self, value: str) -> str:
        text = str(value)
        if not self.utf8 and not text.isascii():
            words = Header(text, "utf-8", WIDTH, "Subject").encode(linesep=self.linesep)
            return f"Subject: {words}{self.linesep}"
        lines = ["Subject:"]
        for number, word in enumerate(text.split(" ")):
            # Before a space that stands alone, and never first, so that no line is empty.
            fits = number == 0 or not word or not lines[-1].strip() or lines[-1].endswith(" ")
            if fits or len(lines[-1]) + 1 + len(word) <= WIDTH:
                lines[-1] += f" {word}"
            else:
                lines.append(f" {word}")
        return self.linesep.join(lines) + self.linesep


class Headers(HeaderRegistry):
    """Knows the class of a header, and those that describe a part, which every mail has alike.

    Python's own makes the class anew for each header of each mail.
    """

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Any] = {}
        self.alike = lru_cache(ALIKE)(super().__call__)

    def __call__(self, name: str, value: str) -> Any:
        describes_a_part = name.lower().startswith(("content-", "mime-"))
        return self.alike(name, value) if describes_a_part else super().__call__(name, value)

    def __getitem__(self, name: str) -> Any:
        name = name.lower()
        if name not in self.made and name in self.registry:
            self.made[name] = super().__getitem__(name)
        return self.made.get(name) or super().__getitem__(name)


SMTP = OurPolicy(linesep="\r\n", header_factory=Headers())
SMTPUTF8 = SMTP.clone(utf8=True)
