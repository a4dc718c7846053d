"""Claims and values: what the core finds, against numbers worked out here; and nothing else can be asked."""

from __future__ import annotations

import re

import numpy as np
import pytest

from logreg_core import GradientDescent, at, generate, optimum, run
from logreg_core.learning.claim import ClaimError, accepted, filled, holds, value, words
from logreg_core.learning.facts import MOST_WORK
from logreg_core.learning.start import start_of

DEFAULT = "data=blobs&m=200&noise=0.9&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0&rates=0:0.1&steps=300"
HERE = start_of(f"{DEFAULT}&t=20&pick=27")
FAST = start_of(DEFAULT.replace("0:0.1", "0:60.0") + "&t=1")


def number(text: str) -> float:
    return float(value(text, HERE, {"fast": FAST}))


def test_values_are_those_of_the_run() -> None:
    data = generate("blobs", m=200, noise=0.9, balance=0.5, seed=7)
    r = run(data, HERE.experiment)
    here = at(r, 20)
    assert isinstance(HERE.experiment.rule, GradientDescent)
    assert number("J()") == r.J[20]
    assert number("J(300)") == r.J[300]
    assert number("fast.J(1)") == pytest.approx(1.518415, rel=1e-6)
    assert number("rate(60).J(1)") == number("fast.J(1)")
    assert number("L(27)") == here.forward.L[26]
    assert number("dL_dw1()") == here.chain.dL_dw[26, 0]
    assert number("pull(150)") == np.hypot(*here.chain.dL_dw[149])
    assert number("count(dL_dw1(j) < 0)") == np.count_nonzero(here.chain.dL_dw[:, 0] < 0)
    assert number("mean(L(j))") == pytest.approx(r.J[20], rel=1e-15)
    assert number("largest(L(j))") == here.forward.L.max()
    assert number("J_best") == optimum(data).J
    assert number("first(correct(s) > 179)") == next(t for t in range(301) if at(r, t).correct > 179)
    assert number("slope() + curvature()") == pytest.approx(r.J[20] - r.J[19], abs=1e-15)


def test_runs_that_differ_in_one_thing() -> None:
    here = at(run(generate("blobs", m=200, noise=0.9, balance=0.5, seed=7), HERE.experiment), 20)
    rest = np.delete(np.arange(200), 26)
    assert number("times(1).without(27).dJ_dw1()") == pytest.approx(here.chain.dL_dw[rest, 0].mean(), rel=1e-12)
    assert number("twice().dJ_dw1()") == pytest.approx(here.gradient[0], rel=1e-9)
    assert number("twice().m") == 400
    assert number("times(2).L(27)") == pytest.approx(2.559778824, rel=1e-8)
    assert number("shifted(0.01).J(0)") == pytest.approx(0.3984074, abs=5e-8)
    assert number("stepped(0.1).J()") == pytest.approx(number("J(21)"), rel=1e-14)
    assert number("flipped(110).angle_best - angle_best") == pytest.approx(4.70, abs=5e-3)
    assert number("standardised().J_best") == pytest.approx(number("J_best"), rel=1e-12)
    assert number("long(400).J()") < number("J(300)")


def test_how_many_rates_were_used() -> None:
    mixed = start_of(DEFAULT.replace("0:0.1", "0:0.1,5:2.0,9:0.1") + "&t=7")
    assert [value(f"rates_used({s})", mixed) for s in (0, 1, 5, 6, 9, 300)] == [0, 1, 1, 2, 2, 2]
    assert value("rates_used()", mixed) == 2


