"""What oEmbed says of an event (oembed.com, version 1.0): a rich card for another site's text."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from flask import Flask, url_for
from markupsafe import Markup

from formats.links import public
from formats.threads import NOT_XML
from models.event import Event
from models.site.record import Site

WIDTH, HEIGHT = 600, 360  # CSS pixels; who embeds it may ask for less
PICTURE = 1200, 630
KEPT = 3600  # seconds
CARD = Markup(
    '<blockquote class="wp-embedded-content"><a href="{page}">{title}</a></blockquote>'
    '<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" src="{card}" width="{width}" '
    'height="{height}" title="{title}" frameborder="0" marginwidth="0" marginheight="0" scrolling="no"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that who embeds has room for, in CSS pixels; None without a limit."""

    width: int | None = None
    height: int | None = None

    def holds(self, size: tuple[int, int]) -> bool:
        """Say whether something of a size has room."""
        return size[0] <= (self.width or size[0]) and size[1] <= (self.height or size[1])


FRAME = Markup(
    '<iframe src="{frame}" title="{title}" width="100%" height="{height}" loading="lazy" style="border:0"></iframe>\n'
    '<script src="{script}" async></script>'
)


def init_app(app: Flask) -> None:
    """Give templates ``{{ event|frame_code("registration", 900) }}``."""
    app.jinja_env.filters["frame_code"] = frame_code


def frame_code(event: Event, part: str, height: int) -> str:
    """Return the markup of a frame for another site's page, so many CSS pixels high at first."""
    frame = public(url_for("embeds.show", slug=event.slug, part=part, lang=None))
    script = public(url_for("files.show", name="js/embed-host.js"))
    return str(FRAME.format(frame=frame, title=event.title, height=height, script=script))


def card(event: Event, site: Site, bounds: Bounds, lang: str | None = None) -> dict[str, str | int]:
    """Return the fields of oEmbed for an event; ``lang`` is the language that its address asked for."""
    width, height = min(WIDTH, bounds.width or WIDTH), min(HEIGHT, bounds.height or HEIGHT)
    page = public(url_for("events.show", slug=event.slug, lang=lang))
    frame = public(url_for("embeds.show", slug=event.slug, part="card", lang=lang))
    html = CARD.format(page=page, title=event.title, card=frame, width=width, height=height)
    said: dict[str, str | int] = {"version": "1.0", "type": "rich", "title": event.title, "cache_age": KEPT}
    said |= {"provider_name": site.name, "provider_url": public(url_for("events.index", lang=None))}
    said |= {"author_name": event.host} if event.host else {}
    if bounds.holds(PICTURE):
        said["thumbnail_url"] = public(url_for("share_pictures.show", slug=event.slug, lang=lang))
        said |= {"thumbnail_width": PICTURE[0], "thumbnail_height": PICTURE[1]}
    return said | {"width": width, "height": height, "html": str(html)}


def xml(said: dict[str, str | int]) -> bytes:
    """Return the fields as the XML that oEmbed describes."""
    root = ET.Element("oembed")
    for name, value in said.items():
        ET.SubElement(root, name).text = NOT_XML.sub("", str(value))
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
