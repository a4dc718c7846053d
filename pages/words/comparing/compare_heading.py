"""What stands above Compare's pictures: which lane is nearest at the step on screen, and whether the race is fair.

The columns that it shows are `nearest` and `second`, a lane each, and `times`, how many times the nearest's gap the
second's is: see `nearest_along`. Where `nearest` is 0 no lane is nearest alone. `ahead` is 1 where `times` is a number,
2 where the nearest's gap is 0, and 0 where no other lane runs.
"""

from __future__ import annotations

import json
from html import escape

from logreg_core.descent.sweep.sweep import MOST_STEPS
from logreg_core.lanes.comparison import Comparison
from pages.words.strip import value

TUNE = "Tune all"
NEAREST, SECOND = value("nearest", "word"), value("second", "word")
_NOT_TUNED = "Rates are not tuned: the order may turn over."
_WHAT = "Give each lane the rate of 25, from a thousandth to a thousand times the safe one, that ends nearest."


def compare_heading(comparison: Comparison, *, tuned: bool, fixed: bool = False) -> str:
    """Return the heading as HTML; "" where there is one lane alone.

    tuned : whether each lane holds its best rate.   fixed : whether nothing can be pressed, as where a class looks on.
    """
    if len(comparison.runs) < 2:
        return ""
    if not comparison.measure:
        return "<span>Some lanes have a lowest <i>F</i>, and others have none: no lane is nearest.</span>"
    letter, steps = "F" if any(run.l2 for run in comparison.runs) else "J", min(comparison.steps, MOST_STEPS)
    said = [_tuned(comparison, letter, steps) if tuned else _untuned(comparison, letter)]
    if not comparison.same_best:
        said.append("<span>Each lane’s <i>F</i>* is its own, with its λ.</span>")
    if not tuned and not fixed:
        said.append(_button())
    return " ".join(said)


def _untuned(comparison: Comparison, letter: str) -> str:
    lowest = f"has the lowest <i>{letter}</i>" if comparison.measure == "F" else "is nearest"
    return _whose(f"At these rates {NEAREST} {lowest}.") + f" {_NOT_TUNED}"


def _tuned(comparison: Comparison, letter: str, steps: int) -> str:
    each = f"Each at its best rate for {steps:,} steps"
    if comparison.measure == "F":
        return _whose(f"{each}, {NEAREST} has the lowest <i>{letter}</i>.")
    gap = f"<i>{letter}</i> − <i>{letter}</i>*"
    times = value("times")
    smaller = f"its {gap} is {times} × smaller than that of {SECOND}"
    return _whose(
        f"{each}, {NEAREST} is nearest"
        f'<span data-when="ahead:1">: {smaller}</span><span data-when="ahead:2">: it has arrived</span>.'
    )


def _whose(sentence: str) -> str:
    """Return a sentence about the nearest lane, and what is said instead where none is nearest alone."""
    nobody = "Here no lane is nearest alone."
    return f'<span data-when="nearest:!0">{sentence}</span><span data-when="nearest:0">{nobody}</span>'


def _button() -> str:
    asked = escape(json.dumps({"tune": True}), quote=True)
    return f'<button type="button" data-request="{asked}" title="{escape(_WHAT, quote=True)}">{TUNE}</button>'
