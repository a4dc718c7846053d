"""The tables under the stage: all examples at the step shown, and the log of steps around it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from logreg_core import Dataset, snapshot
from logreg_core.chain_rule import along, mean_gradients
from logreg_core.runs import Run
from logreg_core.snapshot import Snapshot
from pages.shell import reports
from pages.shell.moment import Moment
from pages.stage.columns import rate_column
from pages.stage.mount import mount_table
from pages.stage.table import Table, powers, table_payload
from pages.text.strip import letters

LOGGED = 500  # rows of the log on screen
EXAMPLES, LOG = "examples", "log"


def tables(moment: Moment, dataset: Dataset, run: Run) -> None:
    """Both tables at the moment's step; a click on a row of the first picks its example."""
    shot = snapshot(dataset, run, moment.t)
    scaled = run.experiment.scale != "none"
    pick = moment.pick or 0
    place = run.place_of(pick) or 0
    examples, log = st.tabs(["All examples", "Log of steps"], key="tables", on_change="rerun")
    if examples.open:  # the other one is made when it is opened
        with examples:
            _examples(run, shot, place, scaled)
    if log.open:
        with log:
            _log(moment, run, place, scaled)


def _examples(run: Run, shot: Snapshot, place: int, scaled: bool) -> None:
    dataset, numbers = run.dataset, run.rows_training
    which = "training examples" if run.held_out else "examples"
    _caption(
        f"All {dataset.m:,} {which} at t = {shot.t:,}, the one that pulls hardest (largest |∂L/∂w|) first. "
        "Click a row to pick its example.",
        f"examples at step {shot.t}.csv",
        lambda: as_csv(examples_table(dataset, shot, scaled=scaled, numbers=numbers)),
    )
    mount_table(
        EXAMPLES,
        table_payload(
            examples_table(dataset, shot, scaled=scaled, numbers=numbers),
            label=f"All examples at t = {shot.t}",
            marked=int(np.flatnonzero(shot.order == place)[0]),
            picks="i",
        ),
        on_report=partial(reports.heed_stage, EXAMPLES),
    )


def _log(moment: Moment, run: Run, place: int, scaled: bool) -> None:
    dataset = run.dataset
    last = len(run.b) - 1
    first = max(0, min(moment.t - LOGGED // 2, last - LOGGED + 1))
    rows = np.arange(first, min(first + LOGGED, last + 1))
    shown = "" if len(rows) == last + 1 else f", here steps {first:,} to {int(rows[-1]):,} of {last:,}"
    _caption(
        f"One row a step{shown}. The components are those of example {run.rows_training[place] + 1}.",
        "log of steps.csv",
        lambda: as_csv(log_table(dataset, run, np.arange(last + 1), place, scaled=scaled)),
    )
    mount_table(
        LOG,
        table_payload(
            log_table(dataset, run, rows, place, scaled=scaled),
            label="Log of steps",
            marked=moment.t - first,
            follow=True,
        ),
        on_report=partial(reports.heed_stage, LOG),
    )


def _caption(text: str, filename: str, make: Callable[[], bytes]) -> None:
    words, button = st.columns([5, 1], vertical_alignment="center")
    words.caption(text)
    button.download_button(
        "Save as CSV",
        data=make,
        file_name=filename,
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key=filename,
    )


def examples_table(dataset: Dataset, shot: Snapshot, *, scaled: bool, numbers: NDArray[np.intp] | None = None) -> Table:
    """Every example's numbers at a snapshot, in the order of their pull; names are the screen's.

    numbers : (m,) by which number, from 0, each example goes on screen, where that is not its own.
    """
    say, chain, ahead, order = letters(scaled), shot.chain, shot.forward, shot.order
    return {
        "i": (order if numbers is None else numbers[order]) + 1,
        say["x1"]: shot.X[:, 0][order],
        say["x2"]: shot.X[:, 1][order],
        "y": dataset.y.astype(np.int64)[order],
        "z": ahead.z[order],
        "ŷ": ahead.y_hat[order],
        "L": ahead.L[order],
        "∂L/∂ŷ": chain.dL_dyhat[order],
        "∂ŷ/∂z": chain.dyhat_dz[order],
        f"∂z/∂{say['w1']}": chain.dz_dw[:, 0][order],
        f"∂z/∂{say['w2']}": chain.dz_dw[:, 1][order],
        f"∂z/∂{say['b']}": chain.dz_db[order],
        "∂L/∂z": chain.dL_dz[order],
        f"∂L/∂{say['w1']}": chain.dL_dw[:, 0][order],
        f"∂L/∂{say['w2']}": chain.dL_dw[:, 1][order],
        f"∂L/∂{say['b']}": chain.dL_db[order],
        **powers(chain.log_abs_dL_dyhat[order], chain.log_dyhat_dz[order]),
    }


def log_table(dataset: Dataset, run: Run, rows: NDArray[np.intp], pick: int, *, scaled: bool) -> Table:
    """The given steps of a run, with the picked example's components."""
    say = letters(scaled)
    w, b = run.w[rows], run.b[rows]
    dJ_dw, dJ_db = mean_gradients(run.X_scaled, dataset.y, w, b)
    x1, x2 = run.X_scaled[pick]
    course = along(run.X_scaled[pick], float(dataset.y[pick]), w, b)
    return {
        "t": rows,
        "α": rate_column(run, rows),
        say["w1"]: w[:, 0],
        say["w2"]: w[:, 1],
        say["b"]: b,
        "J": run.J[rows],
        **({} if run.J_held_out is None else {"J held out": run.J_held_out[rows]}),
        f"∂J/∂{say['w1']}": dJ_dw[:, 0],
        f"∂J/∂{say['w2']}": dJ_dw[:, 1],
        f"∂J/∂{say['b']}": dJ_db,
        "z": course.z,
        "ŷ": course.y_hat,
        "L": course.L,
        "∂L/∂ŷ": course.dL_dyhat,
        "∂ŷ/∂z": course.dyhat_dz,
        f"∂z/∂{say['w1']}": np.full(len(rows), x1),
        f"∂z/∂{say['w2']}": np.full(len(rows), x2),
        f"∂z/∂{say['b']}": np.ones(len(rows)),
        **powers(course.log_abs_dL_dyhat, course.log_dyhat_dz),
    }


def as_csv(table: Table) -> bytes:
    """A table as CSV, every number by repr so that nothing is lost; UTF-8 with a mark for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*(column.tolist() for column in table.values()), strict=True))
    return text.getvalue().encode("utf-8-sig")
