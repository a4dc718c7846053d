"""Puts the stage on a page. The only file of this room that knows Streamlit."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from pages.figures.theme import css_variables

_HERE = Path(__file__).parent
_STAGE = (
    "numbers.js",
    "columns.js",
    "moving.js",
    "points.js",
    "plotting.js",
    "scene.js",
    "messages.js",
    "keys.js",
    "stage.js",
)  # one module, in this order
_DRAW = (
    "numbers.js",
    "columns.js",
    "plotting.js",
    "messages.js",
    "draw_points.js",
    "draw_plane.js",
    "draw_hand.js",
    "draw_keys.js",
    "draw.js",
)
_TABLE = ("numbers.js", "columns.js", "messages.js", "table.js")


def mount(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None]) -> None:
    """Show the stage called `key` with a payload; `on_report` runs when it has something to say.

    What it says is then in session state under `key`, as {"report": {"n", "to", "t", "wishes"}}: the report's number,
    the session it speaks to, the step on screen, and in the order they were made the wishes that may not have been
    heard: each has a number k, the step t at which it was made, and a pick, a rate, extend or dismiss.
    """
    stage = st.components.v2.component(
        "gradient_stage",
        html=_read("stage.html"),
        css=css_variables() + _read("stage.css"),
        js=f"const PLOTLY_URL = {json.dumps(plotly_url)};\n" + script(_STAGE),
        isolate_styles=False,
    )
    stage(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def mount_table(key: str, payload: bytes, *, on_report: Callable[[], None]) -> None:
    """Show a table called `key`; a click on a row of one that picks is a wish, as on the stage."""
    table = st.components.v2.component(
        "gradient_table",
        html=_read("table.html"),
        css=css_variables() + _read("table.css"),
        js="const PLOTLY_URL = undefined;\n" + script(_TABLE),
        isolate_styles=False,
    )
    table(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def mount_draw(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None]) -> None:
    """Show the drawing plane called `key`. Its wishes, as on the stage, each with a number k, count points from 0:

    {add: [x1, x2, y], range}, {move: i, from: [x1, x2], to: [x1, x2], range}, {flip: i, from}, {erase: i, from},
    {undo: true} and {redo: true};  from : where point i was;  range : [[low, high], [low, high]], what is in view.
    """
    plane = st.components.v2.component(
        "gradient_drawing",
        html=_read("draw.html"),
        css=css_variables() + _read("stage.css") + _read("draw.css"),
        js=f"const PLOTLY_URL = {json.dumps(plotly_url)};\n" + script(_DRAW),
        isolate_styles=False,
    )
    plane(key=key, data=payload, default={"report": None}, on_report_change=on_report)


@cache  # the files do not change while the app runs
def script(names: tuple[str, ...] = _STAGE) -> str:
    """The named files as one JavaScript module."""
    return "\n".join(map(_read, names))


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
