"""Markdown to safe HTML, by libraries: markdown-it-py reads it, nh3 (ammonia) cleans it."""

import re
from html import unescape

import nh3
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

_article = MarkdownIt("commonmark", {"typographer": False, "linkify": True}).enable(
    ["table", "strikethrough", "linkify"]
)
_comment = MarkdownIt("zero", {"linkify": True, "breaks": True}).enable(
    [
        "emphasis",
        "backticks",
        "link",
        "autolink",
        "escape",
        "entity",
        "newline",
        "linkify",
        "list",
        "blockquote",
        "fence",
    ]
)
for _reader in (_article, _comment):
    _reader.linkify = LinkifyIt(options={"fuzzy_link": False})  # « ld.so » is a word, not an address
ARTICLE_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "s",
}  # fmt: skip
COMMENT_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
SCHEMES = {"http", "https", "mailto"}


def article(text: str) -> str:
    """Return the HTML of a text that the staff wrote; its headings begin at level 2, below the page's title."""
    html = _article.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return nh3.clean(html, tags=ARTICLE_TAGS, url_schemes=SCHEMES, link_rel="noopener")


def guide(text: str) -> str:
    """Return the HTML of a text that comes with Parvis: an article that may hold pictures."""
    pictures = {"a": {"href"}, "img": {"src", "alt"}}
    return nh3.clean(
        _article.render(text), tags=ARTICLE_TAGS | {"img"}, attributes=pictures, link_rel="noopener"
    )


def plain(text: str) -> str:
    """Return a text that the staff wrote without its marks, on one line."""
    return re.sub(r"[ \t\n]+", " ", unescape(nh3.clean(_article.render(text), tags=set()))).strip()


def comment(text: str) -> str:
    """Return the HTML of a comment: emphasis, links, lists, quotations and code; links carry ``nofollow ugc``."""
    html = _comment.render(text)
    return nh3.clean(
        html,
        tags=COMMENT_TAGS,
        attributes={"a": {"href"}, "*": set()},  # else « title » and « lang » may stand anywhere
        url_schemes={"http", "https"},
        link_rel="nofollow ugc",
    )
