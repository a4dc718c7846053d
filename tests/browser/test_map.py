"""The map of the loss as the second picture: the path lies where the run was, and nothing of it answers a question."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page

from logreg_core.descent.surface.least_over_b import least_over_b

from .lab import Lab, link

Visit = Callable[..., Page]
SHOWN = (
    "document.querySelector('.trail')?.checkVisibility()"
    " && document.querySelector('[data-plot=curve]').data?.length > 1"
)
DRAWN = """() => {
    const { left, top } = document.querySelector("[data-plot=curve]").getBoundingClientRect();
    const ends = (name) => {
        const d = document.querySelector(`.trail .${name}`).getAttribute("d") ?? "";
        const places = [...d.matchAll(/[ML]([^MLmhZ]+)/g)].map((each) => each[1].split(",").map(Number));
        return places.map(([x, y]) => [x + left, y + top]);
    };
    const circle = document.querySelector(".trail .point").getBoundingClientRect();
    return {
        point: [circle.left + circle.width / 2, circle.top + circle.height / 2],
        past: ends("past"), rest: ends("rest"), arrow: ends("arrow"), dots: ends("dots"),
    };
}"""


def has_map(lab: Lab) -> None:
    lab.until(f"() => {SHOWN}")


def is_true(lab: Lab) -> None:
    """Point, path and arrow are where the core says, in the pixels of the figure's own axes."""
    run, t = lab.truth.shot.run, lab.t
    at = [lab.pixel("curve", *map(float, w)) for w in run.w[: t + 2]]
    drawn = lab.page.evaluate(DRAWN)
    assert drawn["point"] == pytest.approx(at[t], abs=0.6)
    if t:
        assert drawn["past"][-1] == pytest.approx(at[t], abs=0.2)
        assert drawn["past"][0] == pytest.approx(at[0], abs=0.2)
    assert drawn["rest"][-1] == pytest.approx(lab.pixel("curve", *map(float, run.w[-1])), abs=0.2)
    (start, tip), way = drawn["arrow"][:2], np.subtract(at[t + 1], at[t])
    assert start == pytest.approx(at[t], abs=0.2)
    assert np.subtract(tip, start) / np.hypot(*np.subtract(tip, start)) == pytest.approx(way / np.hypot(*way), abs=0.02)


def test_the_map_shows_where_the_run_was_and_what_its_height_is(visit: Visit) -> None:
    lab = Lab.open(visit, link(6))
    assert not lab.page.evaluate(SHOWN)
    lab.view("map")
    has_map(lab)
    lab.address_has(view="map")
    is_true(lab)
    axes = [lab.plot("curve", f"_fullLayout.{axis}") for axis in ("xaxis._length", "yaxis._length")]
    spans = [np.ptp(lab.plot("curve", f"layout.{axis}.range")) for axis in ("xaxis", "yaxis")]
    assert axes[0] / spans[0] == pytest.approx(axes[1] / spans[1], rel=1e-3)
    assert not lab.page.locator("[data-do=home]").is_visible(), "all of it is in view"
    lab.step()
    is_true(lab)

    place = np.array([1.5, -0.5])
    lab.page.mouse.move(*lab.pixel("curve", *place))
    hover = lab.page.locator("[data-plot=curve] .hovertext")
    hover.wait_for()
    said = re.search(r"w₁ = (.+), w₂ = (.+)height, smallest J: (.+)", hover.text_content() or "")
    assert said
    x, y, P = (float(number.replace("−", "-")) for number in said.groups())
    assert np.abs(place - [x, y]).max() < 0.1
    dataset = lab.dataset
    assert least_over_b(dataset.X, dataset.y, np.array([[x, y]])).F[0] == pytest.approx(P, rel=5e-3)

    lab.page.keyboard.down("Control")
    lab.page.mouse.wheel(0, -120)
    lab.page.keyboard.up("Control")
    lab.page.locator("[data-do=home]").wait_for()
    is_true(lab)  # the path goes with the lines
    lab.view("loss")
    lab.until(f"() => !({SHOWN})")
    lab.view("w1-b")
    lab.until("() => document.querySelector('[data-slot=mapCaption]').textContent.includes('any w₂ gives')")


def test_a_link_opens_the_map_and_while_somebody_guesses_it_tells_nothing(visit: Visit) -> None:
    lab = Lab.open(visit, "/?data=iris&rates=0:0.25&t=2&view=map")
    has_map(lab)
    lab.until("() => document.querySelector('[data-slot=mapAbove]').textContent.includes('b caught up by more')")
    is_true(lab)
    lab.page.locator("[data-do=predict]").click()
    lab.until("() => document.querySelector('.gd-lab').hasAttribute('data-predicts')")
    lab.until("() => !document.querySelector('.trail .arrow').getAttribute('d')")
    has_map(lab)
    drawn = lab.page.evaluate(DRAWN)
    assert drawn["past"] == drawn["rest"], "nothing is drawn of what is to come"
    assert lab.plot("curve", "data.map(({ name }) => name)") == ["lines", "heights"]
    assert lab.slot("mapAbove").inner_text() == ""
    assert lab.plot("curve", "layout.annotations.map(({ text }) => text)") == ["<i>w₂</i>"]
