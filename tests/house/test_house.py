"""The house guards itself: who imports whom, how long a thing may grow, and what no template may say."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parents[2]
ROUTES = Path(__file__).with_name("routes.txt")
NOT_THE_HOUSE = ("tests/", "migrations/", "bench/", "docs/", "deploy/")

# Who may import whom; what is not written is not allowed. docs/architecture.md draws it.
GROUND = {"clock", "config", "folding", "language", "prose"}
MODELS = {"models", "extensions", "spam"} | GROUND
FORMATS = {"formats"} | MODELS
ANSWERS = {"access", "hypermedia", "live", "logs", "page_cache", "security"}
ARROWS = {
    "clock": set(),
    "config": {"permissions"},
    "permissions": set(),
    "sqlite_files": set(),
    "folding": set(),
    "language": set(),
    "prose": set(),
    "security": set(),
    "hypermedia": set(),
    "logs": set(),
    "bodies": set(),
    "write_turns": set(),
    "database": {"write_turns"},
    "extensions": {"config", "database", "language", "write_turns"},
    "spam": {"folding"},
    "models": {"extensions", "database", "spam"} | GROUND,
    "live": MODELS,
    "access": {"hypermedia", "security"} | MODELS,
    "page_cache": {"access", "hypermedia", "live"} | GROUND,
    "forms": MODELS,
    "formats": MODELS,
    "mails": {"sqlite_files"} | FORMATS,
    "blueprints": {"forms", "mails"} | FORMATS | ANSWERS,
    "worker": {"forms", "live", "mails", "sqlite_files"} | FORMATS,
    "commands": {"forms", "live", "logs", "mails", "permissions", "sqlite_files", "worker"} | FORMATS,
    "server": {"config", "logs", "worker"},
    "app": {"blueprints", "bodies", "commands", "worker", "extensions", "formats", "mails", "language", "config"} | ANSWERS,
}  # fmt: skip
SHARED_BLUEPRINTS = {
    "desk.event_page",
    "desk.styleguide_components",
    "door.page",
    "moderation.queue_page",
    "public.event_page",
    "site.stream",
}  # composed once, called by several
MAY_WRITE = {"access", "blueprints", "commands", "worker", "database"}
OUTGROWN: set[str] = set()  # to be divided; this only shrinks


def tracked(*patterns: str) -> list[Path]:
    """The files of the house, as git knows them and as they are now."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Path(line) for line in found.stdout.splitlines() if (ROOT / line).is_file()]


MODULES = [path for path in tracked("*.py") if not str(path).startswith(NOT_THE_HOUSE)]
TEMPLATES = tracked("templates/*.html", "templates/*.txt")
SCRIPTS = tracked("static/js/*.js", "tests/js/*.js")
SHEETS = tracked("static/css/*.css", "templates/*.css")
TREES = {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in MODULES}
ROOMS = {path.parts[0].removesuffix(".py") for path in MODULES}


def imported(path: Path) -> Iterator[str]:
    """The modules of the house that a module imports, in full: ``models.event.record``."""
    known = {dotted(each) for each in MODULES}
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ROOMS:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else node.module


def dotted(path: Path) -> str:
    """A module's name: ``models/event/__init__.py`` is ``models.event``."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str:
    """The first part of a module's name."""
    return module.split(".", maxsplit=1)[0]


def refuse(instead: str, paths: Iterable[Path], look: Callable[[Path], object]) -> None:
    """Fail when ``look`` finds anything in a file, with a line a file, and what to do instead and why."""
    faults = {path: found for path in paths if (found := look(path))}
    assert not faults, "\n".join([instead, *(f"{path}: {found}" for path, found in faults.items())])


