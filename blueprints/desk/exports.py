"""Taking everything away: the files of ``export``, streamed to an administrator's browser."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context

from access import needs
from formats import json_lines, wordpress_export
from models.user import Right

blueprint = Blueprint("desk_exports", __name__)


@blueprint.get("/desk/export")
@needs(Right.ADMINISTER)
def index() -> str:
    """Say what there is to take away."""
    return render_template("desk/exports/index.html")


@blueprint.get("/desk/export/parvis.xml")
@needs(Right.ADMINISTER)
def wordpress() -> Response:
    """Send events and comments as a WordPress export."""
    return download(wordpress_export.write(), "application/rss+xml", "parvis.xml")


@blueprint.get("/desk/export/parvis.jsonl")
@needs(Right.ADMINISTER)
def jsonl() -> Response:
    """Send events and comments as JSON lines, with ``?registrations=1`` who registered as well."""
    parts = json_lines.write(registrations="registrations" in request.args)
    return download(parts, "application/jsonl", "parvis.jsonl")


def download(parts: Iterator[str], mimetype: str, name: str) -> Response:
    """Answer with a file that is made while it is sent."""
    answer = Response(stream_with_context(parts), mimetype=f"{mimetype}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
