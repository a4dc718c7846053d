"""What stands under the graph in a browser: Saturation's dial, the factor that is chosen, how it lies on screen."""

from __future__ import annotations

import re

import numpy as np
import pytest

from logreg_core.saturation import NAMES, broken, log10_sizes, stable, textbook
from pages.text.numbers import number, power_of_ten, sized

from .lab import Lab, link

PANELS = ("tangent", "factors", "check", "losses", "saturation")
DIAL = ".gd-panel input[data-dial]"


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

    def column(self, name: str) -> str:
        return self.page.locator(f".gd-panel [data-col='{name}']").first.inner_text()

    @property
    def words(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()

    def assert_row(self, y: int) -> None:
        """Every number of the dial's row is the core's, written as it is to be."""
        z = np.array([float(self.z)])
        assert self.column("z") == number(float(z[0]))
        naive, right, sizes, wrong = textbook(z, y), stable(z, y), log10_sizes(z, y), broken(z, y)
        for name in NAMES:
            printed = float(getattr(naive, name)[0])
            words = {True: "inf", False: "−inf"}
            raw = "nan" if np.isnan(printed) else words[printed > 0] if np.isinf(printed) else number(printed)
            assert self.column(f"textbook_{name}") == raw, name
            size = float(np.float32(getattr(sizes, name)[0]))
            assert self.column(name) == sized(float(getattr(right, name)[0]), size), name
            assert self.column(f"broken_{name}") == ("✗ wrong" if wrong[name][0] else ""), name
        for name in ("dL_dyhat", "dyhat_dz", "dL_dz"):
            assert self.column(f"log10_{name}") == power_of_ten(float(np.float32(getattr(sizes, name)[0])))


@pytest.mark.parametrize("y", [1, 0])
def test_the_dial_shows_both_codes_numbers_at_every_z(visit, y):
    chain = Chain.at(visit, 5)
    if y == 0:
        chain.page.get_by_role("radio", name="y = 0").or_(chain.page.get_by_role("button", name="y = 0")).click()
        chain.until("document.querySelector('.gd-panel [data-slot=since]').textContent.includes('the model is wrong')")
    for z in (0, 1, 20, 28, 29, 37, 40, 308, 700, 709, 710, 745, 746, 800, -1, -40, -709, -710, -745, -800):
        chain.dial_to(z)
        chain.assert_row(y)
    printed = {chain.column(f"textbook_{name}") for name in NAMES}
    assert {"nan", "0"} <= printed


def test_the_dial_is_dragged_and_the_graph_does_not_move(visit):
    chain = Chain.at(visit, 5)
    chain.dial.scroll_into_view_if_needed()
    box = chain.dial.bounding_box()
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 10, box["width"] - 20
    chain.page.mouse.move(left + width / 2, y)
    chain.page.mouse.down()
    seen = set()
    for k in range(21):
        chain.page.mouse.move(left + width * k / 20, y)
        seen.add(chain.z)
        assert chain.column("z") == number(float(chain.z))
    chain.page.mouse.move(left + width + 30, y)
    chain.page.mouse.up()
    assert chain.z == 800
    assert len(seen) >= 20
    chain.assert_row(1)
    cursor = chain.page.evaluate("document.querySelector('[data-plot=sizes]').layout.shapes[0].x0")
    assert cursor == 800
    assert chain.t == 5


def test_the_dial_is_turned_by_keys_and_they_leave_the_step_alone(visit):
    chain = Chain.at(visit, 5)
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


def test_the_dial_stays_where_it_is_when_the_run_steps(visit):
    chain = Chain.at(visit, 5, pick=3)
    chain.dial_to(-123)
    chain.step()
    chain.until("document.body.textContent.includes('example 4 at t = 6')")
    assert chain.z == -123
    chain.assert_row(1)


def test_dragging_is_smooth(visit):
    """A row of the dial takes far less than a frame."""
    chain = Chain.at(visit, 5)
    chain.dial.scroll_into_view_if_needed()
    times = chain.page.evaluate(
        """async (selector) => {
            const dial = document.querySelector(selector), times = [];
            for (let z = -200; z < 200; z += 4) {
                await new Promise(requestAnimationFrame);
                const begin = performance.now();
                dial.value = z + 800;
                dial.dispatchEvent(new Event("input", { bubbles: true }));
                times.push(performance.now() - begin);
            }
            return times;
        }""",
        DIAL,
    )
    assert np.median(times) < 16


def test_a_figure_out_of_sight_is_drawn_when_the_run_rests(visit):
    chain = Chain.at(visit, 5, pick=3, viewport=(1280, 720))
    here = "document.querySelector('[data-plot=slopes]').data[2].x[0]"
    assert chain.page.evaluate("document.querySelector('[data-plot=slopes]').getBoundingClientRect().top") > 720
    before = chain.page.evaluate(here)
    chain.press("Play")
    chain.plays_past(40)
    chain.press("Pause")
    chain.pauses()
    z = chain.truth.numbers["z"]
    chain.until(f"(z) => Math.abs({here} - z) < 1e-9 * Math.abs(z)", float(z))
    assert chain.page.evaluate(here) != before


@pytest.mark.parametrize("how", ["edge", "button"])
def test_a_factor_is_explained_where_it_is_chosen(visit, how):
    chain = Chain.at(visit, 5, pick=8)
    if how == "edge":
        chain.page.locator(".across [data-factor=w2] .hit").click()
    else:
        chain.page.locator(".gd-panel").get_by_role("button", name="∂z/∂w₂").click()
    heading = chain.page.get_by_role("heading", name="∂z/∂w₂: how z answers to w₂")
    heading.wait_for()
    chain.until("location.search.includes('factor=w2')")
    pressed = chain.page.locator(".gd-panel .buttons [aria-pressed=true]")
    assert pressed.inner_text() == "∂z/∂w₂"
    assert chain.page.locator(".across [data-factor=w2]").get_attribute("aria-pressed") == "true"
    chain.until("document.querySelector('[data-plot=tangent]').layout.xaxis.title.text === 'w₂'")
    assert chain.t == 5


def test_formulas_are_real_text(visit):
    chain = Chain.at(visit, 5, pick=8, factor="sigma")
    formulas = chain.page.locator("[data-testid=stMain] .katex annotation").all_text_contents()
    assert any(r"\hat y = \sigma(z)" in formula.replace("&", "") for formula in formulas)
    assert any(r"\cancel" in formula for formula in formulas)
    assert chain.page.locator("[data-testid=stMain] .katex-error").count() == 0
    assert chain.page.locator("[data-testid=stMain] .katex math").count() == 3


@pytest.mark.parametrize("z", [40.0, -700.0, 1e4])
def test_no_formula_breaks_at_extremes(visit, z):
    chain = Chain.at(visit, w=(z, 0.0), b=1.0, steps=3, learning_rates=((0, 1e-9),), scale="standardize")
    assert chain.page.locator("[data-testid=stMain] .katex-error").count() == 0
    assert not re.search(r"\bnan\b|\binf\b|Infinity", chain.words)


@pytest.mark.parametrize(
    ("viewport", "touch"),
    [((1440, 900), False), ((1280, 720), False), ((390, 844), True)],
    ids=["wide", "projector", "phone"],
)
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_nothing_is_cut_off_or_laid_over_another(visit, viewport, touch, color_scheme):
    chain = Chain.at(visit, 120, viewport=viewport, touch=touch, color_scheme=color_scheme)
    wide = chain.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    over = chain.page.evaluate(
        """() => {
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
    )
    assert over == []
