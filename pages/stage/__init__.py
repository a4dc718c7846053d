"""Python's side of what lives in the browser: payloads, columns of numbers, packing. Nothing here knows Streamlit.

Read `columns` first: what is shown at each step, as columns of numbers; `step_cache` keeps those that take a look at
every example, `why_columns` says why J changed as it did, and `next_step` what a rule works out on its way. `header` is
what every stage is told, `lab_payload` and `example_payloads` (the graph, the strip) add a page's own, `rest_payload`
is what the Lab's is told of one step at rest, and `controls` says which of a stage's controls are shown, and what is
covered where something is asked. `learning` is what it is sent for a student who is asked something, `under_hand` what
it needs to have a start moved by hand. `panel_payload`, `table_payload`, `drawing_payload` and `grid_payload` are for
the parts beside a stage. `table_rows` says which rows of a long table are sent, `figure_columns` sends a figure's long
lists as columns, and `packing` makes one run of bytes of each.

The browser's side is web/, a folder for each component, web/compare/ that of the Compare page's stage; `bundle` joins a
component's modules into the one file that is served. Shared by all, core/:

    mount.js           puts a component where Streamlit asks for one, and keeps it there while its data change
    unpacking.js       reads a payload: its header and its columns of numbers
    columns.js         finds the row of a step, and points in a row
    fields.js          paints the numbers: fills each element with data-col from its column
    numbers.js         writes a number as it stands on screen
    clipboard_text.js  writes text where it can be pasted from
    typed_numbers.js   reads a number as a person types it
    outbox.js          tells Python what is asked for, again and again until it is acknowledged
    streamlit_page.js  reads Streamlit's page around a component, for an outbox
    loading_again.js   loads the page again after a restart of the server, at its moment and with its requests
    glossary.js        says what a symbol means, where it is hovered, focused or tapped
    elements.js        finds a component's elements
    theme.js           tells dark from light
    stage.css          lays every stage out, the strip's columns (.rows) too

Shared by those with figures, draw/:

    plotting.js        loads Plotly, draws a figure, and lays the dark palette over it
    drawn_shapes.js    moves shapes where Plotly has drawn them
    clipping.js        cuts lines and bands to what is near a plot
    line_labels.js     finds a place for each line's label where the line leaves the plot
    figure_columns.js  puts a figure's long lists in again, which travel as columns
    rings.js           rings points besides the picked one
    ranges.js          what part of a figure is in view
    points_bitmap.js   shows the points as one picture while shapes move
    so_far.js          ends a curve at the farthest step that has been on screen, where something is asked

What the Lab's second picture can show, views/:

    view.js            what each view is: a figure, and what of it moves with the step
    curve.js           the curves over the steps
    map.js             the map of the loss, with the path over it
    sigma.js           every example on the S-curve
    sweep.js           how far each of many rates comes
    tune.js            takes one of these rates
    views.js           which views there are, a line for each

What moves the start of a run by hand, hand/:

    hand.js            both: the boundary in the plane, and the ring on the map
    laid.js            a boundary that is laid by hand, as geometry
    places.js          where the handles on it stand, in pixels
    nudges.js          what keys do to it
    handles.js         the handles, for mouse, finger and keys
    start_ring.js      the start as a ring on the map

What asks a student something on a stage, learning/:

    predict.js         asks what the next step does, in the why line's place

What owns the step on screen, stage/; `panel`, `table`, `drawing`, `grid` and `learn` stand beside it:

    stage.js           the stage: goes to a step, shows it, and tells Python
    lab.js, graph.js, strip.js    what each page's kind of stage adds (strip: where there is nothing but the strip)
    payload.js         reads what a stage is sent
    scene.js           draws one step in the Lab's two figures
    rate_row.js        the row of the learning rate
    outcome.js         says how the run ended, with a button for each thing that helps
    plane_labels.js    writes what stands around the plane: lines, axes, classes, the picked number
    player.js          plays the run by the clock
    controls.js        buttons, the slider over the steps, the field for one, and keys
    keys.js            which button a key stands for
    clicker.js         what a presenter's clicker does
    blank.js           makes the screen blank for a class
    focus.js           who has the keys: the stage, the page, or what was reached by the keyboard
    reveal.js          shows factors one at a time

What a stage asks stands in folders of their own: `fill` has places for numbers that are to be filled in, and their
look; learning/ is about what somebody expects, as is the room `learning` in here:

    expected.js        has somebody draw the curve of J that is to come, and plays the run beside it

What the room offers is its modules.
"""

__all__ = [
    "columns",
    "compare",
    "controls",
    "drawing_payload",
    "example_payloads",
    "grid_payload",
    "header",
    "lab_payload",
    "learning",
    "next_step",
    "panel_payload",
    "rest_payload",
    "step_cache",
    "table_payload",
    "table_rows",
    "why_columns",
]
