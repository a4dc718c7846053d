"""The table of contents: which pages there are, and in what order."""

import streamlit as st

st.navigation(
    [
        st.Page("pages/lab.py", title="Lab", default=True),
        st.Page("pages/data.py", title="Data"),
    ]
).run()
