"""Python's side of what lives in the browser: payloads, columns of numbers, packing. Nothing here knows Streamlit.

Read `columns` first: what is shown at each step, as columns of numbers; `step_cache` keeps those that take a look at
every example. `header` is what every stage is told, `lab_payload` and `example_payloads` (the graph, the strip) add a
page's own. `panel_payload`, `table_payload` and `drawing_payload` are for the parts beside a stage. `packing` makes one
run of bytes of each.

The browser's side is web/, a folder for each component: `core` and `draw` are shared; `stage` owns the step on screen;
`panel`, `table` and `drawing` stand beside it. `bundle` joins a component's modules into the one file that is served.

What the room offers is its modules.
"""

__all__ = [
    "columns",
    "drawing_payload",
    "example_payloads",
    "header",
    "lab_payload",
    "panel_payload",
    "step_cache",
    "table_payload",
]
