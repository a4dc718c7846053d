"""How long a map of the loss takes to work out, of 200 points and of a million rows, against the targets.

    python -m benchmarks.loss_map

What is measured is the processor's time of one thread, so that a busy machine tells the same. It takes half a minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from logreg_core import Dataset, Experiment, generate, run
from logreg_core.descent.surface.ground import ground_of
from logreg_core.descent.surface.height_map import SIDE, Box, box_of, height_map
from logreg_core.descent.surface.least_over_b import least_over_b

TARGETS = {3.0: 100.0, 30.0: 100.0, 300.0: 200.0}  # ms for 61×61 places and 200 points, by the largest |w|
OF_MANY = 300.0  # ms for a map of a million rows
ROWS = 1_000_000
ROUNDS = 7


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long the quickest of some rounds took, in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        work()
        took.append((time.thread_time() - began) * 1e3)
    return min(took)


def main() -> None:
    """Measure and print; exit with 1 where a target is missed."""
    missed = False
    points = generate("blobs", m=200)
    for reach, target in TARGETS.items():
        side = np.linspace(-reach, reach, SIDE)
        w = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        took = milliseconds(partial(least_over_b, points.X, points.y, w))
        print(f"{SIDE}×{SIDE} places to |w| = {reach:g}, 200 points: {took:.0f} ms, where {target:g} are allowed")
        missed |= took > target
    rng = np.random.default_rng(0)
    X = rng.normal(size=(ROWS, 2))
    many = Dataset(X, (rng.random(ROWS) < 1 / (1 + np.exp(-X @ [2.0, 1.0]))).astype(float))
    known = run(many, Experiment(steps=1))

    def whole() -> object:
        ground = ground_of(known)
        box: Box = box_of(ground, "w1 w2", known.w)
        return height_map(ground, "w1 w2", box)

    took = milliseconds(whole)
    print(f"a map from a sample of {ROWS:,} rows: {took:.0f} ms, where {OF_MANY:g} are allowed")
    raise SystemExit(missed or took > OF_MANY)


if __name__ == "__main__":
    main()
