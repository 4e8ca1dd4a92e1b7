"""Permanent redirects from former addresses to their events.

They apply only where no page of ours has that address.
"""

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from models.event.former_url import PLAIN, FormerUrl

blueprint = Blueprint("former_urls", __name__)


@blueprint.before_app_request
def lead() -> Response | None:
    """Redirect an address that is none of ours but is known from before."""
    ours = not isinstance(request.routing_exception, NotFound)
    plain = request.path == "/" and any(name in request.args for name in PLAIN)
    if request.method not in {"GET", "HEAD"} or (ours and not plain):
        return None
    event = FormerUrl.leads_to(request.path, request.query_string.decode("ascii", "ignore"))
    return redirect(url_for("events.show", slug=event.slug), 301) if event else None
