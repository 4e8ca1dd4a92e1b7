"""The servers of the browser's tests: a process that has read all of Parvis forks for each.

A server that starts by itself reads for longer than most tests of the browser last. `python -m tests.nursery` reads a
line of JSON for each server that is wanted (``environment``, ``arguments`` of gunicorn, ``log``) and answers with its
process id; it ends with its input. `server.Nursery` is how tests ask it.
"""

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402

from gunicorn.app.wsgiapp import run  # noqa: E402
from gunicorn.workers import ggevent  # noqa: E402, F401  what server.py asks for

import app  # noqa: E402, F401  the longest part
import worker  # noqa: E402, F401
from tests import compiled  # noqa: E402

# Python's own: gevent's would begin a loop here, which the children must begin for themselves.
fork, waitpid = (monkey.get_original("os", name) for name in ("fork", "waitpid"))
on_signal = monkey.get_original("signal", "signal")


def main() -> None:
    """Start what is wanted until nobody wants anything any more."""
    on_signal(signal.SIGCHLD, bury)
    compiled.keep()
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = fork()
        if pid == 0:
            become_a_server(**wanted)
        print(pid, flush=True)


def bury(_signal: int, _frame: object) -> None:
    """Take note of the children that have ended, so that nobody takes them for alive."""
    while True:
        try:
            if waitpid(-1, os.WNOHANG)[0] == 0:
                return
        except ChildProcessError:
            return


def become_a_server(environment: dict[str, str], arguments: list[str], log: str) -> None:
    """Do in this process what the program gunicorn does, in a session of its own."""
    on_signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    nothing, written = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for ours, theirs in ((nothing, 0), (written, 1), (written, 2)):
        os.dup2(ours, theirs)
    os.closerange(3, 100)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["gunicorn", *arguments]
    run()
    sys.exit()


if __name__ == "__main__":
    main()
