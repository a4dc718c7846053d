"""Every trick with the insides of Streamlit, Plotly or the socket, one module each.

Each says what it works around, in which version, and which test fails once it is no longer needed.
"""
