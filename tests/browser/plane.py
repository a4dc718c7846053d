"""The drawing plane of the Data page as a person uses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from logreg_core import Experiment, Points, snap
from logreg_core.points.dataset import NoPointsError
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment

from .serving import settled

Row = tuple[float, float, int]
PLOT = "document.querySelector('[data-plot=draw]')"
PATIENCE = 30  # seconds
FEW = Points(((-2.0, -1.0, 0), (-1.0, 1.5, 0), (2.0, 1.0, 1), (3.5, -2.0, 1)))


class Plane:
    """One open Data page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def open(cls, visit: Callable[..., Page], data: Any = FEW, **options: Any) -> Plane:
        page = visit("/data?" + query_of(Moment(Experiment(data=data))), **options)
        return cls(page).ready()

    def ready(self) -> Plane:
        settled(self.page)
        self.page.wait_for_selector(".gd-draw[data-ready=true]")
        return self

    # ------------------------------------------------------------------------------------------- what is there

    @property
    def rows(self) -> list[Row]:
        """The session's points, as the address has them."""
        moment, notices = moment_of(urlsplit(self.page.url).query)
        assert not notices
        try:
            dataset = moment.experiment.data.load()
        except NoPointsError:
            return []
        return [(*x, int(y)) for x, y in zip(dataset.X.tolist(), dataset.y.tolist(), strict=True)]

    @property
    def shown(self) -> list[Row]:
        """The points on the plane in the order of their numbers, as Plotly has them."""
        traces = self.page.evaluate(f"{PLOT}.data.map(({{x, y, customdata}}) => [[...x], [...y], [...customdata]])")
        found = {n: (x1, x2, label) for label, trace in enumerate(traces) for x1, x2, n in zip(*trace, strict=True)}
        return [found[n] for n in sorted(found)]

    def becomes(self, rows: list[Row]) -> None:
        """Wait until the session has these points; then the plane shows them, to the last bit."""
        self._wait_until(lambda: self.rows == rows)
        assert self.rows == rows
        self._wait_until(lambda: self.shown == rows)
        assert self.shown == rows

    def _wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait as long as Playwright itself would; whether it is so then is for the caller to say."""
        patience = time.monotonic() + PATIENCE
        while not condition() and time.monotonic() < patience:
            self.page.wait_for_timeout(50)

    @property
    def view(self) -> list[list[float]]:
        return self.page.evaluate(f"['xaxis', 'yaxis'].map((axis) => {PLOT}._fullLayout[axis].range)")

    def pixel(self, x1: float, x2: float) -> tuple[float, float]:
        """Where on the page a place is."""
        left, top = self.page.evaluate(
            f"""([x1, x2]) => {{
                const {{ xaxis, yaxis }} = {PLOT}._fullLayout;
                const {{ left, top }} = {PLOT}.getBoundingClientRect();
                return [left + xaxis._offset + xaxis.d2p(x1), top + yaxis._offset + yaxis.d2p(x2)];
            }}""",
            [x1, x2],
        )
        return left, top

    def snapped(self, at: tuple[float, float]) -> tuple[float, float]:
        """The place that a click at a pixel of the page means."""
        place = self.page.evaluate(
            f"""([x, y]) => {{
                const {{ xaxis, yaxis }} = {PLOT}._fullLayout;
                const {{ left, top }} = {PLOT}.getBoundingClientRect();
                return [xaxis.p2d(x - left - xaxis._offset), yaxis.p2d(y - top - yaxis._offset)];
            }}""",
            list(at),
        )
        x1, x2 = (snap(value, *axis) for value, axis in zip(place, self.view, strict=True))
        return x1, x2

    def slot(self, name: str) -> Locator:
        return self.page.locator(f".gd-draw [data-slot={name}]")

    def button(self, name: str) -> Locator:
        return self.page.locator(".gd-draw").get_by_role("button", name=name)

    # --------------------------------------------------------------------------------------------- what is done

    def press(self, name: str) -> None:
        self.button(name).click()

    def click(self, x1: float, x2: float) -> tuple[float, float]:
        """Click near a place; gives the place that was meant."""
        at = tuple(round(value) for value in self.pixel(x1, x2))
        meant = self.snapped(at)
        self.page.mouse.click(*at)
        return meant

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, drop: bool = True) -> tuple[float, float]:
        """Drag from a place to about another; gives where a point gripped in its middle is then."""
        first = self.pixel(*start)
        last = tuple(round(value) for value in self.pixel(*end))
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move(*last, steps=5)
        if drop:
            self.page.mouse.up()
        return self.snapped(last)

    def touch(self, *places: tuple[float, float], lift: bool = True) -> None:
        """A finger goes down at the first of these pixels, by the others, and up at the last."""
        client = self.page.context.new_cdp_session(self.page)
        for kind, (x, y) in zip(["touchStart", *["touchMove"] * (len(places) - 1)], places, strict=True):
            client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        if lift:
            client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        client.detach()
