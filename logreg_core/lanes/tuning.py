"""Lanes at the rates that are best for them: a fair race. The best is what a sweep of 25 rates finds, and their own."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run
from logreg_core.descent.sweep.sweep import Sweep, sweep, with_chosen
from logreg_core.lanes.lane import Lane, Lanes
from logreg_core.points.dataset import Dataset


def is_tuned(dataset: Dataset, lane: Lane) -> bool:
    """Return whether a lane holds one rate all along, the best one for it: no flag says so, a sweep does."""
    experiment = lane.experiment
    return len(experiment.learning_rates) == 1 and tuned_lane(dataset, lane).experiment == experiment


def tuned_lane(dataset: Dataset, lane: Lane) -> Lane:
    """Return the lane at the one rate, all along, that ends nearest to its F* after its steps.

    A sweep may meet at a chaotic rate what the run itself does not: the rate that it finds counts by what a run does.
    A fork by the rate alone is none then: it holds one rate from the start.
    """
    now = lane.experiment
    found = with_chosen(sweep(dataset, now), dataset, now)
    if found.rows == found.of:  # else a sample stands for all, and what it found is said to be the sample's
        tried: set[float] = set()
        while (best := found.best) not in tried:
            found = _tried(found, best, dataset, now)
            tried.add(best)
    return replace(lane, experiment=replace(now, learning_rates=((0, found.best),)))


def tuned_lanes(dataset: Dataset, lanes: Lanes) -> Lanes:
    """Return the lanes, each tuned; `is_tuned` holds of all of them."""
    return replace(lanes, all=tuple(tuned_lane(dataset, each) for each in lanes.all))


def _tried(found: Sweep, rate: float, dataset: Dataset, experiment: Experiment) -> Sweep:
    """Return the sweep with the outcome at a rate as `run` has it."""
    done = run(dataset, replace(experiment, learning_rates=((0, rate),), steps=found.steps))
    series = done.F - (done.best.F if found.attained else 0.0)
    whole, away = done.steps == found.steps, np.flatnonzero(series > found.least)
    first = int(away[-1]) + 1 if len(away) else 0
    k = found.rates.index(rate)
    there = first if whole and first < len(series) else found.steps + 1
    return replace(
        found,
        gaps=(*found.gaps[:k], float(series[-1]) if whole else math.inf, *found.gaps[k + 1 :]),
        there=(*found.there[:k], there, *found.there[k + 1 :]),
    )
