"""Which example an exercise is about, and what it asks where a double can't hold the number."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.at_step import AtStep
from logreg_core.derivation.exercises import SIGNIFICANT

LN_10 = math.log(10)
USUAL_DIGITS, STEP_DIGITS = SIGNIFICANT, 12  # of an answer; of a parameter after a small step, at most


def row_to_ask(here: AtStep, picked: int, name: str) -> int:
    """Return the row of the first example after the picked one whose number a double holds; if there is none, the next.

    picked : a row of the training examples, whose numbers are on screen;  name : the exercise's.
    """
    m = len(here.y)
    after = (picked + 1 + np.arange(m)) % m
    held = _is_held(here, name)[after]
    return int(after[int(held.argmax())]) if held.any() else int(after[0])


def _is_held(here: AtStep, name: str) -> NDArray[np.bool_]:
    """Return whether a double holds the number, for each example: (m,)."""
    chain = here.chain
    held = {
        "L": here.forward.L > 0,
        "dL_dyhat": np.isfinite(chain.dL_dyhat),
        "dyhat_dz": chain.dyhat_dz > 0,
        "dL_dz": chain.dL_dz != 0,
        "dL_db": chain.dL_dz != 0,
        "dL_dw": chain.dL_dz != 0,
    }
    return np.asarray(held.get(name, np.ones(len(here.y), np.bool_)))


def power_of_ten(here: AtStep, row: int, name: str, j: int = 1) -> float | None:
    """Return log10 of the size of the number that a double can't hold; None where it holds it, or it is truly 0.

    row : of the training examples;  name : the exercise's;  j : 1 or 2, for w_j.
    """
    feature = float(here.X[row, j - 1])
    if _is_held(here, name)[row] or (name == "dL_dw" and feature == 0):
        return None
    chain = here.chain
    s = float((1 - 2 * here.y[row]) * here.forward.z[row])  # where L and the error are lost it is far below 0
    logs = {
        "L": s,
        "dL_dyhat": float(chain.log_abs_dL_dyhat[row]),
        "dyhat_dz": float(chain.log_dyhat_dz[row]),
        "dL_dz": s,
        "dL_db": s,
        "dL_dw": s + math.log(abs(feature) or 1.0),
    }
    return logs[name] / LN_10


def digits_of_step(old: float, new: float) -> int:
    """Return how many digits of a parameter show three of the step from old to new: 3 to STEP_DIGITS."""
    if old == new or new == 0:
        return USUAL_DIGITS
    lost = math.floor(math.log10(abs(new)) - math.log10(abs(new - old)))
    return min(max(USUAL_DIGITS, USUAL_DIGITS + lost), STEP_DIGITS)
