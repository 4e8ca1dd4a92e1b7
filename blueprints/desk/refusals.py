"""Who was not let in: failed sign-ins, wrong codes, missing rights and tokens, for administrators."""

from flask import Blueprint, render_template

from access import needs
from models.privacy import retention
from models.user import Refusal, Right

blueprint = Blueprint("desk_refusals", __name__, url_prefix="/desk/refusals")


@blueprint.get("")
@needs(Right.ADMINISTER)
def index() -> str:
    """Show the latest refusals."""
    return render_template(
        "desk/refusals/index.html", lines=Refusal.latest(), days=retention.periods()["refusals"]
    )
