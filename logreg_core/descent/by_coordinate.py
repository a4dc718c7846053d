"""The fast loop of rules that step each parameter by itself (`rules/adaptive.py`), for up to FEW examples.

They divide a gradient by its own size, so its last bits can lead a step. Here the gradient has the very bits that
`chain_rule` gives: the same operations, in memory that is made once. With n = 2y - 1, which is -1 for y = 0 and 1 for
y = 1, and -s = n z:

    wrong = 1 / (1 + e^-s)        ∂L/∂z = ŷ - y = -n wrong        right = e^-s wrong        L = -log right

The losses wait until a block of steps is done, and then one logarithm stands for eight examples, as in `kernels.py`.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from logreg_core.descent.kernels import GROUP, LEAST, MANY, in_pieces, sums_of
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.points.dataset import Floats


class Steps(Protocol):
    """Steps from one place on."""

    def __call__(self, start: Floats, rate: float, t: int, n_steps: int) -> tuple[Floats, Floats]:
        """Return parameters and state (n_steps + 1, 3 + rule.width), and the mean losses (n_steps,).

        start : (3 + rule.width,), where step t begins.
        """


def steps_by_coordinate(X: Floats, y: Floats, rule: ByCoordinate, block: int, l2: float = 0.0) -> Steps:
    """Return the loop over X : (m, 2), y : (m,), for up to `block` steps at once. l2 : λ, which charges the weights."""
    m, kinds = len(y), 1 + len(rule.keeps)
    k = -(-m // GROUP)
    n = 2 * y - 1
    N1, N2 = n * X[:, 0], n * X[:, 1]
    M1, M2, M = -N1, -N2, -n
    products, other = np.empty((3, m)), np.empty(m)
    P1, P2, P = products
    at1, at2, at, one = np.zeros(()), np.zeros(()), np.zeros(()), np.array(1.0)  # arrays, which ufuncs take faster
    # Past column m, R holds ones, which change no product of GROUP numbers. Both in one piece, as in `kernels.py`.
    V, R = np.ones((2, block, k * GROUP))
    groups = R.reshape(block, GROUP, k)
    views = [(V[i, :m], R[i, :m]) for i in range(block)]
    add, multiply, divide, exp = np.add, np.multiply, np.divide, np.exp
    reduce = add.reduce

    def steps(start: Floats, rate: float, t: int, n_steps: int) -> tuple[Floats, Floats]:
        of_w1, of_w2, of_b = map(tuple, start.reshape(kinds, 3).T.tolist())  # each: a parameter, what is kept of it
        rows = [of_w1 + of_w2 + of_b]
        step = rule.coordinate(t, rate)
        for i, (v, wrong) in enumerate(views[:n_steps]):
            if not rule.same_at_all_steps:
                step = rule.coordinate(t + i, rate)
            at1[()], at2[()], at[()] = of_w1[0], of_w2[0], of_b[0]
            multiply(N1, at1, v)
            multiply(N2, at2, other)
            add(v, other, v)
            multiply(n, at, other)
            add(v, other, v)  # -s
            exp(v, v)
            add(v, one, wrong)
            divide(one, wrong, wrong)
            multiply(M1, wrong, P1)
            multiply(M2, wrong, P2)
            multiply(M, wrong, P)
            g1, g2, gb = reduce(products, 1).tolist()
            g1, g2, gb = g1 / m, g2 / m, gb / m
            if l2:
                g1, g2 = g1 + l2 * of_w1[0], g2 + l2 * of_w2[0]
            of_w1, of_w2, of_b = step(g1, *of_w1), step(g2, *of_w2), step(gb, *of_b)
            rows.append(of_w1 + of_w2 + of_b)
        by_parameter = np.array(rows).reshape(-1, 3, kinds)
        return by_parameter.swapaxes(1, 2).reshape(len(rows), 3 * kinds), mean_losses(n_steps)

    def mean_losses(n_steps: int) -> Floats:
        right = R[:n_steps, :m]
        multiply(V[:n_steps, :m], right, right)
        losses = np.negative(np.log(multiply.reduce(groups[:n_steps], axis=1)))
        J = sums_of(losses if k <= MANY else in_pieces(losses)) / m
        alone = ~((J > LEAST) & (J < np.inf))  # a logarithm for each example
        if alone.any():
            J[alone] = sums_of(in_pieces(np.log1p(1 / V[:n_steps, :m][alone]))) / m
        return J

    return steps
