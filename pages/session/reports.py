"""What components in the browser report: the step on screen, and wishes, each of which acts once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeGuard

import streamlit as st

from pages.figures.graph import FACTORS
from pages.session import history, state
from pages.session.moment import Moment

LARGEST_PICK = 10**9
LARGEST_RATE = sys.float_info.max
_HANDLED, _HEARD, _DRAG, _PLAYING = "handled", "heard", "drag", "playing"
_NUMBER = re.compile(r"[0-9a-z]{1,16}-[0-9]{1,9}")  # the page's name, the report's number


def heed(key: str, grant: Callable[[dict[str, Any]], None]) -> dict[str, Any] | None:
    """Take in what the component called `key` reports, and return it; `grant` is called with each new wish, in order.

    None is returned where nothing is reported that has not been taken in already.
    A report repeats the wishes of earlier ones that may not have arrived; each acts once. What does not make sense
    is left aside: a report is a message from a browser, and may hold anything.
    """
    report = _report_of(key)
    number = report.get("n") if report else None
    if report is None or not isinstance(number, str) or not _NUMBER.fullmatch(number):
        return None
    if heard().get(key) == number:
        return None
    page = number.partition("-")[0]
    with state.at_once():
        heard_page, last_wish = state.noted(_HANDLED + key, ("", 0))
        if heard_page != page:
            last_wish = 0
        wishes = report.get("wishes")
        for wish in wishes if isinstance(wishes, list) else ():
            if isinstance(wish, dict) and is_whole(wish.get("k")) and wish["k"] > last_wish:
                last_wish = wish["k"]
                grant(wish)
        state.note(_HANDLED + key, (page, last_wish))  # who spoke last, and the last wish that was granted
        state.note(_HEARD, {**heard(), key: number})
    return report


def heard() -> dict[str, str]:
    """By component, the number of the report that was taken in last."""
    return dict(state.noted(_HEARD, {}))


def playing(now: bool | None = None) -> bool:
    """Whether this answers a stage that plays on, so that another step follows; `now` notes whether it does."""
    if now is not None:
        state.note(_PLAYING, now)
    return bool(state.noted(_PLAYING, False))


def heed_stage(key: str = state.STAGE) -> None:
    """Take in what the stage, or the table called `key`, reports.

    A wish is a pick, a rate, more steps, a dismissal, a label to flip, an undo, a factor to be explained,
    or to present or no longer to, with the step at which it was made.
    """
    ordered = state.command()
    with state.at_once():
        report = heed(key, grant_wish)
        if report is not None and key == state.STAGE:
            playing(report.get("playing") is True)
        if report is not None and state.command() == ordered:  # else a wish has led to another step
            state.store(_at(state.current(), report.get("t")))


def _report_of(key: str) -> dict[str, Any] | None:
    """What the component called `key` says; nothing where it speaks to a server that has since been restarted."""
    component = state.shown(key)
    report = component.get("report") if isinstance(component, dict) else None
    if not isinstance(report, dict) or report.get("to", state.session()) != state.session():
        return None
    return report


def is_whole(value: object) -> TypeGuard[int]:
    """Whether a message holds a whole number here."""
    return isinstance(value, int) and not isinstance(value, bool)


def _at(moment: Moment, t: object) -> Moment:
    return replace(moment, t=t) if is_whole(t) and 0 <= t <= moment.experiment.steps else moment


def is_example(value: object) -> TypeGuard[int]:
    """Whether a message holds what may be an example's number, from 0, here."""
    return is_whole(value) and 0 <= value <= LARGEST_PICK


def grant_wish(wish: dict[str, Any]) -> None:
    """Do what a wish of the stage, or one like it, asks for; see `heed_stage`."""
    moment = _at(state.current(), wish.get("t"))
    if is_example(wish.get("pick")):
        moment = replace(moment, pick=wish["pick"])
    if isinstance(wish.get("present"), bool):
        moment = replace(moment, present=wish["present"])
    if wish.get("factor") in FACTORS:
        moment = replace(moment, factor=wish["factor"])
    if wish.get("dismiss") is True:
        moment = replace(moment, former=None)
    state.store(_with_rate(moment, wish))
    if wish.get("extend") is True:
        state.change_steps(state.extended(moment.experiment.steps))
    before = state.current().experiment
    if is_example(wish.get("flip")):
        history.flip(wish["flip"])
    if wish.get("undo") is True:
        history.undo()
    if state.current().experiment != before:
        st.toast("The points have changed: the run starts anew from t = 0.")


def _with_rate(moment: Moment, report: dict[str, Any]) -> Moment:
    rate = report.get("rate")
    if not isinstance(rate, (int, float)) or isinstance(rate, bool) or not (0 < rate <= LARGEST_RATE):
        return moment
    old = moment.experiment
    if report.get("from_start") is not True:
        return replace(moment, experiment=old.with_rate(float(rate), moment.t))
    experiment = old.with_rate(float(rate), 0)
    if experiment == old:
        return moment
    # One drag of the slider is one change: what was before it stays the former run.
    former = moment.former if _same_drag(report.get("drag")) else old
    return replace(moment, experiment=experiment, former=former)


def _same_drag(drag: object) -> bool:
    """Whether this move belongs to the drag that the last one belonged to; remembers it."""
    same = drag is not None and drag == state.noted(_DRAG)
    state.note(_DRAG, drag)
    return same
