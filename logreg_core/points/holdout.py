"""Holding out a share of the examples: descent never sees them, so their mean loss tests the line it finds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Dataset, Floats

LARGEST_SHARE = 0.5  # held out; descent keeps at least as many examples


@dataclass(frozen=True, eq=False)
class Split:
    """A dataset in two parts, each with its rows in their old order.

    training : what descent sees;  held_out : the rest, None where there is none.
    rows_training, rows_held_out : ascending numbers, from 0, of their rows in the whole dataset; read-only.
    """

    training: Dataset
    held_out: Dataset | None
    rows_training: NDArray[np.intp]
    rows_held_out: NDArray[np.intp]


def split(dataset: Dataset, share: float, seed: int) -> Split:
    """Hold out a share of each class, drawn with a seed of its own; the same bits for the same arguments.

    share : 0 to 0.5. Of a class of n, the whole number nearest to share · n is held out, a half rounded up, but
    never all n; so of tiny classes none may be held out. Raises ValueError on a share or seed outside its range.
    The last split is kept with the dataset, so that asking again costs nothing.
    """
    check_share(share)
    if seed < 0:
        raise ValueError(f"the seed of the split is {seed}; it must be a whole number, 0 or more")
    known = dataset._facts.get("split")
    if isinstance(known, tuple) and known[:2] == (share, seed):
        kept: Split = known[2]
        return kept
    out = _drawn(dataset.y, share, seed)
    if not len(out):
        return Split(dataset, None, _read_only(np.arange(dataset.m)), _read_only(out))
    rows = np.delete(np.arange(dataset.m), out)
    parts = Split(_part(dataset, rows), _part(dataset, out), _read_only(rows), _read_only(out))
    dataset._facts["split"] = (share, seed, parts)
    return parts


def check_share(share: float) -> None:
    """Raise ValueError unless so large a share can be held out."""
    if not 0 <= share <= LARGEST_SHARE:
        raise ValueError(f"the held-out share is {share!r}; it must be from 0 to {LARGEST_SHARE:g}")


def _drawn(y: Floats, share: float, seed: int) -> NDArray[np.intp]:
    rng = np.random.Generator(np.random.PCG64(seed))
    drawn = []
    for label in (0, 1):
        rows = np.flatnonzero(y == label)
        count = min(math.floor(share * len(rows) + 0.5), max(len(rows) - 1, 0))
        drawn.append(rng.permutation(rows)[:count])
    return np.sort(np.concatenate(drawn))


def _part(dataset: Dataset, rows: NDArray[np.intp]) -> Dataset:
    return Dataset(dataset.X[rows], dataset.y[rows], dataset.feature_names, dataset.class_names, dataset.source)


def _read_only(rows: NDArray[np.intp]) -> NDArray[np.intp]:
    rows.flags.writeable = False
    return rows
