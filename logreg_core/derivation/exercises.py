"""What an exercise asks about one example, and the numbers that common mistakes lead to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.descent.local import Gradient
from logreg_core.descent.rules import GradientDescent, Rule
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward

NUMBERS = ("L", "dL_dyhat", "dyhat_dz", "dL_dz", "dz_dw", "dL_dw", "dL_db", "next_w")
SIGNIFICANT = 3  # digits that an answer must have right
ALLOWED = 0.002  # relative; the numbers on screen, with which people work, have four digits


@dataclass(frozen=True)
class Exercise:
    """One number to find.

    name : one of NUMBERS;  answer : the number, None where a double can't hold it;
    slips : by a mistake's name, the number that it leads to; the most common mistake first.
    """

    name: str
    answer: float | None
    slips: Mapping[str, float]


def exercises(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float,
    *,
    example: int,
    learning_rate: float,
    j: int = 1,
    rule: Rule | None = None,
    state: ArrayLike = (),
) -> dict[str, Exercise]:
    """Return the exercises for one example at one parameter vector, by name.

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units;  example : from 0;  j : 1 or 2,
    the weight that they ask about;  rule, state : what a step is, and what it keeps before it, (rule.width,); plain
    descent where there is none. Nobody mistakes a feature for another one that is 0 for all.
    """
    ahead, chain = forward(X, y, w, b), chain_rule(X, y, w, b)
    i, m = example, len(ahead.z)
    y_hat, rest, z, L = (float(each[i]) for each in (ahead.y_hat, ahead.one_minus_y_hat, ahead.z, ahead.L))
    x_j, x_other = float(chain.dz_dw[i, j - 1]), float(chain.dz_dw[i, 2 - j])
    dL_dyhat, dyhat_dz, error = (float(each[i]) for each in (chain.dL_dyhat, chain.dyhat_dz, chain.dL_dz))
    w_j, mean, y_i = float(np.asarray(w)[j - 1]), float(chain.dJ_dw[j - 1]), float(np.asarray(y)[i])
    own, other = (y_hat, rest) if y_i else (rest, y_hat)
    sign = 1 - 2 * y_i
    slope_of_squares = (y_hat - y_i) * dyhat_dz
    rule = rule or GradientDescent()
    theta, kept = np.array([*np.asarray(w, np.float64), b]), np.asarray(state, np.float64)

    def after(gradient: float, by: Rule = rule) -> float:
        """Return the weight after a step along this gradient."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(by.update(Gradient(np.full(3, gradient)), theta, kept, learning_rate, 0)[0][j - 1])

    next_w = after(mean)
    change = w_j - next_w
    found = {
        "L": (
            L,
            {
                "log10": L / math.log(10),
                "sign": -L,
                "branch": -_log(other),
                "no_log": own,
                "dL_dyhat": dL_dyhat,
            },
        ),
        "dL_dyhat": (
            dL_dyhat,
            {
                "sign": -dL_dyhat,
                "branch": -sign * _over(other),
                "branch_sign": sign * _over(other),
                "error": error,
                "loss": L,
                "log10": dL_dyhat / math.log(10),
                "upside_down": sign * own,
            },
        ),
        "dyhat_dz": (
            dyhat_dz,
            {
                "sign": -dyhat_dz,
                "y_hat": y_hat,
                "rest": rest,
                "square": y_hat * y_hat,
                "exp": _exp(-z),
                "of_y_hat": _slope(y_hat),
            },
        ),
        "dL_dz": (
            error,
            {
                "sign": -error,
                "y_hat": y_hat,
                "no_slope": dL_dyhat,
                "only_slope": dyhat_dz,
                "sum": dL_dyhat + dyhat_dz,
                "squares": slope_of_squares,
            },
        ),
        "dz_dw": (
            x_j,
            {"weight": w_j, "other_feature": x_other, "term": w_j * x_j, "whole": z, "one": 1.0, "sign": -x_j},
        ),
        "dL_dw": (
            error * x_j,
            {
                "sign": -error * x_j,
                "no_x": error,
                "other_feature": error * x_other,
                "y_hat": y_hat * x_j,
                "only_y": y_i * x_j,
                "minus_y": -y_i * x_j,
                "no_slope": dL_dyhat * x_j,
                "no_loss": dyhat_dz * x_j,
                "squares": slope_of_squares * x_j,
                "divided": error * x_j / m,
                "weight": error * w_j,
            },
        ),
        "dL_db": (
            error,
            {
                "sign": -error,
                "x": error * x_j,
                "zero": 0.0,
                "y_hat": y_hat,
                "no_slope": dL_dyhat,
                "divided": error / m,
                "one": 1.0,
            },
        ),
        "next_w": (
            next_w,
            {
                "uphill": w_j + change,
                "no_rate": w_j - change / learning_rate,
                "own": after(error * x_j),
                "sum": after(mean * m),
                "only_change": change,
                "only_change_minus": -change,
                "gradient": mean,
                "divided": after(mean / m),
                "bias": after(chain.dJ_db),
                "same": w_j,
                **({"no_velocity": after(mean, GradientDescent())} if rule.keeps else {}),
            },
        ),
    }
    if not np.asarray(X)[:, 2 - j].any():  # there is no other feature
        for name in ("dz_dw", "dL_dw"):
            del found[name][1]["other_feature"]
    return {
        name: Exercise(name, answer if _holds(answer, name) else None, _usable(slips))
        for name, (answer, slips) in found.items()
    }


def _holds(answer: float, name: str) -> bool:
    """Tell whether a double holds the answer: a factor that has become 0 or ∞ has lost it, as it is never either."""
    return math.isfinite(answer) and (answer != 0 or name in ("dz_dw", "dL_dw", "next_w"))


def _usable(slips: Mapping[str, float]) -> dict[str, float]:
    return {name: value for name, value in slips.items() if math.isfinite(value)}


def _log(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf


def _over(x: float) -> float:
    return 1 / x if x > 0 else math.inf


def _exp(x: float) -> float:
    return math.exp(x) if x < 709 else math.inf


def _slope(x: float) -> float:
    s = 1 / (1 + math.exp(-x))
    return s * (1 - s)


def is_right(given: float, answer: float, digits: int = SIGNIFICANT) -> bool:
    """Tell whether a number is the answer to so many significant digits, or as near as four-digit factors lead."""
    return abs(given - answer) <= max(_unit(answer, digits) * 0.5000001, ALLOWED * abs(answer))


def is_coarse(given: float, answer: float) -> bool:
    """Tell whether a number is the answer to two digits or one, so that it was rounded too early."""
    return any(is_right(given, answer, digits) for digits in (2, 1))


def _unit(answer: float, digits: int) -> float:
    """Return the size of the last of so many significant digits."""
    if answer == 0:
        return float(10.0**-digits)
    return float(10.0 ** (math.floor(math.log10(abs(answer))) - digits + 1))


def slip_of(exercise: Exercise, given: float) -> str | None:
    """Return the name of the common mistake that leads to this number; None where there is none."""
    return next((name for name, value in exercise.slips.items() if is_right(given, value)), None)
