"""``import``: discussions from WordPress, Disqus, Isso or Commento become events with comments.

A file is read through before anything is written, so one that is broken anywhere is refused whole. Then it is written in
slices, each a transaction of its own: memory stays small, visitors can write in between, and after a power cut the same
command goes on where it stopped, since nothing comes twice.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _

from commands.import_survey import Plan, Survey
from extensions import db
from formats import commento, disqus, imported_pages, isso, wordpress_import
from formats.mending import mended
from formats.threads import ForeignPage, LeftOut, Unreadable
from models.imports import discussions
from models.imports.discussions import ImportedComment

group = AppGroup("import", help="Move in: take over pages and comments from elsewhere.")
Pages = Callable[[BinaryIO], Iterable[ForeignPage | LeftOut]]
arguments = (
    click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False)),
    click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing."),
    click.option("--page", "chosen", multiple=True, metavar="SLUG", help="Only this page; may be repeated."),
)


def _command(function: Callable[..., None]) -> Any:
    for argument in reversed(arguments):
        function = argument(function)
    return group.command(function.__name__.strip("_"))(function)


@_command
def wordpress_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over posts, pages and events from a WordPress export (WXR 1.0 to 1.2)."""
    pages = partial(wordpress_import.pages, zone=current_app.config["TIMEZONE"])
    _bring("wordpress", pages, file, chosen, dry_run=dry_run)


@_command
def disqus_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over discussions from a Disqus export (XML)."""
    _bring("disqus", disqus.pages, file, chosen, dry_run=dry_run)


@_command
def isso_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over discussions from Isso's generic format (JSON)."""
    _bring("isso", isso.pages, file, chosen, dry_run=dry_run)


@_command
def commento_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over discussions from Commento's export (JSON, packed or not)."""
    _bring("commento", commento.pages, file, chosen, dry_run=dry_run)


def _bring(system: str, pages: Pages, file: Path, chosen: tuple[str, ...], *, dry_run: bool) -> None:
    with file.open("rb") as source, force_locale(current_app.config["LOCALE"]):
        try:
            found = Survey.of(system, mended(system, pages(source)), chosen)
        except Unreadable as fault:
            where = f"{file}:{fault.line}" if fault.line else str(file)
            raise click.ClickException(f"{where}: {fault.reason}\nNothing was imported.") from None
        if missing := set(chosen) - {plan.page for plan in found.plans.values()}:
            raise click.ClickException(f"There is no page {', '.join(sorted(missing))} in {file}.")
        if not dry_run:
            source.seek(0)
            _write(system, mended(system, pages(source)), found.plans)
    for line in found.says(done=not dry_run):
        click.echo(line)


def _write(system: str, found: Iterable[ForeignPage | LeftOut], plans: dict[str, Plan]) -> None:
    """Write the pages of the plans slice by slice, with a bar to see how far it is."""
    language, zone = current_app.config["LOCALE"], current_app.config["TIMEZONE"]
    nameless = _("Anonymous")
    waiting: dict[str, list[ImportedComment]] = {}
    length = sum(plan.comments for plan in plans.values())
    with click.progressbar(length=length, label="Comments") as bar:
        for page in found:
            source = "" if isinstance(page, LeftOut) else imported_pages.source(system, page)
            if isinstance(page, LeftOut) or source not in plans:
                continue
            facts = imported_pages.event(page, timezone=zone, language=language)
            coming = imported_pages.comments(system, page, nameless=nameless)
            with db.writing():
                event = discussions.create_event(facts, source, page.link, page.at)
                left = discussions.insert(event, [*waiting.pop(source, []), *coming])
            waiting |= {source: left} if left else {}
            bar.update(len(coming))
    for source, left in waiting.items():  # what they answer is not in the file
        with db.writing():
            if event_ := discussions.event_from(source):
                discussions.insert(event_, left, last=True)
