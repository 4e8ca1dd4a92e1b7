"""Atom feeds: the events, and the comments of each."""

from flask import Blueprint, abort, current_app, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

import live
import visible_text
from blueprints.site.cached import cached
from formats import feed
from formats.links import public
from models.comment import Comment, Discussion
from models.event import Event
from models.site.record import Site
from page_cache import Page

blueprint = Blueprint("feeds", __name__)
KIND = "application/atom+xml"
MOST = 50  # entries in a feed


@blueprint.get("/feed.xml")
@cached
def index() -> Page:
    """Send the events, those that changed last first."""
    versions = live.versions("events", "site")
    listed = sorted(Event.coming() + Event.past(), key=lambda event: event.updated_at, reverse=True)
    site = Site.current()
    written = feed.Feed(
        address=public(url_for("feeds.index")),
        page=public(url_for("events.index")),
        title=_("%(site)s: events", site=site.name),
        language=str(get_locale()),
        author=site.name,
        entries=[announced(event, site) for event in listed[:MOST]],
    )
    return Page(feed.write(written), versions, kind=KIND)


def announced(event: Event, site: Site) -> feed.FeedEntry:
    """Return an event as an entry of the feed."""
    return feed.FeedEntry(
        uid=event.uid,
        title=event.title,
        page=public(url_for("events.show", slug=event.slug)),
        html=render_template("public/events/_entry.html", event=event),
        author=event.host or site.name,
        published=event.created_at,
        updated=event.updated_at,
        language=event.language,
        takes_place=(event.starts_at, event.over_at),
    )


@blueprint.get("/events/<slug>/comments.xml")
@cached
def show(slug: str) -> Page:
    """Send the newest comments of an event that everybody may read."""
    event = Event.published(slug) or abort(404)
    if not current_app.config["COMMENT_FEEDS"]:
        abort(404)
    versions = live.versions(event.topic, "site")
    page = public(url_for("events.show", slug=slug))
    written = feed.Feed(
        address=public(url_for("feeds.show", slug=slug)),
        page=page,
        title=_("Comments on “%(title)s”", title=event.title),
        language=str(get_locale()),
        author=Site.current().name,
        entries=[said(comment) for comment in Discussion.newest(event, MOST)],
    )
    return Page(feed.write(written), versions, kind=KIND)


def said(comment: Comment) -> feed.FeedEntry:
    """Return a comment as an entry of the feed; a reply names what it answers."""
    parent = comment.parent
    return feed.FeedEntry(
        uid=comment.uid,
        title=_("Comment by %(name)s", name=comment.name),
        page=permalink(comment),
        html=f'<div dir="auto">{comment.html}</div>'
        if visible_text.is_leftward(comment.html)
        else comment.html,
        author=comment.name,
        website=comment.website,
        published=comment.created_at,
        updated=comment.edited_at or comment.created_at,
        language=comment.language,
        introduced=True,
        answers=(parent.uid, permalink(parent)) if parent else None,
    )


def permalink(comment: Comment) -> str:
    """Return the full address of a comment, which stays when it moves to another page."""
    return public(url_for("comments.index", slug=comment.event.slug, comment_id=comment.id))
