"""Newton's step: straight to the lowest point of the bowl that J looks like from here."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from logreg_core.descent.local import Local
from logreg_core.descent.rules.rule import Line, Product, Rule, Term
from logreg_core.points.dataset import Floats

FLAT = 1e-12  # of H's largest eigenvalue: a direction with less has no curvature left
NOTHING = 1e-200  # curvature that is none, since every example's ŷ is 0 or 1 but for 200 digits: |z| > 460
HALVINGS = 30
ENOUGH = 1e-4  # of what the slope promises (Armijo 1966)
SURE = 3 * 2.0**-52  # of F: a smaller rise is arithmetic, and counts as none (`causes/ending.py`)


@dataclass(frozen=True)
class Newton(Rule):
    """θ ← θ - aH⁻¹g, with H the Hessian over all examples. Damped, α is halved until F falls enough: a is what is left.

    For logistic regression that is iteratively reweighted least squares. Where H has no curvature left in a direction,
    the step of least length is taken: none along it. Nothing is remembered: d and a are kept to be shown.
    """

    damped: bool = field(
        default=True,
        metadata={
            "letter": "damped",
            "title": "Halve α until J falls",
            "switch": True,
            "off": "undamped",
            "limits": (0, 1),
            "step": 1,
            "help": "Off, each step goes all of α times H⁻¹∂J, wherever that leads: far from the minimum maybe far.",
        },
    )

    word = "newton"
    title = "Newton’s method"
    named = True
    in_words = (
        "H is how J bends here: the matrix of its second derivatives. The step is α times H⁻¹ times the gradient: with "
        "α = 1 to the lowest point of the bowl that J looks like from here. It takes all examples."
    )
    keeps = ("d", "a")
    given = MappingProxyType({"d": "(H⁻¹ ∂J/∂θ)", "a": "α, halved until J falls enough"})
    lines = (Line("θ", (Product(("θ",)), Product(("a'", "d'"), minus=True))),)
    overshoots = "α times the way to a bowl’s bottom leads too far here"
    usual_rate = 1.0
    slowed_by = ""
    takes_batches = False
    paper = "Newton’s method; for this model, iteratively reweighted least squares (Nelder and Wedderburn, 1972)"
    elsewhere = (
        "statsmodels’ Logit takes undamped steps of this kind; R’s glm and scikit-learn’s newton-cholesky halve theirs "
        "too."
    )

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        direction = least_step(local.hessian) @ local.gradient
        used = self._used(local, theta, direction, rate)
        return theta - used * direction, np.concatenate([direction, np.full(3, used)])

    def _used(self, local: Local, theta: Floats, direction: Floats, rate: float) -> float:
        """Return α, halved until F falls by ENOUGH of what the slope promises; 0 where no such step makes it fall."""
        if not self.damped:
            return rate
        F, slope = local.F, float(local.gradient @ direction)
        used = rate
        for _ in range(HALVINGS + 1):
            F_there = local.F_at(theta - used * direction)
            if F_there <= F - ENOUGH * used * slope + SURE * abs(F):
                return used
            used /= 2
        return 0.0

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters and Newton's step; see Rule."""
        inverse = least_step(local.hessian)
        direction = inverse @ local.gradient
        used = self._used(local, theta, direction, rate)
        return (
            Term("where it stands", "θ", theta),
            Term("Newton’s step", "−a·H⁻¹·∂J/∂θ", -(used * direction), of_gradient=-used * inverse),
        )

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return 1/λ for d and α/λ for θ, where λ is the least curvature; 0 for a, which is α over a power of 2."""
        per = np.ones(3) / least()[:, None]
        return np.stack([after[:, 2] * per, per, np.zeros(per.shape)], axis=1)

    def guarantee(self, smoothness: float) -> None:
        """Return None: what makes J fall is the halving, at whatever rate."""
        return None

    def gentle(self, smoothness: float) -> float:
        """Return 1: the step to the bowl's own lowest point."""
        return 1.0

    @property
    def never_rises(self) -> bool:
        """Whether it is damped."""
        return self.damped

    def calmed(self) -> Newton | None:
        """Return it damped, where it is not."""
        return None if self.damped else replace(self, damped=True)

    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return 1e-3 for damped steps of α = 1 and less; inf for others, which may lead far away.

        They agree to 1e-11 where the data are well scaled, and to 1e-4 where H is nearly flat in a direction, as on
        the way out where a line separates the classes: H⁻¹ makes the rounding of g larger.
        """
        return 1e-3 if self.damped and rate <= 1 else math.inf


def least_step(hessian: Floats) -> Floats:
    """Return the inverse of H : (3, 3), without the directions in which it has no curvature left."""
    if not np.isfinite(hessian).all():
        return np.zeros((3, 3))
    values, axes = np.linalg.eigh(hessian)
    kept = values > FLAT * values[-1]
    if not values[-1] > NOTHING:
        return np.zeros((3, 3))
    inverse: Floats = (axes[:, kept] / values[kept]) @ axes[:, kept].T
    return inverse


def flat_directions(hessian: Floats) -> int:
    """Return in how many directions H : (3, 3) has no curvature left."""
    if not np.isfinite(hessian).all():
        return len(hessian)
    values = np.linalg.eigvalsh(hessian)
    return int(np.count_nonzero(~(values > max(FLAT * values[-1], NOTHING))))
