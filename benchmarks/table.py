"""What the table of all examples costs: a sort, a filter and a step with 200, 2,000 and 20,000 rows, in a browser.

    python benchmarks/table.py

It starts the app on a free port and opens the Examples page. A sort and a filter count inside the page, from the click
to the frame after the one that shows its effect; a step counts from the press of Step to the frame in which the table
shows it, over Python and back. What Python does of a step (rows, payload) and its size are measured apart.
Not a test: a clock fails on a busy machine. It takes about a minute.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from logreg_core import Experiment, run  # noqa: E402
from logreg_core.points.origins import Generated  # noqa: E402
from pages.parts.examples.examples_shown import examples_shown  # noqa: E402
from pages.parts.examples.examples_table import MOST_ROWS, payload_of_rows  # noqa: E402
from pages.session.link import query_of  # noqa: E402
from pages.session.moment import Moment  # noqa: E402
from tests.browser.chromium import FLAGS, get  # noqa: E402
from tests.browser.chromium import find as find_browser  # noqa: E402
from tests.browser.serving import Server  # noqa: E402

SIZES = (200, 2_000, 20_000)
TRIES = 9
GRID = "[role=grid][aria-label*='at t =']"

# Resolves with the milliseconds from just before `act` to the frame after the one that it changes.
TO_THE_FRAME = """([what, value]) => new Promise((done) => {
    const element = document.querySelector(what);
    const began = performance.now();
    if (value === null) element.click();
    else { element.value = value; element.dispatchEvent(new Event("input", { bubbles: true })); }
    const handled = performance.now() - began;
    requestAnimationFrame(() => requestAnimationFrame(() => done([handled, performance.now() - began])));
})"""
# Resolves with the milliseconds from a press of Step to the frame in which the table's name says the next step.
STEP = """(grid) => new Promise((done) => {
    const name = document.querySelector(grid).getAttribute("aria-label");
    const began = performance.now();
    [...document.querySelectorAll(".gd-stage button")].find((button) => button.textContent.includes("Step")).click();
    const look = () => {
        const grids = [...document.querySelectorAll(grid)];
        if (grids.some((each) => each.getAttribute("aria-label") !== name)) done(performance.now() - began);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


# Resolves with frames a second over three seconds of playing, from a second after Play on.
FRAMES = """() => new Promise((done) => {
    const buttons = () => [...document.querySelectorAll(".gd-stage button")];
    const button = (name) => buttons().find(({ textContent }) => textContent.includes(name));
    button("Play").click();
    let first, count = 0;
    const frame = (now) => {
        first ??= now + 1000;
        if (now > first) count += 1;
        if (now < first + 3000) requestAnimationFrame(frame);
        else { button("Pause").click(); done(count / 3); }
    };
    requestAnimationFrame(frame);
})"""
# Resolves with the milliseconds from a click on a row to Python's having answered it.
PICK = """(at) => new Promise((done) => {
    const answered = () => document.querySelector("[data-acknowledged-rows]")?.getAttribute("data-acknowledged-rows");
    const before = answered();
    const began = performance.now();
    document.querySelectorAll(".gd-table .body [role=row]")[at].click();
    const look = () => {
        if (answered() !== before) done(performance.now() - began);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


def server_side(m: int) -> dict[str, float]:
    """What Python does of a step, in milliseconds, and the payload's size in kB."""
    data = Generated(m=m)
    done = run(data.load(), Experiment(data, steps=20))
    took: dict[str, list[float]] = {"numbers in Python, ms": [], "payload in Python, ms": []}
    size = 0
    for t in range(TRIES):
        began = time.perf_counter()
        now = examples_shown(Moment(done.experiment, t, 0), done)
        between = time.perf_counter()
        size = len(payload_of_rows(now, now.here.order[:MOST_ROWS], acknowledged=""))
        took["numbers in Python, ms"].append(1000 * (between - began))
        took["payload in Python, ms"].append(1000 * (time.perf_counter() - between))
    return {name: statistics.median(times) for name, times in took.items()} | {"its size, kB": size / 1000}


def in_browser(page: Page, url: str, m: int) -> dict[str, float]:
    """Sorts, filters and steps on the Examples page with m rows: medians in milliseconds, of a sort the worst too."""
    data = Generated(m=m)
    page.goto(f"{url}/examples?{query_of(Moment(Experiment(data, steps=1000)))}")
    page.locator(GRID).wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    titles: list[str] = page.locator(f"{GRID} .head button").all_text_contents()
    sorts: list[Any] = []
    for title in ("z", "L", "∂L/∂ŷ", "∂L/∂w₁", "share", "correct", "y"):
        at = f".gd-table .head button[data-at='{titles.index(title)}']"
        sorts += [page.evaluate(TO_THE_FRAME, [at, None]) for _ in range(3)]  # down, up, none
    handled, shown = np.array(sorts).T
    found = {
        "sort, handler, ms": statistics.median(handled),
        "sort, to the frame, ms": statistics.median(shown),
        "sort, to the frame, worst, ms": float(max(shown)),
    }
    page.evaluate(TO_THE_FRAME, [f".gd-table .head button[data-at='{titles.index('z')}']", None])
    wrong = [page.evaluate(TO_THE_FRAME, [".gd-table [data-filter=wrong]", None]) for _ in range(TRIES - TRIES % 2)]
    found["wrong only while sorted, to the frame, ms"] = statistics.median(shown for _, shown in wrong)
    top = [page.evaluate(TO_THE_FRAME, [".gd-table [data-filter=top]", str(k)]) for k in range(1, m, m // TRIES)]
    found["top k while sorted, to the frame, ms"] = statistics.median(shown for _, shown in top)
    page.evaluate(TO_THE_FRAME, [".gd-table [data-filter=top]", ""])
    steps = []
    for _ in range(TRIES):
        steps.append(page.evaluate(STEP, GRID))
        page.wait_for_timeout(400)
    found["a step, from the press to the table, ms"] = statistics.median(steps)
    picks = []
    for row in range(1, 6):
        picks.append(page.evaluate(PICK, row))
        page.wait_for_timeout(400)
    found["a pick, from the click to Python's answer, ms"] = statistics.median(picks)
    found["playing, frames/s"] = page.evaluate(FRAMES)
    return found


def main() -> None:
    """All figures, one row each."""
    columns = [server_side(m) for m in SIZES]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "streamlit.log")
        server.start()
        browser = playwright.chromium.launch(executable_path=find_browser() or get(), args=FLAGS)
        try:
            for column, m in zip(columns, SIZES, strict=True):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                column |= in_browser(page, server.url, m)
                page.close()
        finally:
            browser.close()
            server.stop()
    print(f"{'rows':46}" + "".join(f"{m:>12,}" for m in SIZES))
    for name in columns[0]:
        print(f"{name:46}" + "".join(f"{column[name]:12,.1f}" for column in columns))


if __name__ == "__main__":
    main()
