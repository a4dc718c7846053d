"""The sidebar's foot: copy the link, save, explain the words, check oneself, present."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from logreg_core import DataError
from logreg_core.files import to_csv
from pages.host.mount import mount_copy
from pages.host.streamlit_page import FOOT
from pages.parts.lab.lab_tables import as_csv, examples_csv, log_table
from pages.parts.sidebar.glossary_list import glossary_list
from pages.session import cache, files, history, widgets
from pages.session.session import Session, session, update


def foot(*, has_stage: bool = True, checks: bool = False) -> None:
    """Show what one does with all that is on screen.

    has_stage : whether the page's address says what is on screen, as a stage has it do; else the link is the session's.
    checks : whether exercises and one's own numbers are opened here.
    """
    with st.sidebar, st.container(key=FOOT), st.container(horizontal=True, horizontal_alignment="distribute"):
        mount_copy(widgets.COPY, "" if has_stage else session().query)
        saves = st.button("Save …", type="tertiary", key=widgets.SAVE)
        explains = st.button("Words", type="tertiary", key=widgets.GLOSSARY)
        asks = checks and st.button(
            "Check",
            type="tertiary",
            key=widgets.CHECK_YOURSELF,
            help="Check yourself: exercises at this step, and whether numbers of your own agree.",
        )
        if has_stage:
            st.button(
                "Present",
                type="tertiary",
                key=widgets.PRESENT,
                on_click=update,
                args=(_present,),
                help="For a class: large text, nothing but the picture, factors one at a time.",
            )
    if saves:
        _saves()
    elif explains:
        glossary_list()
    elif asks:
        from pages.parts.learn.check_yourself import check_yourself

        check_yourself()


def _present(before: Session) -> Session:
    return before.at(replace(before.moment, present=True))


@st.dialog("Save as CSV")
def _saves() -> None:
    """Show the files there are, as of now; each is made only when it is asked for."""
    moment = session().moment
    try:
        dataset = cache.dataset_of(moment.experiment, session().files)
    except DataError:
        st.caption("There are no points to save yet.")
        return
    st.download_button(
        "Points",
        data=lambda: to_csv(dataset),
        file_name=files.file_name(moment.experiment.data),
        mime="text/csv",
        on_click=update,
        args=(history.name_saved,),
        key=widgets.file_button("points"),
        help="CSV with every digit: opened here again, it gives the same points.",
    )
    work = cache.work_of(moment.experiment, session().files)
    run, scaled = work.run, moment.experiment.scale != "none"
    t, picked = min(moment.t, run.steps), run.row_of(moment.pick or 0) or 0
    st.download_button(
        f"All examples at t = {t:,}",
        data=lambda: examples_csv(run, t, scaled=scaled),
        file_name=f"examples at step {t}.csv",
        mime="text/csv",
        on_click="ignore",
        key=widgets.file_button("all examples"),
    )
    st.download_button(
        "Log of steps",
        data=lambda: as_csv(
            [log_table(run, np.arange(run.steps + 1), picked, scaled=scaled, step_cache=work.step_cache)]
        ),
        file_name="log of steps.csv",
        mime="text/csv",
        on_click="ignore",
        key=widgets.file_button("all steps"),
    )
