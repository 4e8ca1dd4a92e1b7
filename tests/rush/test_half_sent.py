"""Half-sent requests keep nobody else waiting, and are thrown out in time, at the real server."""

import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from bench.client import Connection, person, stamp
from tests.rush import apart
from tests.waiting import HANG

MANY, LONG = 34, 600
KINDS = ["comments", "registrations"]


def half_a_form(event, kind: str) -> bytes:
    """The headers of a form, and its first bytes."""
    lines = [
        f"POST /events/{event.slug}/{kind} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 400",
    ]
    return "\r\n".join([*lines, "", "body="]).encode()


HALF_THE_HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


@contextmanager
def opened(port: int, sent: bytes, number: int = MANY) -> Iterator[list[socket.socket]]:
    """Connections on each of which the same was sent."""
    with ExitStack() as stack:
        lines = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=HANG))
            for _ in range(number)
        ]
        for line in lines:
            line.sendall(sent)
        yield lines


def answered(line: socket.socket) -> bytes:
    """All that comes on a connection until the server closes it."""
    received = b""
    while piece := line.recv(65536):
        received += piece
    return received


async def visit(port: int, slug: str, private: str) -> list[int]:
    """What somebody else is answered meanwhile: pages, a registration, the health."""
    line = Connection(port)
    page = await line.get(f"/events/{slug}")
    made = await line.post(f"/events/{slug}/registrations", person("else", stamp(page.body)))
    others = ("/healthz", private, f"/events/{slug}?page=1", f"/events/{slug}.ics", "/")
    statuses = [page.status, made.status, *[(await line.get(path)).status for path in others]]
    await line.close()
    return statuses


@pytest.mark.parametrize("kind", KINDS)
def test_y1_half_sent_forms_keep_nobody_else_waiting(make, served, kind):
    event = make.event()
    private = f"/registrations/{make.registration(event).token}"
    with (
        served(REQUEST_SECONDS=LONG) as port,
        opened(port, half_a_form(event, kind)) as forms,
        opened(port, HALF_THE_HEADERS) as headers,
    ):
        assert apart.run(visit(port, event.slug, private)) == [200] * 7
        assert not select.select(forms + headers, [], [], 0)[0], "all of them are still open"


def test_y1_half_sent_requests_are_thrown_out_in_time(make, served):
    event = make.event()
    with (
        served(REQUEST_SECONDS=1) as port,
        opened(port, half_a_form(event, "comments")) as forms,
        opened(port, HALF_THE_HEADERS) as headers,
    ):
        ends = [answered(line) for line in forms + headers]
    assert {end.split(b" ", 2)[1] for end in ends} == {b"408"}
    assert all(b"\r\nConnection: close\r\n" in end for end in ends)


@pytest.mark.parametrize("part", ["headers", "form"])
def test_y1_a_byte_now_and_then_buys_no_time(make, served, part):
    sent = HALF_THE_HEADERS if part == "headers" else half_a_form(make.event(), "comments")
    with served(REQUEST_SECONDS=1) as port, opened(port, sent, 1) as (line,):
        left = 300  # bytes; the form is not complete with all of them
        while left and not select.select([line], [], [], 0.1)[0]:
            line.sendall(b"x")
            left -= 1
        assert left
        assert answered(line).startswith(b"HTTP/1.1 408 ")


def test_y1_a_connection_that_is_kept_is_not_late_between_two_requests(make, served):
    path = f"/events/{make.event().slug}"
    ask = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with served(REQUEST_SECONDS=1) as port, opened(port, b"", 2) as (idle, late):
        idle.sendall(ask)
        assert idle.recv(65536).startswith(b"HTTP/1.1 200 ")
        late.sendall(HALF_THE_HEADERS)
        assert answered(late).startswith(b"HTTP/1.1 408 "), "more than the time of a request went by"
        while select.select([idle], [], [], 0)[0]:
            assert idle.recv(65536), "it was closed"
        idle.sendall(ask)
        assert idle.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_y1_a_form_that_began_with_the_request_before_it_is_thrown_out_in_time(make, served):
    event = make.event()
    ask = f"GET /events/{event.slug} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    with (
        served(REQUEST_SECONDS=1) as port,
        opened(port, ask + half_a_form(event, "comments"), 1) as (line,),
    ):
        said = answered(line)
    assert said.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 408 " in said
