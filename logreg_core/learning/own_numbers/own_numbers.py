"""Somebody's own numbers of a step, compared with the run's: which agree, and what was probably done otherwise.

A number agrees if it is the right one to the digits typed. One suspicion that explains all numbers that don't is worth
more than one for each: so those that explain most are named, of these the ones that contradict fewest of the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.descent.local import Instead
from logreg_core.descent.run import Run
from logreg_core.learning.mistakes import SIGNIFICANT, is_right
from logreg_core.learning.own_numbers.programs import Numbers, can_be_followed, followed, place
from logreg_core.learning.own_numbers.suspicions import suspicions
from logreg_core.points.dataset import Floats

QUANTITIES = ("J", "dJ_dw1", "dJ_dw2", "dJ_db", "next_w1", "next_w2", "next_b")
SLACK = 1e-11  # relative to the size of what is summed: how far two right programs may be apart by rounding
_HALF = 0.5000001
_MOST_DIGITS = 17


@dataclass(frozen=True)
class Typed:
    """A number that somebody typed.  unit : the size of its last digit; 0 where it is exact, as a fraction is."""

    value: float
    unit: float = 0.0

    @property
    def digits(self) -> int:
        """How many significant digits it has, up to 17, which an exact one has; 0 of a zero."""
        if self.value == 0:
            return 0
        if self.unit <= 0:
            return _MOST_DIGITS
        digits = math.floor(math.log10(abs(self.value)) - math.log10(self.unit) + 1e-9) + 1
        return min(max(digits, 0), _MOST_DIGITS)

    def says(self, number: float, slack: float = 0.0) -> bool:
        """Tell whether it is this number to the digits typed: rounded, or from three digits on cut off.

        slack : how far off rounding alone may be.
        """
        if not math.isfinite(number):
            return False
        off = abs(self.value - number)
        if off <= slack or (self.value != 0 and off <= self.unit * _HALF):
            return True
        is_cut = self.digits >= SIGNIFICANT and self.value * number > 0 and 0 <= abs(number) - abs(self.value)
        return is_cut and off < self.unit


@dataclass(frozen=True)
class Judged:
    """What is to be said of one number.

    name : one of QUANTITIES;  typed : what was typed;  right : the run's.
    verdict : "agrees" to the digits typed, "nearly" to three digits but not to all of them, or "differs".
    needs : how many digits would be enough, three, or of the next step as many as tell it from the step before.
    shift : by which power of ten it is off where its digits are right; else 0.
    """

    name: str
    typed: Typed
    right: float
    verdict: str
    needs: int = SIGNIFICANT
    shift: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether it has enough digits for what is said of it to be sure."""
        return self.typed.digits >= self.needs or self.right == 0


@dataclass(frozen=True)
class Explanation:
    """One suspicion that explains some of the numbers that differ.

    name : the suspicion;  always : whether it is a program that does so at every step from the start, else in this one;
    explains : which numbers;  numbers : what it finds, of each quantity.
    """

    name: str
    always: bool
    explains: tuple[str, ...]
    numbers: Mapping[str, float]


@dataclass(frozen=True)
class Comparison:
    """All that is to be said of the numbers typed for step t.

    judged : of each number, in the order of QUANTITIES.  explanations : the likeliest first.
    alike : whether the explanations of the same numbers give the very same, so that more digits won't decide.
    followed : whether whole programs were followed from the start, too.
    comparable : whether two right programs are still alike at this step; at high rates rounding may grow.
    """

    t: int
    judged: tuple[Judged, ...]
    explanations: tuple[Explanation, ...] = ()
    alike: bool = False
    followed: bool = True
    comparable: bool = True

    @property
    def unexplained(self) -> tuple[Judged, ...]:
        """The numbers that differ, and that no suspicion explains."""
        known = {name for each in self.explanations for name in each.explains}
        return tuple(each for each in self.judged if each.verdict == "differs" and each.name not in known)


def asked_of(run: Run) -> tuple[str, ...]:
    """Return which of QUANTITIES the run has: nothing of a weight that no feature has."""
    return ("J", *(f"dJ_d{name}" for name in run.parameters), *(f"next_{name}" for name in run.parameters))


def compare(run: Run, t: int, typed: Mapping[str, Typed]) -> Comparison:
    """Return what is to be said of numbers typed for step t, by names of QUANTITIES; others are left out."""
    here = at(run, t)
    truth, slack = _truth(here), _slack(here)
    judged = tuple(
        _judged(here, name, typed[name], truth[name], slack[name]) for name in asked_of(run) if name in typed
    )
    off = [each for each in judged if each.verdict != "agrees"]
    if not off or run.l2:  # no usual mistake is looked for where λ is a part of the step
        return Comparison(t, judged)
    sized = run.experiment.rule.comparable(float(run.rates[:t].max(initial=0.0)), run.smoothness, t)
    whole = t == 0 or can_be_followed(run, t)
    explanations, alike = _explained(run, t, judged, slack)
    return Comparison(t, judged, explanations, alike, whole, t == 0 or math.isfinite(sized))


def _truth(here: AtStep) -> dict[str, float]:
    gradient, step = here.shown.gradient, here.step
    return _named(Numbers(here.J, gradient, np.append(step.w, step.b), step.state))


def _named(found: Numbers) -> dict[str, float]:
    return dict(zip(QUANTITIES, (found.J, *found.gradient.tolist(), *found.after.tolist()), strict=True))


