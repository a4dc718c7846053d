"""What helps, as trials show it: the same descent in standardised features, and how long; a rate that comes further."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.causes.conditioning import conditioning_at_best
from logreg_core.descent.experiment import LONGEST
from logreg_core.descent.loop import extend, run
from logreg_core.descent.optimum import optimum
from logreg_core.descent.outcome import CLOSE, NEAR, RECENT, base_loss, rises
from logreg_core.descent.schedule import cut, one_or_less
from logreg_core.points.dataset import Dataset

if TYPE_CHECKING:
    from logreg_core.descent.experiment import Experiment
    from logreg_core.descent.run import Run

TRIED = 20_000_000  # examples times steps that are worth a trial, about a fifth of a second
LONG = 1000  # steps; where rate 1 needs more than that, a higher one is taken if it is safe
ROUND = 100  # steps are given in hundreds
UNKNOWN = 400  # steps, where nothing says how many there must be
LOOKED = 2000  # steps of a trial by a rule with a usual rate


def standardised(training: Dataset, experiment: Experiment) -> Experiment:
    """Return the experiment in standardised features from w = 0, b = 0, at a rate and of a length that get there.

    training : the examples that descent sees. The rate is 1, less where that is not safe, more where 1 takes long.
    The steps are as many hundreds as a trial needs to come within CLOSE of F*, and one more in which it is seen to rest
    there; where no minimum exists, to go nine tenths of the way. With very many examples the curvature at J* tells
    how many there must be, without a trial.

    A rule with a usual rate takes that or ten times as much, whichever brings it within NEAR of F* sooner, to stay;
    where none does within LOOKED steps, the one that ends lower.
    """
    known = training._facts.get("standardised")
    asked = (experiment.rule, experiment.l2)
    settings = known.get(asked) if isinstance(known, dict) else None
    if settings is None:
        settings = _settings(training, experiment)
        training._facts["standardised"] = {**(known if isinstance(known, dict) else {}), asked: settings}
    rate, steps = settings
    return replace(experiment, scale="standardize", w=(0.0, 0.0), b=0.0, learning_rates=((0, rate),), steps=steps)


def further_rate(run_so_far: Run) -> float | None:
    """Return ten times a run's rate, where it comes further from the same start in as many steps, and does not rise
    within the last; None where it does not, or a trial takes long.
    """
    experiment, steps = run_so_far.experiment, run_so_far.steps
    if not steps or steps * run_so_far.dataset.m > TRIED:
        return None
    rate = float(f"{10 * run_so_far.rates[-1]:.3g}")
    F = run(run_so_far.whole, replace(experiment, learning_rates=((0, rate),), steps=steps)).F
    return rate if len(F) == steps + 1 and F[-1] < run_so_far.F[-1] and not rises(F)[-RECENT:].any() else None


def lower_from_start(run_so_far: Run) -> float | None:
    """Return the highest of three rates below a run's with which F, from the same start, is lower at as many steps."""
    experiment = run_so_far.experiment
    gentle, now = experiment.rule.gentle(run_so_far.smoothness), experiment.rate_at(max(run_so_far.steps - 1, 0))
    rates = [cut(rate) for rate in (gentle, now / 10, now / 100) if rate < now]
    return next((rate for rate in sorted(rates, reverse=True) if _ends_lower(run_so_far, rate)), None)


def lower_from_here(run_so_far: Run, more: int) -> float | None:
    """Return a tenth of a run's rate, if F is lower with it after so many more steps; None where it is not."""
    rate = cut(run_so_far.experiment.rate_at(max(run_so_far.steps - 1, 0)) / 10)
    return rate if more and _ends_lower(run_so_far, rate, more) else None


def _ends_lower(run_so_far: Run, rate: float, more: int = 0) -> bool:
    """Whether F with another rate, from the start or for `more` steps from here, is lower all through its end."""
    steps = run_so_far.steps + more
    if steps * run_so_far.dataset.m > TRIED // 4:
        return False
    there = replace(run_so_far.experiment.with_rate(rate, run_so_far.steps if more else 0), steps=steps)
    F = (extend(run_so_far, there) if more else run(run_so_far.whole, there)).F
    return len(F) == steps + 1 and bool(F[-RECENT:].max() < run_so_far.F[-RECENT:].max() and F[-1] < F[0])


def _settings(training: Dataset, experiment: Experiment) -> tuple[float, int]:
    if experiment.rule.usual_rate is not None:
        tried = (_tried(training, experiment, times * experiment.rule.usual_rate) for times in (1, 10))
        *_, rate, steps = min(tried)
        return rate, steps
    most = experiment.rule.gentle(conditioning_at_best(training, experiment.l2).smoothness_standardised)
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
    done = _run_in_standardised(training, experiment, rate, tried)
    F, best = done.F, done.best
    far = np.flatnonzero(F - best.F > (CLOSE if best.exists else (base_loss(training.y) - best.F) / 10))
    risen = np.flatnonzero(rises(F)) + RECENT if best.exists else far
    needed = 1 + max((int(each[-1]) for each in (far, risen) if len(each)), default=-1)
    return min(LONGEST, _hundreds(needed) + ROUND)


def _tried(training: Dataset, experiment: Experiment, rate: float) -> tuple[bool, int, float, float, int]:
    """Try a rate: whether it is not near F* to stay, after how many steps, how low F ends, the rate, how long to go."""
    steps = max(ROUND, min(LOOKED, TRIED // training.m))
    done = _run_in_standardised(training, experiment, rate, steps)
    F, best = done.F, done.best
    far = np.flatnonzero(F - best.F > (NEAR if best.exists else (base_loss(training.y) - best.F) / 10))
    needed = 1 + int(far[-1]) if len(far) else 1
    if needed < len(F):
        return False, needed, float(F[-1]), rate, _hundreds(needed) + ROUND
    return True, 0, float(F[-1]), rate, steps


def _told_by_curvature(training: Dataset, experiment: Experiment, rate: float) -> int:
    """How many hundreds of steps bring ln 2 down to CLOSE, if the gap shrinks as it does near J*."""
    best, in_the_long_run = optimum(training, experiment.l2, "standardize"), experiment.rule.in_the_long_run(rate)
    if not best.exists or in_the_long_run is None:
        return UNKNOWN
    shrinks = min(0.5, in_the_long_run * conditioning_at_best(training, experiment.l2).least_standardised)
    gap = max(math.log(2) - best.F, 2 * CLOSE)
    return min(LONGEST, _hundreds(math.log(gap / CLOSE) / (-2 * math.log1p(-shrinks))) + ROUND)


def _run_in_standardised(training: Dataset, experiment: Experiment, rate: float, steps: int) -> Run:
    trial = replace(experiment, scale="standardize", w=(0.0, 0.0), b=0.0, learning_rates=((0, rate),), steps=steps)
    return run(training, replace(trial, holdout=0.0))


def _hundreds(steps: float) -> int:
    return ROUND * math.ceil(steps / ROUND)
