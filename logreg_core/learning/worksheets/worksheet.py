"""A worksheet: steps of gradient descent by hand for a few points, every number of them worked out for the key.

It is made from a moment: of a few of its points, from its w and b, with its learning rate. What is given is rounded to
the four digits that are printed, and the key is worked out from those. With a seed the points are others, which go
from w = 0, b = 0: each student's own number gives a worksheet of their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.descent.experiment import Experiment
from logreg_core.descent.loop import run as run_of
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.run import Run
from logreg_core.learning.worksheets.variants import variant_rows
from logreg_core.points.drawn import Points
from logreg_core.points.link_text import Row
from logreg_core.points.seeds import LARGEST_SEED

FEWEST_POINTS, MOST_POINTS = 2, 6
MOST_STEPS = 3
_LOOKED_AT = 40  # variants of a seed, until one is found in which J falls all the way


@dataclass(frozen=True)
class WorkedPoint:
    """One point's line of a step: z, ŷ, ŷ - y, its loss L, and L's derivatives."""

    z: float
    y_hat: float
    dL_dz: float
    L: float
    dL_dw: tuple[float, float]
    dL_db: float


@dataclass(frozen=True)
class WorkedStep:
    """One step: where it begins, each point's line, the means, and where it leads."""

    w: tuple[float, float]
    b: float
    points: tuple[WorkedPoint, ...]
    J: float
    dJ_dw: tuple[float, float]
    dJ_db: float
    next_w: tuple[float, float]
    next_b: float


@dataclass(frozen=True)
class Worksheet:
    """What is given, and the key.

    experiment : start, rate and number of steps, and the points, as a run that can be opened by its link;
    numbers : what each point is called, its number in the data or from 1;  steps : the key;
    weighted : which features there are, of 0 and 1;  seed : of the points, None where they are the moment's own;
    scaled : whether the features are standardised ones.
    """

    experiment: Experiment
    points: Points
    numbers: tuple[int, ...]
    steps: tuple[WorkedStep, ...]
    J_after: float
    weighted: tuple[int, ...]
    seed: int | None = None
    scaled: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """The points, each (x1, x2, y)."""
        return self.points.rows

    @property
    def rate(self) -> float:
        """The learning rate of every step."""
        return self.experiment.rate_at(0)


def suggested_points(run: Run) -> tuple[int, ...]:
    """Return which examples a worksheet may begin with, by their numbers from 1: all of a few, else two a class."""
    y, rows = run.dataset.y, run.rows_training
    if run.dataset.m <= MOST_POINTS:
        return tuple(int(row) + 1 for row in rows)
    first = [int(rows[i]) + 1 for label in (0, 1) for i in islice((i for i, each in enumerate(y) if each == label), 2)]
    return tuple(sorted(first))


def worksheet(run: Run, t: int, examples: Sequence[int], steps: int, seed: int | None = None) -> Worksheet:
    """Return the worksheet of a moment. Raises ValueError, in words for a teacher, where there is none.

    examples : the points' numbers in the data, from 1; with a seed, as many others are made;
    steps : how many, up to MOST_STEPS;  seed : a whole number, None for the moment's own points and start.
    """
    if not isinstance(run.experiment.rule, GradientDescent):
        raise ValueError(
            f"A worksheet has the steps of plain gradient descent, and the rule here is {run.experiment.rule.title}, "
            "which keeps more than w and b from step to step. Choose gradient descent in the sidebar."
        )
    if run.batches:
        raise ValueError(
            f"A worksheet’s steps take the mean over all points, and here each takes a batch of {run.batches.size:,}. "
            "Choose all points for a step in the sidebar."
        )
    if run.l2:
        raise ValueError(
            f"A worksheet has the steps of plain gradient descent on J, and here λ = {run.l2:g} charges the weights. "
            "Set λ to 0 in the sidebar."
        )
    if not 1 <= steps <= MOST_STEPS:
        raise ValueError(f"The number of steps is {steps}; a worksheet has 1 to {MOST_STEPS}, so that it fits a page.")
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        raise ValueError(f"The seed is {seed}; it must be a whole number from 0 to {LARGEST_SEED:,}.")
    if not run.weighted:
        raise ValueError("Both features are 0 for all points, so there is nothing to work out. Choose other data.")
    points, start = _given(run, t, examples, steps)
    if seed is None:
        key = _worked(points, start)
        return Worksheet(
            key.experiment, points, tuple(examples), *_steps(key), run.weighted, scaled=run.experiment.scale != "none"
        )
    points, start = _made(points, start, seed, run.weighted)
    key = _worked(points, start)
    return Worksheet(key.experiment, points, tuple(range(1, len(examples) + 1)), *_steps(key), run.weighted, seed)


