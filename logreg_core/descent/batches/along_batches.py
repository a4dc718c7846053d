"""What each step's own batch says at many steps: its mean gradient and its mean loss, by the readable formulas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.batches.batches import Batches
from logreg_core.model.blocks import NUMBERS
from logreg_core.model.chain_rule import links
from logreg_core.model.forward import linear, softplus
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class AlongBatches:
    """Numbers of the batches of n steps.

    gradient : (n, 3), the mean of ∂L/∂w1, ∂L/∂w2 and ∂L/∂b over the batch's members.
    sizes : (n, 3), the means of their absolute values, which is how much rounding adds up.
    J : (n,), the members' mean loss.
    """

    gradient: Floats
    sizes: Floats
    J: Floats


def along_batches(X: Floats, y: Floats, theta: Floats, batches: Batches, steps: NDArray[np.intp]) -> AlongBatches:
    """Return the numbers of the batches of the steps (n,), each at its own parameters theta (n, 3).

    X : (m, 2), y : (m,), in the units of theta. A step's numbers have the same bits whichever steps it comes with,
    and those that `chain_rule` gives for its members. Memory stays bounded for any n.
    """
    m, n = len(y), len(steps)
    x1, x2, signs = np.ascontiguousarray(X[:, 0]), np.ascontiguousarray(X[:, 1]), 1 - 2 * y
    gradient, sizes, J = np.empty((n, 3)), np.empty((n, 3)), np.empty(n)
    for which, rows in batches.tables(m, steps, NUMBERS):
        sign, some = signs[rows], theta[which]
        features = (x1[rows], x2[rows])
        with np.errstate(all="ignore"):
            s = sign * linear(*features, some[:, :1], some[:, 1:2], some[:, 2:])
            dL_dz = links(s, sign)[2]
            for k, each in enumerate((dL_dz * features[0], dL_dz * features[1], dL_dz)):
                gradient[which, k] = np.add.reduce(each, axis=1) / rows.shape[1]
                sizes[which, k] = np.add.reduce(np.abs(each), axis=1) / rows.shape[1]
            J[which] = np.add.reduce(softplus(s), axis=1) / rows.shape[1]
    return AlongBatches(gradient, sizes, J)
