"""Filling in forms as a browser does: what a page holds is what goes back."""

from collections.abc import Iterator
from typing import Any

import html5lib


def filled(html: str, action: str = "") -> dict[str, Any]:
    """Return what a page's form sends without a particular button: the last, or one by its action."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return sent([form for form in tree.iter("form") if not action or form.get("action") == action][-1])


def forms(html: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Return every address to which a page can post, with what goes there."""
    for form in html5lib.parse(html, namespaceHTMLElements=False).iter("form"):
        if form.get("method", "").lower() == "post":
            places = [form.get("action"), *(button.get("formaction") for button in form.iter("button"))]
            yield from ((place, sent(form)) for place in dict.fromkeys(places) if place)


def sent(form: Any) -> dict[str, Any]:
    """Return what a form's element holds."""
    said: dict[str, Any] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        if not name or control.tag == "button":
            continue
        if control.tag == "textarea":
            said[name] = control.text or ""
        elif control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            said[name] = (chosen or list(control.iter("option")))[0].get("value")
        elif kind not in {"checkbox", "radio"} or control.get("checked") is not None:
            said[name] = control.get("value") or ""
    return said
