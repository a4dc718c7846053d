"""How many bytes the server sends in answer to one press of Step, page by page, and what they are for.

    python benchmarks/step_bytes.py [page …] [--points 200] [--all]

It starts the app on a free port, opens each page in a real browser, presses Step a few times and prints the median of
the answers, until all numbers are there, as they come over the websocket, uncompressed. With --all, also what they
are for.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import FLAGS, get  # noqa: E402
from tests.browser.chromium import find as find_browser  # noqa: E402
from tests.browser.serving import Server, settled  # noqa: E402
from tests.browser.wire import Wire  # noqa: E402

PAGES = ("lab", "chain_rule", "examples", "derivation")
WARM, TRIES = 3, 5


def answers(browser: Browser, address: str) -> list[Counter[str]]:
    """What each of some presses of Step is answered, by what it is for."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wire, found = Wire(page), []
    page.goto(address)
    settled(page)
    for at in range(WARM + TRIES):
        wire.rest()
        wire.begin()
        page.locator(".gd-stage [data-do=step]").click()
        wire.rest()
        if at >= WARM:
            found.append(wire.parts)
    page.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Bytes of a step's answer.")
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--points", type=int, nargs="+", default=[200])
    parser.add_argument("--all", action="store_true", help="say what they are for, too")
    asked = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=find_browser() or get(), args=FLAGS)
        server = Server(Path(name) / "app.log")
        server.start()
        try:
            for path in asked.pages:
                for m in asked.points:
                    found = answers(browser, f"{server.url}/{path}?data=blobs&m={m}&rates=0:0.1&steps=300")
                    print(f"{path:12} {m:6,} points {statistics.median(part.total() for part in found):9,.0f} bytes")
                    for part, size in found[-1].most_common() if asked.all else ():
                        print(f"    {size:9,}  {part}")
        finally:
            server.stop()
        browser.close()


if __name__ == "__main__":
    main()
