"""A small HTTP client that keeps its connections, just enough to load a server. Tests use it too."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, the headers in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """A connection to a server on this machine, opened when first needed and reopened when lost."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a page."""
        return await self.ask("GET", path, headers or {})

    async def post(
        self, path: str, fields: dict[str, object], headers: dict[str, str] | None = None
    ) -> Answer:
        """Send a form."""
        given = {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        return await self.ask("POST", path, given, urlencode(fields).encode())

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Send one request and read its whole answer; raises OSError or EOFError when the line drops."""
        if self.reader and self.reader.at_eof():  # the server has hung up: every browser looks first, too
            await self.close()
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            *(f"{key}: {value}" for key, value in headers.items()),
        ]
        lines += [f"Content-Length: {len(body)}"] if body else []
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        try:
            return await self._answer()
        except (OSError, EOFError):
            await self.close()
            raise

    async def head(self) -> tuple[int, dict[str, str]]:
        """Read a status and headers."""
        assert self.reader
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in head[1:] if line)
        return int(head[0].split()[1]), {name.lower(): value for name, value in pairs}

    async def _answer(self) -> Answer:
        assert self.reader
        status, headers = await self.head()
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(await self.reader.readline(), 16):
                body += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readline()
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            await self.close()
        return Answer(status, headers, body)

    async def close(self) -> None:
        """Hang up."""
        writer, self.reader, self.writer = self.writer, None, None
        if writer:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


@asynccontextmanager
async def connections(port: int, count: int) -> AsyncIterator[list[Connection]]:
    """Yield so many connections and hang up at the end."""
    lines = [Connection(port) for _ in range(count)]
    try:
        yield lines
    finally:
        for line in lines:
            await line.close()


@dataclass(slots=True)
class Load:
    """What a load did: answers by status, seconds each took, seconds altogether."""

    statuses: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0

    def slowest(self, share: float = 0.99) -> float:
        """Milliseconds within which this share of the answers came."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))] * 1000 if self.seconds else 0.0


APART = 0.0  # seconds between two who come: a server's processes share who comes one by one, a burst goes to the first

Act = Callable[[Connection, int], Coroutine[Any, Any, Answer]]


async def load(port: int, act: Act, *, clients: int = 32, seconds: float = 0, times: int = 0) -> Load:
    """Let clients act at once, one request after the other, for some seconds or so many times altogether."""
    found, numbers = Load(), iter(range(times or 10**9))
    started = time.perf_counter()

    async def client(place: int) -> None:
        connection = Connection(port)
        await asyncio.sleep(place * APART)
        for number in numbers:
            if seconds and time.perf_counter() - started >= seconds:
                break
            begun = time.perf_counter()
            answer = await act(connection, number)
            found.seconds.append(time.perf_counter() - begun)
            found.statuses[answer.status] = found.statuses.get(answer.status, 0) + 1
        await connection.close()

    await asyncio.gather(*(client(place) for place in range(clients)))
    found.lasted = time.perf_counter() - started
    return found


def stamp(page: bytes) -> str:
    """Return the stamp of the first form of a page."""
    found = re.search(rb'name="stamp"[^>]*value="([^"]+)"', page)
    assert found, "a page without a form"
    return found[1].decode()


def person(number: object, stamped: str) -> dict[str, object]:
    """Return what somebody types into the registration form."""
    fields = {
        "name": f"Person {number}",
        "email": f"person{number}@example.org",
        "organisation": "",
        "job_title": "",
    }
    return fields | {"seats": 1, "consent": "y", "stamp": stamped, "echo": ""}
