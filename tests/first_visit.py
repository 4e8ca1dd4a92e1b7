"""The first visit of a page by a phone on a slow network: bytes on the wire, time to paint.

Network and processor are those of Lighthouse's mobile profile (150 ms, 1.6 Mbit/s, a processor four times slower), applied
by the browser while it loads, not simulated afterwards.
"""

import statistics
from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.chromium import launch_options

PAGE = "/events/faire-groupe-a-venir"
PHONE: ViewportSize = {"width": 412, "height": 823}
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SLOWER = 4
VISITS = 5
LARGEST_PAINT = """() => new Promise((done) => {
  let at = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((each) => (at = each.startTime)))
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(at), 2500);
})"""


def measured(url: str) -> str:
    """Return one line: the bytes of a first visit, headers included, and the median largest paint of five."""
    options: Any = launch_options() or {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        visits = [visit(browser, url + PAGE) for _visit in range(VISITS)]
        browser.close()
    weight, paint = visits[0][0], statistics.median(at for _bytes, at in visits)
    return f"first visit {weight / 1000:.1f} kB on the wire · largest paint {paint / 1000:.2f} s on slow 4G · {PAGE}"


def visit(browser: Browser, url: str, *, slow: bool = True) -> tuple[float, float]:
    """Open a page with an empty cache; return the bytes and the milliseconds to the largest paint."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True)
    page = context.new_page()
    devtools, loaded = context.new_cdp_session(page), list[float]()
    devtools.on("Network.loadingFinished", lambda done: loaded.append(done["encodedDataLength"]))
    devtools.send("Network.enable")
    if slow:
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url)
    painted: float = page.evaluate(LARGEST_PAINT)
    context.close()
    return sum(loaded), painted
