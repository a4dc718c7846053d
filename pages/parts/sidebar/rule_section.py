"""The sidebar's section on what a step is: the rule, what there is to know of it, and its settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import Field, fields, replace
from typing import Any

import streamlit as st

from logreg_core import RULES, Experiment
from logreg_core.points import NotANumberError, typed_number
from pages.host.streamlit_page import ONE_SETTING
from pages.parts.sidebar.more_section import more_door
from pages.session import showing, widgets
from pages.session.changes import change_run, shows_without_momentum, switch_without_momentum
from pages.session.fitting_rate import with_rule
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.choosing.pale_curve import pale_button, pale_caption
from pages.words.choosing.rule_help import as_typed, refused, rule_help, setting_help
from pages.words.escape import in_markdown, one_line

IN_MENU = ("descent", "heavy-ball")  # what the menu has before more is asked for
MORE = "more rules"  # a choice beside the rules' words
WHOLE_ROW = 1  # so many boxes have their titles before them; more of them share a row, by their letters


def rule_section(moment: Moment) -> None:
    """Show which rule the moment's run steps by; another one begins a run anew, from the same start."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        st.header("Rule of the step", anchor=False, width="content")
        more_door(moment)
    rule = moment.experiment.rule
    chosen = [] if rule.word in IN_MENU else [rule.word]
    st.selectbox(
        "Rule of the step",
        [*IN_MENU, *chosen, MORE],
        format_func=_title,
        label_visibility="collapsed",
        help="How a step is made of the gradient. The strip below the picture writes it out with its numbers.",
        **showing.shows(widgets.RULE, _shown, _with_rule),
    )
    if session().rules_open:
        st.radio(
            "More rules",
            [word for word in RULES if word not in IN_MENU],
            format_func=_title,
            index=None,
            label_visibility="collapsed",
            **showing.shows(widgets.MORE_RULES, lambda now: chosen[0] if chosen else None, _with_rule),
        )
    _settings(moment)
    if wrong := session().rule_error:
        st.error(in_markdown(wrong))
        update(lambda before: replace(before, rule_error=""))


def _title(word: str) -> str:
    return "More rules…" if word == MORE else RULES[word].title


def _settings(moment: Moment) -> None:
    """A box for each setting, and a door to what there is to know of the rule, behind which are its switches."""
    rule = moment.experiment.rule
    boxes = [each for each in fields(rule) if not each.metadata.get("switch")]
    if len(boxes) == WHOLE_ROW:
        with st.container(key=ONE_SETTING):
            _box(st, boxes[0], boxes[0].metadata["title"])
    elif boxes:
        for place, each in zip(st.columns(len(boxes), gap="xsmall"), boxes, strict=True):
            _box(place, each, each.metadata["letter"])
    if rule.word == IN_MENU[0]:
        return
    with st.popover("About this rule", type="tertiary"), st.container(width=290):
        for text in rule_help(rule):
            st.markdown(in_markdown(text))
        for each in fields(rule):
            if each.metadata.get("switch"):
                st.toggle(
                    _of_what_falls(each.metadata["title"]),
                    help=_of_what_falls(setting_help(each.metadata)),
                    **showing.shows(widgets.rule_setting(each.name), _setting(each.name), _switched, each.name),
                )
        _beside_plain_descent(moment)


def _of_what_falls(words: str) -> str:
    """Return words about J as words about F, where λ charges the weights."""
    return re.sub(r"J\b", "F", words) if session().moment.experiment.l2 else words


def _beside_plain_descent(moment: Moment) -> None:
    """A switch for the pale curve of plain descent, for a rule with a velocity."""
    if not (button := pale_button(moment.experiment)):
        return
    shown = shows_without_momentum(session())
    st.button(
        "Hide plain descent" if shown else button,
        type="tertiary",
        key=widgets.WITHOUT_MOMENTUM,
        on_click=update,
        args=(switch_without_momentum,),
        help=pale_caption(moment.experiment),
    )
    if shown:
        st.caption(pale_caption(moment.experiment))


def _box(place: Any, setting: Field[Any], label: str) -> None:
    place.text_input(
        label,
        help=setting_help(setting.metadata),
        **showing.shows(widgets.rule_setting(setting.name), _typed_now(setting.name), _with_setting, setting.name),
    )


def _shown(now: Session) -> str:
    return MORE if now.rules_open else now.moment.experiment.rule.word


def _setting(name: str) -> Callable[[Session], float | None]:
    return lambda now: now.moment.experiment.rule.settings.get(name)


def _typed_now(name: str) -> Callable[[Session], str]:
    def now(session: Session) -> str:
        value = session.moment.experiment.rule.settings.get(name)
        return "" if value is None else as_typed(value)

    return now


def _with_rule(before: Session, word: str) -> Session:
    experiment, after = before.moment.experiment, replace(before, rules_open=word == MORE)
    if word not in RULES or word == experiment.rule.word:
        return after
    rule = RULES[word]()
    if rule.usual_rate is not None and experiment.rule.usual_rate is None:
        after = replace(after, before_rule=experiment.to_query())
    earlier = Experiment.from_query(after.before_rule)[0] if after.before_rule else None
    return change_run(after, with_rule(experiment, rule, after.files, earlier))


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
            raise NotANumberError(refused(setting, value))
    except NotANumberError as wrong:
        return replace(before, rule_error=f"{one_line(str(wrong), 200)} {setting['letter']} stays at {as_typed(kept)}.")
    return change_run(before, replace(experiment, rule=replace(experiment.rule, **{name: value})))


def _switched(before: Session, on: bool, name: str) -> Session:
    experiment = before.moment.experiment
    if name not in experiment.rule.settings:
        return before
    return change_run(before, replace(experiment, rule=replace(experiment.rule, **{name: on})))
