"""How near to J* descent by batches comes, reshuffled and with replacement: the same run in both orders, by some seeds.

Within an epoch that takes every example once the batches' errors cancel, so that J at its end is lower than midway.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from logreg_core.descent.batches.batches import REPLACEMENT, RESHUFFLED
from logreg_core.descent.loop import run as descend
from logreg_core.descent.run import Run

SEEDS = 10  # from the run's own on
LAST = 10  # epochs looked at, but no more than half of all
MOST_WORK = 20_000_000  # examples times steps times runs


@dataclass(frozen=True)
class Nearness:
    """Mean F - F*, or J - J*, in one order: over all steps of the last epochs, and at their ends alone."""

    all_steps: float
    at_ends: float


@dataclass(frozen=True)
class Orders:
    """The same run, reshuffled each epoch and drawn with replacement; epochs : how many were looked at."""

    reshuffled: Nearness
    replacement: Nearness
    epochs: int


def compare_orders(run: Run) -> Orders | None:
    """Return how near to J* both orders come.

    None where there is no J*, where the run has less than two whole epochs or ends early, or where it takes long.
    """
    best, batches, m = run.best, run.batches, run.dataset.m
    if batches is None or not best.exists or m * run.experiment.steps * 2 * SEEDS > MOST_WORK:
        return None
    count = batches.count(m)
    whole = run.experiment.steps // count
    epochs = min(LAST, whole // 2)
    if epochs < 1:
        return None
    found = []
    for order in (RESHUFFLED, REPLACEMENT):
        gaps = []
        for seed in range(batches.seed, batches.seed + SEEDS):
            F = descend(run.whole, replace(run.experiment, batch_order=order, batch_seed=seed)).F
            if len(F) <= whole * count:
                return None
            gaps.append(F[(whole - epochs) * count + 1 : whole * count + 1] - best.F)
        each = np.array(gaps)
        found.append(Nearness(float(each.mean()), float(each[:, count - 1 :: count].mean())))
    return Orders(found[0], found[1], epochs)
