"""A comment's text as rules and filter read it: words without case or accents, hosts, addresses.

Writers of spam hide words: in accents, in marks within a word (``**half**way``, ``<b>half</b>way``), in characters that
nobody sees, in the addresses of links. All of that is undone here, so that everything after it compares plain words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import unquote

import email_address
import host_name
from folding import folded

_TAG = re.compile(r"<[^<>]*>")
_HREF = re.compile(r'href="([^"]*)"')
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w@.-])(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?![\w@-])")
_LONGEST_HOST = 253  # RFC 1035
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w.-]+\w")


def bare(text: str) -> str:
    """Return a text folded, and without the characters that nobody sees."""
    return folded("".join(char for char in text if unicodedata.category(char) != "Cf"))


def words(text: str) -> list[str]:
    """Return the words of a text, folded: « L’Établissement-test » is ``l etablissement test``."""
    text = bare(text)
    if text.isascii():
        return re.findall(r"[a-z0-9]+", text)
    return "".join(
        char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in text
    ).split()


@dataclass(frozen=True)
class Saying:
    """Who says what, and from which network address (empty where that is not known)."""

    name: str
    email: str
    website: str
    body: str
    html: str
    address: str = ""

    @cached_property
    def links(self) -> list[str]:
        """The addresses that the text and the author link to, in readable form.

        Percent signs and international names are decoded.
        """
        found = [unescape(link) for link in _HREF.findall(self.html)] + _ADDRESS.findall(self.body)
        return list(dict.fromkeys(unquote(link) for link in (*found, self.website) if link))

    @cached_property
    def passages(self) -> list[str]:
        """Everything that is said, in each reading: a word hidden in one shows in another."""
        shown = unescape(
            _TAG.sub("", re.sub(r"<(?:br|/?p|/?li|/?ul|/?ol|/?pre|/?blockquote)\b[^<>]*>", "\n", self.html))
        )
        readings = (self.body, _TAG.sub("", self.body), shown, _TAG.sub("", shown))
        return list(dict.fromkeys((self.name, self.email, *readings, *self.links, self.address)))

    @cached_property
    def text(self) -> str:
        """The words of all passages, separated by spaces; bars separate passages.

        The bars keep a phrase from matching across two passages.
        """
        return " | ".join(["", *(" ".join(words(passage)) for passage in self.passages), ""])

    @cached_property
    def folded(self) -> str:
        """All passages, folded, with their punctuation."""
        return "\n".join(bare(passage) for passage in self.passages)

    @cached_property
    def mails(self) -> set[str]:
        """The e-mail addresses that are given, as keys."""
        return {email_address.key(found) for found in (self.email, *_MAIL.findall(self.body)) if found}

    @cached_property
    def hosts(self) -> set[str]:
        """The hosts that are named: in links, in the e-mail address, in the text."""
        linked = map(host_name.of_url, self.links)
        named = (*(mail.rpartition("@")[2] for mail in self.mails), *_HOST.findall(self.body))
        written = (host_name.resolved(name) for name in named if len(name) <= _LONGEST_HOST)
        return {name for name in (*linked, *written) if 0 < len(name) <= _LONGEST_HOST}

    @property
    def domains(self) -> Iterator[str]:
        """The hosts that are named and all that they belong to: ``a.example.org``, ``example.org``, ``org``."""
        for name in self.hosts:
            labels = name.split(".")
            yield from (".".join(labels[start:]) for start in range(len(labels)))

    @property
    def networks(self) -> Iterable[str]:
        """The networks, from one address up to all, to which the network address belongs."""
        try:
            full = ip_address(self.address)
        except ValueError:
            return []
        if isinstance(full, IPv6Address) and full.ipv4_mapped:
            full = full.ipv4_mapped
        return [str(ip_network(f"{full}/{length}", strict=False)) for length in range(full.max_prefixlen + 1)]
