"""What one comment lacks never refuses a file: it is mended here, for every format alike, and told."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from formats import imported_pages
from formats.threads import BEGINNING, ForeignComment, ForeignPage, LeftOut


def mended(system: str, found: Iterable[ForeignPage | LeftOut]) -> Iterator[ForeignPage | LeftOut]:
    """Yield what was found in a system with keys of its own and dates; notes say what was mended.

    A comment without a date takes its page's, or its neighbour's where the page has none either. Of one that shows nothing
    its place is kept, since replies may hang on it.
    """
    pages: dict[str, tuple[str, str, str]] = {}
    threads: dict[str, _Thread] = defaultdict(lambda: _Thread(system))
    for one in found:
        if isinstance(one, LeftOut):
            yield one
            continue
        page = _named(one, pages)
        yield threads[page.key].mend(page)


def _named(page: ForeignPage, known: dict[str, tuple[str, str, str]]) -> ForeignPage:
    """Return a page under a key that no other page has: the file may give none, or one twice."""
    identity = (page.title, page.slug, page.link)
    key = page.key
    if key and known.setdefault(key, identity) == identity:
        return page
    words = f"its number {key} is another page’s, too" if key else "it has no number"
    return replace(page, key=f"{key}+{_digest(*identity)}", notes=(*page.notes, words))


class _Thread:
    """The comments of a page, which may come in slices."""

    def __init__(self, system: str) -> None:
        self.system = system
        self.known: dict[str, str] = {}
        self.newest: datetime | None = None

    def mend(self, page: ForeignPage) -> ForeignPage:
        """Return the page with the comments of this slice mended."""
        notes = list(page.notes)
        self.newest = self.newest or next((one.at for one in page.comments if one.at), None)
        comments = [
            self._dated(self._seen(one, notes), page, notes) for one in self._each(page.comments, notes)
        ]
        return replace(page, comments=comments, notes=tuple(notes))

    def _each(self, comments: list[ForeignComment], notes: list[str]) -> Iterator[ForeignComment]:
        """Yield each comment under a key of its own; what stands twice in the file comes once."""
        for one in comments:
            said = _digest(one.name, one.email, one.dated, one.html, one.parent)
            key, who = one.key, one.name or "nobody"
            if not key or self.known.get(key, said) != said:
                words = f"its number {key} is another comment’s, too" if key else "it has no number"
                notes.append(f"comment of {who}: {words}")
                key = f"{key}+{said}"
            if key in self.known:
                notes.append(f"comment {key} of {who} stands twice in the file: taken once")
                continue
            self.known[key] = said
            yield replace(one, key=key)

    def _seen(self, one: ForeignComment, notes: list[str]) -> ForeignComment:
        if one.deleted or not imported_pages.shows_nothing(self.system, one.html):
            return one
        notes.append(f"comment {one.key} of {one.name or 'nobody'} shows nothing: only its place is kept")
        return replace(one, name="", email="", website="", address="", html="", deleted=True)

    def _dated(self, one: ForeignComment, page: ForeignPage, notes: list[str]) -> ForeignComment:
        if one.at:
            self.newest = one.at
            return one
        whose = "page’s" if page.at > BEGINNING else "neighbour’s"
        said = f"{one.dated!r} is no date" if one.dated else "it has no date"
        notes.append(f"comment {one.key} of {one.name or 'nobody'}: {said}; it takes its {whose}")
        return replace(one, at=page.at if page.at > BEGINNING else self.newest or BEGINNING)


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()[:16]
