"""Markdown to safe HTML, by libraries: markdown-it-py reads it, nh3 (ammonia) cleans it.

Anybody may send a text, so the work grows with its length and no faster (``reader``), and a link leads where it says
(``links``).
"""

import re
from html import unescape

from prose.reader import Reader

ARTICLE_TAGS = {
    "a", "abbr", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul", "s",
}  # fmt: skip
COMMENT_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"}
_HOST = r"https?://(?![^/?#]*@)[^/?#]"  # no name before the host (``name@``): it only misleads
_article = Reader("commonmark", ["table", "strikethrough"], rf"{_HOST}|mailto:|(?![a-z][a-z0-9+.-]*:|//).")
_comment = Reader(
    "zero",
    [
        "emphasis",
        "backticks",
        "link",
        "autolink",
        "escape",
        "entity",
        "newline",
        "list",
        "blockquote",
        "fence",
    ],
    rf"{_HOST}|/(?!/)",
    breaks=True,
)


def article(text: str) -> str:
    """Return the HTML of a text written by the staff; its headings begin at level 2.

    They thus come below the page's title.
    """
    html = _article.html(
        text, tags=ARTICLE_TAGS | {"h1"}, url_schemes={"http", "https", "mailto"}, link_rel="noopener"
    )
    return html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")


def guide(text: str) -> str:
    """Return the HTML of a text that comes with Parvis: an article that may hold pictures."""
    pictures = {"a": {"href"}, "img": {"src", "alt"}}
    return _article.html(text, tags=ARTICLE_TAGS | {"img"}, attributes=pictures, link_rel="noopener")


def plain(text: str) -> str:
    """Return a text that the staff wrote without its marks, on one line."""
    words = unescape(re.sub(r"<[^<>]*>", "", _article.html(text, tags=set())))
    return re.sub(r"[ \t\n]+", " ", words).strip()


def comment(text: str) -> str:
    """Return the HTML of a comment: emphasis, links, lists, quotations and code.

    Links carry ``nofollow ugc``.
    """
    return _comment.html(
        text,
        tags=COMMENT_TAGS,
        # without « * », « title » and « lang » may stand anywhere
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc",
    )
