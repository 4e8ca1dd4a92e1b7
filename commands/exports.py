"""``export`` and ``import jsonl``: write all that people said here to a file, and read it back."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask.cli import AppGroup

import permissions
from commands.imports import group as import_group
from extensions import db
from formats import json_lines, wordpress_export
from formats.threads import Unreadable
from models import exports, imports
from models.exports import SLICE, RowRefused

group = AppGroup("export", help="Move out: write events and comments to a file.")
INSERT = {
    "event": lambda found: sum(imports.insert_event(each) for each in found),
    "comment": imports.insert_comments,
    "registration": imports.insert_registrations,
}  # in this order within a slice
target = click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))


@group.command("wordpress")
@target
def wordpress_(file: Path) -> None:
    """Write events and comments as a WordPress export (WXR 1.2)."""
    _keep(file, wordpress_export.write(exports.discussions()))


@group.command("jsonl")
@target
@click.option("--registrations", is_flag=True, help="With who registered: names and addresses.")
def jsonl_(file: Path, registrations: bool) -> None:
    """Write events and comments as JSON lines."""
    _keep(file, json_lines.write(exports.everything(registrations=registrations)))


@import_group.command("jsonl")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing.")
def bring_(file: Path, dry_run: bool) -> None:
    """Take back events, comments and registrations from an export as JSON lines; nobody is written to."""
    with file.open("rb") as source:
        try:
            counts = json_lines.survey(source, *exports.known())
            db.session.rollback()
            source.seek(0)
            new = {} if dry_run else _insert(source, sum(counts.values()))
        except (Unreadable, RowRefused) as fault:
            line = getattr(fault, "line", None)
            where = f"{file}:{line}" if line else str(file)
            raise click.ClickException(f"{where}: {getattr(fault, 'reason', fault)}") from None
    for kind in INSERT:
        if not counts[kind] and kind == "registration":
            continue  # nobody asked for them
        says = "would be read" if dry_run else f"read, {new[kind]} of them new"
        click.echo(f"{counts[kind]} {kind}s {says}")


def _keep(file: Path, parts: Iterable[str]) -> None:
    """Write a file whole or not at all; only its owner may read it."""
    permissions.write(file, (part.encode() for part in parts))
    click.echo(f"{file} written")


def _insert(source: BinaryIO, length: int) -> dict[str, int]:
    """Write the content of a file to the database in slices, with a progress bar.

    Returns how much of it was new.
    """
    new = dict.fromkeys(INSERT, 0)
    with click.progressbar(length=length, label="Lines") as bar:
        for slice_ in _sliced(said for _number, said in json_lines.read(source)):
            with db.writing():
                for kind, insert in INSERT.items():
                    new[kind] += insert([said for said in slice_ if said["type"] == kind])
            db.session.expunge_all()
            bar.update(len(slice_))
    return new


def _sliced(lines: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(lines)
    while found := list(islice(rest, SLICE)):
        yield found
