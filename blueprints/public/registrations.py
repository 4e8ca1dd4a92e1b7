"""Registering, and the private page where a person sees, changes and cancels their registration."""

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request, url_for
from flask_babel import gettext as _

import hypermedia
import live
from blueprints.public import event_page
from extensions import db, limiter
from formats.email_providers import better_address
from forms.public.amendment import AmendmentForm
from forms.public.answers import AnsweringForm
from forms.public.registration import RegistrationForm
from models.answer import InvalidAnswers
from models.event import Event
from models.registration import Registration, RegistrationRefused
from security import private

blueprint = Blueprint("registrations", __name__)
NEEDS = {"party": "seats", "address": "email"}  # parts that only a form with this field has
PARTS = {
    "questions": "public/registrations/_questions.html",
    "party": "public/registrations/_companions.html",
    "address": "public/registrations/_address.html",
    "asked": "public/registrations/asked.hx.html",
}


@blueprint.post("/events/<slug>/registrations")
@limiter.limit(lambda: f"{current_app.config['REGISTRATIONS_PER_MINUTE']} per minute")
def create(slug: str) -> Response:
    """Register somebody; the answer is the receipt, or the form with what to correct."""
    event = Event.published(slug) or abort(404)
    form = RegistrationForm(event)
    if not form.validate():
        return _corrected(event, form)
    try:
        with db.writing():
            receipt = Registration.register(event, form.said())
            db.keep(event)
    except RegistrationRefused as refused:
        form.refuse(refused)
        return _corrected(event, form)
    except InvalidAnswers:
        return _corrected(event, RegistrationForm.again(event))
    if hypermedia.wants_partial():
        return private(
            hypermedia.fragments("public/registrations/create.hx.html", event=event, receipt=receipt)
        )
    return private(event_page.page(event, receipt=receipt))


@blueprint.post("/events/<slug>/registrations/check")
@blueprint.post("/registrations/<token>/check")
def check(slug: str = "", token: str = "") -> Response:
    """Say what is wrong with one field (``?field=``), and nothing else: the message only is replaced.

    ``suggested`` is the address that was offered instead and is taken; without htmx the page comes back with it.
    """
    if token:
        registration = Registration.by_token(token) or abort(404)
        return private(_checked(AmendmentForm.of(registration), url_for("registrations.check", token=token)))
    event = Event.published(slug) or abort(404)
    form = RegistrationForm(event)
    if request.form.get("suggested") and request.form["suggested"] == better_address(form.email.data):
        form.email.data = request.form["suggested"]
        if not hypermedia.wants_partial():
            return event_page.page(event, registration_form=form)
    return _checked(form, url_for("registrations.check", slug=slug))


def _checked(form: AnsweringForm, check: str) -> Response:
    """Answer with the message of one field, or of a group of fields that depend on one another.

    ``?field=questions`` and ``?field=party`` ask for a group.
    """
    name = request.args.get("field", "")
    if NEEDS.get(name, name) not in {*form.data, *PARTS}:
        abort(404)
    form.validate()
    if name in PARTS:
        form.forgive_blanks()
        return make_response(render_template(PARTS[name], form=form, check=check))
    return make_response(render_template("public/registrations/check.html", form=form, name=name))


def _corrected(event: Event, form: RegistrationForm) -> Response:
    """Answer with the form as it was filled in, and what to correct."""
    if hypermedia.wants_partial():
        return hypermedia.fragments(
            "public/registrations/new.hx.html", 422, event=event, registration_form=form, receipt=None
        )
    return event_page.page(event, 422, registration_form=form)


@blueprint.get("/registrations/<token>")
def show(token: str) -> Response:
    """Show a person their registration; a receipt's link only says where the real one went."""
    registration = Registration.by_token(token)
    if registration is None:
        known = Registration.by_receipt(token) or abort(404)
        return private(make_response(render_template("public/registrations/receipt.html", event=known.event)))
    return _page(registration, AmendmentForm.of(registration))


@blueprint.post("/registrations/<token>")
def update(token: str) -> Response:
    """Change the name, organisation, function and seats."""
    registration = Registration.by_token(token) or abort(404)
    form = AmendmentForm.of(registration)
    if not form.validate():
        return _page(registration, form, 422)
    try:
        with db.writing():
            changed = registration.amend(form.details(email=registration.email))
    except RegistrationRefused as refused:
        form.refuse(refused)
        return _page(registration, form, 422)
    except InvalidAnswers:
        return _page(registration, AmendmentForm.again(registration), 422)
    if not hypermedia.wants_partial():
        return hypermedia.go(url_for("registrations.show", token=token))
    return _page(
        registration, form, say=_("Your changes are saved.") if changed else _("Nothing was changed.")
    )


def _page(registration: Registration, form: AmendmentForm, status: int = 200, say: str = "") -> Response:
    """Answer with the private page, or for htmx with its form and state."""
    facts = {"registration": registration, "form": form}
    if hypermedia.wants_partial():
        return private(hypermedia.fragments("public/registrations/update.hx.html", status, say, **facts))
    version = live.feed().version(registration.topic)
    page = render_template("public/registrations/show.html", version=version, **facts)
    return private(make_response(page, status))
