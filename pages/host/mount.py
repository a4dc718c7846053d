"""Shows a component on a page: the stage, a panel, a table or the drawing plane."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.host.served import ServedFileError
from pages.host.served_code import code_paths

# Each kind of stage, which is one of the served components too: the name of its component.
_STAGES = {"lab": "gradient_stage", "graph": "gradient_graph", "strip": "gradient_strip", "compare": "gradient_compare"}
_ROOM = {  # kept until the code is there, so that what stands below does not move
    "lab": "min-height: calc(100vh - 14px - var(--challenge, 0px))",
    "graph": "min-height: 530px",
    "strip": "min-height: 347px",
    "compare": "min-height: calc(100vh - 14px)",
}


def mount(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None], kind: str = "lab") -> None:
    """Show a kind of stage, called `key`, with a payload; `on_report` runs when it has something to say.

    What it says is then in session state under `key`, as {"report": …}: what a report and its requests hold is told in
    session/inbox.py. A request asks for a pick, a rate, extend, dismiss or the like.
    """
    stage = _component(_STAGES[kind], kind, plotly_url, _ROOM.get(kind, ""))
    stage(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def mount_panel(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None] | None = None) -> None:
    """Show a panel called `key`.

    Its requests: {pick: i} and {select: [i, ...]} count examples from 0, by a click and by a box in a figure; a
    button's own is what its data-request says. They are in session state like the stage's.
    """
    panel = _component("gradient_panel", "panel", plotly_url)
    panel(key=key, data=payload, default={"report": None}, on_report_change=on_report or _nothing)


def _nothing() -> None:
    """Do nothing: a panel without requests has nothing to report."""


def mount_print(key: str, label: str) -> None:
    """Show the button called `key`, with these words on it, that opens the browser's print dialog."""
    _component("gradient_print", "print", room="min-height: 30px")(key=key, data={"label": label})


def mount_copy(key: str, query: str) -> None:
    """Show the button called `key` that copies a link: the one with this query, or without one the page's address."""
    _component("gradient_copy", "copy", room="min-height: 26px; width: 60px")(key=key, data={"query": query})


def mount_in_sight(key: str, shown: str) -> None:
    """Show something that nobody sees, called `key`: whenever what is shown changes, the page scrolls to its place."""
    _component("gradient_in_sight", "in_sight")(key=key, data={"shown": shown})


def mount_at_rest(key: str, told: str) -> None:
    """Show nothing, called `key`: it hands the stage what this JSON tells of the step on screen."""
    _component("gradient_at_rest", "at_rest")(key=key, data={"told": told})


def mount_learn(key: str, data: Mapping[str, object], *, on_report: Callable[[], None]) -> None:
    """Show the list of lessons, or the column of one, called `key`.

    data : html, what it is made of;  said, what is read aloud of an answer;  about, what tells one question from
    another;  session, whom it speaks to;  address, "" where the page's address is to be the page's alone.
    Its requests are what the buttons' data-request say, and {"learn": "choose", "choice": i}, of answers from 0.
    """
    learn = _component("gradient_learn", "learn")
    learn(key=key, data=dict(data), default={"report": None}, on_report_change=on_report)


def mount_table(key: str, payload: bytes, *, on_report: Callable[[], None]) -> None:
    """Show a table called `key`; a click on a row of one that picks is a request, as on the stage.

    Of one that selects, {select: [i, ...]} is one too: the whole new selection, as in a panel. One of which Python
    sends only a part asks for others: {table: key, rows: [first, last], sort: [title, down]}, what is in sight.
    """
    table = _component("gradient_table", "table")
    table(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def mount_drawing(key: str, payload: bytes, *, plotly_url: str, on_report: Callable[[], None]) -> None:
    """Show the drawing plane called `key`. Its requests, numbered as on the stage, count points from 0:

    {add: [x1, x2, y], range}, {move: i, from: [x1, x2], to: [x1, x2], range}, {flip: i, from}, {erase: i, from},
    {undo: true} and {redo: true};  from : where point i was;  range : [[low, high], [low, high]], what is in view.
    """
    plane = _component("gradient_drawing", "drawing", plotly_url)
    plane(key=key, data=payload, default={"report": None}, on_report_change=on_report)


def mount_grid(key: str, payload: bytes, *, on_report: Callable[[], None]) -> None:
    """Show the table to type in called `key`. Its requests, numbered as on the stage, count points from 0, by columns:

    {rows: [i, ...], from1: [x1, ...], from2, from_y, x1: [x1, ...], x2, y}: so many points typed over, and those of
    x1, x2 and y that are left are added;  {erase: true, rows, from1, from2, from_y}, {undo: true} and {redo: true}.
    from1, from2, from_y : what each point was.
    """
    grid = _component("gradient_grid", "grid", room="min-height: 34rem")
    grid(key=key, data=payload, default={"report": None}, on_report_change=on_report)


# What stands in a component's js= travels again with each mount whose data changed, so it only loads the code. It has
# several lines: one line would be taken for a path. It runs as a blob, from which no relative path leads anywhere.
_LOADER = """const at = (path) => new URL(path, document.baseURI).href;
const {{ default: open }} = await import(at({code}));
export default open({{ home: at({home}), plotly: at({plotly}) }});
"""


def _component(name: str, code: str, plotly_url: str = "", room: str = "") -> Any:
    """Return the component called `name`, whose page, styles and code are the served file of `code`.

    room : CSS that keeps its room free until they are there. Stops the page with a clear message where they can't be.
    Its data is bytes or a mapping: for anything else, even a text, Streamlit imports pandas to see what it is.
    """
    try:
        path = code_paths()[code]
    except ServedFileError as error:
        st.error(str(error))
        st.stop()
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    home = f"/{base}/" if base else "/"
    loader = _LOADER.format(code=json.dumps(home + path), home=json.dumps(home), plotly=json.dumps(plotly_url))
    waiting = f'<div class="gd-waiting" style="{room}"></div>'
    return st.components.v2.component(name, html=waiting, js=loader, isolate_styles=False)
