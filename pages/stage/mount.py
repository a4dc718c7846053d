"""Puts the stage on a page. The only file of this room that knows Streamlit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.figures.theme import css_variables

_HERE = Path(__file__).parent
_SCRIPTS = ("numbers.js", "columns.js", "scene.js", "stage.js")  # one module, in this order


def mount(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None]) -> None:
    """Show the stage called `key` with a payload; `on_report` runs when it has something to say.

    What it says is then in session state under `key`, as {"report": {...}}: always t, the step on screen, and
    what is asked for: pick, rate (with from_start), extend or dismiss.
    """
    stage = st.components.v2.component(
        "gradient_stage",
        html=(_HERE / "stage.html").read_text(encoding="utf-8"),
        css=css_variables() + (_HERE / "stage.css").read_text(encoding="utf-8"),
        js=f"const PLOTLY_URL = {json.dumps(plotly_url)};\n" + script(),
        isolate_styles=False,
    )
    stage(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def script() -> str:
    """The stage's JavaScript as one module."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
