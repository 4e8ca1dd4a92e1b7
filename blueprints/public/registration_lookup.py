"""« Retrouver mes inscriptions »: send the links of their registrations to people who lost them.

They give their email address and get the answer by mail.
"""

from datetime import timedelta

from flask import Blueprint, Response, abort, make_response, render_template, url_for
from flask_limiter.util import get_remote_address

import clock
import hypermedia
import live
from blueprints.public.event_page import STAMPED_ANEW
from blueprints.site.cached import cached
from extensions import db, limiter
from forms.public.registration_lookup import FindForm
from models.registration import PASS_LASTS, Registration
from page_cache import Page
from security import private

blueprint = Blueprint("registration_lookup", __name__, url_prefix="/my-registrations")


@blueprint.get("")
@cached
def new() -> Page:
    """Ask for an address."""
    versions = live.versions("site")
    html = render_template("public/registration_lookup/new.html", form=FindForm(formdata=None))
    return Page(html, versions, clock.now() + STAMPED_ANEW)


@blueprint.post("")
@limiter.limit("10 per minute; 60 per hour", key_func=get_remote_address)
def create() -> Response:
    """Write to the address if it is known; what is answered here is the same if it is not."""
    form = FindForm()
    if not form.validate():
        return make_response(render_template("public/registration_lookup/new.html", form=form), 422)
    with db.writing():
        Registration.owe_lookup(form.email.data or "")
    return hypermedia.go(url_for("registration_lookup.show"))


@blueprint.get("/sent")
@cached
def show() -> Page:
    """Say where the answer is to be read."""
    versions = live.versions("site")
    return Page(
        render_template("public/registration_lookup/show.html", lasts=PASS_LASTS // timedelta(hours=1)),
        versions,
    )


@blueprint.get("/<secret>")
def index(secret: str) -> Response:
    """List what was registered under the address to which the link was sent."""
    registrations = Registration.by_lookup_pass(secret) or abort(404)
    coming = [each for each in reversed(registrations) if each.is_active and not each.event.is_over]
    others = [each for each in registrations if each not in coming]
    html = render_template(
        "public/registration_lookup/index.html", email=registrations[0].email, coming=coming, others=others
    )
    return private(make_response(html))
