"""The tables under the stage: all examples at the step shown, and the log of steps around it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from logreg_core.at_step.at_step import at
from logreg_core.at_step.contributions import hardest
from logreg_core.at_step.rounding import shown, shown_after
from logreg_core.descent import AlongBatches
from logreg_core.descent.along_run import example_along_run
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from pages.host.mount import mount_table
from pages.parts.chosen_part import chosen_part
from pages.parts.learn.challenge_panel import challenge_panel
from pages.session import widgets
from pages.session.moment import Moment
from pages.session.requests import receive_from_stage
from pages.session.session import session
from pages.session.work import Work
from pages.stage.columns import PARAMETERS
from pages.stage.step_cache import StepCache
from pages.stage.table_payload import POWERS, Table, powers, table_payload
from pages.stage.table_rows import Sight
from pages.words.learning.predict.predict import PUT_AWAY
from pages.words.rule import kept_titles
from pages.words.strip import letters

LOGGED = 500  # rows of the log on screen
MOST_ROWS = 5_000  # of the examples on screen
CSV_ROWS = 20_000  # written at once, so that a file of a million rows takes little more memory than its text
TABLES = ("All examples", "Log of steps")
CHALLENGE = "Make a challenge"


def tables(moment: Moment, work: Work) -> None:
    """Show one of the two tables at the moment's step, or what makes a challenge of it, but for a class.

    A click on a row of the first table picks its example.
    """
    if moment.present:
        return
    if moment.predict:
        st.caption(PUT_AWAY)
        return
    run = work.run
    scaled = run.experiment.scale != "none"
    picked = run.row_of(moment.pick or 0) or 0
    chosen = chosen_part("Table", (*TABLES, CHALLENGE), widgets.TABLE_SHOWN)
    if chosen == CHALLENGE:
        challenge_panel(moment, run)
    elif chosen == TABLES[0]:
        _examples(run, moment.t, picked, scaled)
    else:
        _log(moment, work, picked, scaled)


def _examples(run: Run, t: int, picked: int, scaled: bool) -> None:
    m = run.dataset.m
    which = "training examples" if run.held_out else "examples"
    rows = hardest(run, t, MOST_ROWS)
    order = f"at t = {t:,}, the one that pulls hardest on w (largest |∂L/∂w|) first. Click a row to pick its example."
    few = f"The {MOST_ROWS:,} that pull hardest on w of {m:,} {which} {order} The file holds all."
    save_button(widgets.EXAMPLES, f"examples at step {t}.csv", lambda: examples_csv(run, t, scaled=scaled))
    marked = np.flatnonzero(rows == picked)
    mount_table(
        widgets.EXAMPLES,
        table_payload(
            examples_table(run, t, rows, scaled=scaled),
            label=f"All examples at t = {t}" if len(rows) == m else f"Examples that pull hardest on w at t = {t}",
            says=f"All {m:,} {which} {order}" if len(rows) == m else few,
            marked=int(marked[0]) if len(marked) else -1,
            picks="i",
            key=widgets.EXAMPLES,
            sight=_sight(widgets.EXAMPLES),
        ),
        on_report=partial(receive_from_stage, widgets.EXAMPLES),
    )


def _log(moment: Moment, work: Work, picked: int, scaled: bool) -> None:
    run, last = work.run, work.run.steps
    first = max(0, min(moment.t - LOGGED // 2, last - LOGGED + 1))
    rows = np.arange(first, min(first + LOGGED, last + 1))
    shown = "" if len(rows) == last + 1 else f", here steps {first:,} to {int(rows[-1]):,} of {last:,}"
    save_button(
        widgets.LOG,
        "log of steps.csv",
        lambda: as_csv([log_table(run, np.arange(last + 1), picked, scaled=scaled, step_cache=work.step_cache)]),
    )
    mount_table(
        widgets.LOG,
        table_payload(
            log_table(run, rows, picked, scaled=scaled, step_cache=work.step_cache),
            label="Log of steps",
            says=f"One row a step{shown}. The components are those of example {run.rows_training[picked] + 1}.",
            marked=moment.t - first,
            follow=True,
            key=widgets.LOG,
            sight=_sight(widgets.LOG),
        ),
        on_report=partial(receive_from_stage, widgets.LOG),
    )


def _sight(key: str) -> Sight:
    """Return what of the table called `key` is in sight, as far as it has said; the top of it at first."""
    table, first, last, title, down = session().table_sight
    return Sight(first, last, title, down) if table == key else Sight()


def save_button(key: str, filename: str, make: Callable[[], bytes]) -> None:
    """Show a button that saves the table called `key`, in the line of the table's words; the file is made when pressed.

    It is the only element beside the table: each one costs the browser a part of every step's answer.
    """
    st.download_button(
        "Save as CSV", data=make, file_name=filename, mime="text/csv", on_click="ignore", key=widgets.save_button(key)
    )


def examples_table(run: Run, t: int, rows: NDArray[np.intp], *, scaled: bool, extreme: bool = False) -> Table:
    """Return some training examples' numbers at step t; names are the screen's, i is the number in the whole dataset.

    rows : (n,) which of the training examples, in the order of the table;  extreme : give the factors'
    logarithms even where all factors are in range.
    """
    say, X, y = letters(scaled, run.weighted), run.X_scaled[rows], run.dataset.y[rows]
    weights = [(k, say[f"w{k + 1}"]) for k in run.weighted]
    ahead, chain = at(run, t).of(rows)
    return {
        "i": (rows if run.parts is None else run.rows_training[rows]) + 1,
        **{f"∂L/∂{w}": chain.dL_dw[:, k] for k, w in weights},  # by their size the rows are in order
        **{say[f"x{k + 1}"]: X[:, k] for k in run.weighted},
        "y": y.astype(np.int64),
        "z": ahead.z,
        "ŷ": ahead.y_hat,
        "L": ahead.L,
        "∂L/∂ŷ": chain.dL_dyhat,
        "∂ŷ/∂z": chain.dyhat_dz,
        "∂L/∂z": chain.dL_dz,
        **powers(chain.log_abs_dL_dyhat, chain.log_dyhat_dz, always=extreme),
        f"∂L/∂{say['b']}": chain.dL_db,  # from here on each repeats another: ∂L/∂z, the features, 1
        **{f"∂z/∂{w}": chain.dz_dw[:, k] for k, w in weights},
        f"∂z/∂{say['b']}": chain.dz_db,
    }


def examples_csv(run: Run, t: int, *, scaled: bool) -> bytes:
    """Write all training examples at step t as CSV, by descending |∂L/∂w|."""
    order = hardest(run, t, run.dataset.m)
    parts = [order[start : start + CSV_ROWS] for start in range(0, len(order), CSV_ROWS)]
    usual = len(examples_table(run, t, order[:1], scaled=scaled, extreme=True)) - len(POWERS)
    extreme = any(len(examples_table(run, t, rows, scaled=scaled)) > usual for rows in parts)
    return as_csv(examples_table(run, t, rows, scaled=scaled, extreme=extreme) for rows in parts)


def log_table(
    run: Run, rows: NDArray[np.intp], pick: int, *, scaled: bool, step_cache: StepCache | None = None
) -> Table:
    """Return the given steps of a run, with the components of the training example in row `pick`.

    step_cache : what is known already of the run's steps; the rest is added to it.
    """
    say = letters(scaled, run.weighted)
    parameters = [(k, say[name]) for k, name in enumerate(PARAMETERS) if name in say]
    kept = kept_titles(run.experiment.rule, scaled=scaled, weighted=run.weighted)
    means, _ = (step_cache or StepCache()).at(run, rows)
    of_batches = run.along_batches(rows)
    gradient = np.column_stack([means.dJ_dw, means.dJ_db]) if of_batches is None else of_batches.gradient
    numbers = shown(run, rows, gradient)
    of = "" if of_batches is None else " of the batch"
    rule = run.experiment.rule
    given = {3 * at + k for at, letter in enumerate(rule.keeps) if letter in rule.given for k in range(3)}
    after = shown_after(run, rows)[0] if given else numbers.rows  # what no line makes is of the step from here
    along = example_along_run(run.X_scaled[pick], float(run.dataset.y[pick]), run.w[rows], run.b[rows])
    return {
        "t": rows,
        "α": rates_of(run.experiment.learning_rates, rows),
        **{name: numbers.rows[:, k] for k, name in parameters},
        **({"F": run.F[rows]} if run.l2 else {}),
        "J": run.J[rows],
        **({} if run.J_held_out is None else {"J held out": run.J_held_out[rows]}),
        **_of_batches(run, rows, of_batches),
        **{f"∂J/∂{name}{of}": numbers.gradient[:, k] for k, name in parameters},
        **({f"λ·{name}": run.l2 * run.w[rows, k] for k, name in parameters if k < 2} if run.l2 else {}),
        **{title: (after if at in given else numbers.rows)[:, 3 + at] for at, title in kept.items()},
        "z": along.z,
        "ŷ": along.y_hat,
        "L": along.L,
        "∂L/∂ŷ": along.dL_dyhat,
        "∂ŷ/∂z": along.dyhat_dz,
        **powers(along.log_abs_dL_dyhat, along.log_dyhat_dz),
        **{  # these are the same at each step
            f"∂z/∂{name}": np.full(len(rows), run.X_scaled[pick, k] if k < 2 else 1.0) for k, name in parameters
        },
    }


def _of_batches(run: Run, rows: NDArray[np.intp], found: AlongBatches | None) -> Table:
    """Return the columns of a log that tell of each step's batch; none where each step takes all rows."""
    if found is None or run.batches is None:
        return {}
    m = run.dataset.m
    return {
        "epoch": np.array([run.epoch(t) + 1 for t in rows.tolist()], np.int64),
        "in the batch": np.array([run.batches.size_at(m, t) for t in rows.tolist()], np.int64),
        "mean loss of the batch": found.J,
    }


def as_csv(parts: Iterable[Table]) -> bytes:
    """Write a table in parts, one below the other, as CSV: every number by repr so that nothing is lost.

    UTF-8 with a mark for spreadsheets.
    """
    whole = io.BytesIO(codecs.BOM_UTF8)
    whole.seek(0, io.SEEK_END)
    for number, table in enumerate(parts):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        if number == 0:
            writer.writerow(table)
        writer.writerows(zip(*(column.tolist() for column in table.values()), strict=True))
        whole.write(text.getvalue().encode())
    return whole.getvalue()
