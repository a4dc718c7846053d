"""Which challenges can't be met, and why: what the core can tell cheaply. Of all others nothing is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from logreg_core.descent.experiment import SCALES
from logreg_core.descent.optimum import optimum, smoothness
from logreg_core.descent.run import Run
from logreg_core.learning.challenges.challenge import Challenge, scaling_is_free
from logreg_core.learning.challenges.judging import MOST_COUNTED, judged
from logreg_core.learning.challenges.most_correct import most_correct
from logreg_core.points.scaling import Scaling

REASONS = (
    "no budget",  # neither a step nor a flip is allowed
    "below best",  # J is asked to be below J*: bound
    "never reached",  # J falls towards this bound, and is above it at every step
    "no gap",  # J − J* is asked to be below 0
    "not whole",  # the number of examples is no whole one, from 1
    "more than all",  # there are only so many examples: bound
    "no line",  # no line gets more than so many: bound
    "too long",  # to count so often how many are correct; so many steps can be: bound
    "no rate",  # the learning rate is asked to be below 0
    "safe",  # up to this rate J can't rise: bound
    "met already",  # at the start the goal's value is: bound
)


@dataclass(frozen=True)
class Impossible:
    """Why a challenge can't be met.  why : one of REASONS;  bound : the number that the reason speaks of."""

    why: str
    bound: float = 0.0


def impossible(challenge: Challenge, run: Run) -> Impossible | None:
    """Return why a challenge can't be met in this run, or in one that begins as it does; None where nobody can tell.

    run : with the step at which the challenge begins.
    """
    if challenge.steps + challenge.flips == 0:
        return Impossible("no budget")
    if challenge.flipped:  # these are not the points that it began with
        return None
    found = _OF_GOAL[challenge.goal](challenge, run)
    if found is None:
        begins = judged(replace(challenge, points="", start=""), run, challenge.at)
        if begins.met is not None:
            return Impossible("met already", begins.value)
    return found


def _of_J(challenge: Challenge, run: Run) -> Impossible | None:
    best = optimum(run.dataset)
    if challenge.number <= 0:
        return Impossible("below best", best.J) if best.J > 0 else Impossible("never reached")
    if challenge.flips or challenge.number > best.J:  # other labels have another J*
        return None
    return Impossible("below best" if best.exists and challenge.number < best.J else "never reached", best.J)


def _of_gap(challenge: Challenge, run: Run) -> Impossible | None:
    return Impossible("no gap") if challenge.number <= 0 else None


def _of_correct(challenge: Challenge, run: Run) -> Impossible | None:
    m, number = run.dataset.m, challenge.number
    if number < 1 or number != int(number):
        return Impossible("not whole")
    if number > m:
        return Impossible("more than all", m)
    most = most_correct(run.dataset)
    if most is not None and number > most + challenge.flips:  # a flip makes no more than one more of them correct
        return Impossible("no line", most)
    longest = MOST_COUNTED // m - 1
    return Impossible("too long", longest) if challenge.steps > longest else None


def _of_rise(challenge: Challenge, run: Run) -> Impossible | None:
    if challenge.number <= 0:
        return Impossible("no rate")
    curvatures, experiment = [run.smoothness], run.experiment
    if scaling_is_free(challenge.at, experiment):
        curvatures += [smoothness(Scaling.of(run.dataset.X, scale).apply(run.dataset.X)) for scale in SCALES]
    safe = None if run.batches else experiment.rule.guarantee(max(curvatures))
    return Impossible("safe", safe) if safe is not None and challenge.number <= safe else None


_OF_GOAL = {"J": _of_J, "gap": _of_gap, "correct": _of_correct, "rise": _of_rise}
