"""A real browser on a page of the app, watched frame by frame: what the benchmarks of the stage are made of.

`stage_probe.js` does the watching. A time counts from the browser's own event to the frame that shows its effect.
"""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.serving import Server

PATIENCE = 20_000  # milliseconds that any one wait may take
PROBE = Path(__file__).with_name("stage_probe.js").read_text(encoding="utf-8")
VIEWPORT = (1440, 900)


@dataclass
class Figures:
    """What was measured with one number of points: of each thing all tries; times in milliseconds."""

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
def running(server: Server) -> Iterator[Server]:
    """A server, started and in the end stopped."""
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def opened(browser: Browser, address: str, ready: str) -> Iterator[Page]:
    """A page as somebody sees it who has never been here; `ready` is the probe's name of being live."""
    width, height = VIEWPORT
    context = browser.new_context(viewport={"width": width, "height": height})
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


def record(page: Page, seconds: float, sight: str = "t") -> None:
    """Begin to watch what a sight of the probe shows; `recorded` has the outcome."""
    page.evaluate("([seconds, sight]) => probe.record(seconds, sight)", [seconds, sight])


def recorded(page: Page) -> dict[str, float]:
    """What the stretch that is being watched looks like, once it is over."""
    page.wait_for_function("probe.recording")
    recording: dict[str, Any] = page.evaluate("probe.recording")
    return told(recording["frames"]) | {"bytes": recording["bytes"] + recording["out"]}


def told(frames: list[tuple[float, object]]) -> dict[str, float]:
    """Frames, each with its time in milliseconds and what it shows → what a viewer gets of them.

    fps : the browser's frames a second.  drawn : frames a second that show another thing than the one before;
    where nothing is shown, as while a chart is rebuilt, that is no other thing.
    p95, longest : gaps between frames.   p95 drawn : gaps between what is drawn; nan where hardly anything is.
    """
    times = [frame[0] for frame in frames]
    gaps = sorted(after - before for before, after in itertools.pairwise(times))
    seen = [(when, what) for when, what in frames if what]
    changes = [after[0] for before, after in itertools.pairwise(seen) if before[1] != after[1]]
    between = sorted(after - before for before, after in itertools.pairwise(changes))
    seconds = (times[-1] - times[0]) / 1000
    return {
        "fps": len(gaps) / seconds,
        "p95": gaps[int(0.95 * (len(gaps) - 1))],
        "longest": gaps[-1],
        "drawn": len(changes) / seconds,
        "draws": len(changes),
        "p95 drawn": between[int(0.95 * (len(between) - 1))] if between else float("nan"),
    }
