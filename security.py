"""Requirements for all answers and requests: strict headers, no unsafe request from another site."""

from flask import Flask, Response, abort, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from outside import is_text, parts

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OF_PAGES = {  # what a page may use and who shares its window: nothing for the seven files of a first visit
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
ANYWHERE = {  # what a frame needs that another site has put into a sandbox: there it has no origin
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
SECRETS = {"token", "secret"}  # the parameters of addresses that only their holder knows
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def init_app(app: Flask) -> None:
    """Guard every request and dress every answer, errors and files included."""
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.before_request(refuse_what_no_address_holds)
    app.before_request(refuse_other_sites)
    app.after_request(dress)


def refuse_what_no_address_holds() -> None:
    """Answer 404 to a path with a character that no text of ours has, before a database is asked for it."""
    if not is_text(request.path):
        abort(404)


def refuse_other_sites() -> None:
    """Refuse with 403 an unsafe request that a browser says comes from another site's page."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site not in {None, "same-origin", "none"}:
        abort(403)
    origin = request.headers.get("Origin")
    if origin == "null" and SECRETS & set(request.view_args or ()):
        return  # a page without referrer says no origin either; the secret in its address is proof enough
    if origin and site is None and parts(origin).netloc != request.host:
        abort(403)


def dress(response: Response) -> Response:
    """Add the headers that are missing; a view may have said something stricter."""
    headers = response.headers
    due = HEADERS | OF_PAGES if response.mimetype == "text/html" else HEADERS
    framed = (
        "Content-Security-Policy" in headers
        and "frame-ancestors 'none'" not in headers["Content-Security-Policy"]
    )
    for name, value in due.items():
        if name not in headers and not (framed and name == "X-Frame-Options"):
            headers[name] = value
    if request.is_secure and "Strict-Transport-Security" not in headers:
        subdomains = "; includeSubDomains" if current_app.config["HSTS_SUBDOMAINS"] else ""
        headers["Strict-Transport-Security"] = f"max-age=31536000{subdomains}"
    return response


def framable(response: Response, ancestors: str) -> Response:
    """Let the listed sites show a page in a frame.

    ``ancestors`` are their origins, apart by spaces, or ``'none'``.
    """
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {ancestors}")
    response.headers["Content-Security-Policy"] = policy
    response.headers.extend(ANYWHERE)
    return response


def private(response: Response) -> Response:
    """Dress the answer of a private link: kept nowhere, told to nobody, found by no search."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
