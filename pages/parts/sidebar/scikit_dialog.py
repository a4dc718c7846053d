"""Why are scikit-learn's weights not mine? Answered in a dialog, with the numbers of the data on screen."""

from __future__ import annotations

import streamlit as st

from logreg_core.descent import fits_elsewhere
from pages.session import cache, widgets
from pages.session.session import session
from pages.words.strip import letters
from pages.words.with_penalty.scikit_learn import reasons

QUESTION = "Why are scikit-learn’s weights not mine?"


def scikit_button() -> None:
    """Show the question as a button; a press answers it."""
    if st.button(QUESTION, type="tertiary", key=widgets.SCIKIT):
        _answer()


@st.dialog(QUESTION)
def _answer() -> None:
    experiment = session().moment.experiment
    run = cache.work_of(experiment, session().files).run
    found = reasons(fits_elsewhere(run.dataset, experiment.l2, experiment.scale), letters(False, run.weighted))
    st.markdown("\n".join(f"{number}. {reason}" for number, reason in enumerate(found, 1)))
