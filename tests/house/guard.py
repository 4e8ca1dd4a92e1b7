"""What a guard is, and what it reads: real sources by their path, or some that a test makes up.

A guard says what is wrong, why it matters and what to do instead. What it still lets pass is named in exceptions.toml.
"""

import ast
import subprocess
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
NOT_THE_APPLICATION = ("tests/", "migrations/", "bench/", "docs/", "deploy/")

Sources = Mapping[str, str]
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Fault(NamedTuple):
    """A place that breaks a rule, by its name in exceptions.toml, and what was found there."""

    place: str
    found: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule: its name in exceptions.toml, what is wrong, why that matters, and what to do instead."""

    name: str
    what: str
    why: str
    instead: str
    faults: Callable[[Sources], Iterable[Fault]]

    def refusal(self, sources: Sources, excepted: Collection[str] = ()) -> str:
        """Return what the guard has to say about sources; nothing when all is well.

        An exception that is needed no more is a fault too, so that their list only shrinks.
        """
        faults = list(self.faults(sources))
        lines = sorted({f"  {place}: {found}" for place, found in faults if place not in excepted})
        lines += [
            f"  {place}: is well now; `python -m tests.house.exceptions` strikes it from the list"
            for place in sorted(set(excepted) - {fault.place for fault in faults})
        ]
        return "\n".join([self.what, *lines, f"Why: {self.why}", f"Instead: {self.instead}"]) if lines else ""


@cache
def exceptions() -> dict[str, list[str]]:
    """Return the places that each guard lets pass, by the guard's name."""
    found: dict[str, list[str]] = tomllib.loads(EXCEPTIONS.read_text("utf-8"))
    return found


def tracked(*patterns: str) -> list[Path]:
    """Return the files of the house, as git knows them and as they are now."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Path(line) for line in found.stdout.splitlines() if (ROOT / line).is_file()]


@cache
def sources(*patterns: str) -> dict[str, str]:
    """Return the text of the files that match, by their path."""
    return {path.as_posix(): (ROOT / path).read_text("utf-8") for path in tracked(*patterns)}


def everything() -> dict[str, str]:
    """Return every source that a guard reads: Python with its tests, templates, scripts, sheets."""
    python = {p: text for p, text in sources("*.py").items() if not p.startswith(NOT_THE_APPLICATION[1:])}
    return python | sources("templates/*", "static/js/*.js", "tests/js/*.js", "static/css/*.css")


def refuse(instead: str, paths: Iterable[Path], look: Callable[[Path], object]) -> None:
    """Fail when ``look`` finds anything in a file, with a line a file, and what to do instead."""
    faults = {path: found for path in paths if (found := look(path))}
    assert not faults, "\n".join([instead, *(f"{path}: {found}" for path, found in faults.items())])


def application(found: Sources) -> dict[str, str]:
    """Return the modules of the application among sources."""
    return {p: t for p, t in found.items() if p.endswith(".py") and not p.startswith(NOT_THE_APPLICATION)}


def python(found: Sources) -> dict[str, str]:
    """Return all Python among sources, tests too."""
    return {path: text for path, text in found.items() if path.endswith(".py")}


@cache
def tree(text: str) -> ast.Module:
    """Return a module as Python reads it."""
    return ast.parse(text)


def functions(text: str) -> list[Function]:
    """Return the functions and methods of a module, those inside others too."""
    return [node for node in ast.walk(tree(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: Function) -> int:
    """Return how many lines a function has, its decorators left out."""
    return (function.end_lineno or 0) - function.lineno + 1


def dotted(path: str) -> str:
    """Return a module's name: ``models/event/__init__.py`` is ``models.event``."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def room(module: str) -> str:
    """Return the first part of a module's name."""
    return module.split(".", maxsplit=1)[0]


def imported(path: str, found: Sources) -> Iterator[str]:
    """Yield the modules of the house that a module imports, in full: ``models.event.record``."""
    known = {dotted(each) for each in application(found)}
    rooms = {room(each) for each in known}
    for node in ast.walk(tree(found[path])):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and room(node.module) in rooms:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in known else node.module
