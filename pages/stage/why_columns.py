"""What is said of each step, as columns: the kind of sentence, by the exact split of F's change, and its numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.change import Changes
from logreg_core.descent.outcome import ROUNDING as EPS
from logreg_core.descent.run import Run
from logreg_core.descent.safe_rate import slow_from, steps_until_near
from logreg_core.descent.schedule import cut, rates_of
from logreg_core.points.dataset import Floats
from pages.words import why
from pages.words.next_step.surprises import remembers_the_way

Columns = dict[str, NDArray[np.generic]]
NOT_BESIDE = 0.01  # a number this much smaller than another one says nothing beside it


def why_columns(run: Run, held: NDArray[np.intp], parts: Changes, correct: NDArray[np.int64]) -> Columns:
    """Return what is said of the step before each held one, (n,) each.

    why, why_acts : see `pages.words.why`.
    change, slope, curvature : F's change by the step, which is J's where nothing is charged, and its two parts; 0 where
    the change is no more than rounding.
    Only where something is said by them: why_percent : of what the slope promised, F fell by so much;
    J_before : F one step earlier;  change_J : J's change where F fell and J rose (0 elsewhere);
    why_share : of J in the wrong points, as it is counted in `pages.words.why`;  why_wrong : how many those are.
    parts, correct : of each held step, as StepCache gives them.
    """
    before = np.maximum(held - 1, 0)
    J, J_before = run.F[held], run.F[before]
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        kept = parts.F / parts.slope  # of what the slope promised
    codes = _kinds(run, held, parts, J_before, kept)
    rises = np.isin(codes, why.RISES)
    codes[rises] |= _beside(codes, parts, J, J_before)[rises]
    said = codes > why.ROUNDING
    columns: Columns = {
        name: shortened(np.where(said & np.isfinite(values), values, 0.0))
        for name, values in (("change", parts.F), ("slope", parts.slope), ("curvature", parts.curvature))
    }
    if (codes == why.FELL).any():
        columns["why_percent"] = np.where(codes == why.FELL, np.clip(np.rint(100 * kept), 1, 99), 0).astype(np.uint8)
    if (codes & why.PAIR).any():
        columns["J_before"] = J_before  # which is sent by reference to J
    paid = np.isin(codes, why.FALLS) & (parts.J > EPS * run.J[before])
    if run.l2 and paid.any():
        columns["change_J"] = shortened(np.where(paid, parts.J, 0.0))
        columns["why_paid"] = paid.astype(np.uint8)
    if (codes & why.WRONG).any():
        tenths = np.floor(1000 * parts.wrong_share) - 1000 * why.LEAST_SHARE
        columns["why_share"] = np.clip(tenths, 0, len(why.SHARES) - 1).astype(np.uint8)
        columns["why_wrong"] = counts(np.where(codes & why.WRONG, run.dataset.m - correct, 0))
    acts = _acts(run, held, rises)
    if acts.any():
        columns["why_acts"] = acts
    return columns | {"why": codes.astype(np.uint8)}


def _kinds(run: Run, held: NDArray[np.intp], parts: Changes, J_before: Floats, kept: Floats) -> NDArray[np.intp]:
    """Return the kind of sentence for each held step."""
    rose = parts.F > 0
    before = np.maximum(held - 1, 0)
    moving = remembers_the_way(run.experiment.rule) & (run.state[before] != 0).any(axis=1)
    falls = np.select([kept >= 0.995, kept < 0.01], [why.FELL_AS_PROMISED, why.FELL_LITTLE], why.FELL)
    uphill = (parts.slope > 0) & (moving | (run.batches is not None))
    rises = np.select([uphill, moving], [why.UPHILL, why.TOO_LONG], why.ROSE)
    kinds: NDArray[np.intp] = np.where(rose, rises, falls)
    kinds[np.abs(parts.F) <= EPS * J_before] = why.ROUNDING
    kinds[held == 0] = why.NOTHING
    return kinds


def _beside(kinds: NDArray[np.intp], parts: Changes, J: Floats, J_before: Floats) -> NDArray[np.intp]:
    """Return what else is said of each rise: no number that says nothing beside another."""
    promise, change = -parts.slope, parts.F
    with np.errstate(over="ignore", invalid="ignore"):
        told = (kinds == why.ROSE) & np.isfinite(promise) & _alike(promise, change)
        pair = _alike(change, J) & _alike(J_before, J) & (~told | (_alike(promise, J) & _alike(promise, J_before)))
        wrong = parts.wrong_share >= why.LEAST_SHARE
    return (
        np.where(pair, why.PAIR, 0)
        + np.where(told, why.PROMISE, 0)
        + np.where(told & (promise > J_before), why.MORE, 0)
        + np.where(wrong, why.WRONG, 0)
    )


def _alike(one: Floats, other: Floats) -> NDArray[np.bool_]:
    """Whether neither of two numbers is a hundred times the other."""
    return np.minimum(one, other) >= NOT_BESIDE * np.maximum(one, other)


def _acts(run: Run, held: NDArray[np.intp], rises: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return which buttons there are at each held step: at a rise, by a rate above the safe one."""
    acts = np.zeros(len(held), np.uint8)
    safe = run.experiment.safe_rate(run)
    if safe is None:
        return acts
    rates = rates_of(run.experiment.learning_rates, held)
    rose = np.flatnonzero(rises & (rates_of(run.experiment.learning_rates, np.maximum(held - 1, 0)) > safe))
    acts[rose] = np.where(rates[rose] > safe, why.FROM_HERE, why.FROM_START)
    from_here = rose[rates[rose] > safe]
    (from_start,) = steps_until_near(run, [cut(safe)]) if len(from_here) else (None,)
    slow = None if from_start is None else slow_from(run, held[from_here], cut(safe), from_start)
    if slow is not None:
        acts[from_here[slow]] = why.FROM_HERE_SLOWLY
    return acts


def counts(values: NDArray[np.integer]) -> NDArray[np.unsignedinteger]:
    """Return whole numbers from 0 in as few bytes each as hold them all."""
    return values.astype(np.min_scalar_type(int(values.max())))


def shortened(values: Floats) -> NDArray[np.generic]:
    """Return numbers as float32, which has all the digits that are shown, where none of them is past its range."""
    sizes = np.abs(values[values != 0])
    fits = not len(sizes) or (1e-37 < sizes.min() and sizes.max() < 1e38)
    return values.astype(np.float32) if fits else values
