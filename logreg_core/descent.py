"""Gradient descent, as fast as NumPy goes: w ← w - α ∂J/∂w and b ← b - α ∂J/∂b, both from the same gradient.

Each example is folded into one signed row, so that both labels share one formula. With t = 1 - 2y, which is 1
for y = 0 and -1 for y = 1, and the row (t x1, t x2, t):

    s = t z        v = e^s        r = v / (1 + v)        L = log(1 + v)        ŷ - y = t r

(r is the probability given to the wrong class). One matrix then holds the whole update: with S the (3, m)
signed rows and I the identity, (w1, w2, b) ← [-(α/m) S | I] · [r | w1 w2 b]. The logarithms wait until a
block of steps is done. `model.py` and `chain_rule.py` say the same readably; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from logreg_core.chain_rule import mean_gradients
from logreg_core.dataset import Dataset, Floats, Scaling
from logreg_core.holdout import Split, split
from logreg_core.model import forward
from logreg_core.runs import Run, scheduled_rates, take_over

if TYPE_CHECKING:
    from logreg_core.experiment import Experiment

FOLD_UP_TO = 16_384  # examples; beyond, the numbers of one step no longer fit the processor's cache
BLOCK = 32_768  # numbers whose logarithms are taken at once
LONGEST_BLOCK = 80  # steps, at most, whose logarithms are taken at once
_COARSE = 1.5 * 2.0**23  # a float this size is a multiple of 2^-29
COLUMNS = 32_768  # examples worked on at once, where there are more than FOLD_UP_TO
LARGEST = 700.0  # |s| up to which e^s and 1 + e^s keep all their digits

# (parameters (3,), α, n steps) → parameters (n+1, 3) and mean losses (n,) from there on.
Steps = Callable[[Floats, float, int], tuple[Floats, Floats]]


def run(dataset: Dataset, experiment: Experiment) -> Run:
    """Descend on a dataset as an experiment says, for any positive learning rates.

    It does not compare the dataset with experiment.data. Only a number that is not finite ends it early.
    Where the experiment holds out examples, descent and scaling know the training rows alone.
    """
    start = np.array([[*experiment.w, experiment.b]], np.float64)
    return continued(dataset, parts_of(dataset, experiment), experiment, start, np.empty(0))


def parts_of(dataset: Dataset, experiment: Experiment) -> Split | None:
    """What descent sees and what it does not; None where it sees all."""
    parts = split(dataset, experiment.holdout, experiment.holdout_seed) if experiment.holdout else None
    return parts if parts and parts.held_out else None


def extend(earlier: Run, experiment: Experiment) -> Run:
    """The run of `experiment` on the same dataset, reusing the rows of `earlier` that it shares.

    Bit for bit what run() gives; cheap when only later rates or the number of steps differ.
    """
    if _beginning(experiment) != _beginning(earlier.experiment):
        later = run(earlier.whole, experiment)
    else:
        shared = shared_steps(earlier, experiment)
        rows = np.column_stack([earlier.w[: shared + 1], earlier.b[: shared + 1]])
        J_known = earlier.J[:shared]
        later = continued(earlier.whole, earlier.parts, experiment, rows, J_known, earlier.X_scaled, earlier.scaling)
    take_over(later, earlier)
    return later


def shared_steps(earlier: Run, experiment: Experiment) -> int:
    """How many of the steps of `earlier` a run of `experiment` on the same dataset begins with; 0 or more."""
    before = earlier.experiment
    if _beginning(experiment) != _beginning(before):
        return 0
    most = min(earlier.steps, experiment.steps)
    rates = scheduled_rates(experiment.learning_rates, most)
    differ = np.flatnonzero(rates != scheduled_rates(before.learning_rates, most))
    return int(differ[0]) if len(differ) else most


def _beginning(e: Experiment) -> tuple[object, ...]:
    """What no step is the same without."""
    return e.w, e.b, e.scale, e.holdout, e.holdout_seed


def continued(
    whole: Dataset,
    parts: Split | None,
    experiment: Experiment,
    rows: Floats,
    J_known: Floats,
    X: Floats | None = None,
    scaling: Scaling | None = None,
) -> Run:
    """The run whose first parameters are `rows` (n+1, 3) and whose first mean losses are `J_known` (n,).

    X, scaling : the scaled features (m, 2) and their scaling, where they are known already.
    """
    dataset = parts.training if parts else whole
    scaling = scaling or Scaling.of(dataset.X, experiment.scale)
    X = scaling.apply(dataset.X) if X is None else X
    last = experiment.steps
    theta, J = np.empty((last + 2, 3)), np.empty(last + 1)
    theta[: len(rows)], J[: len(J_known)] = rows, J_known
    with np.errstate(all="ignore"):
        kept = _descend(X, dataset.y, theta, J, len(J_known), experiment)
    w, b, J = theta[:kept, :2].copy(), theta[:kept, 2].copy(), J[:kept].copy()
    w.flags.writeable = b.flags.writeable = J.flags.writeable = False
    return Run(dataset, experiment, scaling, w, b, J, parts, whole)


def _descend(X: Floats, y: Floats, theta: Floats, J: Floats, t: int, experiment: Experiment) -> int:
    """Fill theta (T+2, 3) and J (T+1,) from row t on; return how many rows are finite.

    Which formulas a step uses hangs on its own parameters alone, never on where a block began:
    so a run that goes on from row t has the same bits as one that came all the way.
    """
    S = signed_rows(X, y)
    reach = np.abs(S).max(axis=1)  # |s| <= |w1| reach1 + |w2| reach2 + |b| reach3
    steps = _folded(S, len(J) - t) if len(y) <= FOLD_UP_TO else _swept(S)
    most = min(max(1, BLOCK // len(y)), LONGEST_BLOCK)
    rates = scheduled_rates(experiment.learning_rates, len(J))
    changes = [*(np.flatnonzero(np.diff(rates)) + 1).tolist(), len(J)]
    room = most
    while t < len(J):
        while changes[0] <= t:
            changes.pop(0)
        n, rate = min(room, changes[0] - t), float(rates[t])
        foldable = 1e-200 < rate < 1e200 / reach.max()
        path, losses = steps(theta[t], rate, n) if foldable else (theta[t : t + 1], J[:0])
        inside = np.add.reduce(np.abs(path[: len(losses)]) * reach, axis=1) <= LARGEST
        good = len(inside) if inside.all() else int(inside.argmin())
        theta[t + 1 : t + 1 + good], J[t : t + good] = path[1 : good + 1], losses[:good]
        t += good
        room = min(2 * room, most)
        if good < n:
            J[t], theta[t + 1] = _step_by_the_book(X, y, theta[t], rate)
            if not np.isfinite(J[t]):  # and so it is where a parameter is not
                return max(t, 1)
            t, room = t + 1, 1
    return len(J)


def signed_rows(X: Floats, y: Floats) -> Floats:
    """X : (m, 2), y : (m,) → S : (3, m), the rows t x1, t x2 and t with t = 1 - 2y."""
    sign = 1 - 2 * y
    return np.stack([sign * X[:, 0], sign * X[:, 1], sign])


def foldable(rate: float, reach: Floats) -> bool:
    """Whether α times the signed rows, whose largest sizes are reach (3,), stays well inside a double's range."""
    return bool(1e-200 < rate < 1e200 / reach.max())


