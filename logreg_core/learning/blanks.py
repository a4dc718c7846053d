"""Blanks to fill: which numbers of the chain there are at a moment, in order, and which of them are covered.

The order is the one in which they are worked out: five factors, their products, this example's share of the mean, and
the next step. So many blanks cover the last ones of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from logreg_core.at_step.at_step import at
from logreg_core.at_step.rounding import shown_after
from logreg_core.descent.run import Run
from logreg_core.learning.letters import letters_of
from logreg_core.learning.mistakes import Asked, asked, is_right

FACTORS_AND_PRODUCTS, WHOLE = "factors and products", "whole"  # how much of the chain a page shows
ALL = 15  # as many as a run with two features has; a link may ask for so many, whatever the run has
_STEPS = (0, 1, 2, 3, 5, 10, 20, 50, 100)  # at which a better moment is looked for
_EXAMPLES = 12  # and at how many examples


def names(weighted: tuple[int, ...], part: str = WHOLE) -> tuple[str, ...]:
    """Return the numbers that there are, in order. weighted : which features, from 0, have a weight."""
    weights = [f"w{k + 1}" for k in weighted]
    each = [*weights, "b"]
    found = ["dL_dyhat", "dyhat_dz", *(f"dz_d{name}" for name in each), "dL_dz", *(f"dL_d{name}" for name in each)]
    if part == WHOLE:
        found += [*(f"share_{name}" for name in each), *(f"next_{name}" for name in each)]
    return tuple(found)


def covered(weighted: tuple[int, ...], blanks: int, part: str = WHOLE) -> tuple[str, ...]:
    """Return which numbers so many blanks cover: the last ones."""
    there = names(weighted, part)
    return there[max(0, len(there) - blanks) :] if blanks > 0 else ()


def blank(run: Run, t: int, row: int, name: str) -> Asked:
    """Return one number of a training example at step t, with what is worked out otherwise by mistake.

    row : the example's among the training examples, from 0;  name : one of `names`.
    Raises ValueError where the run has no such number, IndexError where it has no such step.
    """
    if name not in names(run.weighted):
        raise ValueError(f"{name!r:.40} is no number of this run; it has {', '.join(names(run.weighted))}")
    here, rule = at(run, t), run.experiment.rule
    ahead, chain = here.of(np.array([row]))
    raw = run.dataset.X[row] if run.experiment.scale != "none" else None
    shown = here.shown
    kind, parameter = _taken_apart(name)
    shared: float = len(here.members)  # how many the mean gradient is of
    if kind in ("share_w", "share_b"):  # of an example that is drawn twice it has two parts, and of another none
        shared = shared / here.times[row] if here.times[row] else math.inf
    letters = letters_of(
        here.X[row],
        float(here.y[row]),
        ahead,
        chain,
        0,
        rows=shown.rows,
        gradient=here.shown_gradient_of_F,
        m=shared,
        rate=here.step.rate,
        rule=rule,
        t=t,
        after=shown_after(run, np.array([t]))[0][0],
        there=run.weighted,
        raw=raw,
    )
    if kind == "next":
        value = float(shown_after(run, np.array([t]))[0][0][["w1", "w2", "b"].index(parameter)])
    elif kind in ("share_w", "share_b"):
        value = letters[f"dL_d{parameter}"] / shared
    else:
        value = letters[name]
    return asked(kind, parameter, value, letters, rule)


def _taken_apart(name: str) -> tuple[str, str]:
    """Return a number's kind and parameter: "share_w1" is of kind "share_w" and of w1."""
    stem, _, last = name.rpartition("_")
    if stem == "next":
        return stem, last
    parameter = {"w1": "w1", "w2": "w2", "b": "b"}.get(last.removeprefix("d"), "")
    return (name[:-1] if parameter[:1] == "w" else name), parameter


def tells_apart(found: Asked) -> bool:
    """Tell whether every mistake leads to another number than the right one, and than each other mistake."""
    values = [slip.value for slip in found.slips]
    pairs = ((one, other) for at, one in enumerate(values) for other in values[:at])
    return not found.coinciding and found.value is not None and not any(is_right(*pair) for pair in pairs)


def clearer_moment(run: Run, t: int, row: int, name: str) -> tuple[int, int] | None:
    """Return a step and an example, by its row, at which no mistake leads to the right number; None where none is near.

    One at which each mistake leads to a number of its own comes first; else the one nearest to (t, row) that will do.
    """
    fair = None
    for step, example in _around(run, t, row):
        found = blank(run, step, example, name)
        if tells_apart(found):
            return step, example
        if fair is None and found.value is not None and not found.coinciding:
            fair = (step, example)
    return fair


def _around(run: Run, t: int, row: int) -> Iterator[tuple[int, int]]:
    """Other moments: at this step and at others the same example, those that follow it, and some of the other class."""
    steps = [t, *(step for step in _STEPS if step != t and step <= run.steps)]
    following = [(row + each) % run.dataset.m for each in range(min(_EXAMPLES, run.dataset.m))]
    others = np.flatnonzero(run.dataset.y != run.dataset.y[row])[:_EXAMPLES].tolist()
    examples = list(dict.fromkeys([*following, *others]))
    for step in steps:
        yield from ((step, example) for example in examples if (step, example) != (t, row))
