"""A site's accent colour as a style sheet of two rules, which browsers cache for ever.

The address contains the colour, so it changes when the colour does.
"""

from flask import Blueprint, Response, abort

from models.site import colour

blueprint = Blueprint("accent", __name__)
BY_DAY = ":root {{ --accent: {light}; --accent-ink: {light_ink}; }}"
BY_NIGHT = ":root {{ --accent: {dark}; --accent-ink: {dark_ink}; }}"
SHEET = (
    f"@media screen {{{{ {BY_DAY} }}}}\n@media screen and (prefers-color-scheme: dark) {{{{ {BY_NIGHT} }}}}\n"
)


@blueprint.get("/accent/<value>.css")
def show(value: str) -> Response:
    """Send the sheet of a colour; 404 for what is no colour or cannot be read on our pages."""
    spelt = colour.spelt(value)
    if spelt != f"#{value}" or colour.readable(spelt) != spelt:
        abort(404)
    shades = colour.shades(spelt)
    response = Response(
        SHEET.format(
            light=shades.light, light_ink=shades.light_ink, dark=shades.dark, dark_ink=shades.dark_ink
        ),
        mimetype="text/css",
    )
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
