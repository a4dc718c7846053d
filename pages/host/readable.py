"""Lets a message from a component that can't be read say nothing.

Works around: what a component sends is JSON, which Streamlit reads before anyone is asked. Where it can't be read, such
as one that is cut off, nested a thousand deep or holds a number of 5,000 digits, Streamlit shows an error in place of
the page and logs a traceback; where it is no object, it logs one. No browser sends such a thing, but anyone may.

In Streamlit 1.67. tests/host/test_readable.py fails once Streamlit itself can read it.
"""

from __future__ import annotations

import sys
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import unpack_widget_state_value

_READER = "streamlit.runtime.state.session_state"  # the module that unpacks what was sent


def read_what_can_be_read() -> None:
    """Have Streamlit take a component's message that it can't read, or that is no object, for none."""
    vars(sys.modules[_READER])["unpack_widget_state_value"] = _unpacked


def _unpacked(state: WidgetState) -> Any:
    if state.WhichOneof("value") != "json_value":
        return unpack_widget_state_value(state)
    try:
        value = unpack_widget_state_value(state)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
