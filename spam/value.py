"""The normal spelling of a list entry: a word, an address, a domain or a network.

The same entry always looks the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv6Network, ip_network

import email_address
import host_name
from spam.saying import Saying, bare, words

LONGEST = 380
# Scripts that put no spaces between words: there, an entry is found within a run of signs, too.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_RUNS_ON = re.compile(f"^[{_UNSPACED}]|[{_UNSPACED}]$")
_PLAIN = " '’.@-_"
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)*[^\W\d_](?:[\w-]*[^\W_])?")


class RuleKind(StrEnum):
    """What an entry names."""

    WORD = "word"
    ADDRESS = "address"
    DOMAIN = "domain"
    NETWORK = "network"


class NotOne(ValueError):
    """A text that is no word, address, domain or network."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an entry catches. ``key`` is its one spelling.

    Whatever it catches asks for its ``head``: a word, say. An entry with an empty head is tried on every comment.
    """

    kind: RuleKind
    key: str
    head: str

    @classmethod
    def read(cls, kind: RuleKind, text: str) -> "Value":
        """Return what somebody typed as an entry of a kind; raises NotOne when it is none."""
        key = _READERS[kind](text.strip())
        if len(key) > LONGEST:
            raise NotOne(text)
        return cls(kind, key, _head(kind, key))

    def catches(self, said: Saying) -> bool:
        """Say whether a comment says this word, or names this address, domain or network."""
        if self.kind is RuleKind.WORD:
            return self._is_said(said)
        named = {
            RuleKind.ADDRESS: said.mails,
            RuleKind.DOMAIN: said.domains,
            RuleKind.NETWORK: said.networks,
        }
        return self.key in named[self.kind]

    def _is_said(self, said: Saying) -> bool:
        if self.key.startswith("="):
            return self._is_literally_said(said)
        first, last = self.key.startswith("*"), self.key.endswith("*")
        phrase = self.key.strip("*")
        if _RUNS_ON.search(phrase):
            return phrase in said.text
        return ("" if first else " ") + phrase + ("" if last else " ") in said.text

    def _is_literally_said(self, said: Saying) -> bool:
        """Return whether an entry with symbols, such as « c++ » or « $$$ », is in the comment.

        A letter at either end of the entry must not be part of a longer word.
        """
        literal = self.key[1:]
        left = r"(?<!\w)" if literal[0].isalnum() else ""
        right = r"(?!\w)" if literal[-1].isalnum() else ""
        return re.search(left + re.escape(literal) + right, said.folded) is not None


def heads(said: Saying) -> set[str]:
    """Return the heads of all entries that could catch a comment."""
    return {
        *(f"word:{word}" for word in said.text.split()),
        *(f"address:{mail}" for mail in said.mails),
        *(f"domain:{domain}" for domain in said.domains),
        *(f"network:{network}" for network in said.networks),
    }


def _word(text: str) -> str:
    inner = text.strip("*").strip()
    plain = all(char.isalnum() or char in _PLAIN or unicodedata.category(char)[0] in "MC" for char in inner)
    if not plain or not words(inner):
        literal = bare(inner)
        if not literal or "*" in inner:
            raise NotOne(text)
        return f"={literal}"
    return (
        ("*" if text.startswith("*") else "") + " ".join(words(inner)) + ("*" if text.endswith("*") else "")
    )


def _address(text: str) -> str:
    if not _MAIL.fullmatch(text):
        raise NotOne(text)
    return email_address.key(text)


def _domain(text: str) -> str:
    name = host_name.of_url(text.removeprefix("*").strip("."))
    if not _DOMAIN.fullmatch(name) or ("." not in name and not text.startswith((".", "*."))):
        raise NotOne(text)
    return name


def _network(text: str) -> str:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise NotOne(text) from None
    if isinstance(network, IPv6Network) and network.network_address.ipv4_mapped and network.prefixlen >= 96:
        return str(
            ip_network(f"{network.network_address.ipv4_mapped}/{network.prefixlen - 96}", strict=False)
        )
    return str(network)


_READERS = {
    RuleKind.WORD: _word,
    RuleKind.ADDRESS: _address,
    RuleKind.DOMAIN: _domain,
    RuleKind.NETWORK: _network,
}


def _head(kind: RuleKind, key: str) -> str:
    if kind is not RuleKind.WORD:
        return f"{kind}:{key}"
    first, *more = key.split()
    whole = not first.startswith(("=", "*")) and (more or not first.endswith("*"))
    return f"word:{first}" if whole and not _RUNS_ON.search(key) else ""
