"""Marks on the page that say which report of a component was taken in.

Works around: a component (`st.components.v2`) learns something only when its data changes, and then the whole of its
data is sent again and it is mounted anew, which would cost a step its speed for a number of ten bytes. A hidden word
beside the component, with the numbers as attributes, is sent alone; the browser's outbox looks there.

In Streamlit 1.67. tests/host/test_acknowledgements.py fails once there is another way to tell a component something;
tests/browser/test_slow_server.py fails once `st.html` drops the attributes, since nothing is then acknowledged.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st


def acknowledge(reports: Mapping[str, str]) -> None:
    """Put a mark on the page for each component: by its key, the number of the report that was taken in last."""
    marks = " ".join(f'data-acknowledged-{key}="{escape(number)}"' for key, number in reports.items())
    st.html(f"<span hidden {marks}></span>")
