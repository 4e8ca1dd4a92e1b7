"""The address of a registration: the page that asks for a new one, and the change."""

from flask import Blueprint, Response, abort, make_response, render_template, url_for

import hypermedia
import live
from blueprints.site.cached import cached
from extensions import db, limiter
from forms.public.registration_lookup import AddressForm
from models.registration import Registration, RegistrationRefused
from page_cache import Page
from security import private

blueprint = Blueprint("email_changes", __name__)


@blueprint.get("/registrations/<token>/address")
def new(token: str) -> Response:
    """Ask for the new address."""
    registration = _behind(token)
    return _page(token, registration, AddressForm(registration, formdata=None))


@blueprint.post("/registrations/<token>/address")
@limiter.limit("10 per minute; 60 per hour")
def create(token: str) -> Response:
    """Move the registration, or what a receipt shows; the answer does not tell which it was."""
    registration = _behind(token)
    form = AddressForm(registration)
    if not form.validate():
        return _page(token, registration, form, 422)
    act = Registration.change_email if Registration.by_token(token) else Registration.invite_instead
    try:
        with db.writing():
            act(registration, form.email.data or "")
    except RegistrationRefused as refused:
        form.refuse(refused)
        return _page(token, registration, form, 422)
    return private(hypermedia.go(url_for("email_changes.show")))


@blueprint.get("/my-registrations/moved")
@cached
def show() -> Page:
    """Say where all that follows is to be read."""
    return Page(render_template("public/email_changes/show.html"), live.versions("site"))


def _behind(token: str) -> Registration:
    return Registration.by_token(token) or Registration.by_receipt(token) or abort(404)


def _page(token: str, registration: Registration, form: AddressForm, status: int = 200) -> Response:
    closed = not registration.may_change
    facts = {"event": registration.event, "form": form, "token": token, "closed": closed}
    return private(make_response(render_template("public/email_changes/new.html", **facts), status))
