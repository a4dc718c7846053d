"""The table of all examples on the Examples page: which of them are listed, and the file of them."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from pages.shell import lab_tables, selection
from pages.shell.plain import plain
from pages.shell.seen import Seen
from pages.stage.mount import mount_table
from pages.stage.table import POWERS, Table, table_payload

LISTED = 20_000  # rows on screen
KEY = "examples"
SHARE, CORRECT = "share", "correct"
WORDS = {CORRECT: ("no", "yes")}
ALL, WRONG, SELECTED = "All", "Wrong only", "Selected"
BOTH = "Both classes"


def list_of_examples(now: Seen) -> None:
    """The filters, the table, and what can be done with the rows that it lists."""
    run = now.run
    names = [plain(name, 16) for name in run.dataset.class_names]
    kinds, classes, top, select, save = st.columns([4, 3, 2, 2, 2], vertical_alignment="bottom")
    kind = kinds.segmented_control(
        "Show", [ALL, WRONG, SELECTED], default=ALL, required=True, key="listed kind", persist_state="session"
    )
    which = classes.segmented_control(
        "Of class",
        [BOTH, "0", "1"],
        default=BOTH,
        required=True,
        format_func=lambda option: option if option == BOTH else _class(option, names[int(option)]),
        key="listed class",
        persist_state="session",
    )
    most = top.number_input(
        "Top k by |∂L/∂w|",
        min_value=1,
        value=None,
        step=10,
        placeholder="all",
        key="listed top",
        persist_state="session",
    )
    rows = filtered(now, kind or ALL, None if which in (None, BOTH) else int(which), most)
    select.button(
        "Select these",
        on_click=_select,
        args=(now, rows),
        disabled=not len(rows),
        width="stretch",
        key="select listed",
        help="Every row that the filter leaves becomes the selection.",
    )
    save.download_button(
        "Save as CSV",
        data=partial(csv_of, now, rows),
        file_name=f"examples at step {now.t}.csv",
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        key="save listed",
        help="Every row that the filter leaves, each number with all its digits.",
    )
    st.caption(said(now, rows))
    if not len(rows):
        return
    listed = rows[:LISTED]
    marked = np.flatnonzero(listed == now.place)
    mount_table(
        KEY,
        table_payload(
            examples_table(now, listed),
            label=f"Examples at t = {now.t}",
            marked=int(marked[0]) if len(marked) else -1,
            picks="i",
            selected=np.flatnonzero(now.is_selected(listed)).tolist(),
            words=WORDS,
        ),
        on_report=partial(selection.heed, KEY),
    )


def _class(label: str, name: str) -> str:
    return label if name == label else f"{label}: {name}"


def said(now: Seen, rows: NDArray[np.intp]) -> str:
    """What the table lists, in words."""
    m = now.run.dataset.m
    if not len(rows):
        return f"At t = {now.t:,} the filter leaves none of the {m:,} {now.which}."
    few = "" if len(rows) <= LISTED else f" The {LISTED:,} that pull hardest are listed; the file holds all."
    return (
        f"{len(rows):,} of {m:,} {now.which} at t = {now.t:,}, the one that pulls hardest (largest |∂L/∂w|) first."
        f"{few} "
        "Click a row to pick it, Ctrl+click to add it to the selection, Shift+click to select up to it. "
        "A column’s title sorts. correct: ŷ ≥ 0.5 exactly where y = 1."
    )


def filtered(now: Seen, kind: str, label: int | None, most: int | None) -> NDArray[np.intp]:
    """Places of the examples that a filter leaves, the one that pulls hardest first."""
    keep = np.ones(now.run.dataset.m, bool)
    if kind == WRONG:
        keep = ~now.correct
    elif kind == SELECTED:
        keep = now.is_selected(np.arange(len(keep)))
    if label is not None:
        keep = keep & (now.run.dataset.y == label)
    return now.order[keep[now.order]][:most]


def examples_table(now: Seen, rows: NDArray[np.intp], *, extreme: bool = False) -> Table:
    """The Lab's columns, with each example's share of all pull and whether it is classified correctly (1 or 0)."""
    table = lab_tables.examples_table(now.run, now.t, rows, scaled=now.run.experiment.scale != "none", extreme=extreme)
    ours = {SHARE: now.shares[rows], CORRECT: now.correct[rows].astype(np.int64)}
    return (
        {title: column for title, column in table.items() if title not in POWERS.values()}
        | ours
        | {title: table[title] for title in POWERS.values() if title in table}
    )


def csv_of(now: Seen, rows: NDArray[np.intp]) -> bytes:
    """These examples as CSV, every number with all its digits."""
    size = lab_tables.CSV_ROWS
    parts = [rows[start : start + size] for start in range(0, len(rows), size)] or [rows]
    extreme = any(set(POWERS.values()) <= set(examples_table(now, part)) for part in parts if len(part))
    return lab_tables.as_csv(examples_table(now, part, extreme=extreme) for part in parts if len(part))


def _select(now: Seen, rows: NDArray[np.intp]) -> None:
    selection.select(now.run.rows_training[rows])
