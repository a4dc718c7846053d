"""What decided the answer to a question about a step: the numbers that a verdict names, of the answer given as well."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from logreg_core.at_step.at_step import at
from logreg_core.at_step.contributions import pull_sizes
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.rules.rule import Product
from logreg_core.descent.run import Run
from logreg_core.learning.predictions.nearby_runs import with_step_after
from logreg_core.learning.predictions.predictions import (
    PARAMETERS,
    Question,
    directions,
    loss_ahead,
    parameter_shown,
    rows_by_number,
    runs_ahead,
)


@dataclass(frozen=True)
class Judged:
    """A question with the answer given, and the numbers that decided it.

    facts, by kind; before and after are those of the step, and guess_ the same of the point that was answered:
    J : before, after, slope, curvature.
    w1, w2, b : before, after, digits, gradient, rate, and of a rule with a velocity u, the new one.
    pace : last_fall, fall, last_slope, slope, last_curvature, curvature.
    riser : y, z, z_after, L, L_after.   correct : before, after, gained, lost, J_before, J_after.
    turn : before, after, step, all in degrees.   pull : error, distance, pull.
    rates : J after 50 steps, by the choice, inf where a run ends early;  rises : in how many of these the answer's J
    rose.
    """

    question: Question
    guess: str
    facts: Mapping[str, float]

    @property
    def is_right(self) -> bool:
        """Whether the answer given is right."""
        return self.guess in self.question.rights


def judged(run: Run, t: int, question: Question, guess: str, *, from_start: bool = False) -> Judged:
    """Return an answer to a question about the step from t with what decided it. Raises ValueError if it is no answer.

    from_start : of rates, whether they are compared from the run's start.
    """
    run = with_step_after(run, t)
    is_answer = guess in question.choices if question.choices else len(rows_by_number(run, [guess])) == 1
    if not is_answer:
        raise ValueError(f"{guess!r:.40} is no answer to the question about {question.kind}")
    if question.kind == "rates":
        facts = _of_rates(run, t, question, guess, from_start=from_start)
    elif question.kind in PARAMETERS:
        facts = _of_parameter(run, t, question.kind)
    else:
        facts = _FACTS[question.kind](run, t, question, guess)
    return Judged(question, guess, facts)


def _of_J(run: Run, t: int, question: Question, guess: str) -> dict[str, float]:
    change = at(run, t + 1).change
    assert change is not None
    return {"before": run.F[t], "after": run.F[t + 1], "slope": change.slope, "curvature": change.curvature}


def _of_parameter(run: Run, t: int, name: str) -> dict[str, float]:
    k, step = PARAMETERS.index(name), at(run, t).step
    before, after, digits = parameter_shown(name, run, t)
    gradient = float(at(run, t).shown_gradient_of_F[k])
    facts = {"before": before, "after": after, "digits": digits, "gradient": gradient, "rate": step.rate}
    moves = run.experiment.rule.lines[-1].products[1:]
    if moves == (Product(("α", "u'"), minus=True),):
        facts["u"] = float(step.state[k])
    elif moves != (Product(("α", "g"), minus=True),):
        facts["step"] = after - before
    return facts


def _of_pace(run: Run, t: int, question: Question, guess: str) -> dict[str, float]:
    last, next_ = (at(run, step).change for step in (t, t + 1))
    assert last is not None
    assert next_ is not None
    return {
        "last_fall": -last.F,
        "fall": -next_.F,
        "last_slope": last.slope,
        "slope": next_.slope,
        "last_curvature": last.curvature,
        "curvature": next_.curvature,
    }


def _of_riser(run: Run, t: int, question: Question, guess: str) -> dict[str, float]:
    facts: dict[str, float] = {}
    for prefix, number in (("", question.right), ("guess_", guess)):
        rows = rows_by_number(run, [number])
        (now, _), (after, _) = at(run, t).of(rows), at(run, t + 1).of(rows)
        facts |= {
            f"{prefix}y": float(run.dataset.y[rows[0]]),
            f"{prefix}z": float(now.z[0]),
            f"{prefix}z_after": float(after.z[0]),
            f"{prefix}L": float(now.L[0]),
            f"{prefix}L_after": float(after.L[0]),
        }
    return facts


def _of_correct(run: Run, t: int, question: Question, guess: str) -> dict[str, float]:
    now, after = at(run, t).is_correct, at(run, t + 1).is_correct
    return {
        "before": int(np.count_nonzero(now)),
        "after": int(np.count_nonzero(after)),
        "gained": int(np.count_nonzero(after & ~now)),
        "lost": int(np.count_nonzero(now & ~after)),
        "J_before": float(run.F[t]),
        "J_after": float(run.F[t + 1]),
    }


def _of_turn(run: Run, t: int, question: Question, guess: str) -> dict[str, float]:
    before, after = directions(run, t)
    w = run.w_in_data_units
    step = w[t + 1] - w[t]
    towards = math.degrees(math.atan2(step[1], step[0])) if step.any() else before
    return {"before": before, "after": after, "step": before + (towards - before + 180) % 360 - 180}


def _of_pull(run: Run, t: int, question: Question, guess: str) -> dict[str, float]:
    chain, sizes = at(run, t).chain, pull_sizes(at(run, t).chain)
    facts: dict[str, float] = {}
    for prefix, number in (("", question.right), ("guess_", guess)):
        (row,) = rows_by_number(run, [number]).tolist()
        facts |= {
            f"{prefix}error": abs(float(chain.dL_dz[row])),
            f"{prefix}distance": float(np.hypot(*chain.dz_dw[row])),
            f"{prefix}pull": float(sizes[row]),
        }
    return facts


def _of_rates(run: Run, t: int, question: Question, guess: str, *, from_start: bool) -> dict[str, float]:
    ahead = runs_ahead(run, t, [*map(float, question.choices)], from_start=from_start)
    runs = dict(zip(question.choices, ahead, strict=True))
    first = 0 if from_start else t
    J = runs[guess].F[first:]
    rises = np.count_nonzero(J[1:] > J[:-1] * (1 + ROUNDING))
    return {choice: loss_ahead(each, first) for choice, each in runs.items()} | {"rises": int(rises)}


_FACTS = {
    "J": _of_J,
    "pace": _of_pace,
    "riser": _of_riser,
    "correct": _of_correct,
    "turn": _of_turn,
    "pull": _of_pull,
}
