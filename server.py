"""gunicorn's settings: gevent workers, so that thousands of open pages cost a few kilobytes each.

One of the processes is no web worker but the mail worker (worker.py): gunicorn starts it, watches it, replaces it when it
crashes and takes it along when the server ends, however it ends. The application is loaded once, before the processes
part, so that they share its memory.
"""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from gunicorn.workers.ggevent import GeventWorker  # noqa: E402

import logs  # noqa: E402
import worker  # noqa: E402
from config import read  # noqa: E402


class Process(GeventWorker):
    """A web worker, or the mail worker when ``pre_fork`` says so."""

    sends_mail = False

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


def when_ready(_server: Any) -> None:
    """Let the threads that the application started for a moment end (the limiter's) before the processes part."""
    while threading.active_count() > 1:
        time.sleep(0.01)


def pre_fork(server: Any, process: Process) -> None:
    """Make a mail worker of the next process when there is none."""
    process.sends_mail = not any(other.sends_mail for other in server.WORKERS.values())


def post_request(_process: Process, request: Any, _environ: Any, _response: Any) -> None:
    """Let others in before the same connection is read again: one whose next form is here already would go on alone."""
    if request.method == "POST":
        gevent.sleep(0.001)  # a timer, so that the loop looks at every connection in between


logs.catch_all()
gevent.hub.Hub.print_exception = lambda _hub, _context, *fault: logs.unforeseen(*fault)  # type: ignore[method-assign]
settings = read()

wsgi_app = "app:create_app()"
worker_class = Process
workers = settings["WORKERS"] + 1
worker_connections = 10_000
preload_app = True
keepalive = 65
graceful_timeout = 10
timeout = 60
accesslog = None  # private links stand in addresses, and addresses do not belong into logs
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
