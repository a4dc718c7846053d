"""How fast the stage is: the app in a real browser, with 200, 1,000 and 5,000 points, against its targets.

    python benchmarks/stage.py

It starts the app (and, to compare with, a bare Streamlit page) on a free port, plays, steps, picks and moves
the learning rate as a person would, and prints medians. A time counts from the browser's own event to the frame
that shows its effect. Not a test: a clock fails on a busy machine. It takes two to four minutes.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from logreg_core import Experiment, run  # noqa: E402
from logreg_core.origins import Generated  # noqa: E402
from pages.figures.plane import view_of  # noqa: E402
from pages.stage.columns import pick_columns  # noqa: E402
from pages.stage.packing import pack  # noqa: E402
from pages.stage.stage import frames  # noqa: E402
from tests.browser.chromium import FLAGS, get  # noqa: E402
from tests.browser.chromium import find as find_browser  # noqa: E402
from tests.browser.serving import Server  # noqa: E402

POINTS = (200, 1_000, 5_000)
STEPS = 300  # of the run whose bytes are counted
MIDDLING = 900  # of the run whose rate changes while it is played
LONG = 2_000  # of the run that is played
TRIES = 9  # of each single action
LONGEST = 150.0  # seconds; past it nothing new is begun, and what has begun is measured once
CHUNK = 3.0  # seconds of playing
PATIENCE = 20_000  # milliseconds that any one wait may take
VIEWPORT = {"width": 1440, "height": 900}
BARE = """import plotly.graph_objects as go
import streamlit as st
st.set_page_config(layout="wide")
for column in st.columns(int(st.query_params.get("charts", "1"))):
    column.plotly_chart(go.Figure(go.Scatter(x=list(range(200)), y=list(range(200)), mode="markers")))
"""

PROBE = Path(__file__).with_name("stage_probe.js").read_text(encoding="utf-8")


@dataclass
class Figures:
    """What was measured with one number of points; times in milliseconds."""

    m: int
    rows: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """One more try of what is called `name`."""
        self.rows.setdefault(name, []).append(value)

    def median(self, name: str) -> float:
        """The median of all tries; nan where there was none."""
        return statistics.median(self.rows[name]) if self.rows.get(name) else float("nan")


class Budget:
    """How much time is left; after it a measurement that has begun is tried once."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() > self.ends

    def tries(self, wanted: int) -> Iterator[int]:
        """0, 1, ... up to `wanted`, or only 0 when the time is over."""
        for i in range(wanted):
            if i and self.over:
                return
            yield i


@contextmanager
def opened(browser: Browser, address: str, ready: str) -> Iterator[Page]:
    """A page as somebody sees it who has never been here; `ready` is the probe's name of being live."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(PROBE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_function(f"window.probe?.{ready}")
        yield page
    finally:
        context.close()


def settle(page: Page) -> None:
    """Wait until the page's script has run and the page has been quiet for a moment."""
    state = "document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state')"
    page.wait_for_function(f"{state} === 'notRunning' && performance.now() - probe.received > 400")


def timed(page: Page, event: str, what: list[str], act: Callable[[], object]) -> dict[str, float]:
    """Do `act` and tell how long after its `event` each of `what` was seen, in milliseconds."""
    page.evaluate("([event, what]) => probe.arm(event, what)", [event, what])
    act()
    page.wait_for_function("probe.result")
    result: dict[str, float] = page.evaluate("probe.result")
    page.wait_for_timeout(120)
    return result


def played(page: Page, seconds: float) -> dict[str, float]:
    """What a stretch of the stage while it plays looks like."""
    page.evaluate("seconds => probe.record(seconds)", seconds)
    page.wait_for_function("probe.recording", timeout=PATIENCE)
    recording: dict[str, Any] = page.evaluate("probe.recording")
    times = [frame[0] for frame in recording["frames"]]
    shown = [frame[1] for frame in recording["frames"]]
    gaps = sorted(after - before for before, after in itertools.pairwise(times))
    duration = (times[-1] - times[0]) / 1000
    drawn = sum(before != after for before, after in itertools.pairwise(shown))
    return {
        "fps": len(gaps) / duration,
        "p95": gaps[int(0.95 * (len(gaps) - 1))],
        "drawn": drawn / duration,
        "bytes": recording["bytes"] + recording["out"],
    }


def button(page: Page, name: str) -> Callable[[], object]:
    """A click on one of the transport's buttons."""
    return page.locator(f".gd-stage [data-do={name}]").click


