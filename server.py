"""gunicorn's settings: gevent workers, so that thousands of open pages cost a few kilobytes each.

One of the processes is no web worker but the mail worker (worker.py): gunicorn starts it, watches it, replaces it when it
crashes and takes it along when the server ends, however it ends. The application is loaded once, before the processes
part, so that they share its memory.

A process that is told to stop ends its streams, answers what has begun to arrive, and hangs up. On SIGHUP the server
becomes the program that is on the disk by then, with the same sockets; the processes of before serve until it is loaded.
"""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import contextmanager, suppress  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import gevent.socket  # noqa: E402
from gunicorn.workers.ggevent import GeventWorker  # noqa: E402

import live  # noqa: E402
import logs  # noqa: E402
import worker  # noqa: E402
from config import read  # noqa: E402

settings = read()
LINGER = 2  # seconds that a connection stays half open after a refusal: who still sends would never read it
PARTING = 1.0  # seconds in which a connection may bring one more request after its process was told to stop
FORMER = "PARVIS_FORMER_PROCESSES"  # in the environment of a server that takes over: whose place it takes
LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Late(TimeoutError):
    """A request did not arrive in time; ``line`` is the connection that brought some of it."""

    def __init__(self, line: "Line") -> None:
        super().__init__("the request did not arrive in time")
        self.line = line


class Line(gevent.socket.socket):
    """A visitor's connection, with a time limit for a request to arrive, its form included.

    The time starts with the first byte of the request.
    """

    until: float | None = None
    request: Any = None
    _sock: Any  # the socket below gevent's
    late = False

    @property
    def silent(self) -> bool:
        """Whether nothing of a request has come, neither to us nor to the machine."""
        if self.until is not None or self.request:
            return False
        try:
            self._sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def end(self) -> None:
        """Let who reads from this connection find its end."""
        with suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)  # gevent's own would end the reader with a fault

    def recv(self, *args: Any) -> bytes:
        """Return what has come; raises Late once the time of a request that has begun is over."""
        if self.until is None:
            data: bytes = super().recv(*args)
            self.until = time.monotonic() + settings["REQUEST_SECONDS"]
            return data
        left = self.until - time.monotonic()
        try:
            self.settimeout(max(left, 0))
            if left > 0:
                return super().recv(*args)
        except TimeoutError:
            pass
        finally:
            self.settimeout(None)
        if self.request:
            self.request.force_close()
        self.late = True
        raise Late(self)

    def close(self) -> None:
        """Hang up; when the request came too late, let the answer arrive first (RFC 9112, 9.6)."""
        if self.late:
            self.late = False
            with suppress(OSError, gevent.Timeout), gevent.Timeout(LINGER):
                self.shutdown(gevent.socket.SHUT_WR)
                while super().recv(65536):
                    pass
        super().close()


class Process(GeventWorker):
    """A web worker, or the mail worker when ``pre_fork`` says so."""

    sends_mail = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: set[Line] = set()

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Serve a connection until it is closed."""
        line = Line(client.family, client.type, client.proto, fileno=client.detach())
        self.lines.add(line)
        try:
            super().handle(listener, line, addr)
        finally:
            self.lines.discard(line)

    @contextmanager
    def timeout_ctx(self) -> Iterator[None]:
        """Wait for a request; close a silent connection in time, and answer endless headers with 408."""
        try:
            with super().timeout_ctx():
                yield
        except Late as late:
            with suppress(OSError):
                late.line.sendall(LATE)

    def handle_request(self, listener_name: Any, req: Any, sock: Line, addr: Any) -> None:
        """Answer a request; the next one on this connection has its own time."""
        sock.request = req
        if sock.until is None:  # all that is here of it came with the request before
            sock.until = time.monotonic() + settings["REQUEST_SECONDS"]
        try:
            super().handle_request(listener_name, req, sock, addr)
        finally:
            sock.request = sock.until = None

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Stop: accept nobody, let the streams go, answer what has come."""
        super().handle_exit(sig, frame)
        gevent.spawn(self._part)

    def _part(self) -> None:
        live.let_go(self.wsgi)
        gevent.sleep(PARTING)
        while True:
            for line in [line for line in self.lines if line.silent]:
                line.end()
            gevent.sleep(PARTING / 10)

    def run(self) -> None:
        """Serve requests, or work through the outbox, until told to stop."""
        if not self.sends_mail:
            super().run()
            return
        os.nice(5)  # who is looking at a page goes first
        gevent.spawn(self._say_alive)
        try:
            worker.run(self.wsgi, going=lambda: self.alive)
        except Exception:
            self.log.exception("The mail worker stopped; another takes its place.")
            time.sleep(1)

    def _say_alive(self) -> None:
        while True:
            self.notify()
            gevent.sleep(1)


def on_starting(server: Any) -> None:
    """Take SIGHUP for a new program, which gunicorn would not read once the application is loaded."""
    server.handle_hup = lambda: become_anew(server)


def become_anew(server: Any) -> None:
    """Start the program on the disk in this process's place, with its sockets; stay when it cannot serve."""
    asked = [sys.executable, "-m", "flask", "--app", "app", "ready"]
    asking = os.posix_spawn(sys.executable, asked, os.environ)
    if monkey.get_original("os", "waitpid")(asking, 0)[
        1
    ]:  # gevent's would begin a loop here, before the forks
        server.log.error("The program on the disk cannot take over; this one goes on.")
        return
    environment = server.cfg.env_orig | {
        "GUNICORN_PID": str(server.pid),
        "GUNICORN_FD": ",".join(str(listener.fileno()) for listener in server.LISTENERS),
        FORMER: " ".join(str(pid) for pid in server.WORKERS),
    }
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a second one would end a program that does not listen yet
    os.execve(sys.executable, [sys.executable, "-m", "gunicorn", *sys.argv[1:]], environment)  # noqa: S606


def when_ready(_server: Any) -> None:
    """Let who served before go, once the application is loaded.

    Short-lived threads, such as the limiter's, end before the processes fork.
    """
    while threading.active_count() > 1:
        time.sleep(0.01)
    for former in os.environ.pop(FORMER, "").split():
        with suppress(ProcessLookupError):
            os.kill(int(former), signal.SIGTERM)


def pre_fork(server: Any, process: Process) -> None:
    """Make a mail worker of the next process when there is none."""
    process.sends_mail = not any(other.sends_mail for other in server.WORKERS.values())


def post_request(_process: Process, request: Any, _environ: Any, _response: Any) -> None:
    """Let other connections go first before the same one is read again.

    Otherwise a connection that already sent its next form would keep the server to itself.
    """
    if request.method == "POST":
        gevent.sleep(0.001)  # a timer, so that the loop looks at every connection in between


logs.catch_all()
gevent.hub.Hub.print_exception = lambda _hub, _context, *fault: logs.unforeseen(*fault)  # type: ignore[method-assign]

wsgi_app = "app:create_app()"
worker_class = Process
workers = settings["WORKERS"] + 1
worker_connections = 10_000
preload_app = True
keepalive = 65
graceful_timeout = 25  # only what still answers takes it; systemd waits for 30
timeout = 60
accesslog = None  # private links stand in addresses, and addresses do not belong into logs
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
