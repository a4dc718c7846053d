"""The Data page: the points in the plane, and beside it every way to come by points and to prepare them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import LARGEST_LINKED, Dataset, Edited, Generated, Points, Sampled, Uploaded
from logreg_core.points.origins import Origin
from logreg_core.points.reshaping import AS_MADE
from pages.frame import missing_file, notices
from pages.frame.open_page import open_page
from pages.parts.data.drawing_panel import drawing_panel, names_of
from pages.parts.data.prepare_panel import prepare_panel
from pages.parts.data.save_points import save_button
from pages.parts.data.table_panel import table_panel
from pages.parts.sidebar import data_section
from pages.parts.sidebar.foot import foot
from pages.session import cache, history, widgets
from pages.session.moment import needed_file
from pages.session.session import session, update
from pages.words.escape import in_markdown

WAYS = ("Make", "Samples", "Bring", "Table", "Prepare")


# All of it is one fragment. Were the plane a fragment of its own, Streamlit could begin to run that again before the
# plane in the page made just before was sent: it then sends the page without the plane, which is gone for a moment.
@st.fragment
def _page() -> None:
    ready = notices.data_is_here(says_that_there_are_none=False)
    file = needed_file(session().moment)
    dataset = cache.dataset_of(session().moment.experiment, session().files) if ready else None
    above = st.container()
    plane, ways = st.columns([3, 2], gap="medium")
    with plane:
        if dataset is not None or file is None:
            drawing_panel()  # first of all, so that it answers the hand before the page around it is made
        _link_line(dataset)
    with above:
        _headline(dataset)
        notices.notices()
        if dataset is None and file is not None:
            missing_file.ask_for_file(file)
    with ways:
        _ways(dataset)


def _headline(dataset: Dataset | None) -> None:
    words, lab = st.columns([5, 1], vertical_alignment="center")
    if dataset is None:
        words.markdown("#### No points yet")
    else:
        ones = int(dataset.y.sum())
        zero, one = (in_markdown(name, 30) for name in dataset.class_names)
        zero, one = (name if name != str(y) else f"class {y}" for y, name in enumerate((zero, one)))
        words.markdown(f"#### {dataset.m:,} points: {dataset.m - ones:,} {zero}, {ones:,} {one}")
    words.caption("Each change here is in the Lab at once; its run then starts anew from t = 0.")
    lab.page_link("pages/lab.py", label="Open the Lab →")


def _ways(dataset: Dataset | None) -> None:
    make, samples, bring, table, prepare = st.tabs(list(WAYS), key=widgets.WAYS, on_change="rerun")
    data = session().moment.experiment.data
    if make.open:
        with make:
            data_section.generator_panel(data)
    if samples.open:
        with samples:
            data_section.samples_panel(data)
    if bring.open:
        with bring:
            from pages.parts.data.upload import bring_panel

            bring_panel()
    if table.open:
        with table:
            if dataset is None and needed_file(session().moment) is not None:
                st.caption("The table shows the points once their file is here.")
            else:
                table_panel(dataset, names_of(session(), dataset))
    if prepare.open:
        with prepare:
            prepare_panel(dataset)


def _link_line(dataset: Dataset | None) -> None:
    """What a link of these points holds, and the way to save them."""
    data = session().moment.experiment.data
    shaped = not isinstance(data, (Edited, Points)) and data.shape != AS_MADE
    parts = [3, 2, 2, 2] if isinstance(data, Edited) or shaped else [5, 2, 2]
    words, *unedited, empty, save = st.columns(parts, vertical_alignment="center")
    words.caption(_in_link(data))
    if isinstance(data, Edited):
        unedited[0].button(
            "Without the edits",
            on_click=update,
            args=(history.change, data.base),
            width="stretch",
            help=f"Edited by hand: {data_section.edits_in_words(data)}. Undo brings the edits back.",
        )
    if not isinstance(data, (Edited, Points)) and shaped:
        unedited[0].button(
            "As they were",
            on_click=update,
            args=(history.change, replace(data, shape=AS_MADE)),
            width="stretch",
            help=f"All points are {', '.join(data_section.shape_in_words(data.shape))}. Undo brings that back.",
        )
    if dataset is not None:
        empty.button(
            "Empty the plane",
            on_click=update,
            args=(history.clear,),
            width="stretch",
            help="To draw from nothing. Undo brings the points back.",
        )
        with save:
            save_button(dataset)


def _in_link(data: Origin) -> str:
    if isinstance(data, (Generated, Sampled)):
        return "A link to the Lab says how these points are made, and so holds them all."
    if isinstance(data, Points):
        return f"The points travel in the link to the Lab: {len(data.rows):,} of at most {LARGEST_LINKED}."
    base, count = (data.base, data.count) if isinstance(data, Edited) else (data, 0)
    if isinstance(base, Uploaded):
        edits = f" (it holds the {count:,} edits)" if count else ""
        return (
            f"A link names the file **{in_markdown(base.filename, 60)}** but can't hold it{edits}: whoever opens the "
            "link needs that file."
        )
    return f"A link holds how these points are made and the edits: {count:,} of at most {LARGEST_LINKED}."


open_page("Data")
foot(has_stage=False)
_page()
