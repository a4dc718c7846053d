"""What stands under the graph in a browser: Saturation's dial, the factor that is chosen, how it lies on screen."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

from logreg_core.model.saturation import NAMES, broken, log10_sizes, stable, textbook
from pages.figures.theme import DARK, LIGHT
from pages.words.numbers import number, power_of_ten, sized

from .lab import Lab, link
from .serving import height_before_and_after

PANELS = ("tangent", "factors", "check", "losses", "saturation")
DIAL = ".gd-panel input[data-dial]"
HERE = "data[2].x[0]"  # where the figure of the slopes has the example
TURNS = """async (selector) => {
    const dial = document.querySelector(selector), times = [];
    for (let z = -200; z < 200; z += 10) {
        await new Promise(requestAnimationFrame);
        const begin = performance.now();
        dial.value = z + 800;
        dial.dispatchEvent(new Event("input", { bubbles: true }));
        times.push(performance.now() - begin);
    }
    return times;
}"""
FAULTS = """() => {
    const faults = [];
    for (const plot of document.querySelectorAll(".gd-panel [data-plot]")) {
        const words = [...plot.querySelectorAll(".annotation-text, .legendtext")]
            .map((e) => [e.textContent, e.getBoundingClientRect()]);
        const frame = plot.getBoundingClientRect();
        words.forEach(([text, a], i) => {
            if (a.left < frame.left - 1 || a.right > frame.right + 1) faults.push(`${text} is cut off`);
            for (const [other, b] of words.slice(i + 1)) {
                const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
                if (!apart) faults.push(`${text} is laid over ${other}`);
            }
        });
    }
    return faults;
}"""


class Chain(Lab):
    """One open Chain rule page with all its parts."""

    @classmethod
    def at(cls, visit, t=0, *, viewport=(1440, 900), color_scheme="light", touch=False, **moment):
        address = link(t, page="chain_rule", **moment)
        chain = cls(visit(address, viewport=viewport, color_scheme=color_scheme, touch=touch)).ready()
        chain.until(
            "(n) => { const all = [...document.querySelectorAll('.gd-panel')];"
            " return all.length === n && all.every((e) => e.dataset.ready === 'true'); }",
            len(PANELS),
        )
        return chain

    @property
    def dial(self):
        return self.page.locator(DIAL)

    @property
    def z(self) -> int:
        return int(self.dial.input_value()) - 800

    def dial_to(self, z: int) -> None:
        self.dial.fill(str(z + 800))

    @property
    def columns(self) -> dict[str, str]:
        """What the panels' columns say; where several have a name, the first."""
        found = "[...document.querySelectorAll('.gd-panel [data-col]')].map((e) => [e.dataset.col, e.innerText])"
        return dict(reversed(self.page.evaluate(found)))

    @property
    def words(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()

    def assert_row(self, y: int) -> None:
        """Every number of the dial's row is the core's, written as it is to be."""
        z, columns = np.array([float(self.z)]), self.columns
        case = f"z = {z[0]:.0f}, y = {y}"
        assert columns["z"] == number(float(z[0])), case
        naive, right, sizes, wrong = textbook(z, y), stable(z, y), log10_sizes(z, y), broken(z, y)
        for name in NAMES:
            printed = float(getattr(naive, name)[0])
            words = {True: "inf", False: "−inf"}
            raw = "nan" if np.isnan(printed) else words[printed > 0] if np.isinf(printed) else number(printed)
            assert columns[f"textbook_{name}"] == raw, (case, name)
            size = float(np.float32(getattr(sizes, name)[0]))
            assert columns[name] == sized(float(getattr(right, name)[0]), size), (case, name)
            assert columns[f"broken_{name}"] == ("✗ wrong" if wrong[name][0] else ""), (case, name)
        for name in ("dL_dyhat", "dyhat_dz", "dL_dz"):
            size = float(np.float32(getattr(sizes, name)[0]))
            assert columns[f"log10_{name}"] == power_of_ten(size), (case, name)

    def drag_the_dial(self) -> None:
        """Drag the dial from its middle to its end; each z on the way is on screen at once."""
        self.dial.scroll_into_view_if_needed()
        box = self.dial.bounding_box()
        y, left, width = box["y"] + box["height"] / 2, box["x"] + 10, box["width"] - 20
        self.page.mouse.move(left + width / 2, y)
        self.page.mouse.down()
        seen = set()
        for k in range(21):
            self.page.mouse.move(left + width * k / 20, y)
            seen.add(self.z)
            assert self.columns["z"] == number(float(self.z))
        self.page.mouse.move(left + width + 30, y)
        self.page.mouse.up()
        assert self.z == 800
        assert len(seen) >= 20

    def slopes_are_at(self, z: float) -> None:
        """Wait until the figure of the slopes, which is far down the page, shows the example at z."""
        here = f"document.querySelector('[data-plot=slopes]').{HERE}"
        self.until(f"(z) => Math.abs({here} - z) <= 1e-9 * Math.abs(z)", float(z))

    def drawn_for(self, width: int, height: int, color_scheme: str) -> None:
        """Give the window this size and colour scheme, and wait until all figures are drawn anew for them."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme=color_scheme)
        self.until(
            """([width, ink]) => document.documentElement.clientWidth === width
                && document.getAnimations().every((each) => each.playState !== 'running')
                && [...document.querySelectorAll('.gd-panel [data-plot]')].every(
                    ({ _fullLayout: { width, font }, clientWidth }) => width === clientWidth && font.color === ink)""",
            [width, {"light": LIGHT, "dark": DARK}[color_scheme]["ink"]],
        )


def test_the_dial_shows_both_codes_numbers_at_every_z_and_leaves_the_step_alone(visit):
    chain = Chain.at(visit, 5, pick=3)
    assert chain.z == 0

    # By keys, and by mouse.
    chain.dial.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "ArrowLeft"):
        chain.page.keyboard.press(key)
    assert chain.z == 2
    chain.page.keyboard.press("End")
    assert chain.z == 800
    chain.page.keyboard.press("Home")
    assert chain.z == -800
    chain.assert_row(1)
    assert chain.dial.get_attribute("aria-valuetext").startswith("z = -800: ")
    assert chain.t == 5
    chain.drag_the_dial()
    chain.assert_row(1)
    assert chain.plot("sizes", "layout.shapes[0].x0") == 800
    assert chain.t == 5

    # It stays where it is when the run steps.
    chain.dial_to(-123)
    chain.step()
    chain.until("document.body.textContent.includes('example 4 at t = 6')")
    assert chain.z == -123
    chain.assert_row(1)

    for y in (1, 0):
        if y == 0:
            chain.page.get_by_role("radio", name="y = 0").or_(chain.page.get_by_role("button", name="y = 0")).click()
            chain.until(
                "document.querySelector('.gd-panel [data-slot=since]').textContent.includes('the model is wrong')"
            )
        for z in (0, 1, 20, 28, 29, 37, 40, 308, 700, 709, 710, 745, 746, 800, -1, -40, -709, -710, -745, -800):
            chain.dial_to(z)
            chain.assert_row(y)
        printed = {chain.columns[f"textbook_{name}"] for name in NAMES}
        assert {"nan", "0"} <= printed, y

    # Dragging is smooth: a row of the dial takes far less than a frame.
    chain.dial.scroll_into_view_if_needed()
    assert np.median(chain.page.evaluate(TURNS, DIAL)) < 16


def test_formulas_are_text_a_factor_is_explained_where_it_is_chosen_and_what_is_out_of_sight_follows_the_run(visit):
    chain = Chain.at(visit, 5, pick=8, factor="sigma")
    formulas = chain.page.locator("[data-testid=stMain] .katex annotation").all_text_contents()
    assert any(r"\hat y = \sigma(z)" in formula.replace("&", "") for formula in formulas)
    assert any(r"\cancel" in formula for formula in formulas)
    assert chain.page.locator("[data-testid=stMain] .katex-error").count() == 0
    assert chain.page.locator("[data-testid=stMain] .katex math").count() == 3

    for factor, name, letter, how in (
        ("w2", "∂z/∂w₂", "w₂", "edge"),
        ("w1", "∂z/∂w₁", "w₁", "edge"),
        ("w2", "∂z/∂w₂", "w₂", "button"),
    ):
        if how == "edge":
            chain.page.locator(f".across [data-factor={factor}] .hit").click()
        else:
            chain.page.locator(".gd-panel").get_by_role("button", name=name).click()
        chain.page.get_by_role("heading", name=f"{name}: how z answers to {letter}").wait_for()
        chain.address_has(factor=factor)
        chain.page.locator(".gd-panel .buttons [aria-pressed=true]", has_text=re.compile(f"^{name}$")).wait_for()
        assert chain.page.locator(".gd-panel .buttons [aria-pressed=true]").count() == 1, how
        assert chain.page.locator(f".across [data-factor={factor}]").get_attribute("aria-pressed") == "true", how
        chain.until("(x) => document.querySelector('[data-plot=tangent]').layout.xaxis.title.text === x", letter)
        assert chain.t == 5

    # A figure out of sight is drawn when the run rests.
    chain.drawn_for(1280, 720, "light")
    chain.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop = 0")
    assert chain.plot("slopes", "getBoundingClientRect().top") > 720
    before = chain.plot("slopes", HERE)
    chain.press("Play")
    chain.plays_past(40)
    chain.press("Pause")
    chain.pauses()
    chain.slopes_are_at(chain.truth.numbers["z"])
    assert chain.plot("slopes", HERE) != before


def test_no_formula_breaks_at_extremes(visit):
    at = (40.0, -700.0, 1e4)
    chain = Chain.at(visit, w=(at[0], 0.0), b=1.0, steps=3, learning_rates=((0, 1e-9),), scale="standardize")
    for z in at:
        chain.type_start(w1=z)
        chain.slopes_are_at(chain.truth.numbers["z"])
        assert chain.page.locator("[data-testid=stMain] .katex-error").count() == 0, z
        assert not re.search(r"\bnan\b|\binf\b|Infinity", chain.words), z


@pytest.mark.parametrize(
    ("viewports", "touch"),
    [([(1440, 900), (1280, 720)], False), ([(390, 844)], True)],
    ids=["wide and projector", "phone"],
)
def test_nothing_is_cut_off_or_laid_over_another(visit, viewports, touch):
    chain = Chain.at(visit, 120, viewport=viewports[0], touch=touch)
    for color_scheme, viewport in product(("light", "dark"), viewports):
        case = color_scheme, viewport
        chain.drawn_for(*viewport, color_scheme)
        wide = chain.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, case
        before, after = height_before_and_after(chain.page)
        assert before == pytest.approx(after, abs=3), case  # nothing jumps when the graph is there
        assert chain.page.evaluate(FAULTS) == [], case
