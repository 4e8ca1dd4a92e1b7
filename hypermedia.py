"""The only Python file that knows htmx exists: partial or page, redirects, retargets, announcements.

htmx 4 says with ``HX-Request-Type: partial`` that it wants only the fragments that change. Without it a view answers a
whole page or a redirect, so everything works with JavaScript off. Fragments are ``<hx-partial>`` elements, each naming
the region (an element's id) that it replaces.
"""

from collections.abc import Callable, Iterable, Mapping

from flask import Flask, Response, make_response, redirect, render_template, request
from markupsafe import Markup, escape

from outside import parts

VARY = "HX-Request-Type"


def init_app(app: Flask) -> None:
    """Let templates wrap regions, and keep fragments and pages apart in every cache."""
    app.jinja_env.globals.update(region=region, wiring=wiring, deciding=deciding, wants_partial=wants_partial)
    app.after_request(vary)


def vary(response: Response) -> Response:
    """Say on every answer that pages and fragments of one address differ."""
    response.vary.add(VARY)
    return response


def wants_partial() -> bool:
    """Say whether htmx asked for the fragments only."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def asks(environ: Mapping[str, object]) -> bool:
    """Say whether it is htmx that asks, of a request that no application has seen yet."""
    return "HTTP_HX_REQUEST" in environ or "HTTP_HX_REQUEST_TYPE" in environ


def current_page() -> str:
    """Return the path and query of the page from which htmx asks; empty when it is not htmx that asks."""
    page = parts(request.headers.get("HX-Current-URL", ""))
    return page.path + (f"?{page.query}" if page.query else "")


def region(
    target: str, html: str = "", swap: str = "outerMorph", caller: Callable[[], str] | None = None
) -> Markup:
    """Wrap markup as a fragment for the element with the id ``target``; ``swap`` is an htmx swap style.

    In templates: ``{% call region("seats") %}{% include "public/events/_seats.html" %}{% endcall %}``.
    """
    body = caller() if caller else html
    return Markup('<hx-partial hx-target="#{}" hx-swap="{}">{}</hx-partial>').format(
        escape(target), swap, Markup(body)
    )


def wiring(check: str, element_id: str, name: str) -> dict[str, str]:
    """Return the attributes that check one field on the server when it is changed and left.

    There are none when ``check`` is empty.

    The check is a POST (no address lands in a log) whose answer replaces the message only, so nothing typed is lost.
    """
    if not check:
        return {}
    return {
        "hx-post": f"{check}{'&' if '?' in check else '?'}field={name}",
        "hx-trigger": "change",
        "hx-target": f"#{element_id}-error",
        "hx-swap": "outerHTML",
        "hx-sync": "this:replace",
    }


def deciding(check: str, region_id: str, part: str) -> dict[str, str]:
    """Return the attributes of a field on which others depend.

    Changing it shows the ``part`` of the form again, as a region.

    The region is morphed: what is typed in it, and where the cursor stands, stays.
    """
    if not check:
        return {}
    return {
        "hx-post": f"{check}{'&' if '?' in check else '?'}field={part}",
        "hx-trigger": "change",
        "hx-target": f"#{region_id}",
        "hx-swap": "outerMorph",
        "hx-sync": "this:replace",
    }


def announcement(text: str) -> Markup:
    """Say something politely to who listens: it lands in the page's status region.

    That is heard and not seen: what is seen is where it happened.
    """
    return region("status", f"<p>{escape(text)}</p>", swap="innerHTML")


def fragments(template: str, status: int = 200, say: str = "", **context: object) -> Response:
    """Answer htmx with a template of regions (``create.hx.html``), and optionally an announcement.

    The template gets its words as ``said``: a region may show where they belong what the announcement only speaks.
    """
    html = Markup(render_template(template, said=say, **context)) + (announcement(say) if say else "")
    return make_response(html, status)


def join(parts: Iterable[str]) -> str:
    """Join regions into one answer or one live message."""
    return "\n".join(parts)


def go(location: str) -> Response:
    """Send the visitor to another page: 303 for a browser, ``HX-Redirect`` for htmx.

    htmx would follow a 303 and swap the result into the page.
    """
    if wants_partial():
        return Response(status=204, headers={"HX-Redirect": location})
    return redirect(location, 303)  # type: ignore[return-value]


def alert(html: str, status: int) -> Response:
    """Answer htmx with an error notice in the page's alert region, leaving what was typed in place."""
    response = make_response(region("alert", html, swap="innerHTML"), status)
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#alert", "none"
    return response