def test_a_claim_is_true_or_false() -> None:
    assert holds("J(21) < J(20) and L(27, 21) > L(27, 20)", HERE)
    assert not holds("J(21) > J(20) or not 1 < 2", HERE)
    assert accepted("pull(i) > 1.5", HERE, {}, 27)
    assert not accepted("pull(i) > 1.5", HERE, {}, 150)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("J", "lacks its brackets"),
        ("J(20)", "is a number"),
        ("J(20) and J(1)", "must be a comparison"),
        ("J(301) > 0", "step 301 is not in this run, which has 300 steps"),
        ("J(-1) > 0", "step"),
        ("J(1.5) > 0", "whole number"),
        ("L(201) > 0", "example 201 is not there"),
        ("slower.J(1) > 0", "'slower' is no word of a claim"),
        ("first(J(s) < 0) > 0", "holds at no step"),
        ("J(20", "no formula"),
        ("1/0 > 0", "division by zero"),
        ("9**9**9**9 > 0", "can't be worked out"),
        ("'a' < 'b'", "nothing that a claim may hold"),
        ("().__class__", "nothing that a claim may hold"),
        ("J.__globals__", "no moment"),
        ("start.experiment", "no word of a claim"),
        ("_run.J", "no word of a claim"),
        ("(lambda: 1)() > 0", "nothing that a claim may hold"),
        ("[j for j in (1, 2)]", "nothing that a claim may hold"),
        ("__import__('os')", "no word of a claim"),
        ("count(count(count(L(j) > 0) > 0) > 0) > 0", "takes too long"),
        ("1" * 400, "characters"),
    ],
)
def test_what_cannot_be_asked_is_said(text: str, said: str) -> None:
    with pytest.raises(ClaimError, match=re.escape(said)):
        holds(text, HERE)


def test_too_much_work_is_refused() -> None:
    start = start_of("data=blobs&m=1000&noise=0.9&balance=0.5&seed=7&steps=100000")
    assert 1000 * 100_000 > MOST_WORK
    with pytest.raises(ClaimError, match="too many for a lesson"):
        holds("J() > 0", start)


def test_a_text_is_filled() -> None:
    def write(x: float, digits: int) -> str:
        return f"{x:.{digits}g}"

    said = filled("J fell to {J(21)}; {correct(300)} of {m}; about {y_hat(27):2}.", HERE, {}, write)
    assert said == "J fell to 0.3948; 178 of 200; about 0.22."
    for text in ("{J(21)", "{J(21):x}", "{1 < 2}", "{}"):
        with pytest.raises(ClaimError):
            filled(text, HERE, {}, write)


def test_every_word_says_what_it_is() -> None:
    assert {"J", "L", "J_best", "rate", "flipped"} <= set(words())
    assert all(len(said) > 5 for said in words().values())


def test_a_step_along_its_own_way_and_a_difference_quotient() -> None:
    X, y = _default_points()

    def J(w1: float, w2: float, b: float) -> float:
        z = X @ (w1, w2) + b
        return float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))

    start = np.zeros(3)
    g = np.array([*((0.5 - y) @ X / 200), float((0.5 - y).mean())])
    low, level = (float(value(f"{word}(0)", FAST)) for word in ("best_rate", "level_rate"))
    assert J(*(start - low * g)) < min(J(*(start - (low - 0.01) * g)), J(*(start - (low + 0.01) * g)))
    assert J(*(start - level * g)) == pytest.approx(J(0, 0, 0), rel=1e-12)
    w1, w2, b = (number(f"{word}()") for word in ("w1", "w2", "b"))
    assert number("difference(0.5)") == pytest.approx(J(w1 + 0.5, w2, b) - J(w1 - 0.5, w2, b), rel=1e-12)
    separable = start_of("data=separable&m=200&noise=0.5&balance=0.5&seed=7&rates=0:0.1&steps=300&t=0")
    with pytest.raises(ClaimError, match="falls without end"):
        value("best_rate(1)", separable)


def test_descent_on_squared_error() -> None:
    X, y = _default_points()
    start = start_of(DEFAULT.replace("w=0.0,0.0", "w=-10.0,-5.0").replace("0:0.1", "0:1.0") + "&t=0")
    theta, design = np.array([-10.0, -5.0, 0.0]), np.column_stack([X, np.ones(200)])
    for t in range(301):
        y_hat = 1 / (1 + np.exp(-design @ theta))
        if t in {0, 1, 20, 300}:
            assert value(f"squared_correct({t})", start) == np.count_nonzero((y_hat >= 0.5) == (y == 1))
        theta = theta - design.T @ ((y_hat - y) * y_hat * (1 - y_hat)) / 200


def _default_points() -> tuple[np.ndarray, np.ndarray]:
    data = generate("blobs", m=200, noise=0.9, balance=0.5, seed=7)
    return data.X, data.y
