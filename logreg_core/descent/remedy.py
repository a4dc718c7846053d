"""What helps where the features' scales are the cause: the same descent in standardised features, and how long."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.causes.conditioning import conditioning_at_best
from logreg_core.descent.experiment import LONGEST
from logreg_core.descent.loop import run
from logreg_core.descent.optimum import optimum
from logreg_core.descent.outcome import CLOSE, RECENT, base_loss, rises
from logreg_core.descent.schedule import cut, one_or_less
from logreg_core.points.dataset import Dataset

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment

TRIED = 20_000_000  # examples times steps that are worth a trial, about a fifth of a second
LONG = 1000  # steps; where rate 1 needs more than that, a higher one is taken if it is safe
ROUND = 100  # steps are given in hundreds
UNKNOWN = 400  # steps, where nothing says how many there must be


def standardised(training: Dataset, experiment: Experiment) -> Experiment:
    """Return the experiment in standardised features from w = 0, b = 0, at a rate and of a length that get there.

    training : the examples that descent sees. The rate is 1, less where that is not safe, more where 1 takes long.
    The steps are as many hundreds as a trial needs to come within CLOSE of J*, and one more in which it is seen to rest
    there; where no minimum exists, to go nine tenths of the way. With very many examples the curvature at J* tells
    how many there must be, without a trial.
    """
    known = training._facts.get("standardised")
    settings = known.get(experiment.rule) if isinstance(known, dict) else None
    if settings is None:
        settings = _settings(training, experiment)
        training._facts["standardised"] = {**(known if isinstance(known, dict) else {}), experiment.rule: settings}
    rate, steps = settings
    return replace(experiment, scale="standardize", w=(0.0, 0.0), b=0.0, learning_rates=((0, rate),), steps=steps)


def _settings(training: Dataset, experiment: Experiment) -> tuple[float, int]:
    most = experiment.rule.gentle(conditioning_at_best(training).smoothness_standardised)
    rate = one_or_less(most)
    if _told_by_curvature(training, experiment, rate) > LONG:
        rate = max(rate, cut(most, 1))
    return rate, _steps(training, experiment, rate)


def _steps(training: Dataset, experiment: Experiment, rate: float) -> int:
    """How many hundreds of steps a rate needs, by a trial where that is cheap."""
    told = _told_by_curvature(training, experiment, rate)
    tried = min(LONGEST, 2 * told, TRIED // training.m)
    if tried < told:
        return told
    trial = replace(
        experiment,
        scale="standardize",
        w=(0.0, 0.0),
        b=0.0,
        learning_rates=((0, rate),),
        steps=tried,
        holdout=0.0,
    )
    J, best = run(training, trial).J, optimum(training)
    far = np.flatnonzero(J - best.J > (CLOSE if best.exists else (base_loss(training.y) - best.J) / 10))
    risen = np.flatnonzero(rises(J)) + RECENT if best.exists else far
    needed = 1 + max((int(each[-1]) for each in (far, risen) if len(each)), default=-1)
    return min(LONGEST, _hundreds(needed) + ROUND)


def _told_by_curvature(training: Dataset, experiment: Experiment, rate: float) -> int:
    """How many hundreds of steps bring ln 2 down to CLOSE, if the gap shrinks as it does near J*."""
    best, in_the_long_run = optimum(training), experiment.rule.in_the_long_run(rate)
    if not best.exists or in_the_long_run is None:
        return UNKNOWN
    shrinks = min(0.5, in_the_long_run * conditioning_at_best(training).least_standardised)
    gap = max(math.log(2) - best.J, 2 * CLOSE)
    return min(LONGEST, _hundreds(math.log(gap / CLOSE) / (-2 * math.log1p(-shrinks))) + ROUND)


def _hundreds(steps: float) -> int:
    return ROUND * math.ceil(steps / ROUND)
