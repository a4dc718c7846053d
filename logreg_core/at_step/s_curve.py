"""Every example on the S-curve, at many steps at once, and the least-squares line through the labels beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.model.forward import linear, sigmoid_pair
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class OnCurve:
    """n examples at T steps.  z, y_hat : (T, n), no unit."""

    z: Floats
    y_hat: Floats


def on_curve(X: Floats, w: Floats, b: Floats) -> OnCurve:
    """Return where examples are on the S-curve, for X : (n, 2), w : (T, 2), b : (T,), all in one unit."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        z = linear(X[:, 0], X[:, 1], w[:, :1], w[:, 1:], b[:, None])
    return OnCurve(z, sigmoid_pair(z)[0])


def least_squares_over_z(X: Floats, y: Floats, w: Floats, b: Floats) -> Floats:
    """Return the line y ≈ slope·z + intercept that is nearest to the labels by squares, at each step: (T, 2).

    X : (m, 2), y : (m,), w : (T, 2), b : (T,), all in one unit. By means and covariances of the examples, so that a
    step costs the same for any m. nan where every z is the same.
    """
    mean, mean_y = X.mean(axis=0), float(y.mean())
    away = X - mean
    spread, shared = away.T @ away / len(y), away.T @ (y - mean_y) / len(y)
    with np.errstate(all="ignore"):
        size = np.abs(w).max(axis=1)
        way = w / size[:, None]  # whose squares neither vanish nor overflow
        slope = (way @ shared) / np.einsum("ti,ij,tj->t", way, spread, way) / size
        intercept = mean_y - slope * (w @ mean + b)
    line = np.column_stack([slope, intercept])
    line[~np.isfinite(line).all(axis=1)] = np.nan
    return line


def least_squares_over_feature(x: Floats, y: Floats) -> tuple[float, float]:
    """Return the same over one feature, (m,): slope, in one over its unit, and intercept; nan where all are alike."""
    away = x - x.mean()
    spread = float(away @ away)
    if spread == 0:
        return float("nan"), float("nan")
    slope = float(away @ (y - y.mean())) / spread
    return slope, float(y.mean() - slope * x.mean())
