"""The points in the plane, to draw among them."""

import streamlit as st

from pages.figures.plane import plane, view_of
from pages.shell import compute, state


@st.fragment
def drawing_panel() -> None:
    """The session's points in the plane."""
    dataset = compute.dataset_of(state.current().experiment)
    st.plotly_chart(plane(dataset, view_of(dataset)))
