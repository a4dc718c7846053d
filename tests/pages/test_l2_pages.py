"""With an L2 penalty every page says what the core works out: a walk over λ, rules and scalings."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import numpy as np
import pytest

from logreg_core import Experiment, at, optimum, run
from logreg_core.descent.elsewhere import TOLERANCE, fits_elsewhere
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.origins import Points
from pages.session import widgets
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment
from pages.words.formulas import tex_number
from pages.words.numbers import exactly, number
from tests.app import SMALL, App
from tests.pages.test_chain_page import cells, panel
from tests.stage.blob import read

T = 6
WALK = [
    (l2, rule, scale)
    for l2 in (0.0, 0.02, 0.5)
    for rule, scale in (("descent", "none"), ("heavy-ball:0.8", "standardize"), ("adam", "none"), ("newton", "none"))
]


def link(l2: float, rule: str, scale: str, t: int = T) -> str:
    return f"{SMALL}&scale={scale}&rule={rule}&l2={l2!r}&t={t}&w=1.5,0.5"


def worked_out(query: str) -> Any:
    experiment = moment_of(query)[0].experiment
    return run(experiment.data.load(), experiment)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def slopes(done: Any, t: int) -> tuple[float, np.ndarray, float, np.ndarray]:
    """J, ∂J, F and ∂F by their definitions."""
    w, b, l2 = done.w[t], float(done.b[t]), done.experiment.l2
    chain = chain_rule(done.X_scaled, done.dataset.y, w, b)
    J = forward(done.X_scaled, done.dataset.y, w, b).J
    dJ = np.append(chain.dJ_dw, chain.dJ_db)
    return J, dJ, J + l2 / 2 * float(w @ w), dJ + l2 * np.append(w, 0.0)


def stage_of(app: App) -> tuple[dict[str, Any], dict[str, Any]]:
    (stage,) = app.stages
    found = read(stage.proto.bytes)
    return found.header, found.columns


@pytest.mark.parametrize(("l2", "rule", "scale"), WALK)
def test_the_lab(l2, rule, scale):
    app = App(link(l2, rule, scale))
    header, columns = stage_of(app)
    done = worked_out(link(l2, rule, scale))
    for t in (0, T, done.steps):
        J, dJ, F, dF = slopes(done, t)
        assert columns["J"][t] == pytest.approx(J, rel=1e-13)
        assert [columns[f"dJ_d{name}"][t] for name in ("w1", "w2", "b")] == pytest.approx(dJ, abs=1e-14)
        if l2:
            assert columns["F"][t] == pytest.approx(F, rel=1e-13)
            assert columns["penalty"][t] == pytest.approx(F - J, rel=1e-9, abs=1e-15)
            assert [columns[f"charge_w{k}"][t] for k in (1, 2)] == pytest.approx(l2 * done.w[t], rel=1e-14)
            assert [columns[f"dF_d{name}"][t] for name in ("w1", "w2", "b")] == pytest.approx(dF, abs=1e-14)
        best = optimum(done.dataset, l2, scale)
        assert columns["gap"][t] == pytest.approx(F - best.F, abs=1e-13)
        change = at(done, t).change
        if change is not None and abs(change.F) > 1e-12:
            assert columns["change"][t] == pytest.approx(change.F, rel=1e-5)
    sentence, strip = plain(header["sentence"]), plain(header["strip"])
    assert ("the lowest F" in sentence) == (l2 > 0)
    assert number(optimum(done.dataset, l2, scale).F) in sentence
    assert (f"λ = {exactly(l2)}" in strip) == (l2 > 0)
    assert ("F" in plain(header["why"]).split()) == (l2 > 0)
    safe = done.experiment.safe_rate(done)
    assert (safe is None) == (header["rates"]["safe"] == "")
    if safe is not None:
        assert number(done.smoothness) in plain(header["rates"]["safe_why"])
        assert ("F can’t rise" in plain(header["rates"]["safe_why"])) == (l2 > 0)
    if not l2:
        assert not {"F", "penalty", "charge_w1", "dF_dw1", "change_J"} & set(columns)


@pytest.mark.parametrize(("l2", "rule", "scale"), WALK)
def test_the_chain_rule_page(l2, rule, scale):
    app = App(link(l2, rule, scale), "chain_rule")
    done = worked_out(link(l2, rule, scale))
    _, dJ, _, dF = slopes(done, T)
    strips = [each for each in (read(each.proto.bytes) for each in app.stages) if "strip" in each.header]
    for strip in strips:
        assert strip.columns["dJ_dw1"][T] == pytest.approx(dJ[0], abs=1e-14)
        assert ("dF_dw1" in strip.columns) == (l2 > 0)
        if l2:
            assert strip.columns["dF_dw1"][T] == pytest.approx(dF[0], abs=1e-14)
    table = panel(app, widgets.CHECK_PANEL)[0]["parts"]["table"]
    rows = cells(table)[1:]
    letter = "F" if l2 else "J"
    assert [row[1] for row in rows] == [number(float(value), 6) for value in dF]
    assert all(row[0].startswith(f"∂{letter}/∂") for row in rows)
    regimes = plain(panel(app, widgets.CHECK_PANEL)[0]["parts"]["regimes"])
    if l2:
        assert number(float(dJ[0]), 6) in regimes
        assert number(l2 * float(done.w[T, 0]), 6) in regimes
    assert "✓" in panel(app, widgets.CHECK_PANEL)[0]["parts"]["verdict"]


@pytest.mark.parametrize(("l2", "rule", "scale"), WALK)
def test_the_examples_page(l2, rule, scale):
    app = App(link(l2, rule, scale), "examples")
    done = worked_out(link(l2, rule, scale))
    header, _ = panel(app, widgets.PULLS_PANEL)
    said = plain(header["parts"]["step"])
    assert ("the penalty’s step" in said) == (l2 > 0)
    here = at(done, T)
    after = here.contributions.sum(axis=0) + sum(term.value for term in here.step.terms if term.of_gradient is None)
    assert after == pytest.approx([*here.step.w, here.step.b], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("l2", "rule", "scale"), WALK)
def test_the_derivation(l2, rule, scale):
    app = App(link(l2, rule, scale), "derivation")
    text = "\n".join(each.value for each in app.at.main.markdown)
    done = worked_out(link(l2, rule, scale))
    _, dJ, _, dF = slopes(done, T)
    assert ("8 · The penalty" in text) == (l2 > 0)
    if l2:
        for k in (0, 1):
            for value in (dJ[k], l2 * float(done.w[T, k]), dF[k]):
                assert tex_number(float(value)) in text
        assert tex_number(float(dF[2])) in text
        assert r"\frac{\partial F}" in text
        assert "Descent makes J small" not in text
    else:
        assert r"\partial F" not in text


def test_the_sidebar_takes_a_strength_and_refuses_what_is_none():
    app = App(SMALL)
    app.set(widgets.L2, "0.25")
    assert app.experiment.l2 == 0.25
    app.set(widgets.L2, "-1")
    assert app.experiment.l2 == 0.25
    assert "λ stays at 0.25" in app.errors.replace("\\", "")
    app.set(widgets.L2, "0")
    assert app.experiment.l2 == 0.0
    assert "λ = 0.25" in stage_of(app)[0]["former"]


def test_a_link_with_a_strength_that_is_none_says_so():
    app = App(f"{SMALL}&l2=-3")
    assert app.experiment.l2 == 0.0
    assert "l2" in app.notices


def test_one_class_alone_is_said_to_have_no_optimum_at_any_strength():
    moment = Moment(Experiment(data=Points(((0.0, 1.0, 1), (2.0, 0.5, 1), (1.0, 3.0, 1))), l2=0.1, steps=20), 20)
    header, _ = stage_of(App(query_of(moment)))
    assert "at any λ" in header["outcome"]["text"]
    assert "at any λ" in plain(header["sentence"])


@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_scikit_learn_s_four_reasons_have_this_data_s_numbers(l2):
    app = App(f"{SMALL}&l2={l2!r}")
    app.press("Why are scikit-learn’s weights not mine?")
    text = "\n".join(each.value for each in app.at.markdown if "C = 1.0" in each.value)
    dataset = app.experiment.data.load()
    fits = fits_elsewhere(dataset, l2, "none")
    m = dataset.m
    for best in (optimum(dataset, 1 / m), optimum(dataset, 1 / (2 * m)), optimum(dataset, l2 or 1 / m, "standardize")):
        for value in (*best.w.tolist(), best.b):
            assert number(float(value)) in text
    assert f"1/{m} = {number(1 / m)}" in text
    assert f"1/{2 * m} = {number(1 / (2 * m))}" in text
    assert number(fits.apart, 2) in text
    assert "C=np.inf" in text
    assert TOLERANCE == 1e-4
    if l2:
        assert f"C={number(1 / (m * l2))}" in text
    twice = type(dataset)(np.vstack([dataset.X, dataset.X]), np.append(dataset.y, dataset.y))
    assert optimum(twice, 1 / m).w == pytest.approx(optimum(dataset, 1 / m).w, rel=1e-9)
    assert optimum(twice, 1 / (2 * m)).w == pytest.approx(fits.twice.w, rel=1e-9)


@pytest.mark.parametrize("l2", [0.0, 0.1])
def test_newton_s_switch_says_what_is_to_fall(l2):
    titles = [each.label for each in App(f"{SMALL}&rule=newton&l2={l2!r}").at.toggle]
    assert f"Halve α until {'F' if l2 else 'J'} falls" in titles