def _slack(here: AtStep) -> dict[str, float]:
    chain, along = here.chain, here.run.along_batches(np.array([here.t]))
    pulls: Floats = np.append(np.abs(chain.dL_dw).mean(axis=0), np.abs(chain.dL_db).mean())
    if along:
        pulls = along.sizes[0]
    with np.errstate(over="ignore"):
        theta = np.append(here.w, here.b)
        local = Instead(here.local, pulls + np.abs(here.penalty_gradient) if here.run.l2 else pulls)
        terms = here.run.experiment.rule.terms(local, theta, here.state, here.step.rate, here.t)
    after: Floats = np.max([np.abs(term.value) for term in terms], axis=0)
    J = here.J + float(np.finfo(np.float64).eps) / SLACK
    return {name: SLACK * size for name, size in _named(Numbers(J, pulls, after, after)).items()}


def _judged(here: AtStep, name: str, typed: Typed, right: float, slack: float) -> Judged:
    needs = SIGNIFICANT
    if name.startswith("next"):
        needs = _telling(float(np.append(here.w, here.b)[("next_w1", "next_w2", "next_b").index(name)]), right)
    if typed.says(right, slack):
        return Judged(name, typed, right, "agrees", needs)
    if typed.digits > SIGNIFICANT and is_right(typed.value, right):
        return Judged(name, typed, right, "nearly", needs)
    return Judged(name, typed, right, "differs", needs, _shift(typed, right))


def _telling(old: float, new: float) -> int:
    """Return how many digits tell two numbers apart, three at least; three where they are the same."""
    if old == new or new == 0:
        return SIGNIFICANT
    digits = math.ceil(math.log10(abs(new)) - math.log10(abs(new - old))) + 1
    return min(max(SIGNIFICANT, digits), _MOST_DIGITS)


def _shift(typed: Typed, right: float) -> int:
    if typed.value == 0 or right == 0 or not math.isfinite(right):
        return 0
    power = round(math.log10(abs(typed.value)) - math.log10(abs(right)))
    return power if power and abs(power) <= 3 and is_right(typed.value / 10.0**power, right) else 0


# ------------------------------------------------------------------------------------------- which suspicions explain


@dataclass(frozen=True)
class _Candidate:
    """A version of the numbers.  exactly, nearly : the numbers it explains, to all digits typed or to three;
    against : how many that agree with the run it has otherwise."""

    name: str
    always: bool
    numbers: Mapping[str, float]
    exactly: frozenset[str]
    nearly: frozenset[str]
    against: int


def _explained(
    run: Run, t: int, judged: tuple[Judged, ...], slack: Mapping[str, float]
) -> tuple[tuple[Explanation, ...], bool]:
    """Return the best explanations, and whether those of the same numbers give the very same."""
    candidates = [each for each in _candidates(run, t, judged, slack) if each.exactly | each.nearly]
    differs = {each.name for each in judged if each.verdict == "differs"}
    left = differs or {each.name for each in judged if each.verdict == "nearly"}
    found: list[Explanation] = []
    alike = True
    while left:
        best = _best(candidates, left)
        if not best:
            break
        covered = frozenset[str]().union(*((each.exactly | each.nearly) for each in best)) & left
        for each in best:
            explains = tuple(name for name in QUANTITIES if name in each.exactly | each.nearly)
            found.append(Explanation(each.name, each.always, explains, each.numbers))
        alike = alike and _alike(best, left)
        left = left - covered
    return tuple(found), alike


def _best(candidates: list[_Candidate], left: set[str]) -> list[_Candidate]:
    """Return the candidates that explain most of the numbers left, one of each name."""

    def rank(each: _Candidate) -> tuple[int, int, int, int]:
        reached = each.exactly | each.nearly
        return len(reached & left), len(each.exactly), -each.against, len(reached)

    useful = [each for each in candidates if (each.exactly | each.nearly) & left]
    top = max(map(rank, useful), default=None)
    named: dict[str, _Candidate] = {}
    for each in useful:
        if rank(each) == top:
            named.setdefault(each.name, each)
    return list(named.values())


def _alike(best: list[_Candidate], left: set[str]) -> bool:
    first = best[0]
    return all(
        math.isclose(each.numbers[name], first.numbers[name], rel_tol=1e-9)
        for each in best
        for name in left
        if name in each.exactly | each.nearly and name in first.exactly | first.nearly
    )


def _candidates(run: Run, t: int, judged: tuple[Judged, ...], slack: Mapping[str, float]) -> Iterator[_Candidate]:
    here, whole = place(run, t), can_be_followed(run, t)
    with np.errstate(all="ignore"):
        for each in suspicions(run):
            version = each.version or (each.always if t == 0 else None)
            if version:
                yield _candidate(each.name, False, version(here), judged, slack)
        for each in suspicions(run) if whole else ():
            found = followed(run, each.always, t) if each.always else None
            if found is not None:
                candidate = _candidate(each.name, True, found, judged, slack)
                if not candidate.against:  # a program that goes on by itself has all its numbers from one place
                    yield candidate


def _candidate(
    name: str, always: bool, found: Numbers, judged: tuple[Judged, ...], slack: Mapping[str, float]
) -> _Candidate:
    numbers = _named(found)
    exactly, nearly, against = set(), set(), 0
    for each in judged:
        value = numbers[each.name]
        says = each.typed.says(value, slack[each.name])
        if each.typed.digits == 1:
            continue  # one digit is explained by too much
        if each.verdict == "agrees":
            against += math.isfinite(value) and not says
        elif says:
            exactly.add(each.name)
        elif each.verdict == "differs" and math.isfinite(value) and is_right(each.typed.value, value):
            nearly.add(each.name)
    return _Candidate(name, always, numbers, frozenset(exactly), frozenset(nearly), against)
