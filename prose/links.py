"""Links in Markdown: addresses in the text, how they are shown, and the searches for brackets.

All of it looks at each sign a bounded number of times, which the libraries' own ways do not.
"""

import re
import unicodedata
from typing import Any

import regex  # type: ignore[import-untyped]
from markdown_it import helpers
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

import host_name

LONGEST = 2000  # signs of an address
# What a name of a host is spelt with: marks as well (Hindi), other dots, and some signs that a browser leaves out.
_SPELT = r"\w\p{M}.\-\u00ad\u200b-\u200d\u2060\ufeff\u3002\uff0e\uff61"
_HOST = rf"[^\W_](?:[{_SPELT}]*[^\W_]\p{{M}}*)?(?::\d{{1,5}})?"
# White space, quotes, the ellipsis, and what nobody sees or what turns the reading direction end an address.
_ENDS = (
    r"\s<>\"“”„‟‘’‚‛‹›«»…「」『』《》〈〉【】。、，；！？\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
)
_ADDRESS = regex.compile(
    rf"(https?://{_HOST})(?![{_SPELT}]*(?:[@%\\]|:/|:[^\s/@]{{0,100}}@))((?:[/?#][^{_ENDS}]{{0,{LONGEST}}})?)",
    regex.IGNORECASE,
)
_BEFORE_PATH = re.compile(r"(https?://)([^/?#\\@:]+)", re.IGNORECASE)
_MAIL_NAME = re.compile(r"(?<![\w.+/-])[\w+-][\w.+-]{0,63}$")
_MAIL_HOST = re.compile(r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,9}[^\W\d_]{2,63}(?![\w@-])")
_DESTINATION_SIGNS = re.compile(r"[\x00-\x20\x7f()]|\\[^\x00-\x20]")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def address(state: StateInline, silent: bool) -> bool:
    """Link an address of the web where its scheme ends and ``://`` begins."""
    if not state.src.startswith("://", state.pos) or state.linkLevel:
        return False
    scheme = re.search(r"(?<![^\W_])https?$", state.src[max(0, state.pos - 6) : state.pos], re.IGNORECASE)
    found = scheme and _ADDRESS.match(state.src, state.pos - len(scheme[0]), state.posMax)
    if not scheme or not found or len(found[0]) > LONGEST:
        return False
    return _linked(state, silent, scheme[0], found[1] + _path(found[2]))


def _path(text: str) -> str:
    """Return the path at the start of a text.

    Punctuation after it is left out, and it ends before an unmatched closing bracket.
    """
    opened: list[str] = []
    for bracket in re.finditer(r"[()\[\]{}]", text):
        if bracket[0] not in _PAIRS:
            opened.append(bracket[0])
        elif not opened or opened.pop() != _PAIRS[bracket[0]]:
            text = text[: bracket.start()]
            break
    return text.rstrip(".,:;!?'*_~([{|`")


def mail(state: StateInline, silent: bool) -> bool:
    """Link an e-mail address where its ``@`` stands, in texts whose links may be such."""
    if state.src[state.pos] != "@" or state.linkLevel or not state.md.validateLink("mailto:"):
        return False
    host = _MAIL_HOST.match(state.src, state.pos, state.posMax)
    before = state.src[max(0, state.pos - 100) : state.pos]
    name = host and _MAIL_NAME.search(before)
    if (
        not host or not name or re.search(r"://[^\s/]*$", before)
    ):  # a name before the host of an address is no mail's
        return False
    return _linked(state, silent, name[0], name[0] + host[0], "mailto:")


def _linked(state: StateInline, silent: bool, before: str, shown: str, scheme: str = "") -> bool:
    """Put a link to an address whose beginning, ``before``, was read as words already."""
    address = state.md.normalizeLink(scheme + shown)
    if not state.md.validateLink(address):
        return False
    if not silent:
        if not state.pending.endswith(before):
            return False
        state.pending = state.pending.removesuffix(before)
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = state.md.normalizeLinkText(shown)
        state.push("link_close", "a", -1)
    state.pos += len(shown) - len(before)
    return True


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    """Return where the label ends that begins with the bracket at ``start``, or -1.

    As markdown-it's ``parseLinkLabel``, but what was found once is kept (in the state's cache, under numbers below zero),
    so that brackets within brackets are read once and not again for each that stands around them.
    """
    key = -2 * (start + 1) + disableNested
    if key not in state.cache:
        before = state.pos
        state.cache[key] = _find_label_end(state, start, disableNested)
        state.pos = before
    return state.cache[key]


def _find_label_end(state: StateInline, start: int, disableNested: bool) -> int:  # noqa: N803
    state.pos = start + 1
    while state.pos < state.posMax:
        here, sign = state.pos, state.src[state.pos]
        if sign == "]":
            return here
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == here + 1:  # begins no link: what it pairs with is part of this label
            inner = label_end(state, here, disableNested)
            if inner < 0:
                return -1
            state.pos = inner + 1
        elif sign == "[" and disableNested:
            return -1
    return -1


def destination(text: str, start: int, maximum: int) -> Any:
    """Return where a link leads that begins at ``start``: markdown-it's, without a step for every sign."""
    if text.startswith("<", start):
        return helpers.parseLinkDestination(text, start, maximum)
    found, depth, end = helpers.parseLinkDestination(text, start, start), 0, maximum
    for sign in _DESTINATION_SIGNS.finditer(text, start, maximum):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if depth < 0 or sign[0] <= " " or sign[0] == "\x7f":
            end = sign.start()
            break
    if depth <= 0 and end > start:
        found.ok, found.pos, found.str = True, end, unescapeAll(text[start:end])
    return found


def shown(typed: str, opened: str) -> str:
    """Return an address as typed, except for a host that is another one than it seems.

    One that mixes scripts, or that a browser reads in other signs, is shown as the browser opens it.
    """
    mine, leads = _BEFORE_PATH.match(typed), _BEFORE_PATH.match(opened)
    if not mine or not leads:
        return typed
    scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in mine[2] if sign.isalpha()}
    read = unicodedata.normalize("NFC", mine[2]).lower()
    plain = read in {host_name.resolved(mine[2]), leads[2].lower()}
    return typed if plain and len(scripts) < 2 else leads[0] + typed[mine.end() :]


def resolved(url: str) -> str:
    """Return an address with its host as it is asked for; as it is where that can be none."""
    found = _BEFORE_PATH.match(url)
    try:
        return found[1] + host_name.as_ascii(found[2]) + url[found.end() :] if found else url
    except ValueError:
        return url
