"""Jitter: points with whole-number features are drawn a little aside, so that those on one spot are all visible.

Only the picture has it; the numbers, and so descent, do not.
"""

from __future__ import annotations

import numpy as np

from logreg_core.points.dataset import Dataset, Floats

REACH_OF_JITTER = 0.3  # units on either side; less than half a step, or a point would look like another number
_SEED = 0
_STARTS = 4096


def jitter(dataset: Dataset) -> Floats | None:
    """Return how far aside each point is drawn, (m, 2) in data units; None where no two points share a spot.

    Only features with nothing but whole numbers are jittered, and only where two points share a spot. An offset
    depends on the spot and on how many earlier points share it, so an edit elsewhere moves no other point.
    """
    X = dataset.X
    whole = (X == np.floor(X)).all(axis=0) & (np.abs(X) < 2**52).all(axis=0)
    whole[1] &= not dataset.has_one_feature  # whose points stay on their line
    if not whole.any():
        return None
    spots, spot = np.unique(X, axis=0, return_inverse=True)
    spot = spot.reshape(-1)
    if len(spots) == dataset.m:
        return None
    order = np.argsort(spot, kind="stable")
    counts = np.bincount(spot)
    before = np.empty(dataset.m, dtype=np.intp)
    before[order] = np.arange(dataset.m) - np.repeat(np.cumsum(counts) - counts, counts)
    rng = np.random.Generator(np.random.PCG64(_SEED))
    table = rng.uniform(-REACH_OF_JITTER, REACH_OF_JITTER, (_STARTS + int(counts.max()), 2))
    # Each spot starts at another row of the table, or all would show one pattern.
    start = (np.where(whole, spots, 0.0).astype(np.int64) @ np.array([40_503, 30_011])) % _STARTS
    offsets: Floats = np.where(whole, table[start[spot] + before], 0.0)
    return offsets
