"""The source of the core's functions, for whoever wants to see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.parts.chain_rule.source_code import source


def show_code(title: str, key: str, *functions: Callable[..., Any]) -> None:
    """Show the source of these functions once somebody opens it.

    Before that it is not on the page: what gives code its colours is larger than all that is ours.
    """
    code = st.expander(title, key=key, on_change="rerun")
    if code.open:
        code.code(source(*functions), language="python")
