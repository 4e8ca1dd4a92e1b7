"""The zones in which servers of the tests stand: none of them is where the events are."""

import os
import time

SERVERS = ("UTC", "America/New_York", "Asia/Kolkata")


def stand_somewhere() -> None:
    """Put this process into a zone that no event has, unless ``TZ`` names one.

    So no test can lean on the server's clock.
    """
    os.environ.setdefault("TZ", "Asia/Kolkata")
    time.tzset()
