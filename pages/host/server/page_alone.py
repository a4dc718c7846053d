"""Has app.py run whatever page is asked for, from a server's first session on.

Works around: beside app.py is a folder called `pages/`. Until some session has called `st.navigation`, Streamlit takes
it for its older way of making an app of many pages. On a fresh server it then runs the page whose address was opened by
itself, without app.py, and opens the sidebar with a list of its own before the page has said how wide that is.

In Streamlit 1.67. tests/host/server/test_page_alone.py fails once Streamlit leaves that folder alone.
"""

from __future__ import annotations

from streamlit.runtime.pages_manager import PagesManager


def run_by_app_py() -> None:
    """Have every page run by way of app.py. Call before the first session."""
    PagesManager.uses_pages_directory = False
