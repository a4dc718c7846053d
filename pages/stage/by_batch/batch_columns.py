"""What the stage shows of each step's batch, as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from logreg_core.points.dataset import Floats
from pages.stage.why_columns import counts
from pages.words.batch.batch_settings import MOST_RINGED

Columns = dict[str, NDArray[np.generic]]


def batch_columns(run: Run, held: NDArray[np.intp], J: Floats) -> Columns:
    """Return what there is to show of the batches of the held steps, (n,) each; J : (n,), their members' mean loss.

    taken : how many members;  partial : 1 where that is what was left of an epoch;  epoch : which, from 1.
    J_batch : J.  members : (n, B), their numbers from 1 among all examples, 0 where there is none more; of batches of
    up to MOST_RINGED, in data that two bytes can number.
    """
    batches, m = run.batches, run.dataset.m
    assert batches is not None
    count, size = batches.count(m), min(batches.size, m)
    sizes = np.array([batches.size_at(m, t) for t in (0, count - 1)])
    taken = sizes[(held % count == count - 1).astype(np.intp)] if count > 1 else np.full(len(held), sizes[1])
    columns: Columns = {"taken": counts(taken), "epoch": counts(held // count + 1), "J_batch": J}
    columns["partial"] = (taken < size).astype(np.uint8)
    if size <= MOST_RINGED and run.whole.m < 2**16:
        members = np.zeros((len(held), size), np.uint16)
        for which, rows in batches.tables(m, held, 2**16):
            members[which, : rows.shape[1]] = run.rows_training[rows] + 1
        columns["members"] = members
    return columns


def times_taken(run: Run, held: NDArray[np.intp], row: int) -> tuple[NDArray[np.int64], Floats]:
    """Return how often each held step takes a training row, and of how many its batch is: (n,) each."""
    batches, m = run.batches, run.dataset.m
    assert batches is not None
    times, sizes = np.zeros(len(held), np.int64), np.empty(len(held))
    for which, rows in batches.tables(m, held, 2**16):
        times[which] = np.count_nonzero(rows == row, axis=1)
        sizes[which] = rows.shape[1]
    return times, sizes
