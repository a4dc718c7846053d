"""Is the gradient right? The central difference (J(θ+ε) - J(θ-ε)) / 2ε beside ∂J/∂θ, for θ = w1, w2 and b.

Where λ charges the weights it is F = J + λ/2·|w|² that is looked at. The penalty is a parabola, whose central
difference is λw itself but for rounding: it adds no truncation.

It uses the mean loss J alone and knows nothing of the chain rule, so a mistake in a derivative shows.

Two things part it from the derivative. Truncation: J is no straight line between θ-ε and θ+ε. By Taylor's theorem
that leaves at most ε²/6 · max|J'''|, and |J'''| ≤ mean|x|³ · max|σ''| with max|σ''| = 1/(6√3). Rounding: J(θ+ε)
and J(θ-ε) are known to about 16 digits each, of which the difference keeps few; that leaves about J · 10⁻¹⁶ / ε. A
larger ε means more of the one, a smaller ε more of the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import checked_inputs, mean_losses
from logreg_core.model.penalty import charged_gradient, objective, penalty, penalty_gradient
from logreg_core.points.dataset import Floats

NAMES = ("w1", "w2", "b")
MOST_EXAMPLES = 4_000  # that `error_over_epsilon` looks at
_UNIT = 2.0**-53  # largest relative error of one rounding
_LARGEST_EPSILON = 1e300  # θ+ε and θ-ε have a difference, too
_STEEPEST_BEND = 1 / (6 * 3**0.5)  # max |σ''|
_SHARP = 100  # a gradient is near 0 unless it is so many times what the check can resolve


@dataclass(frozen=True)
class Check:
    """One parameter's gradient, worked out in two ways. Derivatives have the unit of 1 / parameter.

    name : "w1", "w2" or "b".  analytic : ∂J/∂θ by the chain rule.  numeric : the central difference.
    epsilon : the ε asked for;  half_width : the ε that it came to, as θ+ε and θ-ε are rounded to doubles.
    absolute : |analytic - numeric|;  relative : that over the larger of both sizes (no unit; 0 where both are 0).
    expected : what truncation and rounding may leave at most;  agrees : absolute ≤ expected.
    near_zero : the gradient is so small that the absolute error says more than the relative one.
    """

    name: str
    analytic: float
    numeric: float
    epsilon: float
    half_width: float
    absolute: float
    relative: float
    expected: float
    near_zero: bool

    @property
    def agrees(self) -> bool:
        """Whether truncation and rounding explain all that the two differ by."""
        return self.absolute <= self.expected


def gradient_check(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, epsilon: float | None = None, l2: float = 0.0
) -> tuple[Check, ...]:
    """Return the checks of w1, w2 and b at one parameter vector.

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units.
    epsilon : in units of the parameter, the same for all three; None for a sensible one for each.  l2 : λ.
    Raises ValueError when a shape is wrong or epsilon is not a positive number.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    sizes = _Sizes.of(X, w, b, l2)
    sensible = sizes.sensible_epsilons()
    asked = sensible if epsilon is None else np.full(3, float(epsilon))
    widths, numeric = (part[:, 0] for part in _central(X, y, w, b, asked[:, None], l2))
    chain = chain_rule(X, y, w, b)
    analytic = charged_gradient(np.array([*chain.dJ_dw, chain.dJ_db]), w, l2)
    absolute = np.abs(analytic - numeric)
    larger = np.maximum(np.abs(analytic), np.abs(numeric))
    columns = (
        analytic,
        numeric,
        asked,
        widths / 2,
        absolute,
        np.divide(absolute, larger, out=np.zeros(3), where=larger > 0),
        sizes.expected_error(np.maximum(asked, widths / 2)),
        larger < _SHARP * sizes.expected_error(sensible),
    )
    return tuple(Check(name, *row) for name, *row in zip(NAMES, *(c.tolist() for c in columns), strict=True))