def _given(run: Run, t: int, examples: Sequence[int], steps: int) -> tuple[Points, Experiment]:
    """Return what is printed, every number rounded to its four digits. Raises ValueError where it is no worksheet."""
    count = len(examples)
    if not FEWEST_POINTS <= count <= MOST_POINTS:
        points = "1 point" if count == 1 else f"{count} points"
        raise ValueError(f"That is {points}; a worksheet has {FEWEST_POINTS} to {MOST_POINTS}.")
    places = {int(row) + 1: place for place, row in enumerate(run.rows_training)}
    rows: dict[tuple[float, float], tuple[int, int]] = {}  # by place in the plane: the example, and its class
    for example in examples:
        if example not in places:
            raise ValueError(f"There is no example {example} to train on. Choose among those of the data.")
        x1, x2 = (_rounded(x) for x in run.X_scaled[places[example]].tolist())
        if (x1, x2) in rows:
            other = rows[x1, x2][0]
            raise ValueError(f"Examples {other} and {example} lie in one place. Choose another point for one of them.")
        rows[x1, x2] = example, int(run.dataset.y[places[example]])
    if len({y for _, y in rows.values()}) == 1:
        label = next(iter(rows.values()))[1]
        raise ValueError(f"All chosen points are of class {label}. Choose at least one of the other class.")
    w1, w2 = (_rounded(x) for x in run.w[t].tolist())
    rate = _rounded(run.experiment.rate_at(t))
    start = Experiment(w=(w1, w2), b=_rounded(float(run.b[t])), learning_rates=((0, rate),), steps=steps)
    return Points(tuple((x1, x2, y) for (x1, x2), (_, y) in rows.items())), start


def _rounded(x: float) -> float:
    """Return a number with the four digits that are printed."""
    return float(f"{x:.4g}") + 0.0


def _made(points: Points, given: Experiment, seed: int, weighted: tuple[int, ...]) -> tuple[Points, Experiment]:
    """Return as many other points, and the start at 0: the first of the seed's with which J falls all the way.

    They hang on what is given, but not on how many steps there are.
    """
    name = str(zlib.crc32(replace(given, data=points, steps=0).to_query().encode()))
    start = replace(given, w=(0.0, 0.0), b=0.0)
    rows = variant_rows(name, seed, len(points.rows), given.rate_at(0), weighted)
    tried = [Points(each) for each in islice(rows, _LOOKED_AT)]
    if not tried:
        raise ValueError(f"No {len(points.rows)} points were found for the seed {seed}. Try another seed.")
    falling = (each for each in tried if (np.diff(_worked(each, replace(start, steps=MOST_STEPS)).J) < 0).all())
    return next(falling, tried[0]), start


def _worked(points: Points, start: Experiment) -> Run:
    done = run_of(points.load(), replace(start, data=points))
    if done.steps < start.steps:
        raise ValueError(f"After step {done.steps} the numbers leave a computer's range. Choose a smaller α.")
    return done


def _steps(key: Run) -> tuple[tuple[WorkedStep, ...], float]:
    return tuple(_step(at(key, t), at(key, t + 1)) for t in range(key.steps)), float(key.J[-1])


def _step(here: AtStep, after: AtStep) -> WorkedStep:
    ahead, chain = here.forward, here.chain
    points = tuple(
        WorkedPoint(z, y_hat, dL_dz, L, (dw1, dw2), dL_db)
        for z, y_hat, dL_dz, L, (dw1, dw2), dL_db in zip(
            ahead.z.tolist(),
            ahead.y_hat.tolist(),
            chain.dL_dz.tolist(),
            ahead.L.tolist(),
            chain.dL_dw.tolist(),
            chain.dL_db.tolist(),
            strict=True,
        )
    )
    (w1, w2), (g1, g2), (next1, next2) = here.w.tolist(), chain.dJ_dw.tolist(), after.w.tolist()
    return WorkedStep((w1, w2), here.b, points, here.J, (g1, g2), float(chain.dJ_db), (next1, next2), after.b)
