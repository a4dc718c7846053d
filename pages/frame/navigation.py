"""Which pages there are, and in what order."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.host.page_alone import run_by_the_list
from pages.session import store
from pages.session.session import session, update

SIDEBAR = 262  # pixels wide


def navigation() -> StreamlitPage:
    """Return the page that is to be run, with the list of pages in the sidebar."""
    # Said before the list, which opens the sidebar: a page that is slow to come would find it open and wider.
    st.set_page_config(layout="wide", initial_sidebar_state=SIDEBAR)
    return st.navigation(_pages())


def _pages() -> list[StreamlitPage]:
    update(lambda before: replace(before, has_page_list=True))
    return [
        st.Page("pages/lab.py", title="Lab", default=True),
        st.Page("pages/data.py", title="Data"),
        st.Page("pages/chain_rule.py", title="Chain rule"),
        st.Page("pages/examples.py", title="Examples"),
        st.Page("pages/derivation.py", title="Derivation"),
    ]


def go_by_the_list(title: str) -> None:
    """Run the page called `title` again by way of the list of pages, where it was run without."""
    if not session().has_page_list:
        run_by_the_list(title, _pages(), store.address())
