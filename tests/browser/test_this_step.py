"""What the stage is told of the step at rest: J over α along the step, the points that carry J, and the odds."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page

from logreg_core.at_step.along_step import along_step
from logreg_core.descent.rules.linear_rules import HeavyBall

from .lab import Lab, link

Visit = Callable[..., Page]
STEP = "document.querySelector('[data-plot=curve]').layout?.xaxis?.title?.text"
LOOK = """() => {
    const plot = document.querySelector("[data-plot=curve]");
    const { xaxis, yaxis } = plot._fullLayout;
    const { left, top } = plot.getBoundingClientRect();
    return {
        plot: [left + xaxis._offset, top + yaxis._offset, left + xaxis._offset + xaxis._length,
               top + yaxis._offset + yaxis._length],
        frame: [left, top, left + plot.clientWidth, top + plot.clientHeight],
        words: [...plot.querySelectorAll(".annotation-text, .xtick text, .ytick text, .xtitle")].map((word) => {
            const box = word.getBoundingClientRect();
            return [box.left, box.top, box.right, box.bottom, word.textContent];
        }),
    };
}"""


def shows_step(lab: Lab, t: int) -> None:
    """Wait until the second picture is of the step from t, and not pale."""
    lab.until(f"(title) => {STEP} === title", f"step {t:,} → {t + 1:,}, had <i>α</i> been …")
    lab.page.locator(".gd-lab:not([data-awaits-step])").wait_for()


def is_true(lab: Lab) -> None:
    """The curve and its marks are the core's, for the moment in the address."""
    shot = lab.truth.shot
    along = along_step(shot.run, shot.t)
    x, y = (np.array(lab.plot("curve", f"data[0].{name}")) for name in "xy")
    assert y == pytest.approx(along.J_at(x), rel=1e-4)
    marks = [along.taken, *([along.lowest] if along.lowest else []), *([along.back] if along.back else [])]
    assert lab.plot("curve", "data[1].x") == pytest.approx(marks, rel=1e-5)


def nothing_is_covered(lab: Lab) -> None:
    look = lab.page.evaluate(LOOK)
    left, top, right, bottom = look["plot"]
    assert len(look["words"]) > 6
    for x0, y0, x1, y1, text in look["words"]:
        assert x1 <= left + 1 or x0 >= right - 1 or y1 <= top + 1 or y0 >= bottom - 1, f"{text} lies over the curve"
        assert x0 >= look["frame"][0] - 1, f"{text} is cut"
        assert x1 <= look["frame"][2] + 1, f"{text} is cut"
        assert y0 >= look["frame"][1] - 1, f"{text} is cut"


def test_this_step_is_a_view_of_its_own_which_a_link_can_name(visit: Visit) -> None:
    lab = Lab.open(visit, link(20))
    tabs = lab.page.locator(".curve .choice > *")
    assert tabs.count() == 3
    assert [tab.strip() for tab in tabs.all_inner_texts()] == ["loss", "map", "more"]
    lab.view("step")
    shows_step(lab, 20)
    lab.address_has(view="step")
    is_true(lab)
    nothing_is_covered(lab)
    lab.step()
    shows_step(lab, 21)
    is_true(lab)
    lab.page.reload()
    lab.ready()
    shows_step(lab, 21)
    is_true(lab)


def test_the_other_views_are_in_a_menu_whose_tab_names_the_one_that_is_chosen(visit: Visit) -> None:
    lab = Lab.open(visit, link(20))
    menu = lab.slot("more")
    assert menu.locator("summary").inner_text().strip() == "more"
    menu.locator("summary").click()
    list_box, tab = menu.locator(".list").bounding_box(), menu.locator("summary").bounding_box()
    assert list_box
    assert tab
    assert list_box["y"] >= tab["y"] + tab["height"] - 1, "it opens downwards"
    lab.press("log scale")
    lab.address_has(view="log")
    assert menu.locator("summary").inner_text().strip() == "log scale"
    assert not menu.locator(".list").is_visible()
    assert lab.plot("curve", "layout.yaxis.type") == "log"
    lab.press("loss")
    lab.address_has(view="loss")
    assert menu.locator("summary").inner_text().strip() == "more"
    lab.view("step")
    shows_step(lab, 20)
    assert menu.locator("summary").inner_text().strip() == "this step"


@pytest.mark.parametrize(
    "experiment",
    [
        dict(learning_rates=((0, 60.0),)),
        dict(learning_rates=((0, 1e6),)),
        dict(rule=HeavyBall(), learning_rates=((0, 9.0),)),
    ],
)
def test_it_holds_for_every_rule_and_rate(visit: Visit, experiment: dict[str, object]) -> None:
    lab = Lab.open(visit, link(1, view="step", present=True, **experiment))
    shows_step(lab, 1)
    is_true(lab)
    nothing_is_covered(lab)


def test_while_it_plays_the_picture_is_pale_and_at_rest_it_is_of_the_step_on_screen(visit: Visit) -> None:
    lab = Lab.open(visit, link(0, view="step"))
    shows_step(lab, 0)
    lab.press("Play")
    lab.plays_past(5)
    assert lab.page.locator(".gd-lab[data-awaits-step]").count() == 1
    lab.press("Pause")
    lab.pauses()
    shows_step(lab, lab.t)
    is_true(lab)


RINGS = "(document.querySelector('[data-slot=rings]').getAttribute('d') ?? '')"


def test_the_points_that_make_up_j_are_ringed_at_that_step_alone(visit: Visit) -> None:
    lab = Lab.open(visit, link(0, learning_rates=((0, 60.0),)))
    assert lab.page.evaluate(RINGS) == ""
    lab.step()
    said = re.search(r"in the (\d+) points that are wrong", lab.why)
    assert said
    lab.until(f"(n) => {RINGS}.split('M').length - 1 === n", int(said[1]))
    shot = lab.truth.shot
    ringed = [tuple(map(float, place.split("m")[0].split(","))) for place in lab.page.evaluate(RINGS).split("M")[1:]]
    frame = lab.page.locator(".rings").bounding_box()
    assert frame
    wrong = lab.dataset.X[~shot.is_correct].tolist()
    expected = [lab.pixel("plane", x, y) for x, y in wrong]
    at = np.array(sorted((x + frame["x"], y + frame["y"]) for x, y in ringed))
    assert at == pytest.approx(np.array(sorted(expected)), abs=0.2)
    lab.zoom()
    assert lab.page.evaluate(RINGS).count("M") <= len(wrong), "they go with the points"
    lab.press("Back")
    lab.until(f"{RINGS} === ''")


def test_the_odds_are_those_of_the_step_on_screen_in_the_data_s_units(visit: Visit) -> None:
    for experiment in (dict(), dict(scale="standardize")):
        lab = Lab.open(visit, link(20, **experiment))
        for _ in range(2):
            lab.until("getComputedStyle(document.querySelector('[data-slot=odds]')).visibility === 'visible'")
            w = lab.truth.shot.w_in_data_units
            numbers = re.findall(r"by ([\d.]+)", lab.slot("odds").inner_text())
            assert [float(text) for text in numbers] == pytest.approx([math.exp(each) for each in w], rel=6e-3)
            assert "multiplies the odds of class 1" in lab.slot("odds").inner_text()
            lab.step()
