"""Check yourself: the exercises, and numbers of one's own, at the step on screen, in a dialog over any page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import DataError
from pages.host.lasting_style import lasting_style
from pages.host.streamlit_page import dialog_style
from pages.parts.derivation.derivation_controls import weight_choice
from pages.parts.derivation.exercise_panel import exercise_panel
from pages.parts.learn.own_numbers_panel import own_numbers_panel
from pages.session import cache
from pages.session.session import session
from pages.words.formulas import Style
from pages.words.learning.blanks import COVERED
from pages.words.learning.predict.predict import PREDICTING


@st.dialog("Check yourself", width="medium")
def check_yourself() -> None:
    """Show both, each in a tab, at the step that the stage reported last."""
    lasting_style(dialog_style(st.context.theme.type))
    now = session()
    try:
        run = cache.work_of(now.moment.experiment, now.files).run
    except DataError:
        st.caption("There are no points yet, so there is nothing to check.")
        return
    moment = replace(now.moment, t=min(now.moment.t, run.steps))
    if moment.blanks:
        st.caption(COVERED)  # facts of an exercise, and what is said of a number, would tell what is to be filled in
        return
    if moment.predict:
        st.caption(PREDICTING)  # a gradient here would tell what the next step does
        return
    exercises, own = st.tabs(["Exercises", "My numbers"])
    with exercises:
        j = f"{(run.weighted or (0,))[0] + 1}"
        if len(run.weighted) == 2:
            j = weight_choice()
        written = Style(j=j, scaled=run.experiment.scale != "none", weighted=run.weighted)
        exercise_panel(moment, run, run.row_of(moment.pick or 0) or 0, written)
    with own:
        own_numbers_panel(run, moment.t)
