"""Where the settings that scikit-learn's LogisticRegression has by default lead, on a dataset, and why not here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.descent.local import Here
from logreg_core.descent.optimum import Optimum, optimum
from logreg_core.points.dataset import Dataset

TOLERANCE = 1e-4  # its default: it may stop once no derivative of F is larger


@dataclass(frozen=True, eq=False)
class Fits:
    """The best parameters of the same examples under several penalties, in the data's own units.

    m : examples;  l2 : λ here;  scale : as an Experiment's.
    usual : at λ = 1/m, which is C = 1.0;  none : without a penalty;
    plain, scaled : at `charged`, with the data's own weights charged, and with those of the standardised features;
    charged : λ here, or 1/m where that is 0.   twice : at C = 1.0 where each example is there twice, so λ = 1/(2m).
    apart : how far from `usual` in a parameter one may be at most, to first order, where no derivative is larger than
    TOLERANCE; nan where there is no `usual`.
    """

    m: int
    l2: float
    scale: str
    usual: Optimum
    none: Optimum
    plain: Optimum
    scaled: Optimum
    charged: float
    twice: Optimum
    apart: float


def fits_elsewhere(dataset: Dataset, l2: float, scale: str) -> Fits:
    """Return what other settings of the penalty lead to. l2 : λ here;  scale : as an Experiment's."""
    m = dataset.m
    usual, charged = optimum(dataset, 1 / m), l2 or 1 / m
    apart = float("nan")
    if usual.exists:
        hessian = Here(dataset.X, dataset.y, np.append(usual.w, usual.b), 1 / m).hessian
        apart = TOLERANCE * float(np.abs(np.linalg.inv(hessian)).sum(axis=1).max())
    return Fits(
        m=m,
        l2=l2,
        scale=scale,
        usual=usual,
        none=optimum(dataset),
        plain=optimum(dataset, charged),
        scaled=optimum(dataset, charged, "standardize"),
        charged=charged,
        twice=optimum(dataset, 1 / (2 * m)),
        apart=apart,
    )
