"""What a file of another system holds, and what of it is left out.

It is read through before anything is written.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extensions import db
from formats import imported_pages
from formats.threads import ForeignPage, LeftOut
from models.imports import discussions

MANY = 20  # hidden pages, or notes of one page, that are told one by one
NAMED = 5  # things of one kind that are named
PINGS = ("pingback", "trackback")


@dataclass(slots=True)
class Plan:
    """What a file holds of one page, and what of it is here already."""

    page: str
    known: bool
    comments: int = 0
    here: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    notes: dict[str, None] = field(default_factory=dict)

    def count(self, page: ForeignPage, here: int) -> None:
        """Add a page, or a slice of its comments, of which so many are here."""
        self.comments += len(page.comments)
        self.here += here
        self.left_out.update(page.left_out)
        self.states.update("deleted" if one.deleted else one.state for one in page.comments)
        self.notes |= dict.fromkeys(page.notes)

    def says(self, *, done: bool) -> Iterator[str]:
        """Yield the plan in a line, then what was not taken as it stands in the file."""
        new = self.comments - self.here
        event = "known" if self.known else "created" if done else "would be created"
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        words = [f"{event}, {new} comments {'imported' if done else 'would be imported'}"]
        words += [f"of {self.comments}: {states}"] if self.comments else []
        words += [f"{self.here} were here already"] if self.here else []
        pings = sum(self.left_out[kind] for kind in PINGS)
        words += [f"{pings} pingbacks or trackbacks left out"] if pings else []
        words += [
            f"{count} of type {kind} left out"
            for kind, count in sorted(self.left_out.items())
            if kind not in PINGS
        ]
        yield f"{self.page}: {'; '.join(words)}"
        notes = list(self.notes)
        yield from (f"{self.page}: {note}" for note in notes[:MANY])
        if len(notes) > MANY:
            yield f"{self.page}: and {len(notes) - MANY} more of this kind"


@dataclass(slots=True)
class _Left:
    """What is left out of one kind."""

    count: int = 0
    comments: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, one: LeftOut) -> None:
        self.count += one.count
        self.comments += one.comments
        if one.name and one.count and len(self.names) <= NAMED:
            self.names.append(one.name)

    def says(self, kind: str) -> str:
        noun, _space, which = kind.partition(" ")
        noun = noun if self.count == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
        named = ", ".join([*self.names[:NAMED], *(["…"] if len(self.names) > NAMED else [])])
        comments = f"{self.comments} comment{'' if self.comments == 1 else 's'}"
        return f"{self.count} {noun} {which}{f' ({named})' if named else ''}, {comments}, left out"


@dataclass(slots=True)
class Survey:
    """What to import, by the sources of its pages; what is hidden there; what no event is made of."""

    plans: dict[str, Plan] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    hidden_comments: int = 0
    left: dict[str, _Left] = field(default_factory=dict)

    @classmethod
    def of(cls, system: str, found: Iterable[ForeignPage | LeftOut], chosen: tuple[str, ...]) -> "Survey":
        """Read a file through; with ``chosen`` pages, nothing else of it counts."""
        self = cls()
        for page in found:
            if isinstance(page, LeftOut):
                if not chosen:
                    self.left.setdefault(page.kind, _Left()).add(page)
                continue
            source, slug = imported_pages.source(system, page), imported_pages.slug(page)
            if slug in chosen or (not chosen and imported_pages.is_public(page)):
                plan = self.plans.setdefault(source, Plan(slug, discussions.event_from(source) is not None))
                plan.count(page, discussions.count_known(imported_pages.sources(system, page)))
            elif not chosen:
                self.hidden[source] = slug
                self.hidden_comments += len(page.comments)
        db.session.rollback()
        return self

    def says(self, *, done: bool) -> Iterator[str]:
        """Yield the lines that tell of it."""
        if not (self.plans or self.hidden or self.left):
            yield "There is nothing in this file."
        for plan in self.plans.values():
            yield from plan.says(done=done)
        if self.hidden:
            named = ", ".join(list(self.hidden.values())[:MANY]) + (", …" if len(self.hidden) > MANY else "")
            below = f", {self.hidden_comments} comments" if self.hidden_comments else ""
            yield (
                f"{len(self.hidden)} drafts and private pages left out ({named}){below};"
                " name one with --page to have it as a draft."
            )
        yield from (left.says(kind) for kind, left in self.left.items())
