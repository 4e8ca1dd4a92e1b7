"""Filling in forms as a browser does: what a page holds is what goes back."""

from typing import Any

import html5lib


def filled(html: str, action: str = "") -> dict[str, Any]:
    """Return what pressing no particular button of a page's form sends; the last form, or the one with an action."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    forms = [form for form in tree.iter("form") if not action or form.get("action") == action]
    sent: dict[str, Any] = {}
    for control in forms[-1].iter():
        name, kind = control.get("name"), control.get("type")
        if not name or control.tag == "button":
            continue
        if control.tag == "textarea":
            sent[name] = control.text or ""
        elif control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            sent[name] = (chosen or list(control.iter("option")))[0].get("value")
        elif kind not in {"checkbox", "radio"} or control.get("checked") is not None:
            sent[name] = control.get("value") or ""
    return sent
