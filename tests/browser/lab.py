"""The Lab as a person uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Locator, Page

from logreg_core import Dataset, Experiment
from pages.parts.sidebar.start_boxes import as_typed
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment

from .serving import settled
from .truth import Truth

BOUNDARY, FORMER, RING = 8, 11, 12  # shapes of the plane
EPS32 = float(np.finfo(np.float32).eps)
SAID = """(element) => {
    const copy = element.cloneNode(true);
    for (const unsaid of copy.querySelectorAll("[hidden], [aria-hidden=true]")) unsaid.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
}"""
Line = tuple[float, float, float, float]
TABLE = ".gd-table [role=grid][aria-label^='All examples']"


def link(
    t: int = 0,
    *,
    page: str = "",
    pick: int | None = None,
    view: str = "loss",
    speed: str = "60",
    present: bool = False,
    factor: str = "",
    **experiment: Any,
) -> str:
    """The address of a moment of this experiment, in the Lab or on another page."""
    moment = Moment(Experiment(**experiment), t, pick, view, speed, present=present, factor=factor)
    return f"/{page}?{query_of(moment)}"


@dataclass(frozen=True)
class Field:
    """A number on screen: which column, how it is written, and what it says."""

    column: str
    how: str
    text: str


class Lab:
    """One open page of the Lab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    def open(cls, visit: Callable[..., Page], address: str = "/", **options: Any) -> Lab:
        """Visit the Lab and wait for its first live figure."""
        return cls(visit(address, **options)).ready()

    def ready(self) -> Lab:
        """Wait until the figure is drawn and the address says what is on screen."""
        settled(self.page)
        self.page.wait_for_selector(".gd-stage[data-ready=true]")
        self.page.wait_for_function("location.search.includes('pick=')")
        return self

    def until(self, condition: str, argument: Any = None) -> None:
        """Wait until a JavaScript condition holds."""
        self.page.wait_for_function(condition, arg=argument)

    # ------------------------------------------------------------------------------------------- what is shown

    def slot(self, name: str) -> Locator:
        return self.page.locator(f".gd-stage [data-slot={name}]")

    @property
    def strip(self) -> Locator:
        return self.slot("strip")

    @property
    def figures(self) -> str:
        """The first line, as it is said: without what the last step changed, which the why line says."""
        return str(self.slot("sentence").evaluate(SAID))

    @property
    def why(self) -> str:
        return str(self.slot("why").evaluate(SAID))

    @property
    def spoken(self) -> str:
        return self.slot("spoken").text_content() or ""

    @property
    def t(self) -> int:
        """The step on screen."""
        return int(self.slot("scrub").input_value())

    @property
    def fields(self) -> list[Field]:
        rows = self.page.evaluate(
            "[...document.querySelectorAll('.gd-stage [data-col]')].filter((e) => !e.closest('[data-when][hidden]'))"
            ".map((e) => [e.dataset.col, e.dataset.as ?? 'number', e.textContent])"
        )
        return [Field(*row) for row in rows]

    def plot(self, name: str, what: str) -> Any:
        """Part of a figure as Plotly has it, such as plot("plane", "layout.shapes.length")."""
        return self.page.evaluate(f"document.querySelector('[data-plot={name}]').{what}")

    def line(self, shape: int = BOUNDARY) -> Line:
        x0, y0, x1, y1 = (self.plot("plane", f"layout.shapes[{shape}].{key}") for key in ("x0", "y0", "x1", "y1"))
        return x0, y0, x1, y1

    @property
    def lines(self) -> list[Any]:
        """All that moves in the plane."""
        return self.plot("plane", "layout.shapes.map(({path, x0, y0, x1, y1}) => [path, x0, y0, x1, y1])")

    @property
    def ring(self) -> tuple[float, float]:
        return (
            self.plot("plane", f"layout.shapes[{RING}].xanchor"),
            self.plot("plane", f"layout.shapes[{RING}].yanchor"),
        )

    @property
    def ranges(self) -> list[list[float]]:
        """What part of the plane and of the curve is in view."""
        return [self.plot(name, f"layout.{axis}.range") for name in ("plane", "curve") for axis in ("xaxis", "yaxis")]

    @property
    def points_drawn(self) -> int:
        return self.plot("plane", "querySelectorAll('.scatterlayer .point').length")

    @property
    def rate_marks(self) -> dict[int, str]:
        """Where the curve says that the learning rate changed, and to what."""
        shapes = self.plot("curve", "layout.shapes.map((s) => [s.x0, s.label?.text ?? ''])")
        return {x: text for x, text in shapes if text.startswith("α")}

    @property
    def moment(self) -> Moment:
        """The moment that the address speaks of, once it speaks of the step on screen."""
        self.until("new URLSearchParams(location.search).get('t') === document.querySelector('.scrub')?.value")
        moment, notices = moment_of(urlsplit(self.page.url).query)
        assert not notices, f"the page wrote an address that it can't read: {notices}"
        return moment

    @property
    def address(self) -> str:
        """The page's address, once it speaks of the step on screen."""
        assert self.moment
        return self.page.url

    @property
    def truth(self) -> Truth:
        return Truth(self.moment)

    @property
    def dataset(self) -> Dataset:
        """The data that the address speaks of."""
        return moment_of(urlsplit(self.page.url).query)[0].experiment.data.load()

    def assert_true(self, truth: Truth | None = None) -> None:
        """Every number on screen is the core's, for the moment in the address or for `truth`."""
        truth = truth or self.truth
        shown = self.fields
        assert len(shown) >= 30, "the strip is not there"
        right = [Field(field.column, field.how, truth.text(field.column, field.how)) for field in shown]
        assert shown == right
        if truth.shot.optimum.exists:
            assert self.figures == truth.figures
        assert self.strip.locator("h2").text_content() == f"Example {truth.pick + 1}"

    def assert_boundary(self, truth: Truth | None = None) -> None:
        """Both ends of the drawn boundary satisfy w·x + b = 0, to what float32 can say."""
        shot = (truth or self.truth).shot
        w, b = shot.w_in_data_units, shot.b_in_data_units
        x0, y0, x1, y1 = self.line()
        assert (x0, y0) != (x1, y1)
        for x in (np.array([x0, y0]), np.array([x1, y1])):
            assert abs(w @ x + b) <= 4 * EPS32 * (np.abs(w) @ np.abs(x) + abs(b))

    # --------------------------------------------------------------------------------------------- what is done

    def button(self, name: str) -> Locator:
        return self.page.locator(".gd-stage").get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def speed(self, name: str) -> None:
        """Choose a speed in its menu."""
        menu = self.page.locator(".transport details.menu")
        menu.locator("summary").click()
        self.press(name)
        menu.locator("summary").click()

    def view(self, name: str) -> None:
        """Choose what the second picture shows: by a tab, or in the menu of one."""
        button = self.page.locator(f"button[data-view={name}]")
        if not button.is_visible():
            self.slot("more").locator("summary").click()
        button.click()

    def present(self) -> None:
        self.page.get_by_test_id("stSidebar").get_by_role("button", name="Present").click()

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def step(self, times: int = 1) -> None:
        """Press Step; each press is on screen before the next."""
        for _ in range(times):
            t = self.t
            self.press("Step")
            self.shows(t + 1)

    def shows(self, t: int) -> None:
        """Wait until step t is on screen."""
        self.until("(t) => document.querySelector('.scrub')?.value === t", str(t))

    def plays_past(self, t: int) -> None:
        """Wait until playing has passed step t."""
        self.until("(t) => Number(document.querySelector('.scrub')?.value) > t", t)

    @property
    def playing(self) -> bool:
        return self.button("Pause").count() == 1

    def pauses(self) -> None:
        """Wait until it plays no more."""
        self.button("Play").wait_for()

    def python_at(self, t: int) -> None:
        """Wait until Python has taken in step t: the tables show it."""
        self.page.get_by_text(re.compile(rf"at t = {t:,},")).wait_for()

    def address_has(self, **parts: object) -> None:
        """Wait until the address says so."""
        for key, value in parts.items():
            self.until("([key, value]) => new URLSearchParams(location.search).get(key) === value", [key, str(value)])

    def type_t(self, t: int | str) -> None:
        self.slot("t").fill(str(t))
        self.slot("t").press("Enter")

    def type_rate(self, text: str) -> None:
        box = self.slot("rate")
        box.fill(text)
        box.press("Enter")

    def type_start(self, w1: float | None = None, w2: float | None = None, b: float | None = None) -> None:
        """Type initial parameters in the sidebar, where typed ones stand; each is on screen before the next."""
        for name, letter, value in (("w1", "w\u0303?₁", w1), ("w2", "w\u0303?₂", w2), ("b", "b\u0303?", b)):
            if value is None:
                continue
            label = re.compile(f"^{letter}$")  # in scaled units with a tilde
            box = self.page.get_by_test_id("stSidebar").get_by_role("textbox", name=label)
            text = as_typed(value)  # written otherwise, the box would be set anew, maybe after the next is typed
            if box.input_value() == text:
                continue
            box.fill(text)
            box.press("Enter")
            self.until(
                """([name, value]) => {
                    const at = new URLSearchParams(location.search);
                    return Number(name === "b" ? at.get("b") : at.get("w").split(",")[name === "w1" ? 0 : 1]) === value;
                }""",
                [name, value],
            )
        settled(self.page)

    def pixel(self, plot: str, x: float, y: float) -> tuple[float, float]:
        """Where on the page a point of a figure is, by Plotly's own axes."""
        left, top = self.page.evaluate(
            """([name, x, y]) => {
                const plot = document.querySelector(`[data-plot=${name}]`);
                const { xaxis, yaxis } = plot._fullLayout;
                const { left, top } = plot.getBoundingClientRect();
                return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
            }""",
            [plot, x, y],
        )
        return left, top

    def lonely_example(self, *, but: int | None = None) -> int:
        """An example, counted from 0, that stands clear of all others and of the picture's edge."""
        X = self.dataset.X
        low, high = np.array(self.ranges[0:2]).T
        places = (X - low) / (high - low)
        apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
        np.fill_diagonal(apart, np.inf)
        clear = apart.min(axis=1)
        clear[((places < 0.1) | (places > 0.9)).any(axis=1)] = 0
        if but is not None:
            clear[but] = 0
        return int(clear.argmax())

    def click_point(self, example: int) -> None:
        x, y = self.dataset.X[example].tolist()
        self.page.mouse.move(*self.pixel("plane", x + 1, y))
        at = self.pixel("plane", x, y)
        self.page.mouse.move(*at, steps=3)
        self.page.locator("[data-plot=plane] .hovertext", has_text=f"example {example + 1}").wait_for()
        self.page.mouse.click(*at)

    def picks(self, example: int) -> None:
        """Wait until the strip, the ring, the table and the address speak of this example, counted from 0."""
        self.strip.locator("h2", has_text=re.compile(rf"^Example {example + 1}$")).wait_for()
        self.address_has(pick=example + 1)
        x, y = self.dataset.X[example].tolist()
        assert self.ring == (x, y)
        self.row(example).and_(self.page.locator("[aria-selected=true]")).wait_for()
        assert self.page.locator(f"{TABLE} [aria-selected=true]").count() == 1

    def row(self, example: int) -> Locator:
        """The row of an example, counted from 0, in the table of all examples, if it is in sight there."""
        first = self.page.locator("[role=gridcell]:first-child", has_text=re.compile(rf"^{example + 1:,}$"))
        return self.page.locator(f"{TABLE} .body [role=row]", has=first)

    @property
    def order(self) -> list[int]:
        """The examples, counted from 0, of the table's rows in sight, from the top."""
        # The table hears of a step after the page's text: until then its rows are those of an earlier step.
        self.page.locator(f".gd-table [role=grid][aria-label='All examples at t = {self.t}']").wait_for()
        cells = self.page.locator(f"{TABLE} .body [role=row] [role=gridcell]:first-child").all_text_contents()
        return [int(cell.replace(",", "")) - 1 for cell in cells]

    def cells(self, example: int) -> list[str]:
        """What an example's row in the table says."""
        return self.row(example).locator("[role=gridcell]").all_text_contents()

    def zoom(self) -> list[list[float]]:
        """Zoom into the plane with the wheel, then drag it; what is in view then."""
        whole = self.ranges
        box = self.page.locator("[data-plot=plane]").bounding_box()
        assert box
        x, y = box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.45
        self.page.mouse.move(x, y)
        self.page.keyboard.down("Control")
        self.page.mouse.wheel(0, -240)
        self.page.keyboard.up("Control")
        changed = "([name, i, old]) => document.querySelector(`[data-plot=${name}]`).layout.xaxis.range[i] !== old"
        self.until(changed, ["plane", 0, whole[0][0]])
        self.button("Whole view").wait_for()  # Plotly says so when the wheel has come to rest
        wheeled = self.ranges
        assert wheeled[0][1] - wheeled[0][0] < whole[0][1] - whole[0][0]
        self.page.mouse.down()
        self.page.mouse.move(x + 60, y + 30, steps=4)
        self.page.mouse.up()
        self.until(changed, ["plane", 0, wheeled[0][0]])
        assert self.ranges[0][0] < wheeled[0][0]
        assert self.ranges[2:] == whole[2:]
        return self.ranges

    @contextmanager
    def wire(self) -> Iterator[list[str]]:
        """What the page sends to the server meanwhile."""
        sent: list[str] = []

        def asked(url: str) -> None:
            if not url.startswith(("data:", "blob:")):  # a picture that the page made itself
                sent.append(url)

        client = self.page.context.new_cdp_session(self.page)
        client.on("Network.webSocketFrameSent", lambda frame: sent.append(frame["response"]["payloadData"]))
        client.on("Network.requestWillBeSent", lambda message: asked(message["request"]["url"]))
        client.send("Network.enable")
        yield sent
        client.detach()
