"""Lanes at the rates that are best for them: a fair race. The best is what a sweep of 25 rates finds, and their own."""

from __future__ import annotations

from dataclasses import replace

from logreg_core.descent.sweep.sweep import tuned
from logreg_core.lanes.lane import Lane, Lanes
from logreg_core.points.dataset import Dataset


def is_tuned(dataset: Dataset, lane: Lane) -> bool:
    """Return whether a lane holds one rate all along, the best one for it: no flag says so, a sweep does."""
    experiment = lane.experiment
    return len(experiment.learning_rates) == 1 and tuned_lane(dataset, lane).experiment == experiment


def tuned_lane(dataset: Dataset, lane: Lane) -> Lane:
    """Return the lane at the one rate, all along, that ends nearest to its F* after its steps.

    A fork by the rate alone is none then: it holds one rate from the start.
    """
    return replace(lane, experiment=tuned(dataset, lane.experiment))


def tuned_lanes(dataset: Dataset, lanes: Lanes) -> Lanes:
    """Return the lanes, each tuned; `is_tuned` holds of all of them."""
    return replace(lanes, all=tuple(tuned_lane(dataset, each) for each in lanes.all))
