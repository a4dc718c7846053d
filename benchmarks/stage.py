"""How fast the stage is: the app in a real browser, beside a bare Streamlit app, against its targets.

    python benchmarks/stage.py [--write] [--points 200 1000 5000] [--seconds 240]

It starts the app and a bare page (`bare/app.py`: the same points and run in two st.plotly_charts) on free ports,
plays, steps, picks, scrubs and moves the learning rate as a person would, and prints medians. Not a test: a clock
fails on a busy machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.browsing import Budget, Figures, opened, running  # noqa: E402
from benchmarks.stage_bare import lay_out, measure_bare  # noqa: E402
from benchmarks.stage_lab import measure_graph, measure_lab  # noqa: E402
from benchmarks.stage_report import tables  # noqa: E402
from benchmarks.writing import circumstances, load, write  # noqa: E402
from tests.browser.chromium import FLAGS, get  # noqa: E402
from tests.browser.chromium import find as find_browser  # noqa: E402
from tests.browser.serving import Server  # noqa: E402

POINTS = (200, 1_000, 5_000)
BESIDE = (200, 1_000)  # points with which the bare app is measured too
LONGEST = 240.0  # seconds; past it nothing new is begun, and what has begun is measured once
COLD, WARM = 3, 6  # tries


def first_figure(browser: Browser, folder: Path, root: Path, query: str, ready: str) -> float:
    """Milliseconds from the start of the process to the first figure in a browser that waits for it."""
    server = Server(folder / "first.log", root)
    began = time.monotonic()
    with running(server), opened(browser, f"{server.url}/{query}", ready):
        return 1000 * (time.monotonic() - began)


def start_up(browser: Browser, folder: Path, app: Server, bare: Server, budget: Budget) -> Figures:
    """Opening the app and the bare page, turn by turn: from the process's start, and with it warm."""
    starts = Figures(200)
    pair = {"app": (ROOT, app, "live"), "bare": (folder, bare, "charts")}
    for _ in budget.tries(COLD):
        for name, (root, _, ready) in pair.items():
            starts.add(f"{name} cold", first_figure(browser, folder, root, "?m=200", ready))
    for _ in budget.tries(WARM):
        for name, (_, server, ready) in pair.items():
            with opened(browser, f"{server.url}/?m=200&charts=1", ready) as page:
                starts.add(f"{name} warm", page.evaluate(f"probe.{ready}"))
    return starts


def main() -> None:
    """Measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description="The stage beside a bare Streamlit app.")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--points", type=int, nargs="+", default=POINTS)
    parser.add_argument("--seconds", type=float, default=LONGEST, help="after which nothing new is begun")
    asked = parser.parse_args()
    path = find_browser() or get()
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    before, budget = load(), Budget(asked.seconds)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        beside = [m for m in BESIDE if m in asked.points]
        lay_out(folder, tuple({200, *beside}))
        servers = Server(folder / "app.log"), Server(folder / "bare.log", folder)
        with running(servers[0]) as app, running(servers[1]) as bare:
            starts = start_up(browser, folder, app, bare, budget)
            lab = [
                measure_lab(browser, app, m, budget) for m in asked.points if m == asked.points[0] or not budget.over
            ]
            for figures in lab[:2]:
                measure_graph(browser, app, figures, budget)
            rivals = [measure_bare(browser, bare, m, budget) for m in beside]
        browser.close()
    said = f"{version}; {circumstances(before, load())}"
    if budget.over:
        said += " The time did not suffice for all tries."
    text = tables(lab, rivals, starts, said)
    print(text)
    if asked.write:
        write("stage", text)


if __name__ == "__main__":
    main()
