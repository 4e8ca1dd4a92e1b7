"""The words of docs/glossary.md: which ones no identifier may be made of."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.house.guard import ROOT, Fault, Guard, Sources, application, tree

PAGE = Path("docs/glossary.md")


@cache
def rows() -> list[tuple[str, str, str]]:
    """Return the rows of the glossary: what to say, for what, and what not to say."""
    lines = (ROOT / PAGE).read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [(say, meant, never) for say, meant, never in cells if say != "say" and not say.startswith("--")]


@cache
def forbidden() -> dict[str, str]:
    """Return the forbidden words, those in code type in the last column, with what to say in their place."""
    return {word: say for say, _, never in rows() for word in re.findall(r"`(\w+)`", never)}


@cache
def compounds() -> list[list[str]]:
    """Return the words of the first column that are made of several: `audit entry`, `change notice`."""
    terms = [term.strip(" `()") for say, _, _ in rows() for term in say.split(",")]
    return [parts(term) for term in terms if len(parts(term)) > 1]


def parts(identifier: str) -> list[str]:
    """Return the words of an identifier, split at underscores, spaces and capitals, in the singular."""
    found = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", identifier)
    return [singular(each.lower()) for each in found]


def singular(word: str) -> str:
    """Return a plain English plural as its singular: `entries` is `entry`."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word == "batches":
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "news")) else word


def wrong(identifier: str) -> set[str]:
    """Return the forbidden words in an identifier; within a compound of the glossary they are right."""
    words = parts(identifier)
    for compound in compounds():
        for start in range(len(words) - len(compound) + 1):
            if words[start : start + len(compound)] == compound:
                words[start : start + len(compound)] = [""] * len(compound)
    return {each for each in forbidden() if singular(each) in words}


def identifiers(path: str, text: str) -> Iterable[str]:
    """Yield the names that a module gives: its own, and those of its classes, functions and parameters."""
    yield path.removesuffix(".py")
    for node in ast.walk(tree(text)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg


def forbidden_words(sources: Sources) -> Iterator[Fault]:
    """Yield each forbidden word once a module, with the names that are made of it."""
    for path, text in application(sources).items():
        found: dict[str, set[str]] = {}
        for name in identifiers(path, text):
            for word in wrong(name):
                found.setdefault(word, set()).add(name)
        for word, names in found.items():
            yield Fault(f"{path} {word}", f"{', '.join(sorted(names))}; say {forbidden()[word]}")


GUARD = Guard(
    "words",
    "A name is made of a word that the glossary forbids.",
    "One word a thing, and a search for the field's word finds it all.",
    "take the word of docs/glossary.md; a thing that has none gets a line there.",
    forbidden_words,
)
