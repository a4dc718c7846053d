"""Which pages there are, and in what order."""

from __future__ import annotations

import streamlit as st

from pages.host.streamlit_page import NAME
from pages.session import store

SIDEBAR = 262  # pixels wide


def run_page() -> None:
    """Run the page that was asked for, with the list of pages in the sidebar."""
    # Said before the list, which opens the sidebar: a page that is slow to come would find it open and wider.
    st.set_page_config(layout="wide", initial_sidebar_state=SIDEBAR)
    first = st.Page("pages/lab.py", title="Lab", url_path="", default=True)
    by_its_name = st.Page("pages/lab.py", title="Lab", url_path="lab", visibility="hidden")
    page = st.navigation(
        [
            first,
            st.Page("pages/compare.py", title="Compare"),
            st.Page("pages/data.py", title="Data"),
            st.Page("pages/chain_rule.py", title="Chain rule"),
            st.Page("pages/examples.py", title="Examples"),
            st.Page("pages/derivation.py", title="Derivation"),
            st.Page("pages/learn.py", title="Learn"),
            by_its_name,
        ]
    )
    if page is by_its_name:
        st.switch_page(first, query_params=store.address())
    # Before the page, which may take its time; the style puts it above the list.
    with st.sidebar, st.container(key=NAME, gap=None):
        st.title("Gradient descent, factor by factor", anchor=False)
        st.caption("Logistic regression you can watch")
    page.run()
