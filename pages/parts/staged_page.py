"""What the pages about one moment share: the sidebar, what has to be said first, and the stage above the rest."""

from __future__ import annotations

import streamlit as st

from pages.frame import missing_file, notices, stage_panel
from pages.host.streamlit_page import FOR_A_CLASS
from pages.parts.sidebar import sidebar
from pages.session.moment import Moment, needed_file
from pages.session.session import session
from pages.session.work import Work
from pages.words.learning.blanks import COVERED

STAGED = {
    "pages/lab.py": "Lab",
    "pages/compare.py": "Compare",
    "pages/chain_rule.py": "Chain rule",
    "pages/examples.py": "Examples",
    "pages/derivation.py": "Derivation",
}


def _nothing_below(moment: Moment, work: Work) -> None:
    """Say why nothing stands under the stage: it would tell the numbers that are to be filled in."""
    if not moment.present:
        st.caption(COVERED)


def staged_page(
    kind: str,
    below: stage_panel.Below,
    *,
    follow: bool = True,
    checks: bool = True,
    with_blanks: stage_panel.Below = _nothing_below,
) -> None:
    """Show the moment on a stage of a kind, with `below` under it; or what there is to do until there are points.

    follow : whether `below` is called now and then while the run plays, too.
    checks : whether exercises and one's own numbers are opened from the sidebar.
    with_blanks : what stands there instead while numbers of the chain are to be filled in.
    """

    def under(moment: Moment, work: Work) -> None:
        (with_blanks if moment.blanks else below)(moment, work)

    ready = notices.data_is_here()
    if not session().moment.present:
        sidebar.sidebar(folds=kind == "lab", checks=checks, of_lanes=kind == "compare")
    above = st.container()
    if ready:
        stage_panel.stage_panel(kind, under, follow=follow)
    elif file := needed_file(session().moment):
        missing_file.ask_for_file(file)
    else:
        st.page_link("pages/data.py", label="To the Data page: draw points, make some, or bring a file →")
    with above:
        notices.notices()
    if session().moment.present:
        _pages_for_a_class()


def _pages_for_a_class() -> None:
    """Show the ways to the other pages that can be shown to a class, which has no sidebar."""
    with st.container(horizontal=True, key=FOR_A_CLASS):
        for path, title in STAGED.items():
            st.page_link(path, label=title)
