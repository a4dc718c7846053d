"""The five components on a card that can be printed."""

from __future__ import annotations

import streamlit as st

from logreg_core.derivation.values import Derived
from pages.host.mount import mount_print
from pages.parts.derivation.derivation_style import CARD, CARD_TEXT, NOT_PRINTED
from pages.session import widgets
from pages.session.moment import Moment
from pages.words.formulas import Style
from pages.words.lines import card


def card_panel(moment: Moment, derived: Derived, style: Style) -> None:
    """Show the card, with the picked example's numbers last. derived : that example's lines."""
    with st.container(key=CARD, border=True):
        st.markdown("#### Logistic regression: the five components")
        with st.container(key=CARD_TEXT):
            experiment = moment.experiment
            example = (moment.pick or 0) + 1
            st.markdown(card(derived, moment.t, example, style, experiment.rule, charged=experiment.l2 > 0))
        with st.container(key=NOT_PRINTED, horizontal=True, vertical_alignment="center"):
            mount_print(widgets.PRINT_CARD, "Print this card")
            st.caption("On paper this card stands alone, on one page. Ctrl+P, or ⌘P, does the same.")
