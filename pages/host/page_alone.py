"""Runs a page by way of app.py where Streamlit has run it alone.

Works around: beside app.py is a folder called `pages/`. Until some session has called `st.navigation`, Streamlit
takes it for its older way of making an app of many pages. On a fresh server it then runs the page whose address was
opened by itself, without app.py and without the list of pages.

In Streamlit 1.67. tests/host/test_page_alone.py fails once Streamlit leaves that folder alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.host.streamlit_page import NO_PAGE_LIST


def run_by_the_list(title: str, pages: Sequence[StreamlitPage], query: Mapping[str, str]) -> None:
    """Run the page called `title` again, by way of app.py, at the same query. Call only where app.py has not run.

    The first page has another address in the list; it stays as it is, without a list, until something is pressed.
    """
    page = next(page for page in pages if page.title == title)
    if page is pages[0]:
        st.html(NO_PAGE_LIST)
    else:
        st.navigation(pages)
        st.switch_page(page, query_params=dict(query))
