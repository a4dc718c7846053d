"""Which pages there are, and in what order."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.session import store
from pages.session.session import session, update

SIDEBAR = 262  # pixels wide


def navigation() -> StreamlitPage:
    """The list of pages in the sidebar, and the one that is to be run."""
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
    """Run the page called `title` again, by way of app.py, where it was not.

    On a fresh server Streamlit runs a page that is opened by its own address alone, without the list of pages. The
    first page has another address in the list; it stays as it is, without a list, until something is pressed.
    """
    if session().has_page_list:
        return
    pages = _pages()
    page = next(page for page in pages if page.title == title)
    if page is pages[0]:
        st.html('<style>[data-testid="stSidebarNav"] { display: none; }</style>')
    else:
        st.navigation(pages)
        st.switch_page(page, query_params=store.address())
