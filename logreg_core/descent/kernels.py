"""The fast loops: what they give, and for how many examples and steps.

    kernel                  examples       at once                   gives
    _few_examples           up to 16,384   up to 120 steps           θ, what the rule keeps, and J of each step of a run
    _many_examples          beyond         one step, by blocks       the same
    steps_side_by_side      any number     k rates, by blocks        the same of k runs that differ in the rate alone
    along_run.along_run     any number     steps by blocks           mean gradients and correct counts
                                                                     at parameters that are known already
    by_coordinate           up to 16,384   up to 120 steps           θ, what the rule keeps, and J, of a rule that steps
                                                                     each parameter by itself

`steps_for` chooses between the first two. The first three take a rule whose step is linear in θ, in what it keeps and
in the gradient (`Rule.linear`), whose λw is in what it carries on (`Linear.charged`); a rule of neither kind steps by
the readable formulas. Sizes: `model/blocks.py`.

Each example becomes one signed row, so that both labels share one formula. With t = 1 - 2y, which is 1 for y = 0 and
-1 for y = 1, and the row (t x1, t x2, t):

    s = t z        v = e^s        r = v / (1 + v)        L = log(1 + v)        ŷ - y = t r

(r is the probability given to the wrong class). One matrix then holds the whole update: with S the (3, m) signed rows
and I the identity, plain descent is (w1, w2, b) ← [-(α/m) S | I] · [r | w1 w2 b]; a rule that keeps numbers has rows
for them too. The logarithms wait until a block of steps is done, and then one stands for eight examples:
log((1 + v₁) ⋯ (1 + v₈)). `model/forward.py` and `model/chain_rule.py` say the same readably; tests hold them together.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from logreg_core.descent.rules.rule import Linear, Rule
from logreg_core.model.blocks import FEW, LABEL_BLOCK, NUMBERS, STEPS
from logreg_core.points.dataset import Floats

GROUP = 8  # examples that share one logarithm
LEAST = 1 / 32  # mean loss below which 1 + v has lost digits of v that the loss still shows
MANY = 32  # numbers that are summed without being added up in pieces first
_COARSE = 1.5 * 2.0**23  # a float this size is a multiple of 2^-29
LARGEST = 700.0  # |s| up to which e^s and 1 + e^s keep all their digits
LOWEST_RATE = 1e-200  # above it α S loses no digits to the low end of a double's range

PIECES = 8  # partial sums that the losses of one block of examples are added in

# (parameters and state (3 + rule.width,), a step, n steps) → both (n+1, 3 + rule.width) and mean losses (n,) from
# there on.
Steps = Callable[[Floats, Linear, int], tuple[Floats, Floats]]
# (rows (k, 3 + rule.width), n steps) → rows from there on (n+1, k, 3 + rule.width) and mean losses (n, k).
StepsSideBySide = Callable[[Floats, int], tuple[Floats, Floats]]


def steps_for(X: Floats, y: Floats, rule: Rule, most: int) -> Steps:
    """Return the loop that suits the number of examples, for up to `most` steps at once. X : (m, 2), y : (m,)."""
    if len(y) > FEW:
        return _many_examples(X, y)
    return _few_examples(signed_rows(X, y), 1 + len(rule.keeps), min(most, steps_at_once(len(y))))


def steps_at_once(m: int) -> int:
    """Return for how many steps a loop over m examples may be asked at once."""
    return min(max(1, NUMBERS // m), STEPS)


def signed_rows(X: Floats, y: Floats) -> Floats:
    """Return S (3, m), the rows t x1, t x2 and t with t = 1 - 2y, of X : (m, 2) and y : (m,)."""
    sign = 1 - 2 * y
    return np.stack([sign * X[:, 0], sign * X[:, 1], sign])


def highest_rate(reach: Floats) -> float:
    """Return the α below which no entry of α S nears the end of a double's range.

    reach : (3,), the largest size in each row of S.
    """
    return 1e200 / float(reach.max())


def _few_examples(S: Floats, kinds: int, block: int) -> Steps:
    """Return steps for up to FEW examples: five NumPy calls each, all into memory that is made once.

    kinds : of how many kinds the numbers of a parameter are: itself, and what the rule keeps.
    """
    m, width = S.shape[1], 3 * kinds
    k = -(-m // GROUP)
    # Past column m, D holds ones, which change no product of GROUP numbers. Both in one piece: freed and
    # asked for apart, such memory goes back to the system, which clears it anew for each run.
    V, D = np.ones((2, block, k * GROUP))
    groups, one = D.reshape(block, GROUP, k), np.array(1.0)
    # One more row and number, always 0: the product with an even number of rows takes less time.
    p = width + width % 2
    A = np.eye(p, m + p, m)
    A_left = A[:, :m]
    carry = np.einsum("ijkj->ikj", A[:width, m : m + width].reshape(kinds, 3, kinds, 3))  # a view of A's right part
    S_left, S = np.concatenate([*[S] * kinds, np.zeros((p - width, m))]), np.concatenate([S, np.zeros((1, m))])
    R = np.zeros((block + 1, m + p))  # row i : [r | w1 w2 b, what the rule keeps, 0] at step i of the block
    scale = np.zeros((p, 1))
    push = scale[:width].reshape(kinds, 3)  # a view too
    # Slicing inside the loop would cost a quarter of its time.
    views = [(R[i, m : m + 4].dot, V[i, :m], D[i, :m], R[i, :m], R[i], R[i + 1, m:]) for i in range(block)]
    exp, add, divide, update = np.exp, np.add, np.divide, A.dot

    def steps(start: Floats, linear: Linear, n: int) -> tuple[Floats, Floats]:
        push[:], carry[:] = (linear.push / m)[:, None], linear.carry_of_each
        np.multiply(S_left, scale, A_left)
        R[0, m : m + width] = start
        for times, v, d, r, row, theta_next in views[:n]:
            times(S, v)  # s
            exp(v, v)
            add(v, one, d)
            divide(v, d, r)
            update(row, theta_next)
        losses = np.log(np.multiply.reduce(groups[:n], axis=1))
        J = sums_of(losses if k <= MANY else in_pieces(losses)) / m
        if not (np.minimum.reduce(J) > LEAST and np.maximum.reduce(J) < np.inf):
            alone = ~((J > LEAST) & (J < np.inf))  # a logarithm for each example
            v = V[:n, :m] if alone.all() else V[:n, :m][alone]
            J[alone] = sums_of(in_pieces(np.log1p(v, v))) / m
        return R[: n + 1, m : m + width], J

    return steps


def in_pieces(losses: Floats) -> Floats:
    """Return the sums (n, up to 8) of neighbours in losses : (n, m)."""
    m = losses.shape[1]
    return np.add.reduceat(losses, np.arange(0, m, -(-m // 8)), axis=1)


def sums_of(parts: Floats) -> Floats:
    """Return the sums (n,) of parts (n, k), the partial sums of losses, all but free of rounding.

    Near the minimum one step lowers J by less than a plain sum rounds, and J would seem to rise. The
    multiples of 2^-29 in the parts add up exactly; what is left is too small for its rounding to count.
    """
    coarse = (parts + _COARSE) - _COARSE
    return np.asarray(np.add.reduce(coarse, axis=1) + np.add.reduce(parts - coarse, axis=1))


def _many_examples(X: Floats, y: Floats) -> Steps:
    """Return steps for many examples, one label after the other: its row of S is one number, never read from memory."""
    m, blocks, buffers = len(y), [], {}
    for label, sign in (0, 1.0), (1, -1.0):
        which = np.flatnonzero(y == label)
        for start in range(0, len(which), LABEL_BLOCK):
            rows = X[which[start : start + LABEL_BLOCK]]
            n, k = len(rows), -(-len(rows) // GROUP)
            part = np.multiply(rows.T, sign, np.empty((2, n)))  # whole: of a part of a matrix each product makes a copy
            if n not in buffers:
                buffers[n] = np.empty(n), np.ones(k * GROUP), np.empty(k)
            v, d, logs = buffers[n]
            blocks.append((part, sign, v, d[:n], d.reshape(GROUP, k), logs))
    sums, losses, one = np.empty((len(blocks), 3)), np.empty(len(blocks)), np.array(1.0)
    exp, log, add, divide, multiply = np.exp, np.log, np.add, np.divide, np.multiply

    def steps(start: Floats, linear: Linear, n: int) -> tuple[Floats, Floats]:
        path, J = np.empty((n + 1, len(start))), np.empty(n)
        path[0] = start
        for k in range(n):
            w, b = path[k, :2], path[k, 2]
            shifts = {sign: np.array(sign * b) for sign in (1.0, -1.0)}
            for i, (part, sign, v, d, groups, logs) in enumerate(blocks):
                add(w.dot(part, v), shifts[sign], v)  # s
                exp(v, v)
                add(v, one, d)
                loss = add.reduce(log(multiply.reduce(groups, 0, out=logs), logs))
                losses[i] = loss if LEAST * len(v) < loss < np.inf else add.reduce(np.log1p(v))
                divide(v, d, v)
                part.dot(v, sums[i, :2])
                sums[i, 2] = sign * add.reduce(v)
            kinds = linear.carried_on(path[k].reshape(-1, 3))
            path[k + 1] = (kinds + np.multiply.outer(linear.push / m, add.reduce(sums, axis=0))).ravel()
            J[k] = add.reduce(losses) / m
        return path, J

    return steps


def steps_side_by_side(
    S: Floats, rule: Rule, rates: list[float], l2: float = 0.0, *, far: bool = False
) -> StepsSideBySide:
    """Return steps for these rates at once, through the columns of S in blocks; all into memory that is made once.

    l2 : λ, which charges the weights.   far : whether |s| may be past LARGEST, which takes twice the time.
    """
    m, k, kinds = S.shape[1], max(len(rates), 1), 1 + len(rule.keeps)
    width = min(m, max(PIECES, FEW // k))
    starts = range(0, m, width)
    V, G = np.empty(width * k), np.empty((len(starts), 3, k))
    views, buffers, group = [], {}, 0
    for start, g in zip(starts, G, strict=True):  # a row of the numbers of an example, a column of those of a rate
        block = np.ascontiguousarray(S[:, start : start + width])
        n = block.shape[1]
        if n not in buffers:  # past row n, D holds ones, which change no product of GROUP numbers
            buffers[n] = np.ones((-(-n // GROUP) * GROUP, k))
        d, first, group = buffers[n], group, group + -(-n // GROUP)
        cells = V[: n * k].reshape(n, k), d[:n]
        views.append((block, block.T, *cells, d.reshape(GROUP, -1), slice(first * k, group * k), g))
    edges = np.arange(0, group, -(-group // (PIECES * len(views))))
    P = np.empty((min(max(1, NUMBERS // (group * k)), STEPS), group * k))  # products, of some steps
    exp, log, add, divide, multiply = np.exp, np.log, np.add, np.divide, np.multiply
    one = np.array(1.0)

    linear = [each.charged(l2) for rate in rates if (each := rule.linear(rate)) is not None]
    carry, push = np.array([each.carry for each in linear]), np.array([each.push / m for each in linear]).T.copy()
    plain = not rule.keeps and l2 == 0
    carries = "kij,jpk->ipk" if l2 == 0 else "kijp,jpk->ipk"

    def steps(start: Floats, n: int) -> tuple[Floats, Floats]:
        path, losses = np.empty((n + 1, 3 * kinds, k)), np.empty((n, len(edges), k))
        path[0] = start.T
        for i, (row, next_row) in enumerate(pairwise(path), 1):
            here, done = row[:3], (i - 1) % len(P) + 1
            for block, block_t, v, d, groups, at, g in views:
                block_t.dot(here, v)
                if far:  # by e^-|s|, which is at most 1
                    likely = v > 0
                    exp(np.negative(np.abs(v, v), v), v)
                    add(v, one, d)
                    v[likely] = 1.0
                else:
                    exp(v, v)
                    add(v, one, d)
                    multiply.reduce(groups, axis=0, out=P[done - 1, at])
                divide(v, d, v)
                block.dot(v, g)
            update = G[0] if len(G) == 1 else add.reduce(G, axis=0)
            if plain:
                add(here, multiply(update, push[0], update), next_row)
            else:
                carried = np.einsum(carries, carry, row.reshape(kinds, 3, k))
                add(carried, push[:, None] * update, next_row.reshape(kinds, 3, k))
            if not far and (done == len(P) or i == n):
                logs = log(P[:done], P[:done]).reshape(done, group, k)
                add.reduceat(logs, edges, 1, None, losses[i - done : i])
        rows = path.swapaxes(1, 2)
        theta = rows[:-1, :, :3]
        if far:
            return rows, _losses_one_by_one(S, theta.reshape(-1, 3)).reshape(n, k)
        J = sums_of(losses.swapaxes(1, 2).reshape(n * k, -1)).reshape(n, k) / m
        alone = ~((J > LEAST) & (J < np.inf))
        if alone.any():
            J[alone] = _losses_one_by_one(S, theta[alone])
        return rows, J

    return steps


def _losses_one_by_one(S: Floats, theta: Floats) -> Floats:
    """Return the mean losses (n,) at theta : (n, 3), with a logarithm for each example, for any size of s."""
    m, J = S.shape[1], np.empty(len(theta))
    width = min(m, FEW)
    rows = max(1, NUMBERS // width)
    for first in range(0, len(theta), rows):
        here, parts = theta[first : first + rows], []
        for start in range(0, m, width):
            s = here @ S[:, start : start + width]
            small = np.log1p(np.exp(-np.abs(s)))
            parts.append(in_pieces(np.maximum(s, 0.0, out=s) + small))
        J[first : first + rows] = sums_of(np.concatenate(parts, axis=1)) / m
    return J
