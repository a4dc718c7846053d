"""The one file that touches Streamlit's session state and the page's address.

Streamlit may stop a script, and a callback too, wherever it touches session state, to run it again for the next
message. So what belongs together lies under one name, as one value, and is replaced by one call of `write`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def read(key: str, default: Any = None) -> Any:
    """Return what is kept by the name `key`, or what the widget of that key holds."""
    return st.session_state.get(key, default)


def write(key: str, value: object) -> None:
    """Keep `value` by the name `key`; under a widget's key before that widget is made, it is what the widget shows."""
    st.session_state[key] = value


def address() -> dict[str, str]:
    """Return the query of the page's address as it was opened."""
    return st.query_params.to_dict()
