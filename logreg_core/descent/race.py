"""Several learning rates over the same data from the same start, all in one matrix product a step.

Everything is folded as in `fold.py`; `descent.run` says what each rate's descent is. With k parameter vectors
as the rows of Θ (k, 3), one product Θ·S (k, m) holds the s of every rate and example, and one more,
r·Sᵀ (k, 3), every rate's gradient: two calls of matrix code instead of 2k.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.kernels import LARGEST, LONGEST_BLOCK, LOWEST_RATE, highest_rate, signed_rows, sums_of
from logreg_core.descent.loop import continued, parts_of
from logreg_core.descent.run import Run, take_over
from logreg_core.points.dataset import Dataset, Floats
from logreg_core.points.scaling import Scaling

CELLS = 16_384  # numbers (rates times examples) worked on at once
PIECES = 8  # partial sums that the losses of one block of examples are added in

# (Θ (k, 3), α (k,), n steps) → Θ from there on (n+1, k, 3) and mean losses (n, k).
Steps = Callable[[Floats, Floats, int], tuple[Floats, Floats]]


def race(dataset: Dataset, experiment: Experiment, rates: Sequence[float]) -> tuple[Run, ...]:
    """One Run for each learning rate, constant from step 0, and else as `experiment` says.

    Each is what run() gives for that rate, hold-out and scaling included, but for rounding: at rates up to
    2/smoothness the two stay within 1e-12 of each other over 1,000 steps. At far higher rates, where descent may be
    chaotic, single steps agree to 1e-13 and whole courses need not.
    rates : positive, in loss per squared parameter inverted; any number of them, in any order.
    Raises ValueError where Experiment refuses a rate.
    """
    entries = [replace(experiment, learning_rates=((0, float(rate)),)) for rate in rates]
    parts = parts_of(dataset, experiment)
    seen = parts.training if parts else dataset
    scaling = Scaling.of(seen.X, experiment.scale)
    X = scaling.apply(seen.X)
    with np.errstate(all="ignore"):
        courses = _together(X, seen.y, experiment, [entry.learning_rates[0][1] for entry in entries])
    runs: list[Run] = []
    for entry, (theta, J) in zip(entries, courses, strict=True):
        if len(J) <= experiment.steps:  # past what e^s can hold; run() knows how to go on
            done = continued(dataset, parts, entry, theta, J, X, scaling)
        else:
            w, b = theta[:, :2].copy(), theta[:, 2].copy()
            w.flags.writeable = b.flags.writeable = J.flags.writeable = False
            done = Run(seen, entry, scaling, w, b, J, parts, dataset)
        if runs:
            take_over(done, runs[0])
        runs.append(done)
    return tuple(runs)


def _together(X: Floats, y: Floats, experiment: Experiment, rates: list[float]) -> list[tuple[Floats, Floats]]:
    """For each rate its first parameters and mean losses, as far as |s| <= LARGEST is sure.

    Either all T+1 rows of both, or one row of parameters more than of losses.
    """
    S = signed_rows(X, y)
    reach, last = np.abs(S).max(axis=1), experiment.steps
    theta, J = np.empty((len(rates), last + 2, 3)), np.empty((len(rates), last + 1))
    theta[:, 0] = (*experiment.w, experiment.b)
    known = np.zeros(len(rates), np.intp)
    racing = np.array([k for k, rate in enumerate(rates) if LOWEST_RATE < rate < highest_rate(reach)], np.intp)
    t, n, steps = 0, 1, _steps(S, max(len(racing), 1))
    while t <= last and len(racing):
        n = min(n, last + 1 - t)
        path, losses = steps(theta[racing, t], np.array(rates)[racing], n)
        inside = np.add.reduce(np.abs(path[:n]) * reach, axis=2) <= LARGEST
        good = np.where(inside.all(axis=0), n, inside.argmin(axis=0))
        theta[racing, t + 1 : t + 1 + n] = path[1:].swapaxes(0, 1)
        J[racing, t : t + n] = losses.T
        known[racing] = t + good
        if good.min() < n:
            racing = racing[good == n]
            steps = _steps(S, max(len(racing), 1))
        t, n = t + n, min(2 * n, LONGEST_BLOCK)
    rows = [min(count + 1, last + 1) for count in known.tolist()]
    return [(theta[k, :row], J[k, : known[k]].copy()) for k, row in enumerate(rows)]


def _steps(S: Floats, k: int) -> Steps:
    """Steps for k rates at once, through the columns of S in blocks; all into memory that is made once."""
    m = S.shape[1]
    width = min(m, max(PIECES, CELLS // k))
    starts = range(0, m, width)
    blocks = [np.ascontiguousarray(S[:, start : start + width]) for start in starts]
    V, D, G = np.empty(k * width), np.empty(k * width), np.empty((len(starts), k, 3))
    views = []
    for block, g in zip(blocks, G, strict=True):
        shape, cells = (k, block.shape[1]), k * block.shape[1]
        edges = np.arange(0, shape[1], -(-shape[1] // PIECES))
        views.append((block, block.T, V[:cells].reshape(shape), D[:cells].reshape(shape), g, edges))
    pieces = np.cumsum([0, *(len(edges) for *_, edges in views)]).tolist()
    exp, log1p, add, divide, multiply = np.exp, np.log1p, np.add, np.divide, np.multiply
    one = np.array(1.0)

    def steps(theta: Floats, rates: Floats, n: int) -> tuple[Floats, Floats]:
        path, losses = np.empty((n + 1, k, 3)), np.empty((n, k, pieces[-1]))
        per_example = (-rates / m)[:, None]
        path[0] = theta
        for here, there, parts in zip(path[:-1], path[1:], losses, strict=True):
            for (block, block_t, v, d, g, edges), at in zip(views, pieces, strict=False):
                here.dot(block, v)
                exp(v, v)
                add(v, one, d)
                divide(v, d, d)
                d.dot(block_t, g)
                add.reduceat(log1p(v, v), edges, 1, None, parts[:, at : at + len(edges)])
            update = G[0] if len(G) == 1 else add.reduce(G, axis=0)
            add(here, multiply(update, per_example, update), there)
        return path, sums_of(losses.reshape(n * k, -1)).reshape(n, k) / m

    return steps
