"""What the sidebar keeps behind "More settings": what long weights cost, and how many examples a step takes."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core.descent import LARGEST_L2
from logreg_core.points import NotANumberError, typed_number
from pages.parts.sidebar.batch_section import batch_box
from pages.parts.sidebar.scikit_dialog import scikit_button
from pages.session import showing, widgets
from pages.session.changes import change_run
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown, one_line


def more_door(moment: Moment) -> None:
    """Show "More settings", behind which the boxes are until λ is used; then `more_section` has them."""
    if moment.experiment.l2 == 0:
        with st.popover("More settings", type="tertiary"), st.container(width=290):
            _boxes(moment)


def more_section(moment: Moment) -> None:
    """Show the boxes once λ is used, and why what was typed is no λ."""
    if moment.experiment.l2 > 0:
        with st.container(width=290):
            _boxes(moment)
    if wrong := session().l2_error:
        st.error(in_markdown(wrong))
        update(lambda before: replace(before, l2_error=""))


def _boxes(moment: Moment) -> None:
    _l2_box()
    if moment.experiment.batch is None:
        batch_box()
    scikit_button()


def _l2_box() -> None:
    st.text_input(
        "L2 penalty λ",
        help="With λ above 0 descent makes F = J + λ/2·|w|² small, so long weights cost something. b is free. With "
        f"standardised features λ charges their weights w̃. From 0 to {LARGEST_L2:,.0f}; 0 is no penalty.",
        **showing.shows(widgets.L2, lambda now: _written(now.moment.experiment.l2), _with_l2),
    )


def _written(value: float) -> str:
    return repr(value).removesuffix(".0")


def _with_l2(before: Session, text: str) -> Session:
    experiment = before.moment.experiment
    try:
        value = typed_number(text)
        if not 0 <= value <= LARGEST_L2:
            raise NotANumberError(f"{_written(value)} is not between 0 and {LARGEST_L2:,.0f}.")
    except NotANumberError as wrong:
        return replace(before, l2_error=f"{one_line(str(wrong), 200)} λ stays at {_written(experiment.l2)}.")
    return change_run(before, replace(experiment, l2=value))
