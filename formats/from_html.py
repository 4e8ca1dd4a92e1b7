"""HTML written by others, converted to our Markdown.

Where our subset has no equivalent, only the text is kept.

WordPress and its like keep comments as text with line breaks and some tags; so a line break in the text counts here, and
an empty line begins a paragraph. What reads as a mark of Markdown without having been one is escaped.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

import nh3

from formats.html_tree import HEADINGS, LISTS, Element, holds_block, named, read

EMPHASIS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**"}
STRUCK = {"del", "s", "strike"}
MARKS = re.compile(r"[\\`\[\]]|\*(?!\s)|(?<!\s)\*|~~|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
LINE_MARKS = re.compile(r"^(?=>|#{1,6}(?:\s|$)|[-+*](?:\s|$)|-{2,}|={2,}|~{3,})", re.MULTILINE)
NUMBERS = re.compile(r"^(\d+)([.)])(?=\s|$)", re.MULTILINE)
LINKED = re.compile(r"(?:https?|mailto):[^\s<>]+\Z")
BREAK = "\v"  # a tag's, not the text's
ADDRESS = re.compile(r"(https?://[^\s<>\[\]*`\\]+)")


def markdown(html: str, *, rich: bool = False, marked: bool = False) -> str:
    """Return HTML as Markdown: for a comment, or with ``rich`` for an article, with headings and tables.

    ``marked`` text is Markdown already, with tags in between: nothing is escaped.
    """
    return _Writer(rich, marked).blocks(read(html))


def plain(html: str) -> str:
    """Return the text of a title or a name, on one line."""
    text = unescape(nh3.clean(html, tags=set()))
    return " ".join(word for word in re.split(r"[ \t\r\n\f\v]+", text) if word)  # no-break spaces stay


class _Writer:
    def __init__(self, rich: bool, marked: bool, *, linked: bool = False) -> None:
        self.rich, self.marked, self.linked = rich, marked, linked

    def blocks(self, element: Element) -> str:
        """Return what stands in an element as paragraphs, lists and so on, with an empty line between them."""
        found: list[str] = []
        line: list[str] = []
        for one in element.inside:
            if isinstance(one, str) or not holds_block(one):
                line.append(self.inline(one))
                continue
            found += self._paragraphs(_joined(line))
            line = []
            found.append(self._block(one))
        found += self._paragraphs(_joined(line))
        return "\n\n".join(block for block in found if block)

    def _paragraphs(self, text: str) -> Iterator[str]:
        """Yield a text's paragraphs, with no line that begins like a list or other Markdown block."""
        for paragraph in re.split(r"\n{2,}", re.sub(rf"\n?{BREAK}\n?", "\n", text)):
            lines = "\n".join(line.strip(" ") for line in paragraph.strip().split("\n"))
            if not self.marked:
                lines = NUMBERS.sub(r"\1\\\2", LINE_MARKS.sub(r"\\", lines))
            if self.rich:
                lines = lines.replace("\n", "\\\n")
            if lines:
                yield lines

    def _block(self, element: Element) -> str:
        tag = element.tag
        kinds = {"pre": _fenced, "table": self._table, **dict.fromkeys(LISTS, self._list)}
        if tag in kinds:
            return kinds[tag](element)
        if tag == "hr":
            return "* * *" if self.rich else ""
        text = self._within(element).blocks(element)
        if tag == "a":
            return _link(element.said.get("href", ""), text)
        if tag in HEADINGS and text:
            flat = " ".join(text.split())
            return f"{'#' * HEADINGS[tag]} {flat}" if self.rich else f"**{flat.replace('**', '')}**"
        return _indented(text, "> ", "> ") if tag == "blockquote" and text else text

    def _list(self, element: Element) -> str:
        items = [one for one in element.inside if isinstance(one, Element)]
        marks = [f"{number}. " if element.tag == "ol" else "- " for number, _ in enumerate(items, 1)]
        texts = [re.sub(r"\n\n(?=\s*(?:[-]|\d+\.) )", "\n", self.blocks(item)) for item in items]
        return "\n".join(
            _indented(text, mark, " " * len(mark)) for mark, text in zip(marks, texts, strict=True) if text
        )

    def _table(self, element: Element) -> str:
        rows = [[self._cell(cell) for cell in named(row, {"td", "th"})] for row in named(element, {"tr"})]
        above = [self.blocks(caption) for caption in named(element, {"caption"})]
        if not rows or not self.rich:
            return "\n".join([*above, *(" · ".join(row) for row in rows)])
        rows.insert(1, ["---"] * len(rows[0]))
        return "\n\n".join([*above, "\n".join(f"| {' | '.join(row)} |" for row in rows)])

    def _cell(self, cell: Element) -> str:
        return " ".join(self.blocks(cell).replace("|", r"\|").split())

    def inline(self, one: "Element | str") -> str:
        """Return a text, or an element that stands within a line, with the marks of Markdown."""
        if isinstance(one, str):
            return self._escaped(one)
        if one.tag == "br":
            return BREAK
        if one.tag == "img":
            words = self._escaped(one.said.get("alt", ""))
            return words if self.linked else _link(one.said.get("src", ""), words)
        if one.tag in {"code", "tt"}:
            return _code(one.text())
        within = self._within(one)
        inner = _joined(within.inline(each) for each in one.inside)
        if one.tag == "a":
            return _link(one.said.get("href", ""), inner)
        mark = EMPHASIS.get(one.tag, "~~" if one.tag in STRUCK and self.rich else "")
        return _wrapped(inner, mark)

    def _within(self, element: Element) -> "_Writer":
        """Return the writer for the content of an element.

        Inside a link a picture becomes its alternative text, since links cannot contain links.
        """
        if element.tag == "a" and LINKED.match(element.said.get("href", "")):
            return _Writer(self.rich, self.marked, linked=True)
        return self

    def _escaped(self, text: str) -> str:
        text = re.sub(r"(?<![ \t\f\r])[ \t\f\r]*\n[ \t\f\r]*", "\n", text.replace("\r\n", "\n"))
        if self.marked:
            return text
        parts = ADDRESS.split(text)
        parts[::2] = [
            MARKS.sub(lambda mark: "&amp;" if mark[0] == "&" else "\\" + mark[0], part) for part in parts[::2]
        ]
        return "".join(parts)


def _joined(parts: Iterable[str]) -> str:
    """Join what stands on a line; an exclamation mark before a link would make it a picture."""
    return re.sub(r"(?<!\\)!(?=\[)", r"\\!", "".join(parts))


def _wrapped(inner: str, mark: str) -> str:
    core = inner.strip()
    if not core or not mark or "\n\n" in core:
        return inner
    return inner.replace(core, f"{mark}{core}{mark}", 1)


def _link(address: str, words: str) -> str:
    if not LINKED.match(address):
        return words
    if words.strip() in {"", address}:
        return f"<{address}>"
    return f"[{' '.join(words.split())}](<{address}>)"


def _fenced(element: Element) -> str:
    text = element.text().strip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _code(text: str) -> str:
    if not text.strip():
        return text
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join((first if number == 0 else rest) + line for number, line in enumerate(lines)).replace(
        " \n", "\n"
    )
