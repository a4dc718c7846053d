"""The sidebar's section on what a step is: the rule, and its settings."""

from __future__ import annotations

from dataclasses import fields, replace

import streamlit as st

from logreg_core import RULES
from pages.session import widgets
from pages.session.changes import change_run
from pages.session.moment import Moment
from pages.session.session import Session, update


def rule_section(moment: Moment) -> None:
    """Show which rule the moment's run steps by; another one begins a run anew, from the same start."""
    st.header("Rule of the step", anchor=False)
    rule = moment.experiment.rule
    widgets.match(widgets.RULE, rule.word)
    st.selectbox(
        "Rule of the step",
        list(RULES),
        key=widgets.RULE,
        format_func=lambda word: RULES[word].title,
        on_change=_choose_rule,
        label_visibility="collapsed",
        help="How a step is made of the gradient. The strip below the picture writes it out with its numbers.",
    )
    for each in fields(rule):
        key, (low, high) = widgets.rule_setting(each.name), each.metadata["limits"]
        widgets.match(key, getattr(rule, each.name))
        st.number_input(
            each.metadata["title"],
            min_value=low,
            max_value=high,
            step=each.metadata["step"],
            format="%g",
            key=key,
            on_change=_set,
            args=(each.name,),
            help=each.metadata["help"],
        )


def _choose_rule() -> None:
    update(_with_rule, str(widgets.value_of(widgets.RULE)))


def _with_rule(before: Session, word: str) -> Session:
    experiment = before.moment.experiment
    if word not in RULES or word == experiment.rule.word:
        return before
    return change_run(before, replace(experiment, rule=RULES[word]()))


def _set(name: str) -> None:
    value = widgets.value_of(widgets.rule_setting(name))
    if value is not None:
        update(_with_setting, name, float(value))


def _with_setting(before: Session, name: str, value: float) -> Session:
    experiment = before.moment.experiment
    if name not in experiment.rule.settings:
        return before
    return change_run(before, replace(experiment, rule=replace(experiment.rule, **{name: value})))
