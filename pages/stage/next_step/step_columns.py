"""The next step's numbers beside what the rule keeps: what is worked out on the way, and where a step surprises."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.at_step import at
from logreg_core.at_step.rounding import MOST, Digits
from logreg_core.descent.local import Here
from logreg_core.descent.rules.newton import flat_directions
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.points.dataset import Floats
from pages.stage.why_columns import shortened
from pages.words.learning.predict.predict import spoken_of
from pages.words.next_step import surprises as words
from pages.words.next_step.live_lines import HALVED
from pages.words.strip import letters_of

Columns = dict[str, NDArray[np.generic]]
PARAMETERS = ("w1", "w2", "b")
_AS_LONG = 1e-3  # relative: so much shorter than α a first step may be, and is said to be as long


def step_columns(run: Run, held: NDArray[np.intp], after: Floats, digits: Digits) -> Columns:
    """Return the columns of the step from each held one, (n,) each, that a rule has beside what it keeps.

    after, digits : (n, 3 + rule.width), parameters and what is kept after it as they are shown, and their sure digits.
    m̂_w1 … : what the lines work out on the way, with four digits to show, and digits_m̂_w1 … where those are fewer.
    halved : of a rule that halves α, which of `HALVED` it took.
    surprise : which of `next_step.surprises` is to be said; only where something is.
    """
    rule = run.experiment.rule
    worked_out = rule.worked_out(after.reshape(len(held), -1, 3)[:, 1:], held)
    columns: Columns = {}
    for at_, letter in enumerate(rule.works_out):
        source = 3 * (1 + rule.keeps.index(_made_of(rule, letter)))
        for k, name in enumerate(PARAMETERS):
            columns[f"{letter}_{name}"] = shortened(worked_out[:, at_, k])
            if digits[:, source + k].min() < MOST:
                columns[f"digits_{letter}_{name}"] = digits[:, source + k]
    if "a" in rule.given:
        used = after[:, 3 * (1 + rule.keeps.index("a"))]
        with np.errstate(divide="ignore"):
            halvings = np.rint(np.log2(rates_of(run.experiment.learning_rates, held) / used))
        columns["halved"] = np.where(used == 0, 0, 1 + np.clip(halvings, 0, len(HALVED) - 2)).astype(np.uint8)
    surprise = _surprises(run, held)
    return columns | ({"surprise": surprise} if surprise.any() else {})


def surprises(run: Run, columns: Columns) -> str:
    """Return, as HTML, all that is said of the steps of a run that its columns hold; "" where nothing is."""
    if "surprise" not in columns:
        return ""
    codes = np.unique(columns["surprise"]).tolist()
    moved, stays = _moved(run)
    say = letters_of(run)
    said = words.surprises(
        run.experiment.rule,
        codes,
        length=_first_length(run),
        moved=[say[name] for name in moved],
        stays=[say[name] for name in stays],
    )
    return spoken_of(said, charged=run.l2 > 0)


def _made_of(rule: Rule, letter: str) -> str:
    """Return which kept number a line makes another one of: m for m̂."""
    (line,) = (line for line in rule.lines if line.target == letter)
    return next(kept for kept in rule.keeps if f"{kept}'" in line.products[0].factors)


def _surprises(run: Run, held: NDArray[np.intp]) -> NDArray[np.uint8]:
    rule, found = run.experiment.rule, np.zeros(len(held), np.uint8)
    if "d" in rule.given:
        flat = _flat(run, held)
        found[:] = np.select(
            [flat == 0, flat == 1 + len(run.weighted), flat == 1],
            [words.NOTHING, words.ALL_FLAT, words.FLAT],
            words.FLATTER,
        )
    if words.remembers_the_way(rule):
        rates = run.experiment.learning_rates
        new = rates_of(rates, held) != rates_of(rates, np.maximum(held - 1, 0))
        found[new & (held > 0) & (run.state[held] != 0).any(axis=1)] = words.NEW_RATE
    if _first_length(run) is not None:
        found[held == 0] = words.FIRST
    return found


def _flat(run: Run, held: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return in how many directions F has no curvature left at each held step; of features without a weight, none."""
    there = [*run.weighted, 2]
    theta = np.column_stack([run.w, run.b])
    hessians = (Here(run.X_scaled, run.dataset.y, theta[t], run.l2).hessian for t in held.tolist())
    return np.array([flat_directions(each[np.ix_(there, there)]) for each in hessians])


def _moved(run: Run) -> tuple[list[str], list[str]]:
    """Return which parameters the first step moves, and which it leaves, as their gradient is 0."""
    gradient = dict(zip(PARAMETERS, at(run, 0).shown_gradient_of_F.tolist(), strict=True))
    return [name for name in run.parameters if gradient[name]], [name for name in run.parameters if not gradient[name]]


def _first_length(run: Run) -> float | None:
    """Return how long the first step is in each parameter that it moves, where a rule makes all alike; else None."""
    rule = run.experiment.rule
    if not {"s", "v"} & set(rule.keeps):
        return None
    length = run.experiment.rate_at(0) / math.sqrt(1 - rule.settings.get("rho", 0.0))
    first, before = run.row_after(0), run.rows[0]
    moved, stays = _moved(run)
    step = {name: abs(float(first[k] - before[k])) for k, name in enumerate(PARAMETERS)}
    alike = all(abs(step[name] - length) <= _AS_LONG * length for name in moved)
    return length if moved and alike and all(step[name] <= _AS_LONG * length for name in stays) else None
