"""Which examples a step takes its gradient from, where it does not take all: a batch of B of them.

An epoch is ⌈m/B⌉ steps. The members of step t hang on the seed and on its epoch alone, so that any step's are known
without those before it: going back, scrubbing and links stay exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Floats
from logreg_core.points.seeds import LARGEST_LINKED_SEED

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment

RESHUFFLED, REPLACEMENT, FIXED = "reshuffled", "replacement", "fixed"
ORDERS = (RESHUFFLED, REPLACEMENT, FIXED)
LARGEST_BATCH = 10**9  # members; more examples than can be loaded

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Batches:
    """How each step's members are chosen from m examples; m is passed to each method.

    size : B, at least 1; more than m counts as m.
    order : "reshuffled", where each epoch goes through all examples in an order of its own; "fixed", where all epochs
    go through the one order of the first; or "replacement", where each member is drawn from all, so that one may come
    twice, and another not at all. In the first two the last batch of an epoch has m mod B members, where B does not
    divide m.
    seed : of the orders and draws, 0 or more.
    """

    size: int
    order: str = RESHUFFLED
    seed: int = 0

    @classmethod
    def of(cls, experiment: Experiment, m: int) -> Batches | None:
        """Return the batches of an experiment over m examples; None where each step takes all rows once."""
        size = experiment.batch
        if size is None or not experiment.rule.takes_batches or (size >= m and experiment.batch_order != REPLACEMENT):
            return None
        return cls(size, experiment.batch_order, experiment.batch_seed)

    def count(self, m: int) -> int:
        """Return how many steps an epoch has."""
        return -(-m // min(self.size, m))

    def epoch(self, m: int, t: int) -> int:
        """Return the epoch, from 0, of the step from t."""
        return t // self.count(m)

    def size_at(self, m: int, t: int) -> int:
        """Return how many members the batch of the step from t has."""
        size = min(self.size, m)
        rest = m % size
        last = t % self.count(m) == self.count(m) - 1
        return rest if rest and last and self.order != REPLACEMENT else size

    def is_partial(self, m: int, t: int) -> bool:
        """Return whether that batch is what was left of an epoch, fewer than B."""
        return self.size_at(m, t) < min(self.size, m)

    def members(self, m: int, t: int) -> Rows:
        """Return the rows, from 0, of the examples that the step from t takes, ascending; one drawn twice is twice."""
        epoch, place = divmod(t, self.count(m))
        return self.table(m, epoch)[place, : self.size_at(m, t)]

    def table(self, m: int, epoch: int) -> Rows:
        """Return the members of each step of an epoch, (count, B), ascending; m where a batch has no more."""
        size, count = min(self.size, m), self.count(m)
        drawn = np.random.SeedSequence([self.seed, 0 if self.order == FIXED else epoch])
        rng = np.random.Generator(np.random.PCG64(drawn))
        if self.order == REPLACEMENT:
            rows = np.minimum((rng.random((count, size)) * m).astype(np.intp), m - 1)
        else:
            rows = rng.random(m).argsort(kind="stable")
            if count * size > m:
                rows = np.append(rows, np.full(count * size - m, m))
            rows = rows.reshape(count, size)
        rows.sort(axis=1)
        return rows

    def tables(self, m: int, steps: Rows, most: int) -> Iterator[tuple[Rows, Rows]]:
        """Return which of the steps (n,) come together, (k,) from 0, and their members (k, their size), ascending.

        Whole batches come together, and partial ones; some `most` members at once.
        """
        size, count = min(self.size, m), self.count(m)
        partial = np.array([self.is_partial(m, int(t)) for t in range(count)])[steps % count]
        known, table = -1, np.empty((0, 0), np.intp)
        for which in np.flatnonzero(~partial), np.flatnonzero(partial):
            for start in range(0, len(which), max(1, most // size)):
                some = which[start : start + max(1, most // size)]
                width = self.size_at(m, int(steps[some[0]]))
                rows = np.empty((len(some), width), np.intp)
                for k, t in enumerate(steps[some].tolist()):
                    epoch, place = divmod(t, count)
                    if epoch != known:
                        known, table = epoch, self.table(m, epoch)
                    rows[k] = table[place, :width]
                yield some, rows


def covariance(gradients: Floats, size: int, order: str) -> Floats:
    """Return how a batch's mean gradient scatters round the mean of all, (k, k), over all draws of `size` members.

    gradients : (m, k), each example's.  With S their covariance, divided by m - 1, it is (1 - B/m)·S/B without
    replacement, in either order, and S·(m - 1)/(m·B) with it (Cochran, Sampling Techniques, 1977, chapter 2).
    """
    m = len(gradients)
    size = min(size, m)
    apart = gradients - np.add.reduce(gradients, axis=0) / m
    products = apart.T @ apart
    if order == REPLACEMENT:
        return np.asarray(products / (m * size))
    return np.asarray(products * ((1 - size / m) / (max(m - 1, 1) * size)))


def check_batch(size: int | None, order: str, seed: int) -> None:
    """Raise ValueError unless an experiment can have these."""
    if size is not None and not (isinstance(size, (int, np.integer)) and 1 <= size <= LARGEST_BATCH):
        raise ValueError(
            f"the batch is {size!r}; it must be a whole number from 1 to {LARGEST_BATCH:,}, or None for all"
        )
    if order not in ORDERS:
        raise ValueError(f"the order of the batches is {order!r:.40}; it must be one of {', '.join(ORDERS)}")
    if not 0 <= seed <= LARGEST_LINKED_SEED:
        raise ValueError(f"the seed of the batches is {seed}; it must be a whole number, 0 or more")
