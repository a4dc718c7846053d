"""Puts the stage on a page. The only file of this room that knows Streamlit."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from pages.figures.theme import css_variables

_WEB = Path(__file__).parent / "web"
_SCRIPTS = {  # each is one module, in this order
    "stage": (
        "core/numbers.js",
        "core/columns.js",
        "core/fields.js",
        "stage/reveal.js",
        "core/messages.js",
        "stage/keys.js",
        "stage/stage.js",
    ),
    "figures": ("draw/drawn_shapes.js", "draw/points_bitmap.js", "draw/plotting.js", "stage/scene.js"),
    "table": (
        "core/numbers.js",
        "core/columns.js",
        "core/messages.js",
        "table/filters.js",
        "table/selection.js",
        "table/table.js",
    ),
    "panel": (
        "core/numbers.js",
        "core/columns.js",
        "core/fields.js",
        "draw/plotting.js",
        "core/messages.js",
        "panel/panel.js",
    ),
    "draw": (
        *("core/numbers.js", "core/columns.js", "draw/plotting.js", "core/messages.js"),
        *("drawing/wishes.js", "drawing/plane.js", "drawing/pointer.js", "drawing/keyboard.js", "drawing/drawing.js"),
    ),
}
# A kind of stage: the component's name, its page, its scripts and its own styles.
_STAGES = {
    "lab": ("gradient_stage", "stage/lab.html", (*_SCRIPTS["figures"], *_SCRIPTS["stage"], "stage/lab.js"), ()),
    "graph": ("gradient_graph", "stage/graph.html", (*_SCRIPTS["stage"], "stage/graph.js"), ("stage/graph.css",)),
    "strip": ("gradient_strip", "stage/strip.html", (*_SCRIPTS["stage"], "stage/strip.js"), ()),
}


def mount(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None], kind: str = "lab") -> None:
    """Show a kind of stage, called `key`, with a payload; `on_report` runs when it has something to say.

    What it says is then in session state under `key`, as {"report": {"n", "to", "t", "playing", "wishes"}}: the
    report's number, the session it speaks to, the step on screen, whether the run plays, so that another step follows,
    and in the order they were made the wishes that may not have been heard: each has a number k, the step t at which it
    was made, and a pick, a rate, extend, dismiss or the like.
    """
    name, page, scripts, styles = _STAGES[kind]
    stage = st.components.v2.component(
        name,
        html=html(page),
        css=css_variables() + "".join(map(_read, ("core/stage.css", *styles))),
        js=f"const PLOTLY_URL = {json.dumps(plotly_url)};\n" + script(scripts),
        isolate_styles=False,
    )
    stage(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def mount_panel(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None] | None = None) -> None:
    """Show a panel called `key`. Its wishes: {pick: i} and {select: [i, ...]} count examples from 0, by a click and by
    a box in a figure; a button's own is what its data-wish says. They are in session state like the stage's.
    """
    panel = st.components.v2.component(
        "gradient_panel",
        html=_read("panel/panel.html"),
        css=css_variables() + _read("core/stage.css") + _read("panel/panel.css"),
        js=f"const PLOTLY_URL = {json.dumps(plotly_url)};\n" + script(_SCRIPTS["panel"]),
        isolate_styles=False,
    )
    panel(key=key, data=payload, default={"report": None}, on_report_change=on_report or _nothing)


def _nothing() -> None:
    """A panel without wishes reports nothing."""


def mount_print(key: str) -> None:
    """Show the button called `key` that opens the browser's print dialog."""
    button = st.components.v2.component(
        "gradient_print",
        html=_read("panel/print.html"),
        css=css_variables() + _read("core/stage.css"),
        js=script(("core/columns.js", "panel/print.js")),
        isolate_styles=False,
    )
    button(key=key)


def mount_in_sight(key: str, data: str) -> None:
    """Something that nobody sees, called `key`: whenever its data changes, its place on the page comes into view."""
    place = st.components.v2.component(
        "gradient_in_sight", html=_read("panel/in_sight.html"), js=_read("panel/in_sight.js")
    )
    place(key=key, data=data)


def mount_table(key: str, payload: bytes, *, on_report: Callable[[], None]) -> None:
    """Show a table called `key`; a click on a row of one that picks is a wish, as on the stage.

    Of one that selects, {select: [i, ...]} is one too: the whole new selection, as in a panel.
    """
    table = st.components.v2.component(
        "gradient_table",
        html=_read("table/table.html"),
        css=css_variables() + _read("table/table.css"),
        js="const PLOTLY_URL = undefined;\n" + script(_SCRIPTS["table"]),
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
        html=_read("drawing/drawing.html"),
        css=css_variables() + _read("core/stage.css") + _read("drawing/drawing.css"),
        js=f"const PLOTLY_URL = {json.dumps(plotly_url)};\n" + script(_SCRIPTS["draw"]),
        isolate_styles=False,
    )
    plane(key=key, data=payload, default={"report": None}, on_report_change=on_report)


@cache  # the files do not change while the app runs
def script(names: tuple[str, ...]) -> str:
    """The named files as one JavaScript module."""
    return "\n".join(map(_read, names))


@cache
def html(page: str) -> str:
    """A kind of stage's page, with the parts that all have in their places."""
    whole = _read(page)
    for part in ("transport", "outcome", "reveal"):
        whole = whole.replace(f"{{{part}}}", _read(f"stage/{part}.html"))
    return whole


@cache
def _read(name: str) -> str:
    return (_WEB / name).read_text(encoding="utf-8")
