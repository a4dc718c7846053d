"""How a challenge stands at a step of a run. It needs the run alone, so the points may come from a file too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.along_run import correct_counts
from logreg_core.descent.optimum import optimum
from logreg_core.descent.run import Run
from logreg_core.learning.challenges.challenge import Challenge, apart
from logreg_core.points.dataset import Floats

MOST_COUNTED = 50_000_000  # examples times steps, half a second
ROUNDING = 1e-9  # of J: a rise by less may be none


@dataclass(frozen=True)
class Verdict:
    """How a challenge stands.

    met : the first step at which its goal is met within the budget, None where there is none;
    seen : that step, else the last one that counts;  value : what the goal is about there: J, J − J*, how many are
    classified correctly, or the learning rate of the step that led there;
    steps, rates, flips : what has been used of the budget by the step on screen;
    apart : "points" or "start" where these are not the ones that it began with, else "".
    """

    met: int | None
    seen: int
    value: float
    steps: int
    rates: int
    flips: int
    apart: str = ""


def judged(challenge: Challenge, run: Run, t: int) -> Verdict:
    """Return how a challenge stands at step t of a run, which may be shorter than its experiment asks for."""
    t = min(t, run.steps)
    first, used = min(challenge.at, t), _rates_used(run, challenge.at, t)
    last = min(t, challenge.at + challenge.steps)
    if challenge.rates and challenge.rates < len(used):
        last = min(last, used[challenge.rates])
    values, reached = _along(challenge, run, first, last)
    differs, flips = apart(challenge, run), len(challenge.flipped)
    met = None
    if reached.any() and not differs and challenge.at <= t and flips <= challenge.flips:
        met = first + int(np.argmax(reached))
    seen = last if met is None else met
    return Verdict(met, seen, float(values[seen - first]), max(0, t - challenge.at), len(used), flips, differs)


def _rates_used(run: Run, first: int, t: int) -> list[int]:
    """The steps, from `first` on, at which a rate is used that was not used since: one for each rate, ascending."""
    schedule = run.experiment.learning_rates
    found: dict[float, int] = {}
    for (begins, rate), (ends, _) in zip(schedule, (*schedule[1:], (t, 0.0)), strict=True):
        if max(begins, first) < min(ends, t):
            found.setdefault(rate, max(begins, first))
    return sorted(found.values())


def _along(challenge: Challenge, run: Run, first: int, last: int) -> tuple[Floats, NDArray[np.bool_]]:
    """What the goal is about at steps first..last, and whether it is met there."""
    J = run.J[first : last + 1]
    match challenge.goal:
        case "correct":
            counts = _counts(run, first, last)
            return counts, counts >= challenge.number
        case "rise":
            rates = np.append(0.0, run.rates[first:last])
            rises = np.append(False, np.diff(J) > ROUNDING * J[:-1])
            return rates, rises & (rates < challenge.number)
        case "gap":
            gaps = J - optimum(run.dataset).J
            return gaps, gaps < challenge.number
    return J, J <= challenge.number


def _counts(run: Run, first: int, last: int) -> Floats:
    """How many are classified correctly at steps first..last; where that is too much work, at the last only."""
    begin = first if run.dataset.m * (last + 1 - first) <= MOST_COUNTED else last
    counts = np.zeros(last + 1 - first)
    steps = slice(begin, last + 1)
    counts[begin - first :] = correct_counts(run.X_scaled, run.dataset.y, run.w[steps], run.b[steps])
    return counts
