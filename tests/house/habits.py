"""What all Python keeps to: how long things grow, what they say first, who knows the request."""

import ast
from collections.abc import Iterator

from tests.house.guard import (
    Fault,
    Guard,
    Sources,
    application,
    dotted,
    functions,
    imported,
    length,
    python,
    room,
    tree,
)

VERBS = {"index", "show", "new", "create", "edit", "update", "destroy", "check"}
HTMX = ("hx-", "data-hx-", "http_hx_")
METHODS = {"route", "get", "post", "put", "patch", "delete"}
NOTHING = {"services", "utils", "util", "helpers", "managers", "common", "misc"}
KNOW_THE_REQUEST = {
    "blueprints": "answers it",
    "hypermedia": "asks whether htmx sent it",
    "access": "says who makes it, and refuses whoever may not",
    "security": "refuses what other sites send, before any view is called",
    "bodies": "refuses what did not arrive whole, before any view is called",
    "language": "takes the language of the answer from its address",
    "extensions": "counts what one ip address asks for",
    "logs": "names its route beside a fault",
    "forms.base": "reads for all forms what was posted",
}  # the rim: what is called with every request, and with nothing else
READ_IT = {("flask", "request"), ("flask_limiter.util", "get_remote_address")}  # the second asks the first
LONGEST_DOCSTRING = 100


def views(text: str) -> list[ast.FunctionDef]:
    """Return the functions of a module that answer a route."""
    return [
        node
        for node in ast.walk(tree(text))
        if isinstance(node, ast.FunctionDef) and any(is_route(each) for each in node.decorator_list)
    ]


def is_route(decorator: ast.expr) -> bool:
    """Say whether a decorator is ``@blueprint.get("/…")`` or one like it."""
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in METHODS
        and isinstance(decorator.func.value, ast.Name)
    )


def other_endpoints(sources: Sources) -> Iterator[Fault]:
    """Yield the views that are none of the seven verbs, nor a check."""
    for path, text in application(sources).items():
        for view in views(text):
            if view.name not in VERBS:
                yield Fault(f"{path} {view.name}", f"is none of {', '.join(sorted(VERBS))}")


def long_views(sources: Sources) -> Iterator[Fault]:
    """Yield the views of more than 20 lines."""
    for path, text in application(sources).items():
        for view in views(text):
            if length(view) > 20:
                yield Fault(f"{path} {view.name}", f"has {length(view)} lines")


def long_functions(sources: Sources) -> Iterator[Fault]:
    """Yield the functions of more than 30 lines."""
    for path, text in application(sources).items():
        for function in functions(text):
            if length(function) > 30:
                yield Fault(f"{path} {function.name}", f"has {length(function)} lines")


def long_modules(sources: Sources) -> Iterator[Fault]:
    """Yield the modules of more than 300 lines."""
    for path, text in application(sources).items():
        if (lines := len(text.splitlines())) > 300:
            yield Fault(path, f"has {lines} lines")


def small_modules(sources: Sources) -> Iterator[Fault]:
    """Yield the modules of less than 40 lines that fewer than two others import; routes are reason enough."""
    importers: dict[str, set[str]] = {}
    for path in application(sources):
        for other in imported(path, sources):
            importers.setdefault(other, set()).add(path)
    for path, text in application(sources).items():
        count, lines = len(importers.get(dotted(path), ())), len(text.splitlines())
        if lines < 40 and count < 2 and not path.endswith("__init__.py") and not views(text):
            yield Fault(path, f"has {lines} lines and {count} importer{'' if count == 1 else 's'}")


def nameless_rooms(sources: Sources) -> Iterator[Fault]:
    """Yield the modules and folders whose names say nothing."""
    for path in application(sources):
        if found := NOTHING & set(path.removesuffix(".py").split("/")):
            yield Fault(path, f"is called {', '.join(sorted(found))}")


def silent_modules(sources: Sources) -> Iterator[Fault]:
    """Yield the modules that do not say what they are for."""
    for path, text in application(sources).items():
        if not ast.get_docstring(tree(text)):
            yield Fault(path, "begins without a docstring")


def long_docstrings(sources: Sources) -> Iterator[Fault]:
    """Yield the docstrings whose first line is longer than 100 characters."""
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for path, text in python(sources).items():
        for node in ast.walk(tree(text)):
            if isinstance(node, kinds) and (said := ast.get_docstring(node)):
                first = len(said.splitlines()[0])
                if first > LONGEST_DOCSTRING:
                    yield Fault(
                        path, f"{getattr(node, 'name', 'its own')} has {first} characters in the first line"
                    )


def requests_below(sources: Sources) -> Iterator[Fault]:
    """Yield the modules that ask Flask for the request and are not of the rim."""
    for path, text in application(sources).items():
        if not {dotted(path), room(dotted(path))} & set(KNOW_THE_REQUEST):
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.ImportFrom):
                    for alias in node.names:
                        if (node.module, alias.name) in READ_IT:
                            yield Fault(path, f"imports {node.module}.{alias.name} in line {node.lineno}")
                elif isinstance(node, ast.Attribute) and ast.unparse(node) == "flask.request":
                    yield Fault(path, f"says flask.request in line {node.lineno}")


