"""What templates, scripts and sheets keep to, and which routes there are."""

import re
from collections.abc import Iterator

from tests.house.guard import Fault, Guard, Sources

EVALUATED = r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[|\son\w+=|\sstyle=|javascript:"


def templates(sources: Sources) -> dict[str, str]:
    """Return the templates among sources."""
    return {p: t for p, t in sources.items() if p.startswith("templates/") and p.endswith((".html", ".txt"))}


def browser_files(sources: Sources) -> dict[str, str]:
    """Return the scripts and style sheets among sources."""
    return {path: text for path, text in sources.items() if path.endswith((".js", ".css"))}


def long_templates(sources: Sources) -> Iterator[Fault]:
    """Yield the templates of more than 80 lines."""
    for path, text in templates(sources).items():
        if (lines := len(text.splitlines())) > 80:
            yield Fault(path, f"has {lines} lines")


def long_scripts(sources: Sources) -> Iterator[Fault]:
    """Yield the scripts of more than 150 lines."""
    for path, text in sources.items():
        if path.endswith(".js") and (lines := len(text.splitlines())) > 150:
            yield Fault(path, f"has {lines} lines")


def long_lines(sources: Sources) -> Iterator[Fault]:
    """Yield the templates, scripts and sheets with a line of more than 120 characters."""
    for path, text in (templates(sources) | browser_files(sources)).items():
        if found := [
            str(number) for number, line in enumerate(text.splitlines(), start=1) if len(line) > 120
        ]:
            yield Fault(path, f"line {', '.join(found)}")


def evaluated(sources: Sources) -> Iterator[Fault]:
    """Yield the templates that hold a script or a style; mails may hold a style, as they load nothing."""
    for path, text in templates(sources).items():
        forbidden = EVALUATED if path.startswith("templates/mail/") else rf"{EVALUATED}|<style"
        if found := re.findall(forbidden, text):
            yield Fault(path, f"says {', '.join(sorted({each.strip() for each in found}))}")


def needless_partials(sources: Sources) -> Iterator[Fault]:
    """Yield the partials that do not begin with what they need."""
    for path, text in templates(sources).items():
        name = path.rpartition("/")[2]
        if (name.startswith("_") or ".hx." in name) and not text.startswith("{# needs: "):
            yield Fault(path, f"begins with {text[:20]!r}")


def unlisted_routes(lists: Sources) -> Iterator[Fault]:
    """Yield what only one of two lists of routes has: the site's own, and routes.txt."""
    there, kept = set(lists["the site"].splitlines()), set(lists["routes.txt"].splitlines())
    for route in sorted(kept - there):
        yield Fault(route, "is in routes.txt and answers no more")
    for route in sorted(there - kept):
        yield Fault(route, "answers and is not in routes.txt")


GUARDS = [
    Guard(
        "long_templates",
        "A template has more than 80 lines.",
        "One region is one partial, which the page, the answer and the live update all render.",
        "move a region into `_name.html`, which begins with what it needs.",
        long_templates,
    ),
    Guard(
        "long_scripts",
        "A script has more than 150 lines.",
        "What decides and what touches the page are tested differently.",
        "move what decides into a module that knows no page, with tests in tests/js/.",
        long_scripts,
    ),
    Guard(
        "long_lines",
        "A line of a template, script or sheet has more than 120 characters.",
        "Nobody sees a change at the end of a long line.",
        "`make format` breaks scripts and sheets; break a template between attributes.",
        long_lines,
    ),
    Guard(
        "evaluated",
        "A template holds a script or a style.",
        "The site's policy forbids the browser to run or apply it: the page would be broken in silence.",
        "put it into static/js/ or static/css/, and name it by a class or a data attribute.",
        evaluated,
    ),
    Guard(
        "partials",
        "A partial does not say what it needs.",
        "It is rendered from several places, and each must hand it the same things.",
        "begin it with `{# needs: event, form #}`.",
        needless_partials,
    ),
]
ROUTES = Guard(
    "routes",
    "The routes and their list differ.",
    "An address, once public, stays: people have it in their mail, and other programs call it.",
    "redirect from the old address to the new; `python -m tests.house.routes` adds new ones to routes.txt.",
    unlisted_routes,
)
