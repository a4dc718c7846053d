"""Parts of a page of which one is shown, and only that one is made."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def chosen_part(label: str, names: Sequence[str], key: str) -> str:
    """Return the name that is pressed, the first at first; label is what a screen reader calls the choice.

    Not tabs: Streamlit's look through all that a tab holds whenever a number in it changes, which took the browser a
    third of its work at each step.
    """
    chosen = st.segmented_control(
        label,
        names,
        default=names[0],
        required=True,
        key=key,
        persist_state="session",
        label_visibility="collapsed",
    )
    return str(chosen)