def measure_playing(page: Page, figures: Figures, budget: Budget) -> None:
    """Frames a second at the default speed, at the fastest, with a slowed processor, and while scrubbing."""
    slow = page.context.new_cdp_session(page)
    plan = (("60", 1), ("60", 4), ("fast", 1), ("60", 1))
    for i in budget.tries(len(plan)):
        speed, slowed = plan[i]
        page.locator(f".gd-stage [data-speed='{speed}']").click()
        button(page, "reset")()
        settle(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        button(page, "play")()
        page.wait_for_timeout(500)
        found = played(page, CHUNK if speed == "60" else 2.2)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        button(page, "play")()
        settle(page)
        if slowed > 1:
            figures.add("fps, processor slowed 4 times", found["fps"])
        elif speed == "fast":
            figures.add("draws/s at full speed", found["drawn"])
        else:
            figures.add("frames/s while playing", found["fps"])
            figures.add("p95 gap", found["p95"])
            figures.add("draws/s while playing", found["drawn"])
            figures.add("bytes while playing", found["bytes"])
    page.evaluate("probe.scrub()")
    figures.add("draws/s while scrubbing", played(page, 1.8)["drawn"])
    settle(page)


def measure_actions(page: Page, figures: Figures, budget: Budget) -> None:
    """Step, pick and rate, each from the event in the browser to the painted effect."""
    button(page, "reset")()
    settle(page)
    step = button(page, "step")
    for _ in range(3):
        timed(page, "pointerup", ["boundary", "fields", "table"], step)  # to warm up
    for _ in budget.tries(TRIES):
        found = timed(page, "pointerup", ["boundary", "fields", "table"], step)
        figures.add("step → boundary moved", found["boundary"])
        figures.add("step → all numbers", max(found["fields"], found["table"]))
        figures.add("  of it: report sent after", found["sent"])
        figures.add("  of it: last answer after", found["received"])
        figures.add("  bytes of the answer", found["bytes"])
    for i in budget.tries(TRIES):
        box: list[float] = page.evaluate("i => probe.point(i)", i)
        page.mouse.move(*box)
        page.wait_for_timeout(150)
        found = timed(page, "pointerup", ["example", "fields", "table"], partial(page.mouse.click, *box))
        figures.add("pick → its numbers", max(found["example"], found["fields"]))
        figures.add("pick → tables too", found["table"])
    page.locator(".gd-stage [data-slot=rateSlider]").focus()
    for _ in budget.tries(TRIES):
        found = timed(page, "keydown", ["curve"], partial(page.keyboard.press, "ArrowRight"))
        figures.add("rate → new run drawn", found["curve"])
        figures.add("  bytes of a new run, a step", found["bytes"] / STEPS)
    page.evaluate("document.activeElement.blur()")


def measure_rate_while_playing(page: Page, figures: Figures, budget: Budget) -> None:
    """The rate slider moved while the stage plays."""
    button(page, "reset")()
    settle(page)
    button(page, "play")()
    page.evaluate("probe.record(4)")
    page.locator(".gd-stage [data-slot=rateSlider]").focus()
    for _ in budget.tries(5):
        page.evaluate("probe.arm('keydown', ['curve'])")
        page.keyboard.press("ArrowLeft")
        page.wait_for_function("probe.result")
        figures.add("rate while playing → new run", page.evaluate("probe.result.curve"))
        page.wait_for_timeout(200)
    page.wait_for_function("probe.recording")
    frames = [frame[0] for frame in page.evaluate("probe.recording.frames")]
    gaps = [after - before for before, after in itertools.pairwise(frames)]
    figures.add("  longest gap then", max(gaps))
    page.evaluate("document.activeElement.blur()")
    button(page, "play")()
    settle(page)


def measure(browser: Browser, server: Server, m: int, budget: Budget) -> Figures:
    """All that is measured with m points."""
    figures = Figures(m)
    with opened(browser, f"{server.url}/?data=blobs&m={m}&rates=0:0.1&steps={STEPS}", "live") as page:
        settle(page)
        measure_actions(page, figures, budget)
    with opened(browser, f"{server.url}/?data=blobs&m={m}&rates=0:0.1&steps={MIDDLING}", "live") as page:
        settle(page)
        measure_rate_while_playing(page, figures, budget)
    with opened(browser, f"{server.url}/?data=blobs&m={m}&rates=0:0.1&steps={LONG}", "live") as page:
        settle(page)
        measure_playing(page, figures, budget)
    for _ in budget.tries(5):
        with opened(browser, f"{server.url}/?data=blobs&m={m}&steps={STEPS}", "live") as page:
            figures.add("opening, server warm → live", page.evaluate("probe.live"))
    figures.add("bytes a step", bytes_a_step(m))
    print(f"{m:,} points measured", file=sys.stderr, flush=True)
    return figures


def bytes_a_step(m: int) -> float:
    """What the columns of a scaled run of 300 steps take on the wire, a step."""
    experiment = Experiment(data=Generated(m=m), scale="standardize", steps=STEPS)
    dataset = Generated(m=m).load()
    done = run(dataset, experiment)
    held, shared = frames(dataset, done, 0)
    middle = view_of(dataset).centre
    return len(pack(shared | pick_columns(dataset, done, held, 0), {"lines": middle}).blob) / STEPS


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server, started and in the end stopped."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


def first_figure(browser: Browser, folder: Path, root: Path, query: str, ready: str) -> float:
    """Milliseconds from the start of the process to the first figure in a browser that waits for it."""
    server = Server(folder / "first.log", root)
    began = time.monotonic()
    with running(server), opened(browser, f"{server.url}/{query}", ready):
        return 1000 * (time.monotonic() - began)


def start_up(browser: Browser, folder: Path, budget: Budget) -> dict[str, float]:
    """Opening the app and a bare Streamlit page, turn by turn: from the process's start, and with it warm."""
    (folder / "app.py").write_text(BARE, encoding="utf-8")
    both = {"stage": (ROOT, "", "live"), "bare": (folder, "?charts=2", "charts")}
    times = Figures(0)
    for _ in budget.tries(3):
        for name, (root, query, ready) in both.items():
            times.add(f"{name} cold", first_figure(browser, folder, root, query, ready))
    with running(Server(folder / "app.log")) as app, running(Server(folder / "bare.log", folder)) as bare:
        for _ in budget.tries(6):
            for name, address, ready in (("stage", app.url, "live"), ("bare", bare.url, "charts")):
                with opened(browser, address, ready) as page:
                    times.add(f"{name} warm", page.evaluate(f"probe.{ready}"))
    return {name: times.median(name) for name in times.rows}


# What the targets are, by the name of a row: at least or at most so much, and for up to how many points.
TARGETS: dict[str, tuple[str, float, int]] = {
    "frames/s while playing": (">=", 58, 1_000),
    "p95 gap": ("<=", 20, 1_000),
    "bytes while playing": ("<=", 0, 5_000),
    "fps, processor slowed 4 times": (">=", 55, 1_000),
    "draws/s while scrubbing": (">=", 55, 1_000),
    "step → boundary moved": ("<=", 34, 1_000),  # the next frame
    "step → all numbers": ("<=", 100, 1_000),
    "pick → its numbers": ("<=", 100, 1_000),
    "rate → new run drawn": ("<=", 160, 1_000),
    "rate while playing → new run": ("<=", 160, 1_000),
    "  longest gap then": ("<=", 34, 1_000),  # never below 30 frames/s
    "bytes a step": ("<=", 320, 5_000),
}


def verdict(name: str, value: float, m: int) -> str:
    """Whether a target is met; nothing where there is none."""
    if name not in TARGETS or m > TARGETS[name][2]:
        return ""
    sign, limit, _ = TARGETS[name]
    return "met" if (value >= limit if sign == ">=" else value <= limit) else "MISSED"


def show(all_figures: list[Figures], times: dict[str, float]) -> None:
    """The table on the terminal."""
    print(f"\n{'median; times in ms':<34}{'target':>9}" + "".join(f"{f.m:>9,} points " for f in all_figures))
    for name in dict.fromkeys(name for f in all_figures for name in f.rows):
        sign, limit, _ = TARGETS.get(name, ("", 0.0, 0))
        line = f"{name:<34}{f'{sign} {limit:g}' if sign else '':>9}"
        for f in all_figures:
            value = f.median(name)
            line += f"{value:>9.{1 if value < 1000 else 0}f} {verdict(name, value, f.m):<7}"
        print(line.rstrip())
    if times:
        print(f"\n{'first figure, ms':<34}{'stage':>9}{'bare':>9}{'ratio':>8}")
        for name, kind, most in (("from process start", "cold", 1.0), ("server warm", "warm", 1.2)):
            stage, bare = times[f"stage {kind}"], times[f"bare {kind}"]
            met = "met" if stage <= most * bare else "MISSED"
            print(f"{name:<34}{stage:>9.0f}{bare:>9.0f}{stage / bare:>8.2f}  at most {most:g}: {met}")


def main() -> None:
    """Measure and print."""
    chosen = [int(word) for word in sys.argv[1:]] or list(POINTS)
    path = find_browser() or get()
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{os.cpu_count()} cores, {version}, Python {sys.version.split()[0]}, load before {load:.1f}")
    began = time.monotonic()
    budget = Budget(LONGEST)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        with running(Server(Path(folder) / "streamlit.log")) as server:
            figures = [measure(browser, server, m, budget) for m in chosen if m == chosen[0] or not budget.over]
        times = {} if budget.over else start_up(browser, Path(folder), budget)
        browser.close()
    show(figures, times)
    if budget.over:
        print("\nThe machine is too busy: what the time did not suffice for is left out.")
    print(f"\n{time.monotonic() - began:.0f} s in all")


if __name__ == "__main__":
    main()