def text(path: Path) -> str:
    """What stands in a file of the house."""
    return (ROOT / path).read_text(encoding="utf-8")


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module."""
    return [
        node for node in ast.walk(TREES[path]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_a_room_imports_only_from_the_rooms_below():
    def wrong(path):
        mine = room(dotted(path))
        return {other for other in imported(path) if room(other) not in ARROWS[mine] | {mine}}

    refuse(
        "Arrows point down, as docs/architecture.md draws them: move what both need below.", MODULES, wrong
    )


def test_no_imports_run_in_circles():
    graph = {dotted(path): set(imported(path)) - {dotted(path)} for path in MODULES}
    packages = {dotted(path) for path in MODULES if path.name == "__init__.py"}
    for module, others in graph.items():  # a package that gathers its modules is no circle
        graph[module] = {
            other for other in others if other not in packages or not module.startswith(f"{other}.")
        }
    tuple(TopologicalSorter(graph).static_order())


def test_blueprints_leave_one_another_alone():
    def others(path):
        found = {other for other in imported(path) if room(other) == "blueprints"}
        return {other.removeprefix("blueprints.") for other in found} - SHARED_BLUEPRINTS

    blueprints = [path for path in MODULES if path.parts[0] == "blueprints" and len(path.parts) > 2]
    refuse("What two blueprints share has a module of its own, in SHARED_BLUEPRINTS.", blueprints, others)


def test_no_import_hides_in_a_function():
    def hidden(path):
        inner = [node for function in functions(path) for node in ast.walk(function)]
        return [f"line {node.lineno}" for node in inner if isinstance(node, ast.Import | ast.ImportFrom)]

    refuse("An import in a function hides a circle: divide the module instead.", MODULES, hidden)


def test_only_who_answers_requests_or_works_by_itself_commits():
    def commits(path):
        said = {node.attr for node in ast.walk(TREES[path]) if isinstance(node, ast.Attribute)}
        return said & {"writing", "commit"}

    others = [path for path in MODULES if room(dotted(path)) not in MAY_WRITE]
    refuse(
        "Whoever answers or works by itself opens the one transaction: leave it to the caller.",
        others,
        commits,
    )


def test_only_the_clock_turns_times_of_one_zone_into_those_of_another():
    def turns(path):
        said = [node for node in ast.walk(TREES[path]) if isinstance(node, ast.Attribute)]
        return [f"line {node.lineno}" for node in said if node.attr == "astimezone"]

    others = sorted(set(MODULES) - {Path("clock.py"), Path("database.py")})
    refuse("Python reads a time without a zone by the server's own: the clock refuses it.", others, turns)


def test_nothing_in_python_has_grown_too_long():
    def long(path):
        found = [each.name for each in functions(path) if (each.end_lineno or 0) - each.lineno >= 30]
        lines = len(text(path).splitlines())
        return found + ([f"{lines} lines"] if lines > 300 else [])

    modules = [path for path in MODULES if str(path) not in OUTGROWN]
    refuse("A function has 30 lines, a module 300: divide it by what it does.", modules, long)


def test_every_module_says_what_it_is_for():
    refuse(
        "A module begins with a sentence about it.", MODULES, lambda path: not ast.get_docstring(TREES[path])
    )


def test_no_test_waits_for_seconds():
    """A test waits for a condition, and only what hangs reaches the bound: ``wait_for`` and ``HANG`` of tests/waiting.py."""

    def seconds(path):
        calls = [node for node in ast.walk(ast.parse(text(path))) if isinstance(node, ast.Call)]
        return [f"line {call.lineno}: {why}" for call in calls if (why := waits_for_seconds(call))]

    tests = [path for path in tracked("tests/*.py") if path.name != "waiting.py"]
    refuse(
        "wait_for(what must become true) is there for a sleep, HANG for a number of seconds.", tests, seconds
    )


def waits_for_seconds(call: ast.Call) -> str:
    """What makes a call depend on how fast the machine is; nothing for all others."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"sleep", "wait_for_timeout"}:
        return name
    bounds = [word.value for word in call.keywords if word.arg and word.arg.endswith("timeout")]
    bounds += call.args if name in {"join", "wait"} else []
    numbers = [each.value for each in bounds if isinstance(each, ast.Constant)]
    seconds = [number for number in numbers if isinstance(number, int | float)]
    return f"{name} gives up after {seconds[0]} seconds" if seconds else ""


def test_no_room_is_called_after_nothing():
    nothing = {"services", "utils", "util", "helpers", "managers", "common", "misc"}
    assert not [path for path in MODULES if nothing & {part.removesuffix(".py") for part in path.parts}]


def test_a_template_is_short_and_evaluates_nothing_in_the_browser():
    def wrong(path):
        forbidden = r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[|\son\w+=|\sstyle=|javascript:"
        if path.parts[1] != "mail":  # a mail loads nothing, so its sheet stands in it
            forbidden += "|<style"
        lines = len(text(path).splitlines())
        return re.findall(forbidden, text(path)) + ([f"{lines} lines"] if lines > 80 else [])

    refuse(
        "A template has 80 lines; scripts and styles are files, as the policy of the site asks.",
        TEMPLATES,
        wrong,
    )


def test_no_script_has_grown_too_long():
    def lines(path):
        number = len(text(path).splitlines())
        return number if number > 150 else 0

    refuse("A script has 150 lines: divide it by what it does.", SCRIPTS, lines)


def test_no_line_of_what_a_browser_reads_is_too_long():
    def long(path):
        lines = text(path).splitlines()
        return [number for number, line in enumerate(lines, start=1) if len(line) > 120]

    refuse("A line of a script or a sheet has 120 characters.", SCRIPTS + SHEETS, long)


def test_a_partial_begins_with_what_it_needs():
    partials = [path for path in TEMPLATES if path.name.startswith("_") or ".hx." in path.name]
    begins = "{# needs: "
    refuse(f"A partial begins with {begins}", partials, lambda path: not text(path).startswith(begins))


def table(app: Flask) -> set[str]:
    """Every route, as ``GET /events/<slug>``."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_no_route_goes_without_a_redirect(app):
    """An address, once public, stays: routes.txt holds them all; `python -m tests.house.test_house` adds new ones."""
    assert not set(ROUTES.read_text(encoding="utf-8").splitlines()) - table(app)


if __name__ == "__main__":
    from app import create_app

    kept = set(ROUTES.read_text(encoding="utf-8").splitlines()) if ROUTES.exists() else set()
    ROUTES.write_text(
        "\n".join(sorted(kept | table(create_app()), key=lambda line: line.split()[::-1])) + "\n"
    )


def test_every_make_command_that_a_page_names_is_there():
    targets = set(re.findall(r"(?m)^([a-z-]+):", text(Path("Makefile"))))
    pages = [Path("README.md"), *tracked("docs/*.md")]
    named = r"(?m)(?:`|^)make ([a-z-]+)"
    refuse("make help lists what there is.", pages, lambda path: set(re.findall(named, text(path))) - targets)
