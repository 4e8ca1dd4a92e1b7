"""`make pictures`: the guide's pictures, from the pages of the example site, on phone and desk.

Needs Chromium. Writes static/help/*.webp, at most 60 KB each, and prints one line a picture.
"""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from app import create_app
from extensions import db
from models.user import Role, User
from tests import server
from tests.browser.chromium import launch_options
from tests.browser.conftest import DESK, PHONE, staff_cookie

FOLDER = server.ROOT / "static/help"
MOST = 60_000  # bytes
EVENT = "faire-groupe-a-venir"
PICTURES = {  # name: path, size, element
    "desk": ("/desk", DESK, "main"),
    "event": (f"/desk/events/{EVENT}", DESK, "main"),
    "queue": ("/moderation", DESK, "main"),
    "queue-phone": ("/moderation", PHONE, "main"),
}


def main() -> int:
    """Take every picture in each language; returns 2 without Chromium."""
    options = launch_options()
    if options is None:
        sys.stderr.write("The pictures need Chromium: install Debian's package chromium.\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="parvis-pictures-") as folder:
        for command in ("init", "demo"):
            run(command, folder)
        with server.running(Path(folder), {"WORKERS": 1}) as url, sync_playwright() as playwright:
            for name, taken in take(playwright.chromium.launch(**options), url, folder):
                (FOLDER / name).write_bytes(taken)
                print(f"{name}: {len(taken) // 1000} KB")
    return 0


def run(command: str, folder: str) -> None:
    """Run one of Parvis's commands on the site in a folder."""
    flask = Path(sys.executable).with_name("flask")
    environment = os.environ | {"PARVIS_INSTANCE": folder}
    subprocess.run([flask, "--app", "app", command], env=environment, check=True, stdout=subprocess.DEVNULL)


def take(browser: Browser, url: str, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield each picture's file name and bytes."""
    app = create_app({"INSTANCE": folder})
    with app.app_context():
        with db.writing():
            user = User.create("claire@example.org", Role.ADMIN)
            user.name = "Claire"
        cookie = staff_cookie(app, user, url)
    for name, (path, size, element) in PICTURES.items():
        for language in ("fr", "en"):
            context = browser.new_context(base_url=url, viewport=size, color_scheme="light")
            if not path.startswith("/events/"):
                context.add_cookies([cookie])  # type: ignore[list-item]
            page = context.new_page()
            page.goto(f"{path}?lang={language}")
            page.locator(element).wait_for()
            yield f"{name}.{language}.webp", packed(page.screenshot())
            context.close()


def packed(picture: bytes) -> bytes:
    """Return a picture as WebP, as good as fits."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in range(80, 10, -10):
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if len(file.getvalue()) <= MOST:
            break
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
