"""The zones in which servers of the tests stand: none of them is where the events are."""

import os
import time

SERVERS = ("UTC", "America/New_York", "Asia/Kolkata")


def stand_somewhere() -> None:
    """Put this process into another zone than any event's, unless ``TZ`` says where: no test may lean on the server's clock."""
    os.environ.setdefault("TZ", "Asia/Kolkata")
    time.tzset()
