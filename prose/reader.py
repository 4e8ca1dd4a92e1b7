"""Reading Markdown in time that grows with the length of a text only, whatever its signs.

markdown-it is quick on what people write, and slow on texts made to be slow. So what there is to read is counted first:
a text that has more marks than a reader could follow, or nests deeper than ``DEEPEST``, is shown as it was typed. Within
that, nothing is looked at again and again: brackets (``links``) and the empty cells of tables are what would be.
"""

import re
from html import escape
from types import SimpleNamespace
from typing import Any

import nh3
from markdown_it import MarkdownIt, helpers, rules_block
from markdown_it.rules_block import StateBlock

from prose import links

DEEPEST = 9  # levels of quotations and lists; an entry of a list is two
MOST_MARKS = 4000  # in a text; a line counts twice, what may begin a link several times
MOST_CELLS = 2000  # of all tables in a text
_STOPS = r"[\n\\`*_~\[\]!<&:@]"  # where a rule may begin within a line
_MARKS = re.compile(rf"{_STOPS}|[|>]|[-+](?=\s)|\d[.)](?=\s)")
_SETTLED = re.compile(r"(?:[\w.~:/?#&=+,;-]|%[0-9A-F]{2})*", re.ASCII | re.IGNORECASE)
_HOLLOW = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)


class Reader(MarkdownIt):
    """Reads Markdown in time proportional to its length, and links addresses that match ``leads``."""

    def __init__(self, preset: str, rules: list[str], leads: str, *, breaks: bool = False) -> None:
        super().__init__(preset, {"html": False, "breaks": breaks, "maxNesting": DEEPEST + 3})
        self.enable(rules)
        self.leads = re.compile(leads, re.IGNORECASE)
        self.inline.terminator_re = re.compile(_STOPS)
        self.inline.ruler.after("text", "address", links.address)
        self.inline.ruler.after("text", "mail", links.mail)
        self.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
        own = {"parseLinkLabel": links.label_end, "parseLinkDestination": links.destination}
        self.helpers: Any = SimpleNamespace(**vars(helpers) | own)

    def html(self, text: str, **rules: Any) -> str:
        """Return a text as HTML, cleaned by the ``rules`` of nh3.

        A text that would take too long to read is returned as typed.
        """
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if _work(text) <= min(MOST_MARKS, 200 + len(text) * 2 // 5):
            tokens = self.parse(text)
            if max((token.level for token in tokens), default=0) <= DEEPEST:
                return nh3.clean(_HOLLOW.sub(r"\1", self.renderer.render(tokens, self.options, {})), **rules)
        lines = escape(text.strip("\n"), quote=False).replace("\n", "<br>\n")
        return "<p>" + re.sub(r"<br>\n(?:[ \t]*<br>\n)+", "</p>\n<p>", lines) + "</p>\n"

    def validateLink(self, url: str) -> bool:  # noqa: N802  the name that markdown-it calls
        """Say whether a link may lead there; a name before the host (``name@``) only misleads."""
        return self.leads.match(url) is not None

    def normalizeLink(self, url: str) -> str:  # noqa: N802  the name that markdown-it calls
        """Return an address as it stands in HTML; most need no change, and to find that out is quicker."""
        return url if _SETTLED.fullmatch(url) else super().normalizeLink(links.resolved(url))

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  the name that markdown-it calls
        """Return what is shown of an address."""
        return links.shown(link, self.normalizeLink(link))


def _work(text: str) -> int:
    """Return how much there is to read in a text: its marks, lines and addresses, not its words."""
    begun = 6 * text.count("://") + 6 * text.count("@") + 3 * text.count("](")
    return len(_MARKS.findall(text)) + text.count("\n") + begun


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read a table, of ``MOST_CELLS`` in all tables of a text: an empty cell costs its writer nothing."""
    if first + 1 >= end:
        return False
    columns = state.src.count("|", state.bMarks[first + 1], state.eMarks[first + 1]) + 1
    rows = (MOST_CELLS - state.env.get("cells", 0)) // columns
    found = rows > 2 and rules_block.table(state, first, min(end, first + rows), silent)
    if found and not silent:
        state.env["cells"] = state.env.get("cells", 0) + columns * (state.line - first)
    return found
