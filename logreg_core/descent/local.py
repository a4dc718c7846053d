"""What a rule may ask of the place where its step begins."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from logreg_core.descent.along_run import mean_gradients
from logreg_core.model.forward import Forward, forward
from logreg_core.model.penalty import charged_gradient, penalty
from logreg_core.points.dataset import Floats


class Local(Protocol):
    """A place θ = (w1, w2, b) and the examples of one step."""

    @property
    def gradient(self) -> Floats:
        """(3,): g = ∂F/∂w1, ∂F/∂w2, ∂F/∂b there, over these examples; ∂J/∂θ where nothing is charged."""

    @property
    def hessian(self) -> Floats:
        """(3, 3): H, the second derivatives of F there."""

    @property
    def F(self) -> float:
        """What descent makes small, there: J, or with a penalty F = J + λ/2·|w|²."""

    def F_at(self, theta: Floats) -> float:
        """Return it at another place, theta (3,), over the same examples."""


@dataclass(frozen=True, eq=False)
class Gradient:
    """A place of which the gradient, (3,), is known and nothing else: for rules that ask for no more."""

    gradient: Floats

    @property
    def hessian(self) -> Floats:
        """Raises ValueError: it is not known."""
        raise ValueError("only the gradient is known here; a rule that uses the curvature needs Here or Instead")

    @property
    def F(self) -> float:
        """Raises ValueError: it is not known."""
        raise ValueError("only the gradient is known here; a rule that compares values of F needs Here or Instead")

    def F_at(self, theta: Floats) -> float:
        """Raise ValueError: it is not known."""
        return self.F


@dataclass(frozen=True, eq=False)
class Instead:
    """A place where another gradient, (3,), stands in place of its own."""

    here: Local
    gradient: Floats

    @property
    def hessian(self) -> Floats:
        """(3, 3): H there."""
        return self.here.hessian

    @property
    def F(self) -> float:
        """What descent makes small, there."""
        return self.here.F

    def F_at(self, theta: Floats) -> float:
        """Return it at another place, theta (3,)."""
        return self.here.F_at(theta)


@dataclass(frozen=True, eq=False)
class Here:
    """The place theta (3,) and all of X : (m, 2), y : (m,), by the readable formulas; each number when it is asked.

    l2 : λ, which charges the weights: F = J + λ/2·|w|².
    """

    X: Floats
    y: Floats
    theta: Floats
    l2: float = 0.0

    @cached_property
    def gradient(self) -> Floats:
        """(3,): ∂J/∂w1, ∂J/∂w2, ∂J/∂b, each weight's with λw."""
        dJ_dw, dJ_db = mean_gradients(self.X, self.y, self.theta[None, :2], self.theta[2:])
        return charged_gradient(np.append(dJ_dw[0], dJ_db), self.theta[:2], self.l2)

    @cached_property
    def hessian(self) -> Floats:
        """(3, 3): the mean of ŷ(1-ŷ) a aᵀ with a = (x1, x2, 1), and λ for both weights."""
        a = np.column_stack([self.X, np.ones(len(self.X))])
        slope = self._ahead.y_hat * self._ahead.one_minus_y_hat
        with np.errstate(under="ignore"):
            mean: Floats = (a.T * slope) @ a / len(a)
        return mean + np.diag([self.l2, self.l2, 0.0]) if self.l2 else mean

    @cached_property
    def J(self) -> float:
        """Mean loss."""
        return self._ahead.J

    @property
    def F(self) -> float:
        """What descent makes small: J + λ/2·|w|²."""
        return self.J if self.l2 == 0 else self.J + float(penalty(self.theta[:2], self.l2))

    def F_at(self, theta: Floats) -> float:
        """Return it at another place, theta (3,), over the same examples."""
        J = forward(self.X, self.y, theta[:2], theta[2]).J
        return J if self.l2 == 0 else J + float(penalty(theta[:2], self.l2))

    @cached_property
    def reach(self) -> float:
        """The largest |z|, J, F or parameter's size; nan or inf where one of them is not finite."""
        return float(np.max([np.abs(self.theta).max(), np.abs(self._ahead.z).max(), self.F]))

    @cached_property
    def _ahead(self) -> Forward:
        return forward(self.X, self.y, self.theta[:2], self.theta[2])
