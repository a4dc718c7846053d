"""What a file holds: its first rows, what is in each column, and the rows that can't be used."""

from __future__ import annotations

from typing import Any

import streamlit as st

from logreg_core.files import Unusable, describe
from pages.session import files
from pages.words.numbers import number

MOST_PREVIEWED = 30  # columns
SHOWN = 5  # rows


def preview(frame: Any, digest: str, first: tuple[str, ...]) -> None:
    """Show the first rows, the columns `first` before the others, and what each column holds."""
    columns = list(dict.fromkeys([*first, *frame.columns]))[:MOST_PREVIEWED]
    st.dataframe(frame[columns].head(SHOWN), height="content", row_height=26, width="stretch")
    more = f", {len(columns)} of them here" if len(frame.columns) > len(columns) else ""
    st.caption(f"The first {min(SHOWN, len(frame))} of {len(frame):,} rows; {len(frame.columns):,} columns{more}.")
    with st.expander("What each column holds"):
        found = files.of_file(digest, "columns", lambda: describe(frame))
        st.dataframe(
            [
                {
                    "column": column.name,
                    "holds": column.kind,
                    "from": "" if column.least is None else number(column.least),
                    "to": "" if column.most is None else number(column.most),
                    "different": column.values,
                    "missing": column.missing,
                    "no number": column.not_numbers if column.kind == "mostly numbers" else 0,
                }
                for column in found
            ],
            height="content" if len(found) <= 12 else 420,
            row_height=26,
            width="stretch",
            hide_index=True,
        )


def list_unusable(found: Unusable) -> None:
    """List which entries keep rows from being used, and why."""
    with st.expander(f"The rows that can't be used: {found.rows:,} of {found.of:,}"):
        st.caption(f"{found.missing:,} entries are missing, {found.not_numbers:,} are no finite numbers.")
        st.dataframe(
            [{"row": flaw.row, "column": flaw.column, "entry": flaw.entry, "why": flaw.reason} for flaw in found.flaws],
            height="content" if len(found.flaws) <= 8 else 280,
            row_height=26,
            width="stretch",
            hide_index=True,
        )
