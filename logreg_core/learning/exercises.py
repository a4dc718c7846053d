"""What an exercise asks about one example, and the numbers that common mistakes lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.descent.local import Here, Instead
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.rules.rule import Rule
from logreg_core.learning.letters import letters_of
from logreg_core.learning.mistakes import Asked, asked, is_right
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.model.penalty import charged_gradient

NUMBERS = ("L", "dL_dyhat", "dyhat_dz", "dL_dz", "dz_dw", "dL_dw", "dL_db", "next_w")
_OF_THE_MEAN = ("sum", "gradient", "divided", "bias", "of_w1", "of_w2")


@dataclass(frozen=True)
class Exercise:
    """One number to find.

    name : one of NUMBERS;  answer : the number, None where a double can't hold it;
    slips : by a mistake's name, the number that it leads to; the most common mistake first.
    """

    name: str
    answer: float | None
    slips: Mapping[str, float]


def exercises(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float,
    *,
    example: int,
    learning_rate: float,
    j: int = 1,
    rule: Rule | None = None,
    state: ArrayLike = (),
    t: int = 0,
    members: ArrayLike | None = None,
    l2: float = 0.0,
) -> dict[str, Exercise]:
    """Return the exercises for one example at one parameter vector, by name.

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units;  example : from 0;  j : 1 or 2,
    the weight that they ask about;  rule, state, t : what a step is, what it keeps before it, (rule.width,), and which
    step it is; plain descent where there is none;  members : the rows that it takes, from 0, all where there are none.
    l2 : λ, with which the step's gradient is ∂F. Nobody mistakes a feature for another one that is 0 for all.
    """
    X, y, w, kept = (np.asarray(each, np.float64) for each in (X, y, w, state))
    ahead, chain = forward(X, y, w, b), chain_rule(X, y, w, b)
    rows = np.arange(len(y)) if members is None else np.asarray(members)
    of_step = chain if members is None else chain_rule(X[rows], y[rows], w, b)
    rule, gradient = rule or GradientDescent(), charged_gradient(np.append(of_step.dJ_dw, of_step.dJ_db), w, l2)
    # the feature that is asked about is there even where it is 0 for all
    there = tuple(k for k in (0, 1) if k == j - 1 or X[:, k].any())
    with np.errstate(over="ignore", invalid="ignore"):
        theta = np.append(w, b)
        here = Instead(Here(X[rows], y[rows], theta, l2), gradient)
        after, kept_after = rule.update(here, theta, kept, learning_rate, t)
    letters = letters_of(
        X[example],
        float(y[example]),
        ahead,
        chain,
        example,
        rows=np.concatenate([w, [b], kept]),
        gradient=gradient,
        m=len(rows),
        rate=learning_rate,
        rule=rule,
        t=t,
        after=np.concatenate([after, kept_after]),
        there=there,
    )
    values = {
        "L": ahead.L[example],
        "dL_dyhat": chain.dL_dyhat[example],
        "dyhat_dz": chain.dyhat_dz[example],
        "dL_dz": chain.dL_dz[example],
        "dz_dw": chain.dz_dw[example, j - 1],
        "dL_dw": chain.dL_dw[example, j - 1],
        "dL_db": chain.dL_db[example],
        "next_w": after[j - 1],
    }
    found = {
        name: _exercise(
            name, asked(name.removesuffix("_w") if name == "next_w" else name, f"w{j}", float(value), letters, rule)
        )
        for name, value in values.items()
    }
    if l2:  # what is said of these is said of the mean of the examples' gradients alone
        step = found["next_w"]
        slips = {name: value for name, value in step.slips.items() if name not in _OF_THE_MEAN}
        found["next_w"] = replace(step, slips=slips)
    return found


def _exercise(name: str, found: Asked) -> Exercise:
    return Exercise(name, found.value, {slip.name: slip.value for slip in found.slips})


def slip_of(exercise: Exercise, given: float) -> str | None:
    """Return the name of the common mistake that leads to this number; None where there is none."""
    return next((name for name, value in exercise.slips.items() if is_right(given, value)), None)
