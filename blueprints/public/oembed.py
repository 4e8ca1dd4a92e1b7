"""What an editor is told of an event whose address is put into a text (oembed.com, version 1.0)."""

from urllib.parse import parse_qs

from flask import Blueprint, Response, abort, current_app, jsonify, request
from werkzeug.exceptions import HTTPException

from formats import oembed
from formats.links import public
from language import LANGUAGES
from models.event import Event
from models.site.record import Site
from outside import number, parts
from security import ANYWHERE

blueprint = Blueprint("oembed", __name__)


@blueprint.get("/oembed")
def show() -> Response:
    """Describe the event at ``?url=`` in JSON or XML, within ``maxwidth`` and ``maxheight``."""
    kind = request.args.get("format", "json")
    if kind not in {"json", "xml"}:
        abort(501)
    address = request.args.get("url", "")
    event = _event_at(address) or abort(404)
    bounds = oembed.Bounds(*(request.args.get(name, type=number) for name in ("maxwidth", "maxheight")))
    said = oembed.card(event, Site.current(), bounds, _lang(address))
    response = jsonify(said) if kind == "json" else Response(oembed.xml(said), mimetype="text/xml")
    response.headers.extend(ANYWHERE)
    return response


def _event_at(address: str) -> Event | None:
    """Return the public event whose page has an address of this site, else None."""
    at, ours = parts(address), {request.host, parts(public("/")).netloc}
    if at.scheme not in {"http", "https"} or at.netloc.lower() not in ours:
        return None
    try:
        endpoint, values = current_app.url_map.bind(at.netloc).match(at.path, method="GET")
    except HTTPException:
        return None
    return Event.published(values["slug"]) if endpoint == "events.show" else None


def _lang(address: str) -> str | None:
    """Return the language that the address of a page asks for, None for the site's own."""
    asked = parse_qs(parts(address).query).get("lang", [""])[0]
    return asked if asked in LANGUAGES and asked != current_app.config["LOCALE"] else None
