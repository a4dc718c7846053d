"""The sidebar's section on what a step is: the rule, and its settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import streamlit as st

from logreg_core import RULES
from logreg_core.points import NotANumberError, typed_number
from pages.session import showing, widgets
from pages.session.changes import change_run
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown, one_line


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
        st.text_input(
            each.metadata["title"],
            help=each.metadata["help"],
            **showing.shows(widgets.rule_setting(each.name), _setting(each.name), _with_setting, each.name),
        )

    if wrong := session().rule_error:
        st.error(in_markdown(wrong))
        update(lambda before: replace(before, rule_error=""))


def _setting(name: str) -> Callable[[Session], str]:
    return lambda now: _written(now.moment.experiment.rule.settings.get(name))


def _written(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")


def _with_rule(before: Session, word: str) -> Session:
    experiment = before.moment.experiment
    if word not in RULES or word == experiment.rule.word:
        return before
    return change_run(before, replace(experiment, rule=RULES[word]()))


def _with_setting(before: Session, text: str, name: str) -> Session:
    experiment = before.moment.experiment
    kept = experiment.rule.settings.get(name)
    if kept is None:
        return before
    setting = next(each.metadata for each in fields(experiment.rule) if each.name == name)
    low, high = setting["limits"]
    try:
        value = typed_number(text)
        if not low <= value <= high:
            raise NotANumberError(f"{_written(value)} is not between {_written(low)} and {_written(high)}.")
    except NotANumberError as wrong:
        return replace(before, rule_error=f"{one_line(str(wrong), 200)} {setting['letter']} stays at {_written(kept)}.")
    return change_run(before, replace(experiment, rule=replace(experiment.rule, **{name: value})))
