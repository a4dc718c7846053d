"""What `stage.py` measures of the app: the Lab's stage with so many points, and the Chain rule page's graph."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Browser, Page

from benchmarks.browsing import Budget, Figures, opened, record, recorded, settle, timed
from logreg_core import Experiment, run
from logreg_core.points.origins import Generated
from pages.figures.plane import view_of
from pages.stage.columns import pick_columns
from pages.stage.lab_payload import frames
from pages.stage.packing import pack
from tests.browser.serving import Server

STEPS = 300  # of the run whose bytes are counted
MIDDLING = 900  # of the run whose rate changes while it is played
LONG = 2_000  # of the run that is played
TRIES = 9  # of each single action
CHUNK = 3.0  # seconds of playing
ALL_DRAWN = "[...document.querySelectorAll('.gd-stage')].every((each) => each.dataset.ready === 'true')"


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
        record(page, CHUNK if speed == "60" else 2.2)
        found = recorded(page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        button(page, "play")()
        settle(page)
        if slowed > 1:
            figures.add("frames/s, processor slowed 4 times", found["fps"])
        elif speed == "fast":
            figures.add("draws/s at full speed", found["drawn"])
        else:
            figures.add("frames/s while playing", found["fps"])
            figures.add("p95 gap while playing", found["p95"])
            figures.add("draws/s while playing", found["drawn"])
            figures.add("bytes while playing, a step", found["bytes"] / max(found["draws"], 1))
    page.evaluate("probe.scrub()")
    record(page, 1.8)
    figures.add("draws/s while scrubbing", recorded(page)["drawn"])
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
        figures.add("of it: report sent after", found["sent"])
        figures.add("of it: last answer after", found["received"])
        figures.add("bytes of a step's answer", found["bytes"])
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
        figures.add("bytes of a new run with its figures, a step", found["bytes"] / STEPS)
    page.evaluate("document.activeElement.blur()")


def measure_rate_while_playing(page: Page, figures: Figures, budget: Budget) -> None:
    """The rate slider moved while the stage plays."""
    button(page, "reset")()
    settle(page)
    button(page, "play")()
    record(page, 4)
    page.locator(".gd-stage [data-slot=rateSlider]").focus()
    for _ in budget.tries(5):
        page.evaluate("probe.arm('keydown', ['curve'])")
        page.keyboard.press("ArrowLeft")
        page.wait_for_function("probe.result")
        figures.add("rate while playing → new run", page.evaluate("probe.result.curve"))
        page.wait_for_timeout(200)
    figures.add("longest gap then", recorded(page)["longest"])
    page.evaluate("document.activeElement.blur()")
    button(page, "play")()
    settle(page)


def measure_lab(browser: Browser, server: Server, m: int, budget: Budget) -> Figures:
    """All that is measured of the Lab with m points."""
    figures = Figures(m)
    address = f"{server.url}/?data=blobs&m={m}&rates=0:0.1&steps="
    with opened(browser, f"{address}{STEPS}", "live") as page:
        settle(page)
        measure_actions(page, figures, budget)
    with opened(browser, f"{address}{MIDDLING}", "live") as page:
        settle(page)
        measure_rate_while_playing(page, figures, budget)
    with opened(browser, f"{address}{LONG}", "live") as page:
        settle(page)
        measure_playing(page, figures, budget)
    figures.add("bytes of a run's columns, a step", bytes_a_step(m))
    print(f"  the Lab with {m:,} points", file=sys.stderr, flush=True)
    return figures


def measure_graph(browser: Browser, server: Server, figures: Figures, budget: Budget) -> None:
    """The Chain rule page's graph while it plays; what counts is that its numbers change on screen."""
    with opened(browser, f"{server.url}/chain_rule?data=blobs&m={figures.m}&rates=0:0.1&steps={LONG}", "live") as page:
        page.wait_for_function(ALL_DRAWN)
        settle(page)
        for _ in budget.tries(3):
            button(page, "reset")()
            settle(page)
            button(page, "play")()
            page.wait_for_timeout(500)
            record(page, CHUNK, "graph")
            found = recorded(page)
            button(page, "play")()
            settle(page)
            figures.add("Chain rule page: frames/s while playing", found["fps"])
            figures.add("Chain rule page: p95 gap while playing", found["p95"])
            figures.add("Chain rule page: draws/s while playing", found["drawn"])
    print(f"  the graph with {figures.m:,} points", file=sys.stderr, flush=True)


def bytes_a_step(m: int) -> float:
    """What the columns of a scaled run of 300 steps take on the wire, a step."""
    experiment = Experiment(data=Generated(m=m), scale="standardize", steps=STEPS)
    dataset = Generated(m=m).load()
    done = run(dataset, experiment)
    held, shared = frames(dataset, done, 0)
    middle = view_of(dataset).centre
    return len(pack(shared | pick_columns(dataset, done, held, 0), {"lines": middle}).blob) / STEPS