def htmx_words(sources: Sources) -> Iterator[Fault]:
    """Yield the modules besides hypermedia.py that name an attribute or a header of htmx."""
    for path, text in application(sources).items():
        if path != "hypermedia.py":
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.Constant) and str(node.value).lower().startswith(HTMX):
                    yield Fault(path, f"says {node.value!r} in line {node.lineno}")


def foreign_zones(sources: Sources) -> Iterator[Fault]:
    """Yield the modules that convert between time zones, besides the clock and the database."""
    for path, text in application(sources).items():
        if path not in {"clock.py", "database.py"}:
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.Attribute) and node.attr == "astimezone":
                    yield Fault(path, f"says astimezone in line {node.lineno}")


def fixed_sleeps(sources: Sources) -> Iterator[Fault]:
    """Yield the calls of tests that depend on how fast the machine is."""
    for path, text in python(sources).items():
        if path.startswith("tests/") and path != "tests/waiting.py":
            for node in ast.walk(tree(text)):
                if isinstance(node, ast.Call) and (why := waits_for_seconds(node)):
                    yield Fault(path, f"{why} in line {node.lineno}")


def waits_for_seconds(call: ast.Call) -> str:
    """Return what makes a call depend on how fast the machine is; nothing for all others."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"sleep", "wait_for_timeout"}:
        return name
    bounds = [word.value for word in call.keywords if word.arg and word.arg.endswith("timeout")]
    bounds += call.args if name in {"join", "wait"} else []
    numbers = [each.value for each in bounds if isinstance(each, ast.Constant)]
    seconds = [number for number in numbers if isinstance(number, int | float)]
    return f"{name} gives up after {seconds[0]} seconds" if seconds else ""


GUARDS = [
    Guard(
        "endpoints",
        "A view has a verb of its own.",
        "Knowing seven verbs is knowing every blueprint; the eighth has to be looked for.",
        "find the noun: to approve is to create a decision, so `decisions.create`.",
        other_endpoints,
    ),
    Guard(
        "long_views",
        "A view has more than 20 lines.",
        "A view finds, refuses, reads the form, says one verb, commits and answers; more is a rule in the wrong room.",
        "move the rule to its noun in models/, what a person may say to forms/, what several views show to their page module.",
        long_views,
    ),
    Guard(
        "long_functions",
        "A function has more than 30 lines.",
        "What does not fit one look is read wrongly.",
        "divide it where a thought ends, and name the parts after what they return.",
        long_functions,
    ),
    Guard(
        "long_modules",
        "A module has more than 300 lines.",
        "It holds more than one concern, and two people change it for two reasons.",
        "give each concern of the noun a module of its own.",
        long_modules,
    ),
    Guard(
        "small_modules",
        "A module has less than 40 lines and less than two importers.",
        "A reader opens a file for a thought; half a thought costs the same.",
        "put it where it is used, or name it with its reason in exceptions.toml.",
        small_modules,
    ),
    Guard(
        "nameless_rooms",
        "A module or folder is named after nothing.",
        "Whatever has no name of the field ends there, and nobody finds it again.",
        "name it after its noun.",
        nameless_rooms,
    ),
    Guard(
        "silent_modules",
        "A module does not say what it is for.",
        "The first line is what a reader decides by whether to read on.",
        "begin with a docstring of one plain sentence.",
        silent_modules,
    ),
    Guard(
        "long_docstrings",
        "The first line of a docstring is longer than 100 characters.",
        "Editors and `help()` show one line.",
        "say in one short sentence what it returns or does; the rest goes below an empty line.",
        long_docstrings,
    ),
    Guard(
        "requests",
        "A module within the rim asks Flask for the request.",
        "What needs a request cannot be called by the worker, by a command or by a test.",
        "let the view read the request, and hand on what it says; KNOW_THE_REQUEST of tests/house/habits.py names the rim.",
        requests_below,
    ),
    Guard(
        "htmx",
        "A module besides hypermedia.py knows htmx.",
        "The next version of htmx changes one file as long as only one knows it.",
        "give hypermedia.py a function that says what is meant, and call that.",
        htmx_words,
    ),
    Guard(
        "zones",
        "A module besides the clock turns times of one zone into those of another.",
        "Python reads a time without a zone by the server's own; the clock refuses it.",
        "ask `clock` for it.",
        foreign_zones,
    ),
    Guard(
        "sleeps",
        "A test waits for seconds.",
        "It fails on a slow machine and wastes time on a fast one.",
        "`wait_for(what must become true)` takes the place of a sleep, `HANG` that of a number: tests/waiting.py.",
        fixed_sleeps,
    ),
]