def _step_by_the_book(X: Floats, y: Floats, theta: Floats, rate: float) -> tuple[float, Floats]:
    """J at theta and the next theta by the readable formulas, for |s| past what e^s can hold."""
    dJ_dw, dJ_db = mean_gradients(X, y, theta[None, :2], theta[2:])
    return forward(X, y, theta[:2], theta[2]).J, theta - rate * np.append(dJ_dw[0], dJ_db)


def _folded(S: Floats, rows: int) -> Steps:
    """Steps for up to FOLD_UP_TO examples: five NumPy calls each, all into memory that is made once."""
    m = S.shape[1]
    block = min(max(1, BLOCK // m), rows, LONGEST_BLOCK)
    V, d, one = np.empty((block, m)), np.empty(m), np.array(1.0)
    eighths = np.arange(0, m, -(-m // 8))
    R = np.empty((block + 1, m + 3))  # row k : [r | w1 w2 b] at step k of the block
    A = np.hstack([S, np.eye(3)])
    # Slicing inside the loop would cost a quarter of its time.
    views = [(R[k, m:].dot, V[k], R[k, :m], R[k], R[k + 1, m:]) for k in range(block)]
    exp, add, divide = np.exp, np.add, np.divide

    def steps(theta: Floats, rate: float, n: int) -> tuple[Floats, Floats]:
        np.multiply(S, -(rate / m), A[:, :m])
        update = A.dot
        R[0, m:] = theta
        for times, v, r, row, theta_next in views[:n]:
            times(S, v)  # s
            exp(v, v)
            add(v, one, d)
            divide(v, d, r)
            update(row, theta_next)
        return R[: n + 1, m:], sums_of(np.add.reduceat(np.log1p(V[:n], V[:n]), eighths, axis=1)) / m

    return steps


def sums_of(parts: Floats) -> Floats:
    """parts : (n, k) partial sums of losses → (n,) their sums, all but free of rounding.

    Near the minimum one step lowers J by less than a plain sum rounds, and J would seem to rise. The
    multiples of 2^-29 in the parts add up exactly; what is left is too small for its rounding to count.
    """
    coarse = (parts + _COARSE) - _COARSE
    return np.asarray(np.add.reduce(coarse, axis=1) + np.add.reduce(parts - coarse, axis=1))


def _swept(S: Floats) -> Steps:
    """Steps for many examples: through the columns of S in blocks."""
    m = S.shape[1]
    blocks = [S[:, start : start + COLUMNS] for start in range(0, m, COLUMNS)]
    v, d = np.empty(COLUMNS), np.empty(COLUMNS)
    buffers = [(columns, v[: columns.shape[1]], d[: columns.shape[1]]) for columns in blocks]
    sums, losses = np.empty((len(blocks), 3)), np.empty(len(blocks))

    def steps(theta: Floats, rate: float, n: int) -> tuple[Floats, Floats]:
        path, J = np.empty((n + 1, 3)), np.empty(n)
        path[0] = theta
        for k in range(n):
            for i, (columns, v, d) in enumerate(buffers):
                np.exp(path[k].dot(columns, v), v)
                np.add(v, 1.0, d)
                np.divide(v, d, d)
                columns.dot(d, sums[i])
                losses[i] = np.add.reduce(np.log1p(v, v))
            path[k + 1] = path[k] - rate / m * np.add.reduce(sums, axis=0)
            J[k] = np.add.reduce(losses) / m
        return path, J

    return steps
