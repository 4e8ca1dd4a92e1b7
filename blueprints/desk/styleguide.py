"""The style guide for developers: every component in every state, rendered from the real templates."""

import re

from flask import Blueprint, render_template
from markupsafe import Markup

from access import needs
from blueprints.desk import styleguide_components
from models.user import Right

blueprint = Blueprint("desk_styleguide", __name__, url_prefix="/desk/style")
NAMES = re.compile(
    r'\s(id|for|aria-label|aria-labelledby|aria-describedby|href|name|autofocus)(?:="(#?)([^"]*)")?(?=[\s>])'
)


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> str:
    """Show every component in every state."""
    drawn: dict[str, list[tuple[styleguide_components.Sample, Markup]]] = {}
    for number, sample in enumerate(styleguide_components.every()):
        html = Markup(apart(render_template(sample.template, **sample.needs), f"s{number}-"))
        drawn.setdefault(sample.template, []).append((sample, html))
    return render_template("desk/styleguide/index.html", drawn=drawn)


def apart(html: str, prefix: str) -> str:
    """Make the ids and names of a component its own, because many stand on one page; none takes the focus."""

    def renamed(found: re.Match[str]) -> str:
        name, sharp, value = found[1], found[2], found[3] or ""
        if name == "autofocus":
            return ""
        if name in {"aria-label", "aria-labelledby"}:  # landmarks on one page have names of their own
            return f' aria-label="{prefix[:-1]}"'
        if name == "name" or (name == "href" and not sharp):
            return found[0]
        return f' {name}="{sharp}{" ".join(prefix + each for each in value.split())}"'

    return NAMES.sub(renamed, html)
