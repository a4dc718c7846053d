"""The five components on a card that can be printed."""

from __future__ import annotations

import streamlit as st

from logreg_core.derivation.values import Derived
from logreg_core.descent.run import Run
from pages.host.mount import mount_print
from pages.parts.derivation.derivation_style import CARD, CARD_TEXT, NOT_PRINTED
from pages.parts.learn.worksheet_panel import worksheet_dialog
from pages.session import widgets
from pages.session.moment import Moment
from pages.words.formulas import Style
from pages.words.lines import card


def card_panel(moment: Moment, run: Run, derived: Derived, style: Style) -> None:
    """Show the card, with the picked example's numbers last, and the way to a worksheet. derived : its lines."""
    with st.container(key=CARD, border=True):
        st.markdown("#### Logistic regression: the five components")
        with st.container(key=CARD_TEXT):
            st.markdown(card(derived, moment.t, (moment.pick or 0) + 1, style, moment.experiment.rule))
        with st.container(key=NOT_PRINTED, horizontal=True, vertical_alignment="center"):
            mount_print(widgets.PRINT_CARD, "Print this card")
            st.caption("On paper this card stands alone, on one page. Ctrl+P, or ⌘P, does the same.")
            if st.button("Worksheet …", key=widgets.OPEN_SHEET, help="Steps by hand, on paper, with their key."):
                worksheet_dialog(moment, run)
