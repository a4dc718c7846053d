"""A curve of J that somebody draws before the run is seen: where to draw it, and how it compares with the run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.run import Run
from logreg_core.points.dataset import Floats

Curve = tuple[tuple[int, float], ...]
"""Steps, ascending, each with J; between two of them the curve is straight."""

MOST_COLUMNS = 60  # steps at which a drawing has a value of its own, beside the first
MOST_KEPT = 12  # points
LARGEST = 1e6  # J, for a drawn value
HAND = 0.02  # of J where the drawing begins: a hand draws no finer
_DIGITS = 3
_FLAT = 0.004  # of what a curve reaches: nearer than that to a straight line it is one


def columns_to_draw(first: int, last: int) -> list[int]:
    """Return the steps, from first to last, at which a drawing has a value."""
    ahead = last - first
    return sorted({first + round(ahead * column / MOST_COLUMNS) for column in range(MOST_COLUMNS + 1)})


def steps_to_type(first: int, last: int) -> tuple[int, ...]:
    """Return at most three steps after the first at which to type J: soon after it, one between, and the last.

    Most happens early: in a long run the one between is nearer to the first, by ratio halfway to the last.
    """
    ahead = last - first
    if ahead < 1:
        return ()
    soon = 10 if ahead >= 30 else max(1, ahead // 3)
    between = _round(math.sqrt(soon * ahead)) if ahead >= 30 else max(1, 2 * ahead // 3)
    return tuple(first + step for step in sorted({soon, between, ahead}))


def _round(step: float) -> int:
    """Return 10, 20, 50, 100, …: the one nearest by ratio."""
    power = int(10 ** math.floor(math.log10(step)))
    return min((digit * power for digit in (1, 2, 5, 10)), key=lambda near: abs(math.log(near / step)))


def kept(drawn: Sequence[tuple[int, float]]) -> Curve:
    """Return a drawing in few points of three digits each, the first and the last among them.

    drawn : steps, ascending, each with J.
    """
    steps, J = np.array([step for step, _ in drawn]), np.array([value for _, value in drawn], float)
    chosen = [0, len(drawn) - 1]
    while len(chosen) < min(MOST_KEPT, len(drawn)):
        off = np.abs(J - np.interp(steps, steps[chosen], J[chosen]))
        farthest = int(off.argmax())
        if off[farthest] <= _FLAT * J.max():
            break
        chosen = sorted({*chosen, farthest})
    return tuple((int(steps[i]), float(f"{J[i]:.{_DIGITS}g}")) for i in sorted(set(chosen)))


def drawn_at(curve: Curve, steps: NDArray[np.intp]) -> Floats:
    """Return the drawn J at steps, each within the curve."""
    J: Floats = np.interp(steps, [step for step, _ in curve], [value for _, value in curve])
    return J


@dataclass(frozen=True)
class Course:
    """Which way J goes from the first step to the last.

    ends : "lower", "higher", "level" where it never leaves its start by more than a hand can draw, or "back".
    one_way : whether it never goes the other way in between.  rises : whether it does rise somewhere.
    """

    ends: str
    one_way: bool
    rises: bool


@dataclass(frozen=True)
class Comparison:
    """A drawn curve beside the run's J, from step `first` to `last`.

    drawn, run : their courses;  alike_until : the step up to which both fall, or both rise; first where they never do;
    way : -1 where that is a fall, 1 where it is a rise, 0 where there is none.
    farthest : the step at which they are farthest apart;  drawn_there, J_there : the two values there.
    close : whether even there they are no farther apart than a hand can draw.
    """

    first: int
    last: int
    drawn: Course
    run: Course
    alike_until: int
    way: int
    farthest: int
    drawn_there: float
    J_there: float
    close: bool


def compared(curve: Curve, run: Run) -> Comparison | None:
    """Return how a drawn curve compares with a run's J, or with a penalty its F.

    None where the run has no step beyond the curve's first.

    Where the run is shorter than the curve, only what both have is compared.
    """
    if not curve:
        return None
    first, last = curve[0][0], min(curve[-1][0], run.steps)
    if last <= first:
        return None
    steps = np.arange(first, last + 1)
    J, drawn = run.F[first : last + 1], drawn_at(curve, steps)
    hand = HAND * max(float(J[0]), float(drawn[0]))
    ways = np.where(_same_way(drawn, J, 1.0), 1, np.where(_same_way(drawn, J, -1.0), -1, 0))
    apart = np.abs(drawn - J)
    farthest = int(apart.argmax())
    stay = np.flatnonzero(ways != ways[0])
    alike = (int(stay[0]) if len(stay) else len(ways)) if ways[0] else 0
    return Comparison(
        first=first,
        last=last,
        drawn=_course(drawn, hand, hand),
        run=_course(J, hand, 0.0),
        alike_until=first + alike,
        way=int(ways[0]),
        farthest=first + farthest,
        drawn_there=float(drawn[farthest]),
        J_there=float(J[farthest]),
        close=bool(apart[farthest] <= hand),
    )


def _same_way(drawn: Floats, J: Floats, way: float) -> NDArray[np.bool_]:
    """(n-1,): whether both go one way at each step, up for way 1 and down for -1; rounding goes nowhere."""
    there: NDArray[np.bool_] = (way * np.diff(drawn) > 0) & (way * np.diff(J) > ROUNDING * J[:-1])
    return there


def _course(J: Floats, hand: float, least: float) -> Course:
    """Return a curve's course. least : the smallest rise or fall that counts against one way, beside rounding."""
    change = float(J[-1] - J[0])
    level = bool(np.abs(J - J[0]).max() <= hand)
    ends = "level" if level else "lower" if change < -hand else "higher" if change > hand else "back"
    least = max(least, ROUNDING * float(np.abs(J).max()))
    rises = bool((J - np.minimum.accumulate(J)).max() > least)
    falls = bool((np.maximum.accumulate(J) - J).max() > least)
    one_way = level or not (rises if ends == "lower" else falls if ends == "higher" else True)
    return Course(ends, one_way, rises)
