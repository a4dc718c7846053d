"""Saving the points on screen as a file that opens to the same points."""

from __future__ import annotations

import streamlit as st

from logreg_core import Dataset
from logreg_core.files import to_csv
from pages.session import files, history
from pages.session.session import session, update


def save_button(dataset: Dataset) -> None:
    """Show a button that saves the points as CSV, which is made only when asked for."""
    st.download_button(
        "Save as CSV",
        data=lambda: to_csv(dataset),
        file_name=files.file_name(session().moment.experiment.data),
        mime="text/csv",
        on_click=update,
        args=(history.name_saved,),
        width="stretch",
        help="The file holds every digit: opened here again, it gives the same points.",
    )
