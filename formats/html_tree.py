"""HTML written by others, as a tree.

It is cleaned by a library that closes and nests every tag as browsers do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

HEADINGS = {f"h{level}": max(2, level) for level in range(1, 7)}
LISTS = {"ul", "ol", "dl"}
BLOCKS = {
    "p", "div", "section", "article", "figure", "figcaption", "header", "footer", "address", "blockquote", "pre", "hr",
    "table", "thead", "tbody", "tfoot", "caption", "li", "dt", "dd", *LISTS, *HEADINGS,
}  # fmt: skip
INLINE = {
    "a", "br", "img", "code", "tt", "tr", "th", "td", "em", "i", "cite", "strong", "b", "del", "s", "strike",
}  # fmt: skip
DEEPEST = 40  # elements in one another; what is deeper loses its tags


@dataclass(slots=True)
class Element:
    """A tag with what it says (href, src, alt) and what stands in it."""

    tag: str
    said: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def text(self) -> str:
        """Everything in it that is text."""
        return "".join(one if isinstance(one, str) else one.text() for one in self.inside)


def read(html: str) -> Element:
    """Return the tree of some HTML, without scripts and whatever else has no place in a text."""
    attributes = {"a": {"href"}, "img": {"src", "alt"}}
    reader = _Reader()
    reader.feed(nh3.clean(html, tags=BLOCKS | INLINE, attributes=attributes, link_rel=None))
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Build the tree; the cleaner has closed and nested every tag as browsers would."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if len(self.path) < DEEPEST:
            self.path[-1].inside.append(element)
        if tag not in {"br", "hr", "img"}:
            self.path.append(element if len(self.path) < DEEPEST else self.path[-1])

    def handle_endtag(self, tag: str) -> None:
        if len(self.path) > 1:
            self.path.pop()

    def handle_data(self, data: str) -> None:
        self.path[-1].inside.append(data)


def holds_block(element: Element) -> bool:
    """Say whether an element is a paragraph, a list or the like, or has one in it."""
    return element.tag in BLOCKS or any(
        isinstance(one, Element) and holds_block(one) for one in element.inside
    )


def named(element: Element, tags: set[str]) -> Iterator[Element]:
    """Yield the elements with one of these tags, however deep, but none within another."""
    for one in element.inside:
        if isinstance(one, Element):
            if one.tag in tags:
                yield one
            else:
                yield from named(one, tags)
