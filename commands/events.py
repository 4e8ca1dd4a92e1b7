"""``event load`` and ``event show``: events from files, and what stands in the database about one."""

import json
from pathlib import Path
from typing import Any, NoReturn

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

import language
from extensions import db
from formats import event_file
from models import event_revision
from models.comment import Comment, CommentState
from models.consent import Clause
from models.event import Event
from models.event_revision import Revision
from models.question import Question
from models.registration import Registration

event = AppGroup("event", help="Events: load them from files, show one.")


@event.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def load(files: tuple[Path, ...]) -> None:
    """Create or update events from Markdown files with YAML front matter: all of them, or none."""
    mistakes: list[str] = []
    loaded: dict[str, event_file.EventFile] = {}
    for path in files:
        try:
            found = read(path)
        except event_file.Mistaken as mistaken:
            mistakes += [_located(path, remark) for remark in mistaken.remarks]
            continue
        for remark in found.remarks:
            click.echo(_located(path, remark), err=True)
        if found.facts.slug in loaded:
            mistakes.append(f"{path}:1: slug: {found.facts.slug} stands in another of these files too")
        mistakes += [f"{path}:1: questions: {fault}" for fault in unaskable(found)]
        loaded[found.facts.slug] = found
    if mistakes:
        _refuse("\n".join([*mistakes, "Nothing was loaded."]))
    with db.writing():
        lines = [put(one) for one in loaded.values()]
    click.echo("\n".join(lines))


def read(path: Path) -> event_file.EventFile:
    """Return what a file says; raises event_file.Mistaken, also when it cannot be read at all."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise event_file.Mistaken([event_file.Remark(1, "file", f"cannot be read: {fault}")]) from None
    return event_file.read(text, timezone=current_app.config["TIMEZONE"], languages=languages())


def languages() -> tuple[str, ...]:
    """Return the languages that an event may be in, the site's own first."""
    own = str(current_app.config["LOCALE"])
    return (own, *(name for name in language.LANGUAGES if name != own))


def unaskable(found: event_file.EventFile) -> list[str]:
    """Return which questions of a file cannot take the place of those that people have answered."""
    known = Event.by_slug(found.facts.slug)
    listed = found.questions or ()
    return [f"{listed[number].key}: {problem}" for number, _, problem in Question.list_faults(listed, known)]


def put(found: event_file.EventFile) -> str:
    """Create or revise the event of a file in the current transaction; return one line about it."""
    slug = found.facts.slug
    known = Event.by_slug(slug)
    if known is None:
        event = event_revision.create(found.facts)
        Question.replace_all(event, found.questions or ())
        Clause.replace_all(event, found.consents or ())
        return f"{slug}: created"
    revision = event_revision.revise(known, found.facts)
    done = _done(revision) if revision.changed else []
    if found.questions is not None and Question.replace_all(known, found.questions):
        done.append("changed questions")
        if promoted := len(Registration.promote(known)):  # a choice may have more seats now
            done.append(f"{promoted} promoted from the waiting list")
    if found.consents is not None and Clause.replace_all(known, found.consents):
        done.append("changed consents")
    return f"{slug}: {'; '.join(done) or 'unchanged'}"


def _done(revision: Revision) -> list[str]:
    words = [f"changed {', '.join(revision.changed)}"]
    if revision.promoted:
        words.append(f"{revision.promoted} promoted from the waiting list")
    if revision.told:
        words.append(f"{revision.told} to be told by mail")
    if revision.beyond:
        words.append(
            f"{revision.event.seats_taken} seats are taken already, {revision.beyond} above the capacity"
        )
    return words


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(1)


def _located(path: Path, remark: event_file.Remark) -> str:
    return f"{path}:{remark.line}: {remark.key}: {remark.says}"


@event.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def show(slug: str, as_json: bool) -> None:
    """Show an event's facts and counts, as a file that `event load` takes."""
    found = Event.by_slug(slug)
    if found is None:
        _refuse(f"There is no event {slug}.")
    if as_json:
        click.echo(json.dumps(described(found), ensure_ascii=False, indent=2))
    else:
        click.echo(event_file.write(found, counted(found)), nl=False)


def described(found: Event) -> dict[str, Any]:
    """Return an event for programs: the keys of its file and its counts."""
    said = event_file.keyed(found)
    rules = {f"comments_{name}": value for name, value in said.pop("comments").items()}
    return said | rules | counted(found)


def counted(found: Event) -> dict[str, Any]:
    """Return what nobody loads: how an event stands now, and how many registrations and comments it has."""
    return {
        "uid": found.uid,
        "sequence": found.sequence,
        "admission": found.admission.value,
        "seats_taken": found.seats_taken,
        "seats_free": found.seats_free,
        "registrations": registration_counts(found),
        "comments": comment_counts(found),
    }


def registration_counts(found: Event) -> dict[str, int]:
    """Return how many registrations of an event are in each state.

    The rarer states are included only when they are not empty.
    """
    rows = db.session.execute(
        sa.select(Registration.state, sa.func.count())
        .where(Registration.event_id == found.id)
        .group_by(Registration.state)
    )
    counts = {str(state): count for state, count in rows}
    return {"confirmed": 0, "waiting": 0, "pending": 0, "cancelled": 0} | counts


def comment_counts(found: Event) -> dict[str, int]:
    """Return how many comments of an event are in each state."""
    rows = db.session.execute(
        sa.select(Comment.state, sa.func.count())
        .where(Comment.event_id == found.id, ~Comment.erased)
        .group_by(Comment.state)
    )
    return dict.fromkeys(map(str, CommentState), 0) | {str(state): count for state, count in rows}
