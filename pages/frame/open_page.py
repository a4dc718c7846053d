"""How every page opens: its title, the room on screen, and the moment that it shows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import streamlit as st

from pages.frame.navigation import SIDEBAR
from pages.host.free_memory import pass_over_imports
from pages.host.lasting_style import lasting_style
from pages.host.plotly_js import plotly_js_path
from pages.host.readable import read_what_can_be_read
from pages.host.send_at_once import send_at_once
from pages.host.served import ServedFileError
from pages.host.streamlit_page import page_style
from pages.host.whole_modules import see_whole_modules_alone
from pages.session.hand import placing
from pages.session.learning import study
from pages.session.moment import Moment
from pages.session.session import session, update


def open_page(title: str, *, learns: bool = False) -> Moment:
    """Set up the page called `title` and return the moment it shows. The first call on every page.

    learns : whether it is the page that shows lessons; every other one leaves the lesson that is on screen.
    """
    st.set_page_config(
        page_title=f"{title} · Gradient descent, factor by factor", layout="wide", initial_sidebar_state=SIDEBAR
    )
    pass_over_imports()
    send_at_once()
    see_whole_modules_alone()
    read_what_can_be_read()
    if learns:
        update(lambda before: replace(before, to_learn=False))
    elif session().to_learn:
        st.switch_page("pages/learn.py")
    elif session().to_page not in {"", title.lower()}:
        st.switch_page(f"pages/{session().to_page}.py")
    else:
        update(study.leave)
    moment = session().moment
    update(lambda before: placing.tell(replace(before, presents=moment.present, to_page="")))
    lasting_style(page_style(presents=moment.present, lesson=study.where(session()) is not None))
    return moment


def drawing_library() -> str:
    """Return the address of Plotly's JavaScript; stops the page with a clear message where it can't be served."""
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
