"""Descent where each step takes a batch, and J is over all rows at every step.

A step of a linear rule is `kernels`' own, with the batch's signed rows in place of all: five NumPy calls over B
numbers. J waits until a block of steps is done. By which formulas a number is worked out hangs on its own parameters
alone, and each is summed in the same order wherever a block began: a run that goes on has the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.batches.batches import FIXED, Batches
from logreg_core.descent.kernels import GROUP, LARGEST, LEAST, LOWEST_RATE, PIECES, highest_rate, signed_rows, sums_of
from logreg_core.descent.local import Here
from logreg_core.descent.rules.rule import Linear
from logreg_core.descent.schedule import rates_of
from logreg_core.model.blocks import FEW, NUMBERS, STEPS
from logreg_core.model.forward import mean_losses
from logreg_core.points.dataset import Floats

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment

# (parameters and state (3 + rule.width,), a step, t, n steps from t) → both (n+1, 3 + rule.width) from there on.
BatchSteps = Callable[[Floats, Linear, int, int], Floats]


def descend_in_batches(
    X: Floats, y: Floats, path: Floats, J: Floats, t: int, experiment: Experiment, batches: Batches, farthest: float
) -> int:
    """Return how many rows are within `farthest`, having filled path (T+2, 3 + rule.width) and J (T+1,) from t on."""
    m, rule = len(y), experiment.rule
    reach = np.array([*(max(x.max(), -x.min()) for x in X.T), 1.0])
    most = min(max(1, NUMBERS // min(batches.size, m)), STEPS)
    steps, J_of = steps_of_batches(X, y, 1 + len(rule.keeps), batches, min(most, len(J) - t)), losses_of(X, y)
    rates = rates_of(experiment.learning_rates, np.arange(len(J)))
    changes = [*(np.flatnonzero(np.diff(rates)) + 1).tolist(), len(J)]
    room, highest = most, highest_rate(reach)
    while t < len(J):
        while changes[0] <= t:
            changes.pop(0)
        n, rate = min(room, changes[0] - t), float(rates[t])
        linear = rule.linear(rate) if LOWEST_RATE < rate < highest else None
        rows = path[t : t + 1] if linear is None else steps(path[t], linear.charged(experiment.l2), t, n)
        inside = np.add.reduce(np.abs(rows[:-1, :3]) * reach, axis=1) <= LARGEST
        good = len(inside) if inside.all() else int(inside.argmin())
        path[t + 1 : t + 1 + good], J[t : t + good] = rows[1 : good + 1], J_of(rows[:good])
        t += good
        room = min(2 * room, most)
        if good < n:
            here, theta = Here(X, y, path[t, :3], experiment.l2), path[t, :3]
            members = batches.members(m, t)
            local = Here(X[members], y[members], theta, experiment.l2)
            J[t], path[t + 1] = here.J, np.concatenate(rule.update(local, theta, path[t, 3:], rate, t))
            if not here.reach <= farthest:
                return max(t, 1)
            t, room = t + 1, 1
    return len(J)


def steps_of_batches(X: Floats, y: Floats, kinds: int, batches: Batches, block: int) -> BatchSteps:
    """Return steps for up to `block` batches at once; all into memory that is made once.

    kinds : of how many kinds the numbers of a parameter are: itself, and what the rule keeps.
    """
    m, width = len(y), 3 * kinds
    B, p = min(batches.size, m), width + width % 2
    S = np.zeros((3, m + 1))  # the signed rows of `kernels`; the last example, all 0, is nobody
    S[:, :m] = signed_rows(X, y)
    # Whole for each step: of a part of a matrix each product makes a copy.
    signed, left = np.zeros((block, 4, B)), np.zeros((block, p, B + p))  # of step i: S, and push · S beside carry
    part, members = np.empty((block, B)), np.zeros((block, B), np.intp)
    carry = np.zeros((p, p))
    carries = np.einsum("ijkj->ikj", carry[:width, :width].reshape(kinds, 3, kinds, 3))
    R = np.zeros((block + 1, B + p))  # row i : [r | w1 w2 b, what the rule keeps, 0] at step i of the block
    V, D = np.empty((2, B))
    views = [(R[i, B : B + 4].dot, signed[i], R[i, :B], left[i].dot, R[i], R[i + 1, B:]) for i in range(block)]
    exp, add, divide, one = np.exp, np.add, np.divide, np.array(1.0)
    count = batches.count(m)
    partial = batches.size_at(m, count - 1)
    known, table = -1, members

    def find(t: int, n: int) -> None:
        nonlocal known, table
        k = 0
        while k < n:
            epoch, place = divmod(t + k, count)
            epoch = 0 if batches.order == FIXED else epoch
            if epoch != known:
                known, table = epoch, batches.table(m, epoch)
            more = min(count - place, n - k)
            members[k : k + more] = table[place : place + more]
            k += more

    def steps(start: Floats, linear: Linear, t: int, n: int) -> Floats:
        find(t, n)
        sizes = np.full(n, float(B))
        sizes[np.arange(t, t + n) % count == count - 1] = partial
        for k in range(3):
            S[k].take(members[:n], out=part[:n], mode="clip")
            signed[:n, k] = part[:n]
            for kind, push in enumerate(linear.push.tolist()):
                np.multiply(part[:n], (push / sizes)[:, None], left[:n, 3 * kind + k, :B])
        carries[:] = linear.carry_of_each
        left[:n, :, B:] = carry
        R[0, B : B + width] = start
        for times, batch, r, update, row, theta_next in views[:n]:
            times(batch, V)  # s
            exp(V, V)
            add(V, one, D)
            divide(V, D, r)
            update(row, theta_next)
        return R[: n + 1, B : B + width]

    return steps


def losses_of(X: Floats, y: Floats) -> Callable[[Floats], Floats]:
    """Return J over all rows as a function of θ (n, 3 or more columns) → (n,), for |s| ≤ LARGEST."""
    m, sign = len(y), 1 - 2 * y
    width = min(m, FEW)
    rows = min(max(1, NUMBERS // width), STEPS)
    blocks = []
    for start in range(0, m, width):
        some = slice(start, min(start + width, m))
        blocks.append((sign[some] * X[some, 0], sign[some] * X[some, 1], sign[some]))
    scratch = np.empty((rows, width))
    padded = np.empty((rows, -(-width // GROUP) * GROUP))

    def J_of(theta: Floats) -> Floats:
        J = np.empty(len(theta))
        for start in range(0, len(theta), rows):
            w1, w2, b = theta[start : start + rows, :3].T[:, :, None]
            n, parts = len(w1), []
            for s1, s2, s3 in blocks:
                k = -(-len(s3) // GROUP)
                d = padded[:n, : k * GROUP]
                d[:, len(s3) :] = 1.0
                s, more = d[:, : len(s3)], scratch[:n, : len(s3)]
                np.multiply(w1, s1, s)
                s += np.multiply(w2, s2, more)
                s += np.multiply(b, s3, more)
                np.exp(s, s)
                s += 1.0
                groups = np.log(np.multiply.reduce(d.reshape(n, GROUP, k), axis=1))
                parts.append(np.add.reduceat(groups, np.arange(0, k, -(-k // PIECES)), axis=1))
            J[start : start + n] = sums_of(np.concatenate(parts, axis=1)) / m
        alone = ~((J > LEAST) & (J < np.inf))
        if alone.any():
            J[alone] = mean_losses(X, y, theta[alone, :2], theta[alone, 2])
        return J

    return J_of
