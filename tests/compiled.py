"""Templates compiled once for all processes and runs of the tests; Jinja reads their text each time."""

from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

FOLDER = Path(__file__).parents[1] / "build" / "cache" / "templates"


def keep() -> None:
    """Let each application that is built from now on look there first."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(FOLDER))}
