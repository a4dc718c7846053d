"""With an L2 penalty the Lab shows F strong and J pale, and why: typed in the sidebar, stepped, and asked about."""

from __future__ import annotations

from logreg_core import optimum, run
from logreg_core.descent.elsewhere import fits_elsewhere
from pages.words.numbers import number

from .lab import Lab, link

WHY = "Why are scikit-learn’s weights not mine?"


def text(lab: Lab, slot: str) -> str:
    return " ".join(lab.slot(slot).inner_text().split())


def test_lambda_is_typed_behind_more_settings_and_everything_speaks_of_F(visit):
    lab = Lab.open(visit, link(3, w=(1.5, 1.3), b=0.2))
    assert "J" in lab.figures
    assert lab.page.get_by_role("textbox", name="L2 penalty λ").count() == 0
    lab.page.get_by_role("button", name="More settings").click()
    box = lab.page.get_by_role("textbox", name="L2 penalty λ")
    box.fill("0.5")
    box.press("Enter")
    lab.address_has(l2=0.5)
    lab.until("document.querySelector('[data-slot=why]').innerText.startsWith('F')")
    done = run(lab.dataset, lab.moment.experiment)
    t = lab.t
    assert f"F {number(float(done.F[t]))}" in " ".join(lab.figures.split())
    lab.step()
    lab.shows(t + 1)
    assert f"F {number(float(done.F[t + 1]))}" in " ".join(lab.figures.split())
    assert "shorter weights were worth it" in text(lab, "why")
    best = optimum(done.dataset, 0.5)
    assert number(best.F) in lab.figures
    names = lab.page.evaluate(
        "(() => document.querySelector('[data-plot=curve]')._fullData.map((trace) => trace.name))()"
    )
    assert "J" in names  # the pale one
    lab.page.get_by_role("button", name=WHY).click()
    dialog = lab.page.get_by_role("dialog")
    dialog.wait_for()
    said = dialog.inner_text()
    fits = fits_elsewhere(done.dataset, 0.5, "none")
    for best in (fits.usual, fits.plain, fits.scaled, fits.twice):
        assert number(float(best.w[0])) in said
