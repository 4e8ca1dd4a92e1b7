"""The guide for the staff: Markdown files of docs/help, one a reader, in each language."""

import re
from functools import cache

from flask import Blueprint, abort, render_template
from flask_babel import get_locale

import prose
from config import ROOT
from language import twin

blueprint = Blueprint("help", __name__, url_prefix="/help")
FOLDER = ROOT / "docs/help"
GUIDES = ("organisers", "moderators", "door")
SIZES = {True: (390, 844), False: (1280, 900)}  # on a phone or not, as tests/pictures.py takes them


@blueprint.get("")
def index() -> str:
    """List the guides."""
    return render_template("site/help/index.html", guides={name: written(name)[0] for name in GUIDES})


@blueprint.get("/<name>")
def show(name: str) -> str:
    """Show one guide."""
    if name not in GUIDES:
        abort(404)
    title, html = written(name)
    return render_template("site/help/show.html", title=title, html=html)


def written(name: str) -> tuple[str, str]:
    """Return a guide's title and its HTML, in the language of the page."""
    code = str(get_locale())
    return drawn(name, code if (FOLDER / code).is_dir() else "en")


@cache
def drawn(name: str, code: str) -> tuple[str, str]:
    """Return a guide's title and HTML, with its links between files changed to links between pages."""
    title, _newline, body = (FOLDER / code / f"{name}.md").read_text("utf-8").partition("\n")
    html = prose.guide(body).replace('src="../../../static/', 'src="/static/')
    html = re.sub(r'href="([a-z]+)\.md"', r'href="/help/\1"', html)
    html = re.sub(r'href="(/[^"]*)"', lambda found: f'href="{twin(found[1], code)}"', html)
    return title.lstrip("# "), re.sub(r'<img src="([^"]+)"', _sized, html)


def _sized(found: re.Match[str]) -> str:
    width, height = SIZES["-phone." in found[1]]
    return f'<img src="{found[1]}" width="{width}" height="{height}" loading="lazy"'
