"""Whether the site works, as a monitor or a proxy asks."""

import sqlalchemy as sa
from flask import Blueprint, Response

from extensions import Busy, db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def show() -> Response:
    """Answer ``ok`` when the database can be read and written, else 503 and why (``busy`` after 1 s)."""
    try:
        with db.writing(patience=1):
            db.session.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    except Busy:
        return Response(
            "busy\n", 503, mimetype="text/plain", headers={"Cache-Control": "no-store", "Retry-After": "1"}
        )
    except sa.exc.SQLAlchemyError as fault:
        return Response(f"database: {type(fault).__name__}\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
