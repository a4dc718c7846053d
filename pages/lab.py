"""The Lab: points, boundary and mean loss, one step of gradient descent at a time."""

import streamlit as st

from pages.shell import needed, notices, opening, sidebar, stage_panel, state
from pages.shell.moment import needed_file

opening.open_page("Lab")
ready = notices.data_is_here()
sidebar.sidebar()
above = st.container()
if ready:
    stage_panel.stage_panel()
elif file := needed_file(state.current()):
    needed.ask_for_file(file)
else:
    st.page_link("pages/data.py", label="To the Data page: draw points, make some, or bring a file →")
with above:
    notices.notices()
