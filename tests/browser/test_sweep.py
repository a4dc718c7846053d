"""The Lab's picture of many rates: every point is the core's, and one press takes a rate from the start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from logreg_core import Experiment, sweep
from logreg_core.descent.sweep.sweep import Sweep, with_chosen
from pages.words.choosing.swept import caption, marks

from .lab import Lab, link
from .test_this_step import nothing_is_covered

Visit = Callable[..., Page]
POINT = """(x) => {
    const plot = document.querySelector("[data-plot=curve]");
    const { xaxis, yaxis } = plot._fullLayout;
    const { left, top } = plot.getBoundingClientRect();
    const { y } = plot.data[0];
    const at = plot.data[0].x.indexOf(x);
    return [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y[at])];
}"""


def shown(lab: Lab, experiment: Experiment) -> Sweep:
    """Wait until the picture is that of this experiment's rates, and check it."""
    found = with_chosen(sweep(lab.dataset, experiment), lab.dataset, experiment)
    says = [*caption(found, charged=False), *marks(found, charged=False)]
    text = "document.querySelector('[data-plot=curve]').layout?.annotations?.[0]?.text ?? ''"
    lab.until(f"(says) => {text}.startsWith(says)", "<br>".join(says))
    lab.page.locator(".gd-lab:not([data-awaits-sweep])").wait_for()
    assert tuple(lab.plot("curve", "data[0].x")) == found.rates
    return found


def test_a_rate_is_taken_with_one_press_and_the_one_before_comes_back_with_one(visit: Visit) -> None:
    lab = Lab.open(visit, link(20))
    before = lab.moment.experiment
    lab.slot("more").locator("summary").click()
    lab.press("which α?")
    lab.address_has(view="sweep")
    found = shown(lab, before)
    nothing_is_covered(lab)
    tune = lab.slot("tune")
    assert tune.inner_text() == f"Tune: use α = {found.best:g}"
    tune.click()
    lab.until("(rate) => location.search.includes(`rates=0:${rate}&`)", found.best)
    shown(lab, before.with_rate(found.best, 0))
    assert (lab.t, lab.slot("rate").input_value()) == (20, f"{found.best:g}")
    assert tune.inner_text() == "Undo: back to α = 0.1"
    tune.click()
    lab.until("location.search.includes('rates=0:0.1&')")
    shown(lab, before)
    assert lab.moment.experiment == before
    other = found.rates[17]
    lab.page.mouse.move(*lab.page.evaluate(POINT, other))
    hover = lab.page.locator("[data-plot=curve] .hoverlayer")
    hover.get_by_text("J − J* =").wait_for()
    assert f"α = {other:g}" in (hover.text_content() or "")
    lab.page.mouse.click(*lab.page.evaluate(POINT, other))
    lab.until("(rate) => location.search.includes(`rates=0:${rate}&`)", other)
    shown(lab, before.with_rate(other, 0))


@pytest.mark.parametrize("guise", [(390, 844), (1280, 720)])
def test_all_of_it_has_room_on_a_phone_and_for_a_class(visit: Visit, guise: tuple[int, int]) -> None:
    lab = Lab.open(visit, link(3, view="sweep", present=guise[0] > 1000), viewport=guise)
    shown(lab, lab.moment.experiment)
    lab.slot("tune").scroll_into_view_if_needed()
    nothing_is_covered(lab)
    box = lab.slot("tune").bounding_box()
    assert box
    assert box["x"] + box["width"] <= guise[0]
