"""A client that checks every page it visits: what must be true of all pages is tested by every test."""

import re
from collections import Counter
from typing import Any

import html5lib
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from extensions import db

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


class CheckedClient(FlaskClient):
    """Flask's client; ``partial(…)`` asks as htmx does."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():  # each request has its own ``g`` and session, as on a server
            response = super().open(*args, **kwargs)
        db.session.rollback()  # the test sees what the request wrote
        assert "Content-Security-Policy" in response.headers, "an answer without its headers"
        if response.mimetype == "text/html" and response.data and "Content-Encoding" not in response.headers:
            check(response.text)
        return response

    def sign_in(self, session_token: str) -> None:
        """Give a browser a staff session's cookie, and its unsafe requests the token that forms have."""
        with self.session_transaction() as session:
            session["staff"], session["csrf_token"] = session_token, "secret of this browser"
        signer = URLSafeTimedSerializer(self.application.secret_key or "", salt="wtf-csrf-token")
        self.environ_base["HTTP_X_CSRFTOKEN"] = str(signer.dumps("secret of this browser"))

    def partial(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Post as htmx does, and get fragments."""
        headers = PARTIAL | kwargs.pop("headers", {})
        return self.post(path, data=data or {}, headers=headers, **kwargs)


def check(html: str) -> None:
    """Fail with an AssertionError when a page or a fragment breaks a rule that holds for all of them."""
    whole = html.lstrip().lower().startswith("<!doctype")
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(html) if whole else parser.parseFragment(html)
    faults = [fault for fault in parser.errors if fault[1] != "unexpected-null-character"]
    assert not faults, f"the markup does not parse: {faults[:3]}"
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    assert not [name for name, count in ids.items() if count > 1], f"an id stands twice: {ids.most_common(2)}"
    for element in elements:
        check_element(element, set(ids), whole)
    if whole:
        wired = [element for form in tree.iter("form") if form.get("method") for element in form.iter()]
        stray = [element.attrib for element in elements if element.get("hx-post") and element not in wired]
        assert not stray, f"hx-post outside of a form that works without JavaScript: {stray[:2]}"
        assert tree.findtext(".//title", "").strip(), "a page without a title"
        assert len([element for element in elements if element.tag == "h1"]) == 1, "a page has one h1"


def check_element(element: Any, ids: set[str | None], whole: bool) -> None:
    """No inline script or style, no form without a real address, no control without a label."""
    assert not [name for name in element.attrib if re.match(r"on|hx-on|style$", name)], element.attrib
    assert element.tag != "style", "inline style"
    assert element.tag != "script" or element.get("src") or element.get("type") == "application/ld+json"
    if element.tag == "form":
        assert element.get("action"), "a form without an action"
    if whole and element.tag == "label" and element.get("for"):
        assert element.get("for") in ids, f"a label for nothing: {element.get('for')}"
    for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for target in (element.get(name) or "").split() if whole else ():
            assert target in ids, f"{name} names {target}, which is not there"
