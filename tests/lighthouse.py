"""`make lighthouse`: Google's Lighthouse, mobile profile, on every public page of the example site.

Needs Node 18 or newer (Lighthouse itself comes by npx) and Chromium. Prints one line a page and exits with 1 when a score
is below 100; what Lighthouse found is printed below the page's line. Before that, tests/first_visit.py loads the event page
as a phone does that was never here: Lighthouse simulates the network, there it is really slow.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import first_visit, server
from tests.browser import chromium

LIGHTHOUSE = "lighthouse@12.8.2"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking"
TIMES = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = (
    "/",
    "/events/faire-groupe",
    "/events/faire-groupe-a-venir",
    "/events/walking-the-edge",
    "/events/walking-the-edge?lang=en",
    "/events/lecture-en-ligne",
    "/about",
    "/privacy",
    "/accessibility",
    "/legal",
    "/my-registrations",
    "/login",
    "/help",
    "/help/moderators",
)


def main() -> int:
    """Returns 0 when every page scores 100 in every category, 2 when Node or Chromium is missing."""
    browser = chromium.find()
    if not shutil.which("npx") or browser is None:
        print("Lighthouse needs Node 18 or newer and Chromium: install Debian's packages npm and chromium.")
        return 2
    with tempfile.TemporaryDirectory(prefix="parvis-lighthouse-") as folder:
        instance = Path(folder)
        environment = os.environ | {"PARVIS_INSTANCE": folder, "CHROME_PATH": str(browser)}
        flask = Path(sys.executable).with_name("flask")
        for command in ("init", "demo"):
            subprocess.run(
                [flask, "--app", "app", command], env=environment, check=True, stdout=subprocess.DEVNULL
            )
        with server.running(instance, {}) as url:
            print(first_visit.measured(url))
            return max(audit(url + path, environment) for path in PAGES)


def audit(url: str, environment: dict[str, str]) -> int:
    """Audit one page and print what was found; returns 1 when a score is below 100."""
    report = json.loads(looked_at(url, environment))
    scores = {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES}
    paint, shift = (
        report["audits"][name]["displayValue"]
        for name in ("largest-contentful-paint", "cumulative-layout-shift")
    )
    print(
        " ".join(f"{name} {score}" for name, score in scores.items()),
        f"· paint {paint} · shift {shift} ·",
        url,
    )
    for line in findings(report):
        print("   ", line)
    return int(min(scores.values()) < 100)


def looked_at(url: str, environment: dict[str, str]) -> bytes:
    """Return Lighthouse's report; it is asked again, twice at most, when its browser does not start."""
    command = ["npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    for _again in range(TIMES):
        answer = subprocess.run(command, env=environment, capture_output=True, check=False)
        if answer.returncode == 0:
            return answer.stdout
    sys.exit(f"Lighthouse says of {url}:\n{answer.stderr.decode()}")


def findings(report: dict[str, Any]) -> list[str]:
    """Return the audits that cost points, in Lighthouse's words."""
    weighed = {
        ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref["weight"]
    }
    audits = [
        audit for name, audit in report["audits"].items() if name in weighed and (audit["score"] or 0) < 0.9
    ]
    return [
        f"{audit['title']} {audit.get('displayValue', '')}" for audit in audits if audit["score"] is not None
    ]


if __name__ == "__main__":
    sys.exit(main())
