"""The sidebar: which data, where the run starts, whether features are scaled, how many steps.

Every widget here shows what the moment says, whatever it showed before; a change goes into the moment and comes
back from there.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import random_start
from logreg_core.descent.experiment import LONGEST
from logreg_core.points.seeds import LARGEST_SEED
from pages.host.streamlit_page import BRIEF, FOLDED, SETTINGS
from pages.parts.sidebar import data_section
from pages.parts.sidebar.batch_section import batch_section
from pages.parts.sidebar.foot import foot
from pages.parts.sidebar.more_section import more_section
from pages.parts.sidebar.rule_section import rule_section
from pages.parts.sidebar.start_boxes import TYPED, start_boxes, start_letters
from pages.session import fitting_rate, showing, widgets
from pages.session.changes import change_run, change_steps
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.numbers import number

MODES = ("zeros", "random", "typed")


def sidebar(*, folds: bool = False, checks: bool = False, of_lanes: bool = False) -> None:
    """Show the sidebar of a page about a moment, at the session's.

    folds : whether the settings wait for the first step of a visit that no link began, or for a press.
    checks : whether exercises and one's own numbers are opened at its foot.
    of_lanes : whether several runs stand beside one another, each by a rule, a batch and a λ of its own.
    """
    moment, folded = session().moment, folds and session().settings_wait
    with st.sidebar:
        data_section.data_choice(moment)
        if folded:
            with st.container(key=BRIEF):
                data_section.count(moment)
                st.button("All settings", type="tertiary", on_click=update, args=(_open_settings,))
        # There all the same: the stage's first step shows them at once, also while it plays.
        with st.container(key=FOLDED if folded else SETTINGS):
            data_section.data_settings(moment)
            _start(moment)
            _features()
            if of_lanes:
                _rules_of_lanes()
            else:
                rule_section(moment)
            _steps(moment)
            if not of_lanes:
                batch_section(moment)
                more_section(moment)
    foot(checks=checks)


def _open_settings(before: Session) -> Session:
    return replace(before, settings_wait=False)


# -------------------------------------------------------------------------------------------------------- start


def _mode(now: Session) -> str:
    """How the initial values came about: what the moment allows, and where it leaves two, what was pressed."""
    moment = now.moment
    start = (moment.experiment.w, moment.experiment.b)
    if moment.start_seed is not None and random_start(moment.start_seed) == start:
        return "random"
    return "typed" if start != ((0.0, 0.0), 0.0) or now.start_is_typed else "zeros"


def _start(moment: Moment) -> None:
    st.header("Start", anchor=False)
    mode = _mode(session())
    st.segmented_control(
        "Initial w and b",
        MODES,
        required=True,
        label_visibility="collapsed",
        width="stretch",
        help="Where descent begins: at w = 0 and b = 0, at random numbers, or at numbers that you type.",
        **showing.shows(widgets.START, _mode, _chosen_start),
    )
    if mode == "random":
        _random(moment)
    elif mode == "typed":
        start_boxes()


def _random(moment: Moment) -> None:
    experiment = moment.experiment
    say = start_letters(session())
    st.number_input(
        "Seed of the draw",
        min_value=0,
        max_value=LARGEST_SEED,
        step=1,
        help="The same seed always draws the same numbers, from the standard normal distribution.",
        **showing.shows(widgets.START_SEED, lambda now: now.moment.start_seed, _start_at),
    )
    values = zip(TYPED, (*experiment.w, experiment.b), strict=True)
    st.caption(", ".join(f"{say[name]} = {number(value)}" for name, value in values if name in say))


def _chosen_start(before: Session, mode: str) -> Session:
    after, experiment = replace(before, start_is_typed=mode == "typed"), before.moment.experiment
    if mode == "zeros":
        return change_run(after, replace(experiment, w=(0.0, 0.0), b=0.0), start_seed=None)
    return _start_at(after, 1) if mode == "random" else change_run(after, experiment, start_seed=None)


def _start_at(before: Session, seed: int) -> Session:
    w, b = random_start(seed)
    return change_run(before, replace(before.moment.experiment, w=w, b=b), start_seed=seed)


# ------------------------------------------------------------------------------------------- features and steps


def _features() -> None:
    st.header("Features", anchor=False)
    standardise_switch()


def standardise_switch() -> None:
    """Show the switch for standardised features, the same one on every page."""
    st.toggle(
        "Standardise",
        **showing.shows(widgets.STANDARDISE, lambda now: now.moment.experiment.scale == "standardize", _scaled),
        help="Descends in features of mean 0 and standard deviation 1: x̃ = (x − mean) / standard deviation. One "
        "learning rate then suits both weights; axes stay in the data's units. "
        "w̃ and b̃ belong to x̃; what they are in the data's own units stands under the stage.",
    )


def _scaled(before: Session, standardise: bool) -> Session:
    scale = "standardize" if standardise else "none"
    return change_run(before, fitting_rate.with_scale(before.moment.experiment, scale, before.files))


def _rules_of_lanes() -> None:
    st.header("Rule of the step", anchor=False)
    st.caption("Each lane has its own, in the table.")


def _steps(moment: Moment) -> None:
    steps = moment.experiment.steps
    st.number_input(
        "Number of steps T",
        min_value=min(1, steps),  # a link may hold a run of none
        max_value=LONGEST,
        step=100,
        help=f"How long the run is, 1 to {LONGEST:,} steps. More steps do not change those before.",
        **showing.shows(widgets.STEPS, lambda now: now.moment.experiment.steps, change_steps),
    )
