"""What `stage.py` measures of a bare Streamlit app, `bare/app.py`, on the app's own points."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page

from benchmarks.browsing import Budget, Figures, opened, record, recorded, settle, timed
from logreg_core.points.origins import Generated
from tests.browser.serving import Server

SOURCE = Path(__file__).with_name("bare") / "app.py"
STEPS = 300
TRIES = 7
CHUNK = 4.0  # seconds of playing
SCRUB = 2.0  # seconds of scrubbing
BOUNDARY, NUMBERS, CURVE = "bareBoundary", "bareNumbers", "bareCurve"


def lay_out(folder: Path, points: tuple[int, ...]) -> None:
    """The bare app and its points in a folder of their own; like the app, it tells nobody that it runs."""
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text("[browser]\ngatherUsageStats = false\n", encoding="utf-8")
    (folder / "app.py").write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
    for m in points:
        dataset = Generated(m=m).load()
        np.savez(folder / f"points_{m}.npz", X=dataset.X, y=dataset.y)


def measure_bare(browser: Browser, server: Server, m: int, budget: Budget) -> Figures:
    """The bare app with m points: the same rows as the Lab, as far as it has them."""
    figures = Figures(m)
    with opened(browser, f"{server.url}/?m={m}&steps={STEPS}", "charts") as page:
        settle(page)
        _actions(page, figures, budget)
        _scrubbing(page, figures)
        _playing(page, figures, budget)
    print(f"  the bare app with {m:,} points", file=sys.stderr, flush=True)
    return figures


def _actions(page: Page, figures: Figures, budget: Budget) -> None:
    step = page.get_by_role("button", name="Step").click
    for _ in range(2):
        timed(page, "pointerup", [NUMBERS], step)  # to warm up; the first step makes the boundary appear
    for _ in budget.tries(TRIES):
        found = timed(page, "pointerup", [BOUNDARY, NUMBERS], step)
        figures.add("step → boundary moved", found[BOUNDARY])
        figures.add("step → all numbers", max(found[BOUNDARY], found[NUMBERS]))
        figures.add("bytes of a step's answer", found["bytes"])
    page.get_by_role("slider", name="Learning rate").focus()
    for _ in budget.tries(TRIES):
        found = timed(page, "keydown", [CURVE], partial(page.keyboard.press, "ArrowRight"))
        figures.add("rate → new run drawn", found[CURVE])
        figures.add("bytes of a new run with its figures, a step", found["bytes"] / STEPS)


def _scrubbing(page: Page, figures: Figures) -> None:
    """The slider of t held with the arrow key, pressed as often as the browser takes it."""
    page.get_by_role("slider").nth(1).focus()
    record(page, SCRUB, BOUNDARY)
    while not page.evaluate("Boolean(probe.recording)"):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    figures.add("draws/s while scrubbing", recorded(page)["drawn"])
    settle(page)


def _playing(page: Page, figures: Figures, budget: Budget) -> None:
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_timeout(1500)
    for _ in budget.tries(2):
        record(page, CHUNK, BOUNDARY)
        found = recorded(page)
        figures.add("frames/s while playing", found["drawn"])
        figures.add("draws/s while playing", found["drawn"])
        figures.add("p95 gap while playing", found["p95 drawn"])
        figures.add("bytes while playing, a step", found["bytes"] / max(found["draws"], 1))
