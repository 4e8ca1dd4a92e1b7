"""The data map: what is kept of whom, why, on what basis, how long, and who sees it."""

from flask import Blueprint, render_template

from access import needs
from models.privacy import data_map, purging, retention
from models.user import Right

blueprint = Blueprint("desk_data_map", __name__, url_prefix="/desk/people")


@blueprint.get("/map")
@needs(Right.ORGANISE)
def index() -> str:
    """Show the data map."""
    said = {"people": data_map.PEOPLE, "days": retention.periods(), "last": purging.last()}
    return render_template("desk/data_map/index.html", **said)
