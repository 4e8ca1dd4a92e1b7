"""``python -m bench.burst``: the story of nine o'clock, end to end.

An event with 200 seats opens, and 2,000 people who have its page open (with its stream of changes) press within the same
five seconds. Real server, SQLite, mail to files. It prints when the last has an answer, whether every answer is true, and
when the last page was told and the last mail sent. The client runs on the same machine and takes its share of it.
"""

import argparse
import asyncio
import random
import re
import resource
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.__main__ import line, listen
from bench.client import Answer, Connection, person, stamp
from bench.site import Running, folder, running
from tests.pages import PARTIAL

WITHIN, CALM, AT_ONCE = 5.0, 2.0, 100  # seconds in which all press; of silence; who open their page at once
NUMBER = re.compile(r"vous êtes au numéro ([\d\s]+)")
GOAL = 8.0  # seconds until the last has an answer


@dataclass(slots=True)
class Story:
    """What happened: answers with their seconds, by whom; when each page was last told something."""

    began: float = 0.0
    answers: dict[int, Answer] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    last: float = 0.0
    told: dict[int, float] = field(default_factory=dict)


def main() -> None:
    """Tell the story and print what became of it."""
    arguments = argparse.ArgumentParser(prog="bench.burst")
    arguments.add_argument("--people", type=int, default=2000, help="who press within five seconds")
    arguments.add_argument("--pages", type=int, help="of them, who have the page open (all unless said)")
    arguments.add_argument("--seats", type=int, default=200, help="seats of the event")
    given = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with folder() as instance:
        ask(instance, f"UPDATE event SET capacity = {given.seats} WHERE slug = 'open'")
        with running(instance, "server.py") as site:
            before = site.ticks()
            pages = given.people if given.pages is None else given.pages
            story = asyncio.run(told(site, given.people, pages))
            mailed = sent(instance, story.began)
            spent = (site.ticks() - before) / 100 / given.people * 1000
        report(story, instance, given.people, given.seats)
        line("the last mail was sent after", f"{mailed:.1f} s", f"≤ {GOAL} s", mailed <= GOAL)
        line("processor of everything, for each person", f"{spent:.1f} ms", "≤ 7 ms", spent <= 7)


async def told(site: Running, people: int, pages: int) -> Story:
    """Let everybody open the page and its stream, then press; wait until the pages are calm."""
    story, lines = Story(), [Connection(site.port) for _ in range(people)]
    streams = [Connection(site.port) for _ in range(pages)]
    for start in range(0, pages, AT_ONCE):
        await asyncio.gather(*(listen(one) for one in streams[start : start + AT_ONCE]))
    stamped = stamp((await lines[0].get("/events/open")).body)
    watching = [asyncio.create_task(watch(story, number, one)) for number, one in enumerate(streams)]
    story.began = time.time()
    await asyncio.gather(*(press(story, number, one, stamped) for number, one in enumerate(lines)))
    while time.time() - max(story.told.values(), default=0) < CALM:  # noqa: ASYNC110  it ends by silence
        await asyncio.sleep(0.1)
    for task in watching:
        task.cancel()
    for one in (*lines, *streams):
        await one.close()
    return story


async def press(story: Story, number: int, line: Connection, stamped: str) -> None:
    """Send the form at some moment within the five seconds, as htmx does."""
    await asyncio.sleep(random.random() * WITHIN)
    begun = time.time()
    with suppress(OSError, EOFError):
        story.answers[number] = await line.post(
            "/events/open/registrations", person(number, stamped), PARTIAL
        )
        story.last = time.time() - story.began
        story.seconds.append(time.time() - begun)


async def watch(story: Story, number: int, line: Connection) -> None:
    """Note when a page is told something."""
    assert line.reader
    with suppress(OSError, EOFError):
        while True:
            await line.reader.readuntil(b"id: ")
            story.told[number] = time.time()


def report(story: Story, instance: Path, people: int, seats: int) -> None:
    """Print what the answers say and what the database holds."""
    statuses = Counter(answer.status for answer in story.answers.values())
    rows = ask(instance, "SELECT email, state, waiting_since FROM registration ORDER BY id")
    states = [state for _email, state, _since in rows]
    queue = [since for _email, state, since in rows if state == "waiting"]
    took = sorted(story.seconds)
    middle, slow = (took[int(share * (len(took) - 1))] * 1000 for share in (0.5, 0.99))
    lost = people - statuses[200]
    line("the last has an answer after", f"{story.last:.1f} s", f"≤ {GOAL} s", story.last <= GOAL)
    line("an answer takes, half and 99 of 100", f"{middle:.0f} and {slow:.0f} ms", "≤ 3,000 ms", slow <= 3000)
    line("lost, or answered with an error", f"{lost}", "0", lost == 0)
    line("seats given", f"{states.count('confirmed')}", f"{seats}", states.count("confirmed") == seats)
    line("answers that differ from the database", f"{untrue(story, rows)}", "0", untrue(story, rows) == 0)
    ordered = states == ["confirmed"] * seats + ["waiting"] * (len(states) - seats) and queue == sorted(queue)
    line("the waiting list is in the order of arrival", "yes" if ordered else "no", "yes", ordered)
    pages = max(story.told.values(), default=story.began) - story.began
    line(f"{len(story.told):,} pages told, the last after", f"{pages:.1f} s", f"≤ {GOAL} s", pages <= GOAL)


def untrue(story: Story, rows: list[tuple[str, str, str]]) -> int:
    """Return how many answers say another place than the database: a seat, or the number on the waiting list."""
    waiting = [email for email, state, _since in rows if state == "waiting"]
    found = 0
    for number, answer in story.answers.items():
        email = f"person{number}@example.org"
        place = str(waiting.index(email) + 1) if email in waiting else ""
        said = NUMBER.search(answer.body.decode())
        found += (re.sub(r"\D", "", said[1]) if said else "") != place
    return found


def sent(instance: Path, began: float) -> float:
    """Wait until no mail is owed; return how many seconds after the beginning the last was sent."""
    while ask(instance, "SELECT count(*) FROM message WHERE state IN ('queued', 'sending')")[0][0]:
        time.sleep(0.5)
    last = "SELECT CAST(strftime('%s', max(sent_at)) AS INTEGER) FROM message"
    return float(ask(instance, last)[0][0]) - began


def ask(instance: Path, words: str) -> list[tuple[str, str, str]]:
    """Ask the site's database, or change it before the server runs."""
    with closing(sqlite3.connect(instance / "parvis.sqlite", timeout=10)) as base, base:
        return base.execute(words).fetchall()


if __name__ == "__main__":
    main()
