"""What the stage shows at each step, as columns; computed here once, so that the browser needs no mathematics."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.rounding import MOST, shown, shown_after, shown_gradient_of_F
from logreg_core.descent.along_run import example_along_run
from logreg_core.descent.last_digits import decided_by_last_digits
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.model.boundary import boundary_state
from logreg_core.model.forward import all_alike
from logreg_core.model.penalty import penalty
from logreg_core.points.dataset import Dataset, Floats
from pages.figures.plane import LINES, View, line_coordinates
from pages.stage.by_batch import batch_columns, times_taken
from pages.stage.next_step.step_columns import step_columns
from pages.stage.step_cache import StepCache
from pages.stage.why_columns import counts, why_columns

MOST_HELD = 2_000  # steps; a longer run is held thinned out, with every step around the cursor
AROUND = 100  # a thinned run also holds at least so many steps on either side of the cursor
_LOG10_E = np.log10(np.e)
_LARGEST_FLOAT32 = float(np.finfo(np.float32).max)
_LARGEST_PLAIN = 690.0  # natural logarithm; past it a factor is shown by its power of ten

Columns = dict[str, NDArray[np.generic]]
PARAMETERS = ("w1", "w2", "b")


def held_middle(steps: int, t: int) -> int:
    """Return what of t decides which steps are held: nothing where all of a run's are, else t in hundreds."""
    return 0 if steps <= MOST_HELD else AROUND * round(t / AROUND)


def held_steps(steps: int, t: int) -> NDArray[np.intp]:
    """Return which steps of a run 0..steps the stage holds: all, or every k-th, the last, and those around t."""
    if steps <= MOST_HELD:
        return np.arange(steps + 1)
    middle = held_middle(steps, t)
    every = np.arange(0, steps + 1, thinning(steps))
    around = np.arange(max(0, middle - 2 * AROUND), min(steps, middle + 2 * AROUND) + 1)
    return np.unique(np.concatenate([every, around, [steps]]))


