"""How every page opens: its title, the room on screen, and the moment that it shows."""

from __future__ import annotations

from functools import cache

import streamlit as st

from pages.figures.theme import PAGE, PRESSED, either
from pages.shell.moment import Moment
from pages.shell.navigation import SIDEBAR, go_by_the_list
from pages.shell.plotly_js import plotly_js_path
from pages.shell.prompt import send_at_once
from pages.shell.served import ServedFileError
from pages.shell.state import open_session, presented

# A style alone would stand apart from the page, where a fragment that has the page made again sweeps it away for a
# moment: all would jump. With a word that nobody sees it stands in the page.
_ROOM = """<span hidden class="gd-room">room</span><style>
[data-testid="stElementContainer"]:has(.gd-room) { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0.55rem 1.6rem 2rem; max-width: none; }
[data-testid="stHeader"] { background: transparent; height: 2.6rem; min-height: 2.6rem; }
[data-testid="stHeader"], [data-testid="stToolbar"] { pointer-events: none; }
[data-testid="stHeader"] button { pointer-events: auto; }
[data-testid="stMain"] [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1rem; }
[data-testid="stSidebar"] [data-testid="stVerticalBlock"] { gap: 0.55rem; }
[data-testid="stToastContainer"] { top: auto; bottom: 1rem; }
[data-testid="stApp"]:has([data-testid="stExpandSidebarButton"]) [data-testid="stMain"] h4 { padding-left: 34px; }
@media (max-width: 700px) { [data-testid="stMain"] h4 { font-size: 1.1rem; padding-right: 40px; } }
@media (max-width: 700px) { [data-testid="stMainBlockContainer"] { padding: 0.6rem 0.5rem 1rem; } }
</style>"""

# What is chosen of several looks as on the stage.
_CHOSEN = f"""<style>
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"],
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"]:hover {{
  background: {either(PRESSED)}; border-color: {either(PRESSED)}; }}
[data-testid="stButtonGroup"] [role="radio"][aria-checked="true"] p {{ color: {either(PAGE)}; }}
</style>"""

_FOR_A_CLASS = """<style>
[data-testid="stSidebar"], [data-testid="stExpandSidebarButton"], [data-testid="stToolbar"] { display: none; }
.gd-strip[data-ready="false"] .strip.strip { min-height: 53px; }
</style>"""


def open_page(title: str) -> Moment:
    """Set up the page called `title` and return the moment it shows. The first call on every page."""
    st.set_page_config(
        page_title=f"{title} · Gradient descent, factor by factor", layout="wide", initial_sidebar_state=SIDEBAR
    )
    send_at_once()
    go_by_the_list(title)
    moment = open_session()
    presented(moment.present)
    st.html(_ROOM + _CHOSEN + (_FOR_A_CLASS if moment.present else ""))
    return moment


def drawing_library() -> str:
    """The address of Plotly's JavaScript; stops the page with a clear message where it can't be served."""
    try:
        path = _served()
    except ServedFileError as error:
        st.error(str(error))
        st.stop()
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{path}" if base else f"/{path}"


@cache  # each step asks; where it can't be served is asked again
def _served() -> str:
    return plotly_js_path()
