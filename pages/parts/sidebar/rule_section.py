"""The sidebar's section on what a step is: the rule, and its settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import streamlit as st

from logreg_core import RULES
from pages.session import showing, widgets
from pages.session.changes import change_run
from pages.session.moment import Moment
from pages.session.session import Session


def rule_section(moment: Moment) -> None:
    """Show which rule the moment's run steps by; another one begins a run anew, from the same start."""
    st.header("Rule of the step", anchor=False)
    rule = moment.experiment.rule
    st.selectbox(
        "Rule of the step",
        list(RULES),
        format_func=lambda word: RULES[word].title,
        label_visibility="collapsed",
        help="How a step is made of the gradient. The strip below the picture writes it out with its numbers.",
        **showing.shows(widgets.RULE, lambda now: now.moment.experiment.rule.word, _with_rule),
    )
    for each in fields(rule):
        low, high = each.metadata["limits"]
        st.number_input(
            each.metadata["title"],
            min_value=low,
            max_value=high,
            step=each.metadata["step"],
            format="%g",
            help=each.metadata["help"],
            **showing.shows(widgets.rule_setting(each.name), _setting(each.name), _with_setting, each.name),
        )


def _setting(name: str) -> Callable[[Session], float | None]:
    return lambda now: now.moment.experiment.rule.settings.get(name)


def _with_rule(before: Session, word: str) -> Session:
    experiment = before.moment.experiment
    if word not in RULES or word == experiment.rule.word:
        return before
    return change_run(before, replace(experiment, rule=RULES[word]()))


def _with_setting(before: Session, value: float, name: str) -> Session:
    experiment = before.moment.experiment
    if name not in experiment.rule.settings:
        return before
    return change_run(before, replace(experiment, rule=replace(experiment.rule, **{name: float(value)})))
