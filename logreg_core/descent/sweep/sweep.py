"""How high is too high: the gap F - F* after T steps at 25 constant rates, from the run's own start.

The rates go from a thousandth to a thousand times the safe one. Where none is safe (a rule that promises nothing, or
batches) they go as far on both sides of the rule's usual rate, or of plain descent's safe one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from logreg_core.descent.causes.ending import ROUNDING
from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import extend, parts_of, run
from logreg_core.descent.optimum import Optimum, optimum, smoothness
from logreg_core.descent.race import race
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import cut
from logreg_core.descent.sweep.few_rows import ROWS, few_rows
from logreg_core.points.dataset import Dataset
from logreg_core.points.scaling import Scaling

RATES = 25
DECADES = 3  # on either side of the middle
MOST_STEPS = 1_000
MOST_ROWS = 20_000
MOST_WORK = 1_500_000  # examples times steps, at each rate: 5,000 examples over 300 steps
NOTHING = 1e-12  # of F*, or of 1: as near as no screen can tell, and a little more than rounding
_FIRST_LOOK = 20  # steps


@dataclass(frozen=True)
class Sweep:
    """What T steps at each of some rates lead to, each held from the start on; all tuples are as long as `rates`.

    rates : ascending, of three digits; `chosen` is one of them where the experiment holds a single rate.
    gaps : F - F* after the steps, or F itself where nothing attains F* (`attained` is False); inf where a number was
    no longer finite.   diverged : whether it is that, or F ended above where it began.
    steps : T, or MOST_STEPS where a run has more.   at_start : the gap, or F, before the first step.
    least : what is nothing but rounding, of a gap.   there : from which step on the gap is no more than that, T + 1
    where it is not.   middle : the rate halfway.   safe : the same where F can't rise up to it, else None.
    rows, of : how many examples it was worked out from, and of how many; the same number but for large data.
    """

    rates: tuple[float, ...]
    gaps: tuple[float, ...]
    diverged: tuple[bool, ...]
    there: tuple[int, ...]
    steps: int
    attained: bool
    at_start: float
    least: float
    middle: float
    safe: float | None
    rows: int
    of: int
    chosen: float | None = None

    @property
    def best(self) -> float:
        """The rate that ends lowest; of those that are there but for rounding, the one that was there first."""
        return self.rates[min(range(len(self.rates)), key=self._place)]

    @property
    def tuned(self) -> float:
        """The rate to take: the best."""
        return self.best

    @property
    def never_again(self) -> float | None:
        """The lowest rate from which on all diverge; None where the highest does not."""
        kept = [k for k, each in enumerate(self.diverged) if not each]
        first = kept[-1] + 1 if kept else 0
        return self.rates[first] if first < len(self.rates) else None

    def gap_at(self, rate: float) -> float:
        """Return the gap, or F, of one of the rates."""
        return self.gaps[self.rates.index(rate)]

    def _place(self, k: int) -> tuple[float, int, bool, float]:
        rate = self.rates[k]
        return max(self.gaps[k], self.least), self.there[k], rate != self.chosen, abs(math.log(rate / self.middle))


def sweep(dataset: Dataset, experiment: Experiment) -> Sweep:
    """Return where each of 25 constant rates leads in the experiment's steps, from its start, by its rule and batches.

    The experiment's own schedule plays no part; `with_chosen` adds its rate. Large data are looked at by a seeded
    sample. A gap is that of run() at its rate, as far as whole runs agree: the rule's `comparable` says how far.
    """
    parts = parts_of(dataset, experiment)
    training = parts.training if parts else dataset
    scaling = Scaling.of(training.X, experiment.scale)
    steepest = smoothness(scaling.apply(training.X), experiment.l2)
    middle = experiment.rule.usual_rate or 2 / steepest
    per_decade = (RATES - 1) // 2 // DECADES
    exponents = [k / per_decade for k in range(-DECADES * per_decade, DECADES * per_decade + 1)]
    rates = tuple(float(f"{middle * 10.0**exponent:.3g}") if exponent else cut(middle) for exponent in exponents)
    promised = experiment.batch is None or not experiment.rule.takes_batches
    safe = promised and experiment.rule.guarantee(steepest) is not None
    return _swept(dataset, experiment, rates, cut(middle), safe=safe)


def with_chosen(found: Sweep, dataset: Dataset, experiment: Experiment) -> Sweep:
    """Return a sweep of the same dataset and experiment with the rate that the experiment holds, if it holds one.

    At rates so high that runs are chaotic many at once may meet what one alone does not. So the rate that is held, and
    the best, count by what run() does there; not where a sample stands for all.
    """
    single = len(experiment.learning_rates) == 1
    if single and experiment.rate_at(0) not in found.rates:
        chosen = experiment.rate_at(0)
        one = _swept(dataset, experiment, (chosen,), found.middle, safe=found.safe is not None)
        k = sum(rate < chosen for rate in found.rates)
        found = _put(found, k, k, chosen, _Outcome(one.gaps[0], one.diverged[0], one.there[0]))
    found = replace(found, chosen=experiment.rate_at(0) if single else None)
    if found.rows < found.of:
        return found
    tried: set[float] = set()
    while (rate := found.best if found.chosen is None or found.chosen in tried else found.chosen) not in tried:
        done = run(dataset, replace(experiment, learning_rates=((0, rate),), steps=found.steps))
        k = found.rates.index(rate)
        base = done.best.F if found.attained else 0.0
        found = _put(found, k, k + 1, rate, _outcome(done, found.steps, base, found.least))
        tried.add(rate)
    return found


def tuned(dataset: Dataset, experiment: Experiment) -> Experiment:
    """Return the experiment with the best constant rate that a sweep finds, its own among them."""
    best = with_chosen(sweep(dataset, experiment), dataset, experiment).best
    return replace(experiment, learning_rates=((0, best),))


def _swept(dataset: Dataset, experiment: Experiment, rates: tuple[float, ...], middle: float, *, safe: bool) -> Sweep:
    asked = replace(experiment, steps=min(experiment.steps, MOST_STEPS))
    looked_at, of = _looked_at(dataset, asked)
    if looked_at is not dataset:  # its features are scaled already, and those held out are left out
        asked = replace(asked, scale="none", holdout=0.0)
    best = _best(looked_at, asked)
    base = best.F if best.exists else 0.0
    least = NOTHING * (base or 1.0)
    runs = _runs(looked_at, asked, rates, base + least if best.exists else None)
    outcomes = [_outcome(each, asked.steps, base, least) for each in runs]
    return Sweep(
        rates=rates,
        gaps=tuple(each.gap for each in outcomes),
        diverged=tuple(each.diverged for each in outcomes),
        there=tuple(each.there for each in outcomes),
        steps=asked.steps,
        attained=best.exists,
        at_start=float(runs[0].F[0] - base),
        least=least,
        middle=middle,
        safe=middle if safe else None,
        rows=runs[0].dataset.m,
        of=of,
    )


@dataclass(frozen=True)
class _Outcome:
    """What a Sweep tells of one rate."""

    gap: float
    diverged: bool
    there: int


def _outcome(done: Run, steps: int, base: float, least: float) -> _Outcome:
    """Return what a run comes to. base : F*, or 0;  others : see Sweep."""
    series, whole = done.F - base, done.steps == done.experiment.steps
    away = (series > least).nonzero()[0]
    first = int(away[-1]) + 1 if len(away) else 0
    return _Outcome(
        gap=float(series[-1]) if whole else math.inf,
        diverged=not whole or bool(done.F[-1] > done.F[0] * (1 + ROUNDING)),
        there=first if whole and first < len(series) else steps + 1,
    )


def _put(found: Sweep, start: int, stop: int, rate: float, outcome: _Outcome) -> Sweep:
    """Return the sweep with a rate and its outcome in the place of those from `start` to before `stop`."""
    return replace(
        found,
        rates=(*found.rates[:start], rate, *found.rates[stop:]),
        gaps=(*found.gaps[:start], outcome.gap, *found.gaps[stop:]),
        diverged=(*found.diverged[:start], outcome.diverged, *found.diverged[stop:]),
        there=(*found.there[:start], outcome.there, *found.there[stop:]),
    )


def _best(dataset: Dataset, asked: Experiment) -> Optimum:
    parts = parts_of(dataset, asked)
    return optimum(parts.training if parts else dataset, asked.l2, asked.scale)


def _looked_at(dataset: Dataset, asked: Experiment) -> tuple[Dataset, int]:
    """Return the dataset itself, or some of its training rows in the units of descent, and how many rows that is of."""
    parts = parts_of(dataset, asked)
    training = parts.training if parts else dataset
    m = training.m
    if m <= ROWS or (m <= MOST_ROWS and m * asked.steps <= MOST_WORK):
        return dataset, m
    return few_rows(Scaling.of(training.X, asked.scale).apply(training.X), training.y), m


def _runs(dataset: Dataset, asked: Experiment, rates: Sequence[float], settled: float | None) -> Sequence[Run]:
    """Return a run for each rate; where each step takes long, only as far as F is down to `settled`, if it stays there.

    A shorter one has fewer steps in its experiment; where it has fewer than that, a number was no longer finite.
    """
    rule = asked.rule
    if settled is None or not rule.settles or rule.linear(1.0) is not None or isinstance(rule, ByCoordinate):
        return race(dataset, asked, rates)
    runs = []
    for rate in rates:
        entry = replace(asked, learning_rates=((0, rate),))
        steps = min(_FIRST_LOOK, asked.steps)
        done = run(dataset, replace(entry, steps=steps))
        while done.steps == steps < asked.steps and not done.F[-1] <= settled:
            steps = min(2 * steps, asked.steps)
            done = extend(done, replace(entry, steps=steps))
        runs.append(done)
    return runs
