"""Events and their comments as WordPress eXtended RSS 1.2, which WordPress imports, and Parvis too.

Numbers are given anew in the order of time, so that the same discussion makes the same file wherever it lives. WordPress
knows no placeholders: a comment that its author deleted is one without name and text. It knows no events either, and hides
a post until its date: the date is the day on which the event was written down, when and where it takes place stands in the
excerpt, and in custom fields that survive the journey.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from flask_babel import force_locale

import clock
import prose
from formats import from_html
from formats.announcement import place, when
from formats.links import public
from formats.threads import NOT_XML, TOLD
from formats.wordpress_html import lined
from formats.wordpress_import import META
from models.comment import Comment
from models.event import Event
from models.exports import Discussion

STATES = {"approved": "1", "pending": "0", "spam": "spam", "bin": "trash"}
SHORTCODE = re.compile(r"\[(?=[\w/])")  # « [gallery] » in a text is words here, and a gallery there
TURNS = 4
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- This is a WordPress eXtended RSS file of Parvis: import it with Tools > Import > WordPress. -->
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
"""
AUTHOR = "parvis"


def write(discussions: Iterable[Discussion]) -> Iterator[str]:
    """Yield the file of all events and their comments, which come in slices (models/exports/)."""
    host = urlsplit(public("/")).netloc
    yield HEAD + _lines(
        title=escape(host),
        link=public("/"),
        wp__wxr_version="1.2",
        wp__base_site_url=public("").rstrip("/"),
        wp__base_blog_url=public("").rstrip("/"),
        generator="Parvis",
    )
    yield f"<wp:author>{_lines(wp__author_login=_cdata(AUTHOR), wp__author_display_name=_cdata(host))}</wp:author>\n"
    first, known = 1, set[tuple[str, datetime]]()
    for number, one in enumerate(discussions, 1):
        yield _item(one.event, number, _moment(one.event, known))
        numbers = {comment_id: first + at for at, comment_id in enumerate(one.order)}
        for comments in one.slices:
            yield "".join(_comment(comment, numbers) for comment in comments)
        yield "</item>\n"
        first += len(one.order)
    yield "</channel>\n</rss>\n"


def _moment(event: Event, known: set[tuple[str, datetime]]) -> datetime:
    """Return the creation time of an event for the export.

    WordPress takes two posts with the same title and the same second for one.
    """
    at = event.created_at.replace(microsecond=0)
    while (event.title, at) in known:
        at += timedelta(seconds=1)
    known.add((event.title, at))
    return at


def _item(event: Event, number: int, at: datetime) -> str:
    """Return the beginning of an item, a post of that moment: everything but its comments."""
    link = public(f"/events/{event.slug}")
    return (
        "<item>\n"
        + _lines(
            title=_cdata(escape(event.title)),
            link=link,
            pubDate=format_datetime(at),
            dc__creator=_cdata(AUTHOR),
            guid=link,
            description="",
            content__encoded=_cdata(_article(event.description)),
            excerpt__encoded=_cdata(escape(_facts(event))),
            wp__post_id=str(number),
            wp__post_date=_cdata(f"{clock.wall(at, event.timezone):%Y-%m-%d %H:%M:%S}"),
            wp__post_date_gmt=_cdata(_gmt(at)),
            wp__comment_status=_cdata("open" if event.comments_open else "closed"),
            wp__ping_status=_cdata("closed"),
            wp__post_name=_cdata(event.slug),
            wp__status=_cdata("publish" if event.is_public else "draft"),
            wp__post_parent="0",
            wp__menu_order="0",
            wp__post_type=_cdata("post"),
            wp__post_password=_cdata(""),
            wp__is_sticky="0",
        )
        + "".join(_meta(f"{META}{name}", getattr(event, name)) for name in TOLD if getattr(event, name))
    )


def _facts(event: Event) -> str:
    """Return when and where, in the event's language: « mardi 22 mars 2022, de 9 h 30… – Paris »."""
    with force_locale(event.language):
        return f"{when(event)} – {place(event)}"


def _meta(name: str, value: Any) -> str:
    said = value.isoformat() if isinstance(value, datetime) else str(value)
    return f"<wp:postmeta>\n{_lines(wp__meta_key=_cdata(name), wp__meta_value=_cdata(said))}</wp:postmeta>\n"


def _article(text: str) -> str:
    """Return an event's text as HTML without shortcodes, with full addresses in links to this site."""
    whole = prose.article(text).replace('href="/', f'href="{public("/")}')
    return SHORTCODE.sub("&#91;", _settled(whole, prose.article, rich=True))


def _settled(html: str, render: Callable[[str], str], *, rich: bool = False) -> str:
    """Return HTML as it is once it has been read and written again: moved twice, a text stays the same."""
    for _turn in range(TURNS):
        before, html = html, render(from_html.markdown(html, rich=rich))
        if html == before:
            break
    return html.strip()


def _comment(comment: Comment, numbers: dict[int, int]) -> str:
    local = clock.wall(comment.created_at, comment.event.timezone)
    said = _lines(
        wp__comment_id=str(numbers[comment.id]),
        wp__comment_author=_cdata(escape(comment.name) if comment.body else ""),
        wp__comment_author_email=_cdata(comment.email),
        wp__comment_author_url=escape(comment.website),
        wp__comment_author_IP="",
        wp__comment_date=_cdata(f"{local:%Y-%m-%d %H:%M:%S}"),
        wp__comment_date_gmt=_cdata(_gmt(comment.created_at)),
        wp__comment_content=_cdata(lined(_settled(comment.html, prose.comment))),
        wp__comment_approved=_cdata(STATES[comment.state]),
        wp__comment_type=_cdata("comment"),
        wp__comment_parent=str(numbers.get(comment.parent_id or 0, 0)),
        wp__comment_user_id="0",
    )
    return f"<wp:comment>\n{said}</wp:comment>\n"


def _lines(**elements: str) -> str:
    """Return elements, one a line; ``wp__status`` is ``wp:status``."""
    names = {name.replace("__", ":", 1): text for name, text in elements.items()}
    return "".join(
        f"<{name}{_permanent(name)}>{NOT_XML.sub('', text)}</{name}>\n" for name, text in names.items()
    )


def _permanent(name: str) -> str:
    return ' isPermaLink="true"' if name == "guid" else ""


def _cdata(text: str) -> str:
    """Return a text as WordPress writes it; one that holds the end mark is cut in two there."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _gmt(at: datetime) -> str:
    return f"{clock.utc(at):%Y-%m-%d %H:%M:%S}"
