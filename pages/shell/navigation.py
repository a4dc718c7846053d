"""Which pages there are, and in what order."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.shell import state


def navigation() -> StreamlitPage:
    """The list of pages in the sidebar, and the one that is to be run."""
    state.navigated(True)
    return st.navigation(
        [
            st.Page("pages/lab.py", title="Lab", default=True),
            st.Page("pages/data.py", title="Data"),
        ]
    )


def navigation_where_there_is_none() -> None:
    """On a fresh server Streamlit runs a page that is opened by its own address without app.py; it then lists files."""
    if not state.navigated():
        navigation()
