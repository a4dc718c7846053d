"""The points as a table to type in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from logreg_core import DataError, Dataset
from logreg_core.points.edits import Add, Edit, Erase, Put
from pages.session import history, widgets
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown, one_line

MOST_EDITED = 5_000  # rows; a browser's table grows slow with more


def table_panel(dataset: Dataset | None) -> None:
    """Show the points in a table whose cells, rows and labels can be changed."""
    if wrong := session().table_error:
        st.error(in_markdown(wrong))
        update(lambda before: replace(before, table_error=""))
    if dataset is None:
        st.caption("No points yet. Draw one in the plane, or make some.")
        return
    if dataset.m > MOST_EDITED:
        st.caption(f"The table holds up to {MOST_EDITED:,} points; these are {dataset.m:,}. Save and edit the file.")
        return
    x1, x2 = _titles(dataset)
    second = {} if dataset.has_one_feature else {"x2": dataset.X[:, 1].tolist()}
    st.caption("Type over a cell; add a row at the end; tick rows on the left to erase them. A label is 0 or 1.")
    key = _key_of(dataset)
    # A table that was edited is another table: what is in it always comes from the data, never from the browser.
    st.data_editor(
        {
            "i": list(range(1, dataset.m + 1)),
            "x1": dataset.X[:, 0].tolist(),
            **second,
            "y": dataset.y.astype(int).tolist(),
        },
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        height=420,
        column_config={
            "i": st.column_config.NumberColumn("i", disabled=True, width=50),
            "x1": st.column_config.NumberColumn(x1, required=True, width=120),
            "x2": st.column_config.NumberColumn(x2, required=True, width=120),
            "y": st.column_config.SelectboxColumn("y", options=[0, 1], required=True, width=50),
        },
        on_change=_take,
        args=(key, dataset),
    )


def _titles(dataset: Dataset) -> tuple[str, str]:
    x1, x2 = (one_line(name, 30) for name in dataset.feature_names)
    return (x1 if x1 == "x1" else f"x₁: {x1}", x2 if x2 == "x2" else f"x₂: {x2}")


def _key_of(dataset: Dataset) -> str:
    return widgets.points_table(dataset.digest, session().command_number)


def _take(key: str, dataset: Dataset) -> None:
    if key == _key_of(dataset):  # else a browser that has not heard yet of what it changed says it once more
        update(_typed, widgets.value_of(key) or {}, dataset)


def _typed(before: Session, change: dict[str, Any], dataset: Dataset) -> Session:
    """Turn what was typed into edits, as one change."""
    try:
        edits = edits_of(change, dataset)
        return history.edit(before, *edits) if edits else before
    except DataError as error:
        return replace(before, table_error=str(error))


def edits_of(change: dict[str, Any], dataset: Dataset) -> list[Edit]:
    """Read a table's change ({"edited_rows", "added_rows", "deleted_rows"}) as edits; half a row is none.

    Raises DataError for more than a table holds, or rows that are not there, which no table says.
    """
    edited, added, gone = change.get("edited_rows", {}), change.get("added_rows", []), change.get("deleted_rows", [])
    if max(len(edited), len(added), len(gone)) > MOST_EDITED:
        raise DataError(f"The table changes more than {MOST_EDITED:,} points at once; it was left as it was.")
    if not all(0 <= int(i) < dataset.m for i in (*edited, *gone)):
        raise DataError(f"The table changes a point that is not among the {dataset.m:,} here; it was left as it was.")
    found: list[Edit] = []
    for i, cells in edited.items():
        row = dict(x1=float(dataset.X[int(i), 0]), x2=float(dataset.X[int(i), 1]), y=int(dataset.y[int(i)]))
        if all(value is not None for value in cells.values()):
            row |= {name: value for name, value in cells.items() if name in row}
            found.append(Put(int(i), float(row["x1"]), float(row["x2"]), int(row["y"])))
    found += [
        Add(float(cells["x1"]), float(cells["x2"]), int(cells["y"]))
        for cells in ({"x2": 0.0, **cells} if dataset.has_one_feature else cells for cells in added)
        if all(cells.get(name) is not None for name in ("x1", "x2", "y"))
    ]
    if gone:
        found.append(Erase(tuple(int(i) for i in gone)))
    return found
