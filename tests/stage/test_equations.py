"""No equation on screen is false.

Each printed number stands for ± half a unit of its last digit, and a 0 that a sum was rounded to for ± that rounding.
For every line of the strip, at every step, there are numbers in those intervals for which it holds exactly.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from logreg_core import SAMPLES, Dataset, Experiment, Generated, HeavyBall, generate, load_sample, run
from logreg_core.at_step.rounding import ROUNDING, shown, shown_after
from logreg_core.descent.along_run import mean_gradients, mean_sizes
from logreg_core.descent.local import Here
from logreg_core.descent.rules.rule import Line
from pages.stage.next_step.step_columns import step_columns
from pages.words.next_step.live_lines import HALVED
from pages.words.numbers import DIGITS, change, exactly, number

from ..rules.rows import EVERY, overlapping

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


Interval = tuple[Fraction, Fraction]  # from, to


def times(one: Interval, other: Interval) -> Interval:
    corners = [a * b for a in one for b in other]
    return min(corners), max(corners)


def root(of: Interval) -> Interval:
    """Outward, by less than 2⁻⁵⁰ of it."""
    low, high = (math.sqrt(max(end, Fraction(0))) for end in of)
    return Fraction(low) * (1 - Fraction(1, 2**50)), Fraction(high) * (1 + Fraction(1, 2**50))


def over(one: Interval, other: Interval) -> Interval:
    assert other[0] > 0
    return times(one, (1 / other[1], 1 / other[0]))


def worked_out(line: Line, known: dict[str, Interval]) -> Interval:
    """What the right side of a line may come to."""
    low = high = Fraction(0)
    for product in line.products:
        ends = (Fraction(1), Fraction(1))
        for factor in dict.fromkeys(product.factors):
            each = known[factor]
            if product.factors.count(factor) == 2:  # a square, of one number and not of two
                squares = [end * end for end in each]
                each = (Fraction(0) if each[0] < 0 < each[1] else min(squares), max(squares))
            ends = times(ends, each)
        if product.over:
            ends = over(ends, known[product.over])
        if product.root:
            (low_root, high_root), (plus, _) = root(known[product.root]), known[product.plus]
            ends = over(ends, (low_root + plus, high_root + plus))
        low, high = (low - ends[1], high - ends[0]) if product.minus else (low + ends[0], high + ends[1])
    return low, high


def around(written: str, rounding: float) -> Interval:
    middle, half = interval(written, rounding)
    return middle - half, middle + half


def carried(done, steps, rows) -> np.ndarray:
    """How much of the gradient's rounding is in rows that the steps led to, (n, 1 + kept, 3)."""
    rule = done.experiment.rule
    rates = np.array([done.experiment.rate_at(t) for t in steps.tolist()])
    theta = np.column_stack([done.w, done.b])

    def least():
        curvatures = [np.linalg.eigvalsh(Here(done.X_scaled, done.dataset.y, theta[t]).hessian) for t in steps.tolist()]
        return np.array([float(each[each > 1e-12 * each[-1]].min(initial=np.inf)) for each in curvatures])

    with np.errstate(all="ignore"):
        return np.asarray(rule.carried(rates, rows.reshape(len(rows), -1, 3), least))


def false_lines(done) -> list[tuple[object, ...]]:
    """The lines of the strip that hold for no numbers in their intervals."""
    steps, rule = np.arange(done.steps + 1), done.experiment.rule
    gradient = np.column_stack(mean_gradients(done.X_scaled, done.dataset.y, done.w, done.b))
    now, (after, digits_after) = shown(done, steps, gradient), shown_after(done, steps)
    columns = step_columns(done, steps, after, digits_after)
    sizes = ROUNDING * mean_sizes(done.X_scaled, done.dataset.y, done.w, done.b)
    before = np.maximum(steps - 1, 0)
    carried_before, carried_after = carried(done, before, done.rows), carried(done, steps, done.rows_after(steps))
    wrong: list[tuple[object, ...]] = []
    for t in steps.tolist():
        rate = done.experiment.rate_at(t)
        exact = {"α": rate} | rule.settings | {name: x for name, x in rule.known(t).items() if "^" in name}
        exact |= {name: float(1 - Decimal(repr(rule.settings[name[2:]]))) for name in rule.known(t)
                  if name.startswith("1-") and "^" not in name}  # fmt: skip
        for j, parameter in enumerate(("w1", "w2", "b")):
            known = {name: (Fraction(x), Fraction(x)) for name, x in exact.items()}
            digits = min(DIGITS, int(now.digits_of_gradient[t, j]))
            known["g"] = around(number(now.gradient[t, j], digits), sizes[t, j])
            for k, letter in enumerate(rule.keeps, 1):
                at = 3 * k + j
                rounding = carried_before[t, k, j] * sizes[max(t - 1, 0), j] if t else 0.0
                known[letter] = around(
                    number(now.rows[t, at], min(DIGITS, int(now.digits_of_rows[t, at]))), float(rounding)
                )
                rounding = carried_after[t, k, j] * sizes[t, j]
                known[f"{letter}'"] = around(number(after[t, at], min(DIGITS, int(digits_after[t, at]))), rounding)
            if "a" in rule.given:  # written in full
                used = float(after[t, 3 * (1 + rule.keeps.index("a")) + j])
                known["a'"] = (
                    (Fraction(used), Fraction(used)) if exactly(used) == repr(used) else around(number(used), 0)
                )
                part = HALVED[columns["halved"][t]]
                assert used == (0 if part.startswith("0") else rate / int(2 ** (columns["halved"][t] - 1.0)))
            for letter in rule.works_out:
                x = float(columns[f"{letter}_{parameter}"][t])
                sure = columns.get(f"digits_{letter}_{parameter}", np.full(len(steps), 14))[t]
                (line,) = (line for line in rule.lines if line.target == letter)
                rest = worked_out(line, known)
                known[letter] = around(number(x, min(DIGITS, int(sure))), float(rest[1] - rest[0]))
            old, new = change(now.rows[t, j], after[t, j], (int(now.digits_of_rows[t, j]), int(digits_after[t, j])))
            known["θ"] = around(old, float(carried_before[t, 0, j] * sizes[max(t - 1, 0), j]) if t else 0.0)
            results = {"θ": around(new, float(carried_after[t, 0, j] * sizes[t, j]))}
            results |= {letter: known[f"{letter}'"] for letter in rule.keeps}
            results |= {letter: known[letter] for letter in rule.works_out}
            for line in rule.lines:
                low, high = worked_out(line, known)
                least, most = results[line.target]
                if low > most or high < least:
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
    **{
        f"{rule.to_text()} {name} {rate:g}": (data, at_rate(rate, 40, rule=rule))
        for rule in EVERY
        if rule.keeps and "u" not in rule.keeps
        for name, data in (("default", DEFAULT), ("mirrored", mirrored(0)), ("small", overlapping(20, 1)))
        for rate in (0.01, 1.0, 30.0)
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
