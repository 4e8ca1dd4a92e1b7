"""Static files, read, minified and compressed once in each process: there is no build step.

Browsers cache them for a year, because the address depends on the content.
"""

import gzip
import hashlib
import mimetypes
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from flask import Blueprint, Flask, Response, abort, request, url_for
from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]
from werkzeug.security import safe_join

from config import ROOT
from security import ANYWHERE

blueprint = Blueprint("files", __name__)
FOLDER = ROOT / "static"
VERSIONED = ("fonts/", "vendor/")  # their names carry a version; style sheets name fonts without a digest
LEAF = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"  # a file loads nothing itself
EDITION = re.compile(
    r"^js/([0-9a-f]{12})/"
)  # a script imports its neighbours: their addresses change together
MINIFIED = {".css": cssmin, ".js": jsmin}
PACKED = {".css", ".js", ".svg", ".webmanifest", ".txt", ".json"}


@dataclass(frozen=True, slots=True)
class File:
    """A static file: its bytes, the same packed by coding, its type and a digest of its content."""

    body: bytes
    packed: dict[str, bytes]  # the densest first
    kind: str
    digest: str


@cache
def read(path: Path, _modified: float) -> File:
    """Read a file; a file that was changed on disk is read anew."""
    body = path.read_bytes()
    minify = MINIFIED.get(path.suffix)
    if minify and FOLDER / "vendor" not in path.parents:
        body = minify(body.decode()).encode()
    packed = (
        {"br": brotli.compress(body), "gzip": gzip.compress(body, 9, mtime=0)}
        if path.suffix in PACKED
        else {}
    )
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = "application/manifest+json" if path.suffix == ".webmanifest" else kind
    return File(body, packed, kind, hashlib.sha256(body).hexdigest()[:12])


def find(name: str) -> File:
    """Return the static file of a name; 404 when there is none."""
    joined = safe_join(str(FOLDER), name)
    if joined is None or not os.path.isfile(joined):  # noqa: PTH113  also False for a name that no file can have
        abort(404)
    path = Path(joined)
    return read(path, path.stat().st_mtime)


def asset(name: str) -> str:
    """Return the address of a static file, with a digest of its content so that it may be kept for ever."""
    if name.startswith("js/"):
        return url_for("files.show", name=name.replace("js/", f"js/{edition()}/", 1))
    return url_for("files.show", name=name, v=find(name).digest)


def edition() -> str:
    """Return a digest of all the scripts; as a folder of their addresses, it reaches what they import."""
    scripts = sorted((FOLDER / "js").glob("*.js"))
    digests = "".join(path.name + read(path, path.stat().st_mtime).digest for path in scripts)
    return hashlib.sha256(digests.encode()).hexdigest()[:12]


@blueprint.get("/static/<path:name>")
def show(name: str) -> Response:
    """Send a static file."""
    asked = EDITION.match(name)
    file = find(EDITION.sub("js/", name))
    response = Response(file.body, content_type=file.kind)
    for_ever = asked[1] == edition() if asked else "v" in request.args or name.startswith(VERSIONED)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if for_ever else "public, max-age=3600"
    )
    response.headers["Content-Security-Policy"] = LEAF
    response.headers.extend(ANYWHERE)
    response.set_etag(file.digest)
    response.vary.add("Accept-Encoding")
    coding = next((each for each in file.packed if request.accept_encodings[each]), None)
    if coding:
        response.data, response.headers["Content-Encoding"] = file.packed[coding], coding
    return response.make_conditional(request)  # type: ignore[return-value]


def init_app(app: Flask) -> None:
    """Give templates ``asset('css/parvis.css')``."""
    app.jinja_env.globals["asset"] = asset
