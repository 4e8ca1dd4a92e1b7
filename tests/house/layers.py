"""Who may import whom; `python -m tests.house.drawing` draws it into docs/architecture.md."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from tests.house.guard import (
    Fault,
    Guard,
    Sources,
    application,
    dotted,
    functions,
    imported,
    python,
    room,
    tree,
)

# What is not written is not allowed.
GROUND = {
    "clock",
    "config",
    "email_address",
    "folding",
    "host_name",
    "language",
    "look_alike",
    "outside",
    "prose",
    "visible_text",
}
MODELS = {"models", "extensions", "spam"} | GROUND
FORMATS = {"formats"} | MODELS
ANSWERS = {"access", "hypermedia", "live", "logs", "page_cache", "security"}
ARROWS = {
    "clock": set(),
    "config": {"permissions"},
    "permissions": set(),
    "sqlite_files": set(),
    "erasure_journal": {"permissions"},
    "email_address": {"host_name"},
    "folding": set(),
    "host_name": set(),
    "language": set(),
    "look_alike": {"visible_text"},
    "outside": set(),
    "prose": {"host_name"},
    "security": {"outside"},
    "hypermedia": {"outside"},
    "logs": set(),
    "bodies": set(),
    "write_turns": set(),
    "database": {"write_turns"},
    "extensions": {"config", "database", "language", "write_turns"},
    "visible_text": set(),
    "spam": {"email_address", "folding", "host_name"},
    "models": {"extensions", "database", "spam", "erasure_journal"} | GROUND,
    "live": MODELS,
    "access": {"hypermedia", "security"} | MODELS,
    "page_cache": {"hypermedia", "live", "models"} | GROUND,
    "forms": MODELS,
    "formats": MODELS,
    "mails": {"sqlite_files"} | FORMATS,
    "blueprints": {"forms", "mails", "erasure_journal"} | FORMATS | ANSWERS,
    "worker": {"forms", "live", "mails", "sqlite_files"} | FORMATS,
    "commands": {"erasure_journal", "forms", "live", "logs", "mails", "permissions", "sqlite_files", "worker"} | FORMATS,
    "server": {"config", "live", "logs", "worker"},
    "app": {"blueprints", "bodies", "commands", "worker", "extensions", "formats", "mails", "language", "config"} | ANSWERS,
}  # fmt: skip
SHARED_BLUEPRINTS = {
    "blueprints.desk.event_page",
    "blueprints.desk.question_page",
    "blueprints.desk.styleguide_components",
    "blueprints.desk.styleguide_samples",
    "blueprints.door.page",
    "blueprints.moderation.queue_page",
    "blueprints.public.event_page",
    "blueprints.site.admission",
    "blueprints.site.cached",
    "blueprints.site.download",
    "blueprints.site.stream",
    "blueprints.site.tries",
}  # composed once, called by several
MAY_COMMIT = {"access", "blueprints", "commands", "worker", "database"}
CALL_BY_NOUN = ("blueprints/", "commands/", "forms/", "mails/", "tests/", "worker.py")


def arrows_up(sources: Sources) -> Iterator[Fault]:
    """Yield every import from a room that is not below."""
    for path in application(sources):
        mine = room(dotted(path))
        for other in imported(path, sources):
            if mine not in ARROWS:
                yield Fault(path, "is in no room that ARROWS of tests/house/layers.py knows")
            elif room(other) not in ARROWS[mine] | {mine}:
                yield Fault(path, f"imports {other}")


def graph(sources: Sources) -> dict[str, set[str]]:
    """Return which modules each module imports; a package that gathers its own modules is left out."""
    found = {dotted(path): set(imported(path, sources)) - {dotted(path)} for path in application(sources)}
    packages = {dotted(path) for path in application(sources) if path.endswith("__init__.py")}
    return {
        module: {other for other in others if other not in packages or not module.startswith(f"{other}.")}
        for module, others in found.items()
    }


def circles(sources: Sources) -> Iterator[Fault]:
    """Yield the modules that import one another in a circle, if there is one."""
    try:
        tuple(TopologicalSorter(graph(sources)).static_order())
    except CycleError as circle:
        yield Fault(min(circle.args[1]), " → ".join(circle.args[1]))


def folder(module: str, sources: Sources) -> str:
    """Return the folder of a module, two levels deep: ``models.event`` for ``models.event.record``."""
    parts = module.split(".")
    return ".".join(parts[:2]) if f"{'/'.join(parts[:2])}/__init__.py" in sources else parts[0]


def folders(sources: Sources) -> dict[str, set[str]]:
    """Return which folders each folder imports; a folder and those inside it are not told apart."""
    found: dict[str, set[str]] = {}
    for module, others in graph(sources).items():
        mine = folder(module, sources)
        reached = {folder(other, sources) for other in others}
        found.setdefault(mine, set()).update(
            other
            for other in reached
            if not f"{other}.".startswith(f"{mine}.") and not f"{mine}.".startswith(f"{other}.")
        )
    return found


def folder_circles(sources: Sources) -> Iterator[Fault]:
    """Yield every two folders that reach one another."""
    found = folders(sources)
    for mine in found:
        for other in reached(mine, found) - {mine}:
            if mine < other and mine in reached(other, found):
                yield Fault(f"{mine} ⇄ {other}", "reach one another")


def reached(start: str, arrows: dict[str, set[str]]) -> set[str]:
    """Return all that can be reached from a folder along the arrows."""
    found: set[str] = set()
    todo = [start]
    while todo:
        for other in arrows.get(todo.pop(), set()) - found:
            found.add(other)
            todo.append(other)
    return found


def blueprints_that_meet(sources: Sources) -> Iterator[Fault]:
    """Yield every import of a blueprint by another."""
    for path in application(sources):
        if path.startswith("blueprints/") and path != "blueprints/__init__.py":
            for other in imported(path, sources):
                if room(other) == "blueprints" and other not in SHARED_BLUEPRINTS:
                    yield Fault(path, f"imports {other}")


def hidden_imports(sources: Sources) -> Iterator[Fault]:
    """Yield every import inside a function."""
    for path, text in application(sources).items():
        for function in functions(text):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield Fault(path, f"{function.name} imports in line {node.lineno}")


def commits(sources: Sources) -> Iterator[Fault]:
    """Yield every room that begins or ends a write transaction and should not."""
    for path, text in application(sources).items():
        if room(dotted(path)) not in MAY_COMMIT:
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.Attribute) and node.attr in {"writing", "commit"}:
                    yield Fault(path, f"says .{node.attr} in line {node.lineno}")


def impure_formats(sources: Sources) -> Iterator[Fault]:
    """Yield every module of formats/ that has the database's session at hand."""
    for path, text in application(sources).items():
        if path.startswith("formats/"):
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.ImportFrom) and "db" in {each.name for each in node.names}:
                    yield Fault(path, f"imports db in line {node.lineno}")


