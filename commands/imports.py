"""``import``: discussions from WordPress, Disqus or Isso become archived events with comments.

A file is read through before anything is written, so one that is broken anywhere is refused whole. Then it is written in
slices, each a transaction of its own: memory stays small, visitors can write in between, and after a power cut the same
command goes on where it stopped, since nothing comes twice.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _

from extensions import db
from formats import disqus, imported_pages, isso, wordpress_import
from formats.threads import ForeignPage, Unreadable
from models.imports import discussions
from models.imports.discussions import ImportedComment

group = AppGroup("import", help="Move in: take over pages and comments from elsewhere.")
Pages = Callable[[BinaryIO], Iterable[ForeignPage]]
MANY = 20  # hidden pages that are named
arguments = (
    click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False)),
    click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing."),
    click.option("--page", "chosen", multiple=True, metavar="SLUG", help="Only this page; may be repeated."),
)


@dataclass(slots=True)
class Plan:
    """What a file holds of one page, and what of it is here already."""

    page: str
    known: bool
    comments: int = 0
    here: int = 0
    left_out: int = 0
    states: dict[str, int] = field(default_factory=dict)

    def says(self, *, done: bool) -> str:
        """The plan in a line."""
        new = self.comments - self.here
        event = "known" if self.known else "created" if done else "would be created"
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        words = [f"{event}, {new} comments {'imported' if done else 'would be imported'}"]
        words += [f"of {self.comments}: {states}"] if self.comments else []
        words += [f"{self.here} were here already"] if self.here else []
        words += [f"{self.left_out} pingbacks or trackbacks left out"] if self.left_out else []
        return f"{self.page}: {'; '.join(words)}"


def _command(function: Callable[..., None]) -> Any:
    for argument in reversed(arguments):
        function = argument(function)
    return group.command(function.__name__.strip("_"))(function)


@_command
def wordpress_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over pages and posts from a WordPress export (WXR 1.0 to 1.2)."""
    _bring("wordpress", wordpress_import.pages, file, chosen, dry_run=dry_run)


@_command
def disqus_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over discussions from a Disqus export (XML)."""
    lost: list[str] = []
    _bring("disqus", partial(disqus.pages, lost=lost), file, chosen, dry_run=dry_run)
    for words in dict.fromkeys(lost):
        click.echo(words, err=True)


@_command
def isso_(file: Path, dry_run: bool, chosen: tuple[str, ...]) -> None:
    """Take over discussions from Isso's generic format (JSON)."""
    _bring("isso", isso.pages, file, chosen, dry_run=dry_run)


def _bring(system: str, pages: Pages, file: Path, chosen: tuple[str, ...], *, dry_run: bool) -> None:
    with file.open("rb") as source:
        try:
            plans, hidden = _survey(system, pages(source), chosen)
        except Unreadable as fault:
            where = f"{file}:{fault.line}" if fault.line else str(file)
            raise click.ClickException(f"{where}: {fault.reason}\nNothing was imported.") from None
        if missing := set(chosen) - {plan.page for plan in plans.values()}:
            raise click.ClickException(f"There is no page {', '.join(sorted(missing))} in {file}.")
        if not dry_run:
            source.seek(0)
            _write(system, pages(source), plans)
    click.echo("\n".join(plan.says(done=not dry_run) for plan in plans.values()))
    if hidden:
        named = ", ".join(hidden[:MANY]) + (", …" if len(hidden) > MANY else "")
        click.echo(
            f"{len(hidden)} drafts and private pages left out ({named}); name one with --page to have it as a draft."
        )


def _survey(
    system: str, pages: Iterable[ForeignPage], chosen: tuple[str, ...]
) -> tuple[dict[str, Plan], list[str]]:
    """Read a file; return what to import, by the sources of its pages, and the slugs of hidden pages."""
    plans: dict[str, Plan] = {}
    hidden: dict[str, str] = {}
    for page in pages:
        source, slug = imported_pages.source(system, page), imported_pages.slug(page)
        if slug not in chosen and (chosen or not imported_pages.is_public(page)):
            hidden |= {} if chosen else {source: slug}
            continue
        plan = plans.setdefault(source, Plan(slug, discussions.event_from(source) is not None))
        plan.comments += len(page.comments)
        plan.left_out += page.left_out
        plan.here += discussions.count_known(imported_pages.sources(system, page))
        for comment in page.comments:
            state = "deleted" if comment.deleted else comment.state
            plan.states[state] = plan.states.get(state, 0) + 1
    db.session.rollback()
    return plans, list(hidden.values())


def _write(system: str, pages: Iterable[ForeignPage], plans: dict[str, Plan]) -> None:
    """Write the pages of the plans slice by slice, with a bar to see how far it is."""
    language = current_app.config["LOCALE"]
    with force_locale(language):
        nameless = _("Anonymous")
    waiting: dict[str, list[ImportedComment]] = {}
    length = sum(plan.comments for plan in plans.values())
    with click.progressbar(length=length, label="Comments") as bar:
        for page in pages:
            source = imported_pages.source(system, page)
            if source not in plans:
                continue
            facts = imported_pages.event(page, timezone=current_app.config["TIMEZONE"], language=language)
            coming = imported_pages.comments(system, page, nameless=nameless)
            with db.writing():
                event = discussions.create_event(facts, source, page.link, page.at)
                left = discussions.insert(event, [*waiting.pop(source, []), *coming])
            waiting |= {source: left} if left else {}
            bar.update(len(coming))
    for source, left in waiting.items():  # what they answer is not in the file
        with db.writing():
            if found := discussions.event_from(source):
                discussions.insert(found, left, last=True)
