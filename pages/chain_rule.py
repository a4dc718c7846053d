"""The Chain rule page: the graph of the picked example, and what explains it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from logreg_core.at_step.example import example_at
from pages.figures.graph import factor_of
from pages.frame.open_page import drawing_library, open_page
from pages.host.mount import mount_panel
from pages.parts.chain_rule import check_panel, factor_panels, losses_panel, saturation_panel
from pages.parts.staged_page import staged_page
from pages.session import widgets
from pages.session.changes import explain
from pages.session.moment import Moment
from pages.session.requests import receive_from_stage
from pages.session.session import updated
from pages.session.work import Work


def _below(moment: Moment, work: Work) -> None:
    """What explains the graph at the moment's step; for a class the graph's own sentences do."""
    if moment.present:
        return
    run, pick = work.run, moment.pick or 0
    here = example_at(run, moment.t, run.row_of(pick) or 0)
    factor = factor_of(run, moment.factor)
    parameter = updated(explain, factor).parameter
    parameter = parameter if parameter in run.parameters else run.parameters[0]
    when = f"example {pick + 1:,} at t = {moment.t:,}"
    left, right = st.columns(2, gap="small")
    with left.container(border=True, height="stretch"):
        factor_panels.details(here, factor, when, partial(_panel, widgets.TANGENT_PANEL))
    with right.container(border=True, height="stretch"):
        factor_panels.factors(here, factor, parameter, when, partial(_panel, widgets.FACTOR_PANEL))
    with st.container(border=True):
        check_panel.check(run, moment.t, partial(_panel, widgets.CHECK_PANEL))
    with st.container(border=True):
        losses_panel.losses(run, moment.t, here, when, partial(_panel, widgets.LOSSES_PANEL))
    with st.container(border=True):
        saturation_panel.saturation(partial(_panel, widgets.SATURATION_PANEL))


def _panel(key: str, payload: bytes) -> None:
    mount_panel(key, payload, plotly_url=drawing_library(), on_report=partial(receive_from_stage, key))


open_page("Chain rule")
staged_page("graph", _below)
