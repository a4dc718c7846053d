"""What of w1, w2 and b the examples determine, where they all lie on one line or are one point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.points.dataset import Floats
from logreg_core.points.plain_numbers import short


@dataclass(frozen=True)
class Undetermined:
    """A change of w1, w2, b that changes no z of any example: change · (x1, x2, 1) = 0 for all of them.

    point : the one place where all examples are, in which case there are two such changes, and `change` is nan; None
    where one of the two is that of a feature that is 0, whose weight is none.
    """

    change: tuple[float, float, float]
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Letters:
    """How parameters and features are written."""

    parameters: tuple[str, str, str]
    features: tuple[str, str]


def undetermined(X: Floats) -> Undetermined:
    """Return what X : (m, 2), in the units that descent moves in, leaves open; its rows must lie on one line."""
    order = np.lexsort(X.T[::-1])
    (x1, x2), last = X[order[0]].tolist(), X[order[-1]]
    d1, d2 = last[0] - x1, last[1] - x2
    if d1 == 0 and d2 == 0:
        if x1 and not x2:
            return Undetermined((1.0, 0.0, -x1))
        if x2 and not x1:
            return Undetermined((0.0, 1.0, -x2))
        nan = float("nan")
        return Undetermined((nan, nan, nan), (x1, x2))
    n1, n2 = (1.0, 0.0 if d1 == 0 else -d1 / d2) if abs(d2) > abs(d1) else (0.0 if d2 == 0 else -d2 / d1, 1.0)
    return Undetermined((float(n1), float(n2), float(-n1 * x1 - n2 * x2)))


def what_is_determined(of: Undetermined, letters: Letters) -> str:
    """Say in one sentence which combinations of the parameters the examples determine, and why no more."""
    (w1, w2, b), (f1, f2) = letters.parameters, letters.features
    if of.point is not None:
        both = combination([(of.point[0], w1), (of.point[1], w2), (1.0, b)])
        return f"All examples are in one place, so only {both} is determined."
    n1, n2, n0 = of.change
    for weight, feature, own, other in ((w1, f1, n1, n2), (w2, f2, n2, n1)):
        if other == 0:  # this feature is the same for all
            value = -n0 / own
            if value == 0:
                return f"{feature} is 0 for all examples, so {weight} changes nothing."
            together = combination([(value, weight), (1.0, b)])
            return (
                f"{feature} is {short(value)} for all examples, so of {weight} and {b} only {together} is determined."
            )
    # Every combination that the change leaves as it is: here, those without w2 or w1 taken together with the other.
    weights = combination([(1.0, w1), (-n1 / n2, w2)]) if n2 == 1 else combination([(-n2 / n1, w1), (1.0, w2)])
    bias = combination([(-n0 / n2, w2), (1.0, b)]) if n2 == 1 else combination([(-n0 / n1, w1), (1.0, b)])
    return f"All examples lie on one line, so only {weights} and {bias} are determined."


def combination(terms: list[tuple[float, str]]) -> str:
    """Write a sum of letters, each with its factor: "w1 − 2·b"; those with 0 are left out."""
    said = ""
    for factor, letter in terms:
        if factor == 0:
            continue
        size = "" if abs(factor) == 1 else f"{short(abs(factor))}·"
        sign = ("−" if factor < 0 else "") if not said else (" − " if factor < 0 else " + ")
        said += f"{sign}{size}{letter}"
    return said
