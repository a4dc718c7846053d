"""The sidebar: which data, where the run starts, whether features are scaled, how many steps."""

import streamlit as st


def sidebar() -> None:
    with st.sidebar:
        st.title("Gradient descent, factor by factor")
