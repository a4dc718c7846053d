"""The fast loop of rules that step each parameter by itself (`rules/adaptive.py`), for up to FEW examples.

They divide a gradient by its own size, so its last bits can lead a step. Here the gradient has the very bits that
`chain_rule` gives: the same operations, in memory that is made once. With n = 2y - 1, which is -1 for y = 0 and 1 for
y = 1, and -s = n z:

    wrong = 1 / (1 + e^-s)        ∂L/∂z = ŷ - y = -n wrong

The losses wait until a block of steps is done.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from logreg_core.descent.kernels import in_pieces, sums_of
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.points.dataset import Floats

# (parameters and state (3 + rule.width,), α, t, n steps) → both (n+1, 3 + rule.width) and mean losses (n,) from there.
Steps = Callable[[Floats, float, int, int], tuple[Floats, Floats]]


def steps_by_coordinate(X: Floats, y: Floats, rule: ByCoordinate, block: int) -> Steps:
    """Return the loop over X : (m, 2), y : (m,), for up to `block` steps at once."""
    m = len(y)
    n = 2 * y - 1
    N1, N2 = n * X[:, 0], n * X[:, 1]
    features = np.stack([-N1, -N2, -n])
    S, products, other = np.empty((block, m)), np.empty((3, m)), np.empty(m)
    wrong, one = np.empty(m), np.array(1.0)
    add, multiply, divide, exp = np.add, np.multiply, np.divide, np.exp
    reduce = add.reduce

    def steps(start: Floats, rate: float, t: int, n_steps: int) -> tuple[Floats, Floats]:
        rows = [start.tolist()]
        (w1, w2, b), kept = rows[0][:3], rows[0][3:]
        kinds = [kept[k::3] for k in range(3)]  # what is kept of w1, of w2 and of b
        for i in range(n_steps):
            s = S[i]
            multiply(N1, w1, s)
            multiply(N2, w2, other)
            add(s, other, s)
            multiply(n, b, other)
            add(s, other, s)  # -s
            exp(s, wrong)
            add(wrong, one, wrong)
            divide(one, wrong, wrong)
            multiply(features, wrong, products)
            g1, g2, gb = reduce(products, axis=1).tolist()
            step = rule.coordinate(t + i, rate)
            w1, *of_w1 = step(w1, g1 / m, *kinds[0])
            w2, *of_w2 = step(w2, g2 / m, *kinds[1])
            b, *of_b = step(b, gb / m, *kinds[2])
            kinds = [of_w1, of_w2, of_b]
            rows.append([w1, w2, b, *(each for three in zip(*kinds, strict=True) for each in three)])
        size = np.abs(S[:n_steps])
        L = np.maximum(np.negative(S[:n_steps]), 0.0)
        L += np.log1p(np.exp(np.negative(size, size), size), size)
        return np.array(rows), sums_of(in_pieces(L)) / m

    return steps
