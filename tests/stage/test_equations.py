"""No equation on screen is false.

Each printed number stands for ± half a unit of its last digit, and a 0 that a sum was rounded to for ± that rounding.
For every line of the strip, at every step, there are numbers in those intervals for which it holds exactly.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from logreg_core import SAMPLES, Dataset, Experiment, Generated, HeavyBall, generate, load_sample, run
from logreg_core.at_step.rounding import ROUNDING, shown, shown_after
from logreg_core.descent.along_run import mean_gradients, mean_sizes
from pages.words.numbers import DIGITS, change, number

SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
DEFAULT = Generated().load()


def interval(written: str, rounding: float) -> tuple[Fraction, Fraction]:
    """The middle and half the width of what a printed number stands for; rounding : of the sum, where it is 0."""
    mantissa, _, power = written.replace("−", "-").partition("×10")
    if mantissa == "0":
        return Fraction(0), Fraction(rounding)
    exponent = int(power.translate(SUPERSCRIPTS)) if power else 0
    decimals = len(mantissa.partition(".")[2])
    return Fraction(mantissa) * Fraction(10) ** exponent, Fraction(1, 2) * Fraction(10) ** (exponent - decimals)


def false_lines(done) -> list[tuple[object, ...]]:
    """The lines of the strip that hold for no numbers in their intervals."""
    steps, rule = np.arange(done.steps + 1), done.experiment.rule
    gradient = np.column_stack(mean_gradients(done.X_scaled, done.dataset.y, done.w, done.b))
    now, (after, digits_after) = shown(done, steps, gradient), shown_after(done, steps)
    sizes = ROUNDING * mean_sizes(done.X_scaled, done.dataset.y, done.w, done.b)
    wrong: list[tuple[object, ...]] = []
    for t in steps.tolist():
        rate, before = done.experiment.rate_at(t), max(t - 1, 0)
        carried = rule.carried(rate)
        carried_before = rule.carried(done.experiment.rate_at(before))
        for j in range(3):
            known = {"α": (Fraction(rate), Fraction(0))}
            known |= {name: (Fraction(repr(setting)), Fraction(0)) for name, setting in rule.settings.items()}
            digits = min(DIGITS, int(now.digits_of_gradient[t, j]))
            known["g"] = interval(number(now.gradient[t, j], digits), sizes[t, j])
            for k, letter in enumerate(rule.keeps, 1):
                for name, value, sure, rounding in (
                    (
                        letter,
                        now.rows[t, 3 * k + j],
                        now.digits_of_rows[t, 3 * k + j],
                        carried_before[k] * sizes[before, j],
                    ),
                    (f"{letter}'", after[t, 3 * k + j], digits_after[t, 3 * k + j], carried[k] * sizes[t, j]),
                ):
                    known[name] = interval(number(value, min(DIGITS, int(sure))), rounding if t or "'" in name else 0.0)
            old, new = change(now.rows[t, j], after[t, j], (int(now.digits_of_rows[t, j]), int(digits_after[t, j])))
            known["θ"] = interval(old, carried_before[0] * sizes[before, j] if t else 0.0)
            results = {"θ": interval(new, carried[0] * sizes[t, j])}
            results |= {letter: known[f"{letter}'"] for letter in rule.keeps}
            for line in rule.lines:
                low = high = Fraction(0)
                for product in line.products:
                    ends = [Fraction(1), Fraction(1)]
                    for factor in product.factors:
                        middle, half = known[factor]
                        corners = [a * b for a in ends for b in (middle - half, middle + half)]
                        ends = [min(corners), max(corners)]
                    low, high = (low - ends[1], high - ends[0]) if product.minus else (low + ends[0], high + ends[1])
                middle, half = results[line.target]
                if low > middle + half or high < middle - half:
                    wrong.append((t, j, line.target, old, new, number(now.gradient[t, j], digits)))
    return wrong


def mirrored(seed: int) -> Dataset:
    """Points that lie on both sides alike, so that ∂J/∂b is nothing but rounding."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(7, 2)), (np.arange(7) % 2).astype(float)
    return Dataset(np.vstack([X, -X]), np.append(y, 1 - y))


def at_rate(rate: float, steps: int = 60, **others) -> Experiment:
    return Experiment(steps=steps, learning_rates=((0, rate), (steps // 2, 3 * rate)), **others)


RUNS = {
    **{f"default {rate:g}": (DEFAULT, at_rate(rate, 100)) for rate in (0.1, 5.0, 60.0, 1e6)},
    **{
        f"ball {beta:g} {rate:g}": (DEFAULT, at_rate(rate, rule=HeavyBall(beta)))
        for beta in (0.5, 0.99)
        for rate in (0.01, 0.5, 60.0)
    },
    **{
        f"{name} {scale} {rate:g}": (load_sample(name), at_rate(rate, 30, scale=scale))
        for name in SAMPLES
        for scale in ("none", "standardize")
        for rate in (1e-3, 20.0)
    },
    **{
        f"{name} from elsewhere": (generate(name, m=23, seed=3), at_rate(4.0, 60, w=(1.5, -2.0), b=0.25))
        for name in ("blobs", "separable", "moons", "circles", "xor")
    },
    **{f"mirrored {seed} {rate:g}": (mirrored(seed), at_rate(rate)) for seed in range(4) for rate in (0.3, 60.0, 1e4)},
    **{
        f"mirrored ball {seed} {rate:g}": (mirrored(seed), at_rate(rate, rule=HeavyBall()))
        for seed in range(2)
        for rate in (0.3, 60.0)
    },
}


@pytest.mark.parametrize("name", sorted(RUNS))
def test_every_line_of_the_strip_holds(name: str) -> None:
    assert false_lines(run(*RUNS[name])) == []


def test_a_false_line_would_be_found() -> None:
    """What stood there before: 0 - 60 × 0 = -2.220×10⁻¹⁶."""
    rate, half = Fraction(60), interval("−2.220×10⁻¹⁶", 0.0)[1]
    off = abs(Fraction(0) - rate * Fraction(0) - interval("−2.220×10⁻¹⁶", 0.0)[0])
    assert off > half


def test_where_nothing_changes_in_the_digits_that_are_sure_the_line_shows_no_change() -> None:
    assert change(1.2573856332864075, 1.2573856332864082, (14, 14)) == ("1.257", "1.257")