def bare_verbs(sources: Sources) -> Iterator[Fault]:
    """Yield every function of a noun that is imported without the noun, with the place that imports it."""
    modules = {dotted(path) for path in application(sources)}
    for path, text in python(sources).items():
        if path.startswith(CALL_BY_NOUN):
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.ImportFrom) and node.module and room(node.module) == "models":
                    for alias in node.names:
                        whole = f"{node.module}.{alias.name}"
                        if alias.name[0].islower() and whole not in modules:
                            yield Fault(whole, f"is imported bare by {path}")


GUARDS = [
    Guard(
        "arrows",
        "A module imports from a room that is not below its own.",
        "Arrows that point one way let anybody change a room and know whom it can break.",
        "move what both need into a room below, or let the one above hand it in; only a new room adds to ARROWS.",
        arrows_up,
    ),
    Guard(
        "circles",
        "Modules import one another in a circle.",
        "None of them can be read, tested or loaded without the others.",
        "put what both need into a module of its own, below them.",
        circles,
    ),
    Guard(
        "folder_circles",
        "Folders import one another in a circle.",
        "A noun that knows the noun that stands on it cannot be understood alone.",
        "move the verb to the noun that knows both; the lower one leaves a row that the higher one reads.",
        folder_circles,
    ),
    Guard(
        "blueprints",
        "A blueprint imports another.",
        "A view that shows another's page changes with it, and nobody sees why.",
        "compose what both show in one small module, and name it in SHARED_BLUEPRINTS of tests/house/layers.py.",
        blueprints_that_meet,
    ),
    Guard(
        "hidden_imports",
        "An import is inside a function.",
        "It hides a circle until somebody calls the function.",
        "import at the top; when that makes a circle, divide the module.",
        hidden_imports,
    ),
    Guard(
        "commits",
        "A room writes that only answers to others.",
        "What is decided, recorded and owed must be saved together or not at all: the caller knows where that ends.",
        "leave `with db.writing()` to the view, the command or the worker.",
        commits,
    ),
    Guard(
        "pure_formats",
        "A format asks the database.",
        "What writes a file is read and tested without rows, and whoever asks for it decides what is loaded, and when.",
        "let the caller hand in the rows, an iterator where they are many: `json_lines.write(exports.everything())`.",
        impure_formats,
    ),
    Guard(
        "bare_verbs",
        "A verb is imported without its noun.",
        "`settle(event)` says nothing where it is called; nouns share verbs, and two of them in one view are mistaken.",
        "call it on the noun, `registration.cancel(by=…)`, or by its module's name: `from models.registration import waiting_list`.",
        bare_verbs,
    ),
]