def thinning(steps: int) -> int:
    """Return the k of "every k-th step is held"; 1 where all are."""
    return 1 if steps <= MOST_HELD else -(-steps // MOST_HELD)


def run_columns(
    dataset: Dataset, run: Run, held: NDArray[np.intp], view: View, step_cache: StepCache | None = None
) -> Columns:
    """Return the columns that do not depend on the picked example; one row a held step.

    w1, w2, b and next_w1, next_w2, next_b : parameters at t and at t + 1, in the units that descent moves in; and so
    for each number that the rule keeps, u_w1 to next_u_b. Of these and the mean gradient, 0 where it is only rounding,
    and digits_w1, digits_next_w1 etc. : how many digits are sure, where some are fewer than 14.
    norm : |w|;  J, gap : mean loss and F - F*, 0 where that is only rounding (F where there is no best).
    dJ_* : mean gradient, over the rows that the step takes; with a batch those of `batch_columns` besides.
    Only where λ charges the weights: F, penalty : λ/2·|w|², charge_w1, charge_w2 : λw, and dF_* : their sum with dJ_*.
    data_* : parameters in data units (only where scaled).
    correct : how many examples are classified correctly;  alike : 1 where every ŷ is the same, which makes that idle.
    J_test, correct_test : the same of the held-out examples (only where there are some).
    parted : 1 where rounding alone may have led the run elsewhere (only where it does at some step).
    And those of `why_columns`, of the step before, and of `step_columns`, of the next one.
    state : of the boundary, 0 in view, 1 no line, 2 out of view.
    lines : (n, 24), what `sent_lines` gives.
    step_cache : what is known already of the run's steps; the rest is added to it.
    """
    w, b = run.w[held], run.b[held]
    known = step_cache or StepCache()
    along, correct_held_out = known.at(run, held)
    of_batches = run.along_batches(held)
    gradient = np.column_stack([along.dJ_dw, along.dJ_db]) if of_batches is None else of_batches.gradient
    numbers = shown(run, held, gradient)
    after, digits_after = shown_after(run, held)
    best, F = run.best, run.F[held]
    w_of_weighted = run.w_of_weighted[held]
    data_w, data_b = run.scaling.to_data_units(w_of_weighted, b)
    norm = np.hypot(w_of_weighted[:, 0], w_of_weighted[:, 1])
    boundary = boundary_state(data_w, data_b, centre=view.centre, span=view.span)
    names = row_names(run.experiment.rule)
    columns: Columns = {
        **{name: numbers.rows[:, k] for k, name in enumerate(names)},
        **{f"next_{name}": after[:, k] for k, name in enumerate(names)},
        **_digits(names, numbers.digits_of_rows),
        **_digits([f"next_{name}" for name in names], digits_after),
        **_digits([f"dJ_d{name}" for name in PARAMETERS], numbers.digits_of_gradient),
        "J": run.J[held],
        "gap": gap_above(F, best.F) if best.exists else F,
        "dJ_dw1": numbers.gradient[:, 0],
        "dJ_dw2": numbers.gradient[:, 1],
        "dJ_db": numbers.gradient[:, 2],
        "norm": norm.astype(np.float32) if norm.max() < _LARGEST_FLOAT32 else norm,
        "correct": counts(along.correct),
        "alike": all_alike(run.X_scaled, w).astype(np.uint8),
        "state": boundary.astype(np.uint8),
        "lines": sent_lines(line_coordinates(data_w, data_b, view)),
    }
    if of_batches is not None:
        columns |= batch_columns(run, held, of_batches.J)
    if run.l2:
        dF, digits_dF = shown_gradient_of_F(run, held, gradient)
        columns |= {
            "F": F,
            "penalty": penalty(w, run.l2),
            "charge_w1": run.l2 * w[:, 0],
            "charge_w2": run.l2 * w[:, 1],
            **{f"dF_d{name}": dF[:, k] for k, name in enumerate(PARAMETERS)},
            **_digits([f"dF_d{name}" for name in PARAMETERS], digits_dF),
        }
    columns |= step_columns(run, held, after, digits_after)
    columns |= why_columns(run, held, known.changes(run, held), along.correct)
    if parted := decided_by_last_digits(run):
        columns["parted"] = ((held >= parted.start) & (held < parted.stop)).astype(np.uint8)
    if run.held_out is not None and run.J_held_out is not None:
        columns["J_test"] = run.J_held_out[held]
        columns["correct_test"] = counts(np.asarray(correct_held_out))
    if run.experiment.scale != "none":
        columns |= {"data_w1": data_w[:, 0], "data_w2": data_w[:, 1], "data_b": data_b}
    return columns


def row_names(rule: Rule) -> list[str]:
    """Return the names of the columns of a run's rows: parameters, then what the rule keeps for each of them."""
    return [*PARAMETERS, *(f"{letter}_{name}" for letter in rule.keeps for name in PARAMETERS)]


def _digits(names: list[str], digits: NDArray[np.uint8]) -> Columns:
    """Return the columns digits_<name>, how many digits are sure: only where some are fewer than the most."""
    return {f"digits_{name}": digits[:, k] for k, name in enumerate(names) if digits[:, k].min() < MOST}


def gap_above(J: Floats, best: float) -> Floats:
    """Return how far J (n,) is above the least, 0 where that is only rounding."""
    gap = J - best
    return np.where(gap > ROUNDING * best, gap, 0.0)


def sent_lines(lines: Floats) -> Floats:
    """Return seven lines, (n, 7, 2, 2), as they are sent, (n, 24): the five inner ones between two points.

    A line is x, y, x, y.

    The points, one on each outer edge, close the outer bands as triangles too large to see the end of.
    """
    n = len(lines)
    first, last = lines[:, 0].mean(axis=1), lines[:, -1].mean(axis=1)
    return np.concatenate([first, lines[:, 1:-1].reshape(n, -1), last], axis=1)


def pick_columns(dataset: Dataset, run: Run, held: NDArray[np.intp], pick: int) -> Columns:
    """Return the picked example's numbers at each held step.

    share_* : this example's part, (1/m)·∂L/∂·, of the mean gradient; of a batch's, with its size, as often as it is
    drawn, and `times` how often that is.
    extreme : 1 where ∂L/∂ŷ is past a double's range and 2 where ∂ŷ/∂z is, added up; there that column holds log10 of
    its size; and 4 more where ∂L/∂ŷ is so and negative. None where nothing is.
    """
    x = run.X_scaled[pick]
    along = example_along_run(x, float(dataset.y[pick]), run.w[held], run.b[held])
    steep, flat = along.log_abs_dL_dyhat > _LARGEST_PLAIN, -along.log_dyhat_dz > _LARGEST_PLAIN
    extreme = steep * (5 if dataset.y[pick] == 1 else 1) + 2 * flat
    columns: Columns = {
        "z": along.z,
        "y_hat": along.y_hat,
        "L": along.L,
        "dL_dyhat": np.where(steep, along.log_abs_dL_dyhat * _LOG10_E, along.dL_dyhat),
        "dyhat_dz": np.where(flat, along.log_dyhat_dz * _LOG10_E, along.dyhat_dz),
        "dL_dz": along.dL_dz,
        "dL_dw1": along.dL_dw[:, 0],
        "dL_dw2": along.dL_dw[:, 1],
    }
    if run.batches is None:
        pulls = np.column_stack([along.dL_dw, along.dL_dz]) / dataset.m
    else:
        times, sizes = times_taken(run, held, pick)
        columns["times"] = counts(times)
        pulls = np.column_stack([along.dL_dw, along.dL_dz]) * (times / sizes)[:, None]
    columns |= {f"share_{name}": pulls[:, k] for k, name in enumerate(PARAMETERS)}
    if extreme.any():
        columns["extreme"] = extreme.astype(np.uint8)
    return columns


def former_boundary(run: Run, held: NDArray[np.intp], view: View) -> Floats:
    """Return the former run's boundary at the same t, (n, 4) as x, y, x, y; at its last step where it is shorter."""
    rows = np.minimum(held, len(run.b) - 1)
    lines = line_coordinates(run.w_in_data_units[rows], run.b_in_data_units[rows], view)
    return lines[:, LINES // 2].reshape(len(held), 4)
