"""What if one example were otherwise: the mean gradient at the same parameters, with it, without it, and changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.at_step.at_step import AtStep
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.dataset import Floats


@dataclass(frozen=True)
class Gradient:
    """The mean loss and its derivatives over some m examples, at one parameter vector."""

    m: int
    J: float
    dJ_dw1: float
    dJ_dw2: float
    dJ_db: float


def gradient(X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float) -> Gradient:
    """Return J, ∂J/∂w and ∂J/∂b (derivation, sections 1, 6 and 7); shapes and errors as in `chain_rule`."""
    chain = chain_rule(X, y, w, b)
    w1, w2 = chain.dJ_dw.tolist()
    return Gradient(len(chain.dL_dz), forward(X, y, w, b).J, w1, w2, chain.dJ_db)


def gradient_at(here: AtStep) -> Gradient:
    """Return J, ∂J/∂w and ∂J/∂b as they are, and as they are shown everywhere."""
    w1, w2, b = here.gradient_shown.tolist()
    return Gradient(len(here.y), here.J, w1, w2, b)


def without(X: Floats, y: Floats, w: ArrayLike, b: float, i: int) -> Gradient | None:
    """Return the gradient over all examples but the one in row i; None where nobody would be left.

    X : (m, 2), y : (m,), w : (2,), b : float, all in the same units.
    """
    return gradient(np.delete(X, i, axis=0), np.delete(y, i), w, b) if len(y) > 1 else None


def flipped(X: Floats, y: Floats, w: ArrayLike, b: float, i: int) -> Gradient:
    """Return the gradient where the example in row i has the other label; arguments as in `without`."""
    changed = y.copy()
    changed[i] = 1 - changed[i]
    return gradient(X, changed, w, b)


def moved(X: Floats, y: Floats, w: ArrayLike, b: float, i: int, x: ArrayLike) -> Gradient:
    """Return the gradient where the example in row i is at x : (2,), in X's units; arguments as in `without`."""
    changed = X.copy()
    changed[i] = x
    return gradient(changed, y, w, b)
