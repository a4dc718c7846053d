"""How fast the Examples page is with 20,000 rows: a sort, and a click on a row, in a real browser.

    python benchmarks/examples_table.py

A sort counts from the browser's own click to the frame that shows the rows in their new order; the target is 200 ms.
Not a test: a clock fails on a busy machine. It takes about a minute.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from logreg_core import Experiment, Generated  # noqa: E402
from pages.shell.moment import Moment  # noqa: E402
from tests.browser.chromium import FLAGS, get  # noqa: E402
from tests.browser.chromium import find as find_browser  # noqa: E402
from tests.browser.serving import Server, settled  # noqa: E402

ROWS = 20_000
SORTED = ("i", "x₁", "ŷ", "L", "∂L/∂ŷ", "share", "correct")
TARGET = 200  # milliseconds
GRID = ".gd-table [role=grid][aria-label^='Examples at']"
SORT = """([grid, title]) => new Promise((done) => {
    const button = [...document.querySelectorAll(`${grid} .head button`)].find((each) => each.textContent === title);
    const start = performance.now();
    button.click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
CLICK = """([grid, at]) => new Promise((done) => {
    const heading = () => document.querySelector("[data-slot=selection] h2").textContent;
    const [row, before, start] = [document.querySelectorAll(`${grid} [data-row]`)[at], heading(), performance.now()];
    row.click();
    const look = () => (heading() === before ? requestAnimationFrame(look) : done(performance.now() - start));
    look();
})"""


def sorts(page: Page) -> dict[str, list[float]]:
    """By column, the times of sorting it down, up, and not at all, in milliseconds."""
    return {title: [float(page.evaluate(SORT, [GRID, title])) for _ in range(9)] for title in SORTED}


def main() -> None:
    """Measure, and print medians."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "streamlit.log")
        server.start()
        browser = playwright.chromium.launch(executable_path=find_browser() or get(), args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 2000})
            data = Generated("blobs", ROWS, 0.9, 0.5, 1)
            moment = Moment(Experiment(data=data, steps=10), t=5)
            page.goto(f"{server.url}/examples?{moment.to_query()}")
            settled(page)
            page.wait_for_selector(f"{GRID} [data-row]")
            page.wait_for_selector("[data-plot=arrows] .scatterlayer .point")
            assert page.locator(GRID).get_attribute("aria-rowcount") == str(ROWS + 1), "not all rows are listed"
            for title, times in sorts(page).items():
                middle = statistics.median(times)
                verdict = "ok" if max(times) <= TARGET else "missed"
                print(f"sort by {title:8} median {middle:6.1f} ms, longest {max(times):6.1f} ms  {verdict}")
            clicks = [float(page.evaluate(CLICK, [GRID, at])) for at in (3, 7, 4, 8, 5)]
            print(f"click on a row → everything speaks of it: median {statistics.median(clicks):.0f} ms")
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
