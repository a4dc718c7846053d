"""How a run ended, and why: a kind, its numbers, and one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.optimum import optimum
from logreg_core.points.dataset import Floats

if TYPE_CHECKING:
    from logreg_core.descent.run import Run


EPS = float(np.finfo(np.float64).eps)
ROUNDING = 4 * EPS  # a relative rise of J up to this is arithmetic, not descent
RECENT = 20  # steps looked back for a rise of J
CLOSE = 1e-10  # J - J* at which a run counts as converged
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    kind : "diverged", "separable", "oscillating", "converged" or "still descending".
    sentence : the same in plain English, with its cause and what to try.
    gap : J - J* at the end, no unit; nan where no minimum exists.
    """

    kind: str
    sentence: str
    gap: float


def _rises(J: Floats) -> bool:
    return bool((J[1:] > J[:-1] * (1 + ROUNDING)).any())


def outcome_of(run: Run) -> Outcome:
    """Return how a run ended: the first kind that fits, in the order of Outcome's list."""
    best, J, T = optimum(run.dataset), run.J, run.steps
    gap = float(J[-1] - best.J) if best.exists else float("nan")
    distance = f"J − J* = {_digits(max(gap, 0.0))}"
    # Only a sentence about too high a rate needs the bound; on a million rows it is worth not computing it.
    if T < run.experiment.steps:
        return Outcome(
            "diverged",
            f"After step {T} the numbers left a computer's range: the learning rate is far too high for this "
            f"data. {_calmer(run)}",
            gap,
        )
    if J[-1] > J[0] * (1 + ROUNDING):
        return Outcome(
            "diverged",
            f"The mean loss J ended at {_digits(J[-1])}, above the {_digits(J[0])} it began with: the steps "
            f"jump too far, so the learning rate is too high. {_calmer(run)}",
            gap,
        )
    if not best.exists:
        return Outcome("separable", _separable(run, best.separation, best.J), gap)
    if _rises(J[-RECENT - 1 :]):
        return Outcome(
            "oscillating",
            f"The mean loss J still rose within the last {min(RECENT, T)} steps: {run.experiment.rule.overshoots}; "
            f"{distance}. {_calmer(run)}",
            gap,
        )
    if gap <= CLOSE:
        return Outcome(
            "converged",
            f"Descent has arrived: {distance}, so the best possible mean loss J* is reached and further "
            "steps change nothing that matters.",
            gap,
        )
    if T == 0:
        return Outcome("still descending", f"No step has been taken yet: {distance}. Take steps to bring J down.", gap)
    return Outcome(
        "still descending",
        f"The mean loss J is still on its way down: {distance}. Take more steps, or a higher learning rate.",
        gap,
    )


def _calmer(run: Run) -> str:
    safe = run.experiment.safe_rate(run)
    if safe is None:
        return "Try a lower learning rate."
    return f"Try a lower one: up to 2/smoothness = {_digits(safe)} J can never rise."


def _separable(run: Run, separation: str, infimum: float) -> str:
    if len(np.unique(run.dataset.y)) == 1:
        return (
            "All examples belong to one class, so there is no best boundary: the parameters grow without end "
            "while J creeps towards 0. Add examples of the other class."
        )
    if separation == "complete":
        return (
            "A straight line separates the two classes, so there are no best weights: they grow without end "
            "while J creeps towards 0. Stop when the boundary suits you, or add data where the classes mix."
        )
    return (
        "A straight line separates the two classes but for points that lie on it, so there are no best "
        f"weights: they grow without end while J creeps towards {_digits(infimum)}, which it never reaches. "
        "Stop when the boundary suits you, or add data where the classes mix."
    )


def _digits(x: float) -> str:
    """A non-negative number to 4 significant digits, as a×10ⁿ outside 1e-4..1e5."""
    if x == 0 or not np.isfinite(x):
        return "0" if x == 0 else "∞"
    part, power = f"{x:.3e}".split("e")
    if -4 <= int(power) < 5:
        return f"{float(part + 'e' + power):.{max(3 - int(power), 0)}f}"
    return f"{part}×10{str(int(power)).translate(_SUPERSCRIPTS)}"
