"""What belongs to no event: files, health, and the pages about the site."""

import sqlalchemy as sa
from flask import Blueprint, Response

from extensions import db

blueprint = Blueprint("site", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer ``ok`` when Parvis can read and write its database, else 503 and why."""
    try:
        with db.writing():
            db.session.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    except sa.exc.SQLAlchemyError as fault:
        return Response(f"database: {type(fault).__name__}\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
