"""The staff, for administrators: who is there, in which role, and links to sign in with once."""

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, render_template, request, session, url_for
from flask_babel import gettext as _

import hypermedia
from access import TOKEN, needs, staff
from extensions import db
from formats.links import public
from forms.desk.appointment import ROLES, AppointmentForm
from models.audit_log.record import AuditEntry
from models.site.record import Site
from models.staff import membership
from models.staff.membership import LastAdministrator
from models.user import Authenticator, Passkey, Right, Role, SignInLink, User

blueprint = Blueprint("desk_staff", __name__, url_prefix="/desk/staff")


@blueprint.get("")
@needs(Right.ADMINISTER, proof=True)
def index() -> Response:
    """Show the staff and the form that appoints somebody."""
    return page(AppointmentForm(formdata=None))


@blueprint.post("")
@needs(Right.ADMINISTER, proof=True)
def create() -> Response:
    """Appoint somebody, and show the link with which they sign in for the first time."""
    form = AppointmentForm()
    if not form.validate():
        return page(form, 422)
    try:
        with db.writing():
            user = membership.appoint(form.email.data or "", form.role.data, by=staff())
            secret = SignInLink.issue(user)
    except LastAdministrator:
        return last_administrator()
    return page(AppointmentForm(formdata=None), link=(user, address(secret)))


@blueprint.post("/<int:user_id>")
@needs(Right.ADMINISTER, proof=True)
def update(user_id: int) -> Response:
    """Give somebody another role, or take them back."""
    user, role = find(user_id), request.form.get("role", "")
    if role not in list(Role):
        abort(400)
    try:
        with db.writing():
            membership.appoint(user.email, Role(role), by=staff(), kept=session[TOKEN])
    except LastAdministrator:
        return last_administrator()
    flash(_("Saved."))
    return hypermedia.go(url_for("desk_staff.index"))


@blueprint.post("/<int:user_id>/dismissal")
@needs(Right.ADMINISTER, proof=True)
def destroy(user_id: int) -> Response:
    """Close somebody's account."""
    user = find(user_id)
    try:
        with db.writing():
            membership.dismiss(user, by=staff())
    except LastAdministrator:
        return last_administrator()
    flash(_("The account of %(who)s is closed.", who=user.displayed))
    return hypermedia.go(url_for("desk_staff.index"))


@blueprint.post("/<int:user_id>/links")
@needs(Right.ADMINISTER, proof=True)
def show(user_id: int) -> Response:
    """Make a new sign-in link, and show it once."""
    user = find(user_id)
    if not user.active:
        abort(409)
    with db.writing():
        secret = SignInLink.issue(user)
        AuditEntry.write("user", user.id, "issue link", by=staff())
    return page(AppointmentForm(formdata=None), link=(user, address(secret)))


def page(
    form: AppointmentForm, status: int = 200, link: tuple[User, str] | None = None, fault: str = ""
) -> Response:
    """Answer with the staff; ``link`` is somebody's new sign-in link, ``fault`` what forbids something."""
    facts: dict[str, Any] = {
        "users": User.staff(),
        "roles": ROLES,
        "with_app": Authenticator.holders() | Passkey.holders(),
    }
    facts |= {"demanded": Site.current().factor_roles.split(), "link": link, "fault": fault}
    return make_response(render_template("desk/staff/index.html", form=form, **facts), status)


def last_administrator() -> Response:
    """Answer that the last administrator stays."""
    fault = _("This is the only administrator. Appoint another one first.")
    return page(AppointmentForm(formdata=None), 409, fault=fault)


def find(user_id: int) -> User:
    """Return a member of the staff; 404 when there is none."""
    return db.session.get(User, user_id) or abort(404)


def address(secret: str) -> str:
    """Return the whole address of a sign-in link."""
    return public(url_for("sign_in_links.show", secret=secret, lang=None))
