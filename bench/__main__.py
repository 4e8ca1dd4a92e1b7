"""``make bench``: what Parvis costs compared with bare Flask on the same server, in one run.

The figures change from run to run; the ratios are stable.

``make bench`` takes about two minutes; ``python -m bench --pages 5000`` opens more live pages than the default 1,000.
"""

import argparse
import asyncio
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import bare
from bench.client import Answer, Connection, Load, load, person, stamp
from bench.site import Running, folder, running

ROUNDS, SECONDS, CLIENTS = 3, 3, 32


def main() -> None:
    """Measure everything and print the table."""
    arguments = argparse.ArgumentParser(prog="bench")
    arguments.add_argument("--pages", type=int, default=1000, help="live pages that are open at once")
    pages = arguments.parse_args().pages
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as name, folder() as instance:
        bare.prepare(Path(name))
        with running(instance, "server.py") as site, running(Path(name), "bench/bare.py") as hello:
            memory = site.megabytes()
            print(f"client: {'wrk' if shutil.which('wrk') else 'bench/client.py'}, {CLIENTS} connections\n")
            reading(site, hello)
            writing(site, hello)
            listening(site, pages)
            line("memory of everything, idle", f"{memory:.0f} MB", "≤ 150 MB", memory <= 150)


def line(what: str, found: str, goal: str, reached: bool) -> None:
    """Print one line of the table."""
    print(f"{'✓' if reached else '✗'} {what:<58} {found:>24}   goal {goal}", flush=True)


def ratio(what: str, mine: float, other: float, goal: float) -> None:
    """Print a ratio."""
    line(what, f"{mine / other:.2f} ({mine:,.0f}/s : {other:,.0f}/s)", f"≥ {goal}", mine / other >= goal)


def reading(site: Running, hello: Running) -> None:
    """Pages that did not change: whole, and asked for again by who has them."""
    first = asyncio.run(once(site.port, "/events/open"))
    known = f"If-None-Match: {first.headers['etag']}"
    found = interleaved(
        {
            "hello": lambda: read(hello.port, "/"),
            "page": lambda: read(site.port, "/events/open", "Accept-Encoding: gzip"),
            "again": lambda: read(site.port, "/events/open", known),
            "few": lambda: read(site.port, "/events/few", "Accept-Encoding: gzip"),
            "many": lambda: read(site.port, "/events/many", "Accept-Encoding: gzip"),
        }
    )
    ratio("event page, unchanged : hello", found["page"], found["hello"], 0.75)
    ratio("event page, asked for again (304) : hello", found["again"], found["hello"], 0.9)
    ratio("event page with 10,000 comments : with 10", found["many"], found["few"], 0.85)


def writing(site: Running, hello: Running) -> None:
    """Registrations, everything included, against the least that one could be."""
    stamped = stamp(asyncio.run(once(site.port, "/events/open")).body)
    numbers = iter(range(10**9))
    loads: dict[str, list[Load]] = {"mine": [], "bare": []}

    async def register(line: Connection, _number: int) -> Answer:
        headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
        return await line.post("/events/open/registrations", person(next(numbers), stamped), headers)

    async def insert(line: Connection, _number: int) -> Answer:
        return await line.post("/insert", {"name": "Person"})

    for _round in range(ROUNDS):
        loads["bare"].append(asyncio.run(load(hello.port, insert, clients=CLIENTS, seconds=SECONDS)))
        loads["mine"].append(asyncio.run(load(site.port, register, clients=CLIENTS, seconds=SECONDS)))
        assert set(loads["mine"][-1].statuses) == {200}, loads["mine"][-1].statuses
    mine, least = (statistics.median(one.per_second for one in loads[name]) for name in ("mine", "bare"))
    slowest = statistics.median(one.slowest() for one in loads["mine"])
    ratio("registration, everything included : bare insert", mine, least, 0.5)
    line("registration, 99 of 100 within", f"{slowest:.0f} ms", "< 100 ms", slowest < 100)


def listening(site: Running, pages: int) -> None:
    """Measure open pages: how soon the last one hears of a registration, and what they cost when idle."""
    wait_for_calm(site)

    async def told() -> tuple[float, float]:
        lines = [Connection(site.port) for _ in range(pages)]
        for start in range(0, pages, 100):
            await asyncio.gather(*(listen(line) for line in lines[start : start + 100]))
        await asyncio.sleep(1)
        idle = await asyncio.to_thread(site.busy, 5)
        stamped = stamp((await once(site.port, "/events/open")).body)
        waiting = [asyncio.create_task(message(line)) for line in lines]
        await asyncio.sleep(0)
        started = time.perf_counter()
        await Connection(site.port).post("/events/open/registrations", person("last", stamped))
        await asyncio.gather(*waiting)
        last = time.perf_counter() - started
        for line in lines:
            await line.close()
        return last * 1000, idle * 100

    last, idle = asyncio.run(told())
    line(f"{pages:,} open pages: the last is told within", f"{last:.0f} ms", "< 500 ms", last < 500)
    line(f"{pages:,} open pages: processor while nothing happens", f"{idle:.1f} %", "< 2 %", idle < 2)


async def listen(line: Connection) -> None:
    """Open a page's stream, as far as its first words."""
    line.reader, line.writer = await asyncio.open_connection("127.0.0.1", line.port)
    line.writer.write(b"GET /events/open/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    await line.head()
    await line.reader.readuntil(b"retry: 1000\n\n\r\n")


async def message(line: Connection) -> None:
    """Read until the stream says that something changed."""
    assert line.reader
    await line.reader.readuntil(b"id: ")


async def once(port: int, path: str) -> Answer:
    """Ask for a page once."""
    line = Connection(port)
    try:
        return await line.get(path)
    finally:
        await line.close()


def wait_for_calm(site: Running) -> None:
    """Let the worker send the mail that is owed."""
    while site.busy(1) > 0.1:
        pass


def interleaved(measures: dict[str, Callable[[], float]]) -> dict[str, float]:
    """Measure everything in turns, several times, and return the medians.

    Taking turns means that a disturbance affects all measurements equally.
    """
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _round in range(ROUNDS):
        for name, measure in measures.items():
            found[name].append(measure())
    return {name: statistics.median(figures) for name, figures in found.items()}


def read(port: int, path: str, header: str = "Accept: */*") -> float:
    """Return how many times a second a page is answered."""
    if shutil.which("wrk"):
        command = [
            "wrk",
            "-t1",
            f"-c{CLIENTS}",
            f"-d{SECONDS}s",
            "-H",
            header,
            f"http://127.0.0.1:{port}{path}",
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in said, said
        return float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])
    name, _colon, value = header.partition(": ")

    async def ask(line: Connection, _number: int) -> Answer:
        return await line.get(path, {name: value})

    return asyncio.run(load(port, ask, clients=CLIENTS, seconds=SECONDS)).per_second


if __name__ == "__main__":
    main()
