"""One step with a penalty: its terms, the exact split of F's change, and that J may rise while F falls."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from logreg_core import RULES as EVERY
from logreg_core import Experiment, GradientDescent, HeavyBall, at, run
from logreg_core.at_step.change import changes
from logreg_core.descent.along_run import along_run
from tests.rules.rows import overlapping

RULES = [GradientDescent(), HeavyBall(0.7)]


def descended(rule=RULES[0], l2=0.3, rate=0.5, steps=30, **more):
    return run(overlapping(), Experiment(rule=rule, l2=l2, learning_rates=((0, rate),), steps=steps, **more))


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("rule", [each() for each in EVERY.values()], ids=lambda rule: rule.word)
def test_the_terms_add_up_and_the_penalty_is_one_of_them(rule, scale):
    done = descended(rule, scale=scale, w=(1.0, -2.0))
    for t in (0, 3, done.steps):
        here = at(done, t)
        gradient = here.gradient + 0.3 * np.array([*here.w, 0])
        assert here.step.gradient == pytest.approx(gradient, rel=1e-15)
        after = sum(term.value for term in here.step.terms)
        assert after == pytest.approx([*here.step.w, here.step.b], rel=1e-12, abs=1e-14)
        of_J, charged = here.step.terms[-2:]
        assert (of_J.formula.count("∂J/∂θ"), charged.formula.count("λ·w")) == (1, 1)
        assert charged.name == "the penalty’s step"
        if rule.word in {"descent", "heavy-ball"}:
            assert charged.value == pytest.approx([*(-0.5 * 0.3 * here.w), 0.0])
        shares = here.contributions.sum(axis=0)
        assert shares == pytest.approx(of_J.value, rel=1e-12, abs=1e-14)


def test_F_and_the_gap_are_those_of_the_run():
    done = descended()
    for t in (0, 7, done.steps):
        here = at(done, t)
        assert here.F == pytest.approx(done.F[t], rel=1e-15)
        assert here.J == pytest.approx(done.J[t], rel=1e-14)
        assert here.gap == pytest.approx(done.F[t] - done.best.F, abs=1e-15)
        assert here.penalty == pytest.approx(0.15 * float(here.w @ here.w))


def exact_change(done, t):
    """F's change by the step to t, its slope part and J's change, with 60 digits."""
    with mpmath.workdps(60):
        X, y, l2 = done.X_scaled.tolist(), done.dataset.y.tolist(), mpmath.mpf(done.l2)

        def J(theta):
            z = [theta[0] * a + theta[1] * c + theta[2] for a, c in X]
            return sum(mpmath.log1p(mpmath.exp((1 - 2 * k) * each)) for each, k in zip(z, y, strict=True)) / len(y)

        def charge(theta):
            return l2 / 2 * (theta[0] ** 2 + theta[1] ** 2)

        old, new = ([mpmath.mpf(v) for v in (*done.w[s].tolist(), float(done.b[s]))] for s in (t - 1, t))
        z = [old[0] * a + old[1] * c + old[2] for a, c in X]
        error = [1 / (1 + mpmath.exp(-each)) - k for each, k in zip(z, y, strict=True)]
        slope = [
            sum(e * x[0] for e, x in zip(error, X, strict=True)) / len(y) + l2 * old[0],
            sum(e * x[1] for e, x in zip(error, X, strict=True)) / len(y) + l2 * old[1],
            sum(error) / len(y),
        ]
        along = sum(g * (b - a) for g, a, b in zip(slope, old, new, strict=True))
        of_J = J(new) - J(old)
        return float(of_J + charge(new) - charge(old)), float(along), float(of_J)


@pytest.mark.parametrize(("rate", "steps"), [(0.5, [1, 5, 60]), (6.0, [1, 2, 3])])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.word)
def test_the_split_is_exact_and_the_curvature_part_never_negative(rule, rate, steps):
    done = descended(rule, rate=rate, steps=max(steps))
    means = along_run(done.X_scaled, done.dataset.y, done.w, done.b)
    gradient = np.column_stack([means.dJ_dw, means.dJ_db])
    held = np.array(steps)
    several = changes(done, held, gradient[held - 1], means.correct[held])
    for k, t in enumerate(steps):
        F, slope, J = exact_change(done, t)
        one = at(done, t).change
        assert one.curvature >= 0
        assert one.F == pytest.approx(F, rel=1e-7, abs=1e-19)
        assert one.slope == pytest.approx(slope, rel=1e-7, abs=1e-19)
        assert one.curvature == pytest.approx(F - slope, rel=1e-6)
        assert one.J == pytest.approx(J, rel=1e-6, abs=1e-16)
        assert (several.F[k], several.slope[k]) == pytest.approx((F, slope), rel=1e-6, abs=1e-16)
        assert several.J[k] == pytest.approx(J, rel=1e-6, abs=1e-16)


def test_J_may_rise_while_F_falls():
    best = run(overlapping(), Experiment(learning_rates=((0, 1.0),), steps=400))
    start = dict(w=tuple(best.w[-1].tolist()), b=float(best.b[-1]))
    done = descended(l2=0.5, rate=0.2, steps=5, **start)
    change = at(done, 1).change
    assert change.F < 0 < change.J


def test_without_a_penalty_F_is_J():
    done = descended(l2=0.0)
    here = at(done, 4)
    assert here.F == here.J
    assert here.change.F == here.change.J
    assert here.step.gradient.tobytes() == here.gradient.tobytes()
    assert [term.formula for term in here.step.terms] == ["θ", "−α·∂J/∂θ"]
