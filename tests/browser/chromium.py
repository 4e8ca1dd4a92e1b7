"""Finds the Chromium of the browser tests and starts it with the fonts of fonts/ alone.

`python -m tests.browser.chromium` prints where it is, or exits with 1.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from tests.waiting import HANG

ROOT = Path(__file__).parents[2]
FONTS = Path(__file__).with_name("fonts") / "fonts.conf"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGS = [
    "--no-sandbox",  # containers and root have none; the tests only visit our own pages
    "--disable-gpu",
    "--disable-dev-shm-usage",  # 64 MB in most containers, too little
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that needs another machine fails here, as it would for a visitor behind a strict network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


class LaunchOptions(TypedDict):
    executable_path: str
    headless: bool
    args: list[str]
    env: dict[str, str | float | bool]


def find() -> Path | None:
    """Return the first Chromium that starts: PARVIS_CHROMIUM, the system's, then Playwright's own."""
    return next((path for path in _candidates() if _starts(path)), None)


def launch_options() -> LaunchOptions | None:
    """What to give to `playwright.chromium.launch(**…)`, or None on a machine without Chromium."""
    path = find()
    if path is None:
        return None
    # What fontconfig has found out about the faces is kept with what `make clean` removes.
    environment: dict[str, str | float | bool] = {
        **os.environ,
        "FONTCONFIG_FILE": str(FONTS),
        "XDG_CACHE_HOME": str(ROOT / "build" / "cache"),
    }
    return LaunchOptions(executable_path=str(path), headless=True, args=ARGS, env=environment)


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("PARVIS_CHROMIUM"):
        yield Path(chosen)
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    yield from sorted(downloads.glob("chromium-*/chrome-linux*/chrome"), reverse=True)


def _starts(path: Path) -> bool:
    # Ubuntu ships a script of this name that only says "install the snap": ask for the version to tell them apart.
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=HANG, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    place = find()
    print(place or "no Chromium here")
    sys.exit(place is None)
