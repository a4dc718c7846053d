"""The S-curve beside the plane: every example on σ, the picked one's error, and the least-squares line."""

from __future__ import annotations

import pytest

from logreg_core import Generated

from .lab import Lab, link

AT = """(part) => {
    const plot = document.querySelector("[data-plot=curve]");
    const { xaxis, yaxis } = plot._fullLayout;
    const place = document.querySelector(`[data-slot=onSigma] ${part}`).getAttribute("transform");
    const [x, y] = place.match(/-?[\\d.]+/g).map(Number);
    return [xaxis.p2d(x - xaxis._offset), yaxis.p2d(y - yaxis._offset)];
}"""
MARKS = "document.querySelector('[data-slot=onSigma] .{}').getAttribute('d').split('M').length - 1"


def assert_on_curve(lab: Lab) -> None:
    """The ring is at the picked example's z and ŷ, and the number of its error is the core's."""
    chain = lab.truth.shot
    row = lab.truth.run.row_of(lab.truth.pick)
    z, y_hat = lab.page.evaluate(AT, ".picked")
    assert z == pytest.approx(chain.forward.z[row], abs=0.02)
    assert y_hat == pytest.approx(chain.forward.y_hat[row], abs=0.005)
    lab.assert_true()


def test_every_example_moves_along_the_curve_with_the_step_and_a_line_can_be_laid_over_it(visit):
    lab = Lab.open(visit, link(20, data=Generated(m=60), steps=60))
    lab.view("sigma")
    lab.address_has(view="sigma")
    lab.until("document.querySelector('[data-slot=onSigma] .curve')?.getAttribute('d')")
    assert_on_curve(lab)
    y = lab.dataset.y
    for label in (0, 1):
        assert lab.page.evaluate(MARKS.format(f"marks{label}")) == (y == label).sum()
        assert lab.page.evaluate(MARKS.format(f"errors{label}")) == (y == label).sum()
    lab.step(2)
    assert_on_curve(lab)
    example = lab.lonely_example(but=lab.truth.pick)
    lab.click_point(example)
    lab.picks(example)
    assert_on_curve(lab)

    line = lab.page.locator("[data-slot=onSigma] .line")
    assert not line.is_visible()
    lab.press("Least-squares line")
    line.wait_for()
    assert lab.button("Least-squares line").get_attribute("aria-pressed") == "true"
    before = line.get_attribute("d")
    lab.press("Play")
    lab.plays_past(40)
    lab.press("Pause")
    lab.pauses()
    assert line.get_attribute("d") != before
    assert_on_curve(lab)
    lab.view("loss")
    assert not lab.page.locator("[data-slot=onSigma]").is_visible()