@dataclass(frozen=True, eq=False)
class _Sizes:
    """What decides how sharp the check is, in numbers that don't leave a double's range.

    m : examples;  z : the mean of |w1 x1| + |w2 x2| + |b|, from which z gets its rounding error;
    l2 : λ;  charge : λ/2·|w|², which F has beside J;  w : (3,), λ times each weight's size, 0 for b.
    x : (3,), the cube root of mean|x|³ for x1, x2 and for b's 1; 1 for a feature that is 0 throughout.
    """

    m: int
    z: float
    x: Floats
    l2: float
    charge: float
    w: Floats

    @classmethod
    def of(cls, X: Floats, w: Floats, b: float, l2: float = 0.0) -> _Sizes:
        size = np.abs(X)
        largest = size.max(axis=0)
        part = size / np.where(largest > 0, largest, 1.0)  # so that no cube leaves a double's range
        cubes = np.cbrt(np.add.reduce(part * part * part) / len(X)) * largest
        with np.errstate(over="ignore"):
            z = np.abs(w) @ (np.add.reduce(part) / len(X) * largest) + abs(b)
        charges = float(penalty(w, l2)), np.abs(penalty_gradient(w, l2))
        return cls(len(X), float(np.nan_to_num(z)), np.append(np.where(largest > 0, cubes, 1.0), 1.0), l2, *charges)

    def sensible_epsilons(self) -> Floats:
        """(3,): for w1, w2 and b an ε, a power of ten, at which truncation and rounding together are small.

        Truncation grows as ε² and rounding as 1/ε, so the best ε grows as the cube root of the rounding; where z is
        so large that its own digits run out, ε has to stay far above them.
        """
        rounding = 2 * _UNIT * (1 + self.z + self.charge)
        with np.errstate(over="ignore"):
            best = np.minimum(np.maximum(np.cbrt(rounding), 1e6 * rounding) / self.x, _LARGEST_EPSILON)
        # The numeral, since 10.0 ** -5 is not the double nearest to 0.00001.
        powers = np.round(np.log10(best)).tolist()
        return np.array([float(f"1e{power:.0f}") for power in powers], np.float64)

    def expected_error(self, epsilons: Floats) -> Floats:
        """What truncation and rounding may leave at most, for epsilons : (3,), one a parameter; (3,).

        Both ways are also slopes of at most mean|x|, which bounds truncation where Taylor's theorem says little.
        """
        roundings = (24 + np.log2(self.m)) * _UNIT  # in z, in L and, in blocks of 128, in the sum of the mean
        with np.errstate(over="ignore"):
            reach = epsilons * self.x
            truncated = np.minimum(_STEEPEST_BEND / 6 * reach * reach, 2.0) * self.x
            rounded = roundings * (1 + self.z + reach) / epsilons + np.minimum(roundings * (1 + self.z), 2.0) * self.x
            if self.l2:  # the penalty's own rounding, at θ ± ε, and that of λw
                there = 2 * self.charge + self.l2 * epsilons * epsilons
                rounded = rounded + roundings * there / epsilons + roundings * self.w
        expected: Floats = np.nan_to_num(truncated + rounded)
        return expected


def error_over_epsilon(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, epsilons: ArrayLike, l2: float = 0.0
) -> Floats:
    """Return |analytic - numeric| for each of k ε (rows) and w1, w2, b (columns): (k, 3).

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, epsilons : (k,) positive.  l2 : λ.
    Of more than MOST_EXAMPLES examples it looks at so many, evenly spaced, for both ways alike: the curve's shape is
    the same, and it costs no more for a million. Raises ValueError as `gradient_check`.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    if len(y) > MOST_EXAMPLES:
        rows = np.linspace(0, len(y) - 1, MOST_EXAMPLES).astype(np.intp)
        X, y = X[rows], y[rows]
    steps = np.asarray(epsilons, np.float64)
    numeric = _central(X, y, w, b, np.broadcast_to(steps, (3, *steps.shape)), l2)[1]
    chain = chain_rule(X, y, w, b)
    analytic = charged_gradient(np.array([*chain.dJ_dw, chain.dJ_db]), w, l2)
    errors: Floats = np.abs(numeric.T - analytic)
    return errors


def sensible_epsilons(X: ArrayLike, w: ArrayLike, b: float) -> Floats:
    """Return an ε for each of w1, w2 and b, (3,): a power of ten, at which truncation and rounding together are small.

    X : (m, 2), w : (2,), b : float, all in the same units.
    """
    return _Sizes.of(np.asarray(X, np.float64), np.asarray(w, np.float64), float(b)).sensible_epsilons()


def epsilons_around(epsilons: ArrayLike, count: int = 61) -> Floats:
    """Return ε from far below to far above the given ones, (count,), evenly spaced on a logarithmic axis."""
    low, high = float(np.min(epsilons)), float(np.max(epsilons))
    return np.geomspace(max(low * 1e-8, 1e-300), min(high * 1e5, 1e300), count)


def _central(X: Floats, y: Floats, w: Floats, b: float, epsilons: Floats, l2: float) -> tuple[Floats, Floats]:
    """The widths (θ+ε) - (θ-ε) and the central differences over them, (3, k), for epsilons : (3, k).

    θ+ε and θ-ε are rounded, by up to a few percent of a small ε beside a large θ. The difference between what they
    were rounded to is exact, so that is what J's change is divided by. They are at least the next doubles.
    """
    if not (np.isfinite(epsilons) & (epsilons > 0)).all():
        raise ValueError(f"epsilon is {epsilons.tolist()}; it must be a positive number")
    theta = np.array([w[0], w[1], b])
    above = np.maximum(theta[:, None] + epsilons, np.nextafter(theta, np.inf)[:, None])
    below = np.minimum(theta[:, None] - epsilons, np.nextafter(theta, -np.inf)[:, None])
    k = epsilons.shape[1]
    moved = np.tile(theta, (2, 3, k, 1))  # which side, which parameter, which ε, all three parameters
    for j in range(3):
        moved[0, j, :, j], moved[1, j, :, j] = above[j], below[j]
    points = moved.reshape(-1, 3)
    J = objective(mean_losses(X, y, points[:, :2], points[:, 2]), points[:, :2], l2).reshape(2, 3, k)
    widths = above - below
    with np.errstate(over="ignore"):
        return widths, np.nan_to_num((J[0] - J[1]) / widths)
