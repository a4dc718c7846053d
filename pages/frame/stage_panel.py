"""The stage with the tables under it, as one fragment: a step reruns this and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import streamlit as st

from logreg_core import DataError, Experiment
from logreg_core.at_step.contributions import hardest
from logreg_core.descent.run import Run
from pages.frame.challenge_line import challenge_line
from pages.frame.open_page import drawing_library
from pages.host.acknowledgements import acknowledge
from pages.host.mount import mount, mount_at_rest
from pages.host.streamlit_page import BESIDE_STAGE
from pages.session import cache, history, showing, widgets
from pages.session.changes import change_steps, drop_former, extended_steps
from pages.session.comparing import lanes_shown
from pages.session.files import Files
from pages.session.hand import placing
from pages.session.inbox import acknowledgements
from pages.session.learning import challenge_on, drawing_ahead, filling, predicting, study
from pages.session.link import address_of
from pages.session.moment import Moment, lanes_of
from pages.session.requests import receive_from_stage
from pages.session.session import Session, session, update, updated
from pages.session.work import Work
from pages.stage.controls import Asked
from pages.stage.header import Command, SessionHeader

COMPARE = "compare"  # the kind of stage that shows several runs
PAUSE = 0.1  # seconds until the page asks for the next chunk of a long run


Below = Callable[[Moment, Work], None]  # what stands under the stage, of the step on screen and its run so far
Beside = Callable[[], None]  # what stands beside it


def stage_panel(kind: str, below: Below, *, follow: bool = True, beside: Beside | None = None) -> None:
    """Show the moment's stage, of a kind, and what is below it; whatever the stage reports acts here.

    kind : one of `cache.PAYLOADS`.  below : called with the moment and the run, at each step that comes to rest,
    and with follow, on other pages than the Lab, now and then while the run plays. A long run grows while it is shown.
    beside : called as often, for a lesson: what stands in a column to the left of the stage.
    """
    if _unfinished(session(), kind) is None:
        _still(kind, below, follow and kind != "lab", beside)
    else:
        _growing(kind, below, follow and kind != "lab", beside)


@st.fragment
def _still(kind: str, below: Below, follow: bool, beside: Beside | None) -> None:
    _panel(kind, below, follow, beside, growing=False)


@st.fragment(run_every=PAUSE)
def _growing(kind: str, below: Below, follow: bool, beside: Beside | None) -> None:
    _panel(kind, below, follow, beside, growing=True)


def _panel(kind: str, below: Below, follow: bool, beside: Beside | None, *, growing: bool) -> None:
    """What there is so far, and after it the next chunk of steps: so nobody waits for more than one chunk."""
    now = updated(study.ready)
    in_lesson = study.where(now) is not None
    if in_lesson and beside is None:
        st.switch_page("pages/learn.py")  # the lesson that a first visit is offered was begun
    if not in_lesson and beside is not None:
        st.rerun()  # the lesson was left: the page is the list
    if now.to_page:
        st.rerun()  # a fork was made, or a lane chosen: it is seen on another page, or on all of this one
    try:
        steps, unfinished = now.moment.experiment.steps, _unfinished(now, kind)
    except DataError:
        st.rerun()  # the points have gone meanwhile, on another page: what this one shows then, it says itself
    # A page for a class, or of a lesson, has no box for the steps; what that held before is forgotten once the page has
    # been made.
    told = now.presents or now.moment.place is not None or showing.value_of(widgets.STEPS, steps) == steps
    if not told or growing != (unfinished is not None):
        st.rerun()  # a run was extended or begun on the stage, or is done; the page around this fragment must know
    if now.presents != now.moment.present:
        st.rerun()
    if not in_lesson and not placing.is_told(now):
        st.rerun()  # a hand has moved the start: the sidebar has it too
    if now.passing:
        st.toast(now.passing)  # here, as Streamlit warns of what a fragment's callback shows
        update(lambda before: replace(before, passing=""))
    work = cache.work_of(now.moment.experiment, now.files)
    if kind != COMPARE:
        now = updated(challenge_on.begin, work.run)
        now = updated(_fitted, work)
    moment = now.moment
    with st.container():  # there even where it is empty, so that the stage stays the element it is
        if unfinished is not None:
            _progress(now, *unfinished)
        if kind == "lab" and moment.goal:
            challenge_line(moment, work.run)
    draws, whole = kind == "lab" and not (moment.place or moment.predict) and drawing_ahead.draws(now), work
    if draws:
        work = drawing_ahead.as_far_as_seen(whole, moment.t)
    last = work.run.steps
    here = replace(moment, t=min(moment.t, last), pick=_pick(moment, work.run))
    told = _from_session(now, whole, follow=follow, draws=draws)
    if kind == "lab":
        told = replace(told, predict=predicting.gate(now, work.run, here.t, here.pick))
    if kind == COMPARE:
        here, asked = moment, None if unfinished is None else moment.experiment.steps
        payload = lanes_shown.payload_of_lanes(here, now.files, replace(told, asked=asked, cold=False))
    else:
        payload = cache.payload_of(kind, here, work, now.files, told)
    with _place_of_stage(beside):
        mount(
            widgets.STAGE,
            payload,
            plotly_url=drawing_library(),
            on_report=receive_from_stage,
            kind=kind,
        )
    if kind == "lab":
        with st.container(key=widgets.AT_REST_PLACE):  # which takes no room: pages/host/streamlit_page.py
            seen = replace(here, view="loss") if draws else here  # J along the step is of the step to come
            mount_at_rest(widgets.AT_REST, cache.at_rest_of(seen, whole, told.question))
    with st.container():
        below(here, work)
    update(lambda before: replace(before, playing=False))  # until the stage says so again
    acknowledge(acknowledgements(session().inbox))
    if unfinished is not None:
        cache.work_of(*unfinished).go_on(unfinished[0], moment.t)
        if _unfinished(now, kind) is None:
            st.rerun()


def _place_of_stage(beside: Beside | None) -> AbstractContextManager[object]:
    """Where the stage is to stand: the whole width, or beside what is shown here."""
    if beside is None:
        return nullcontext()
    with st.container(key=BESIDE_STAGE):
        left, right = st.columns([1, 3])
    with left:
        beside()
    return right


def _from_session(now: Session, work: Work, *, follow: bool, draws: bool) -> SessionHeader:
    experiment, seen = now.moment.experiment, study.sight(now)
    cold = not (now.settings_open or now.moment.present or seen) and experiment == Experiment()
    first = study.first_lesson() if cold else None
    starts = history.undoes_a_start(now)
    return SessionHeader(
        Command(now.command_number, *now.command[1:]),
        address_of(now.moment),
        more_steps=extended_steps(now) - experiment.steps,
        asked=None if work.is_done(experiment) else experiment.steps,
        undo=f"Undo the last {'move of the start' if starts else 'change of the data'} (Ctrl+Z)" if now.past else "",
        present=now.moment.present,
        cold=cold,
        follow=follow,
        changed="" if seen else cache.flip_said(now.moment, now.files),
        offer=first.title if first else "",
        question=Asked(seen.controls, seen.covered) if seen else None,
        blanks=now.moment.blanks,
        tried=filling.tried_at(now),
        draws=draws,
        hand=None if draws else placing.asked(now),
    )


def _unfinished(now: Session, kind: str) -> tuple[Experiment, Files] | None:
    """Return which run has steps that are yet to be worked out, on which files: the moment's own, else the former one.

    Where lanes are shown it is one of theirs.
    """
    for experiment, files in _runs(now, kind):
        if not cache.work_of(experiment, files).is_done(experiment):
            return experiment, files
    return None


def _runs(now: Session, kind: str) -> Iterator[tuple[Experiment, Files]]:
    if kind == COMPARE:
        yield from ((lane.experiment, now.files) for lane in lanes_of(now.moment).all)
        return
    yield now.moment.experiment, now.files
    former, files = cache.former_of(now.moment, now.files)
    if former is not None:
        yield former, files


def _progress(now: Session, unfinished: Experiment, files: Files) -> None:
    done, steps = cache.work_of(unfinished, files).run.steps, unfinished.steps
    bar, button = st.columns([8, 1], vertical_alignment="center")
    if unfinished == now.moment.experiment:
        bar.progress(done / steps, f"Working out steps: {done:,} of {steps:,}")
        button.button(
            "Stop", on_click=update, args=(_stop,), width="stretch", help=f"Keep the {done:,} steps that there are."
        )
    elif now.moment.lanes:
        bar.progress(done / steps, f"Working out a lane’s steps: {done:,} of {steps:,}")
    else:
        bar.progress(done / steps, f"Working out the former run’s steps: {done:,} of {steps:,}")
        button.button("Leave it out", on_click=update, args=(drop_former,), width="stretch")


def _stop(before: Session) -> Session:
    """Make the run as long as it is so far."""
    return change_steps(before, cache.work_of(before.moment.experiment, before.files).run.steps)


def _fitted(before: Session, work: Work) -> Session:
    """Return the session at a step and a pick that this run has or will have."""
    run, moment = work.run, before.moment
    after, fitted = before, moment
    if work.is_done(moment.experiment):
        fitted = replace(moment, t=min(moment.t, run.steps))
    if fitted.pick is not None and run.row_of(fitted.pick) is None:
        what = "held out for testing" if fitted.pick < run.whole.m else "not in this data"
        after = after.saying(f"The link's example {fitted.pick + 1} is {what}; another one is picked.")
        fitted = replace(fitted, pick=None)
    if fitted.t <= run.steps:
        fitted = replace(fitted, pick=_pick(fitted, run))
    return after.at(fitted, command=fitted.t != moment.t) if fitted != moment else after


def _pick(moment: Moment, run: Run) -> int:
    """The picked example, by default the one that pulls hardest: for the time being at the last step, if need be."""
    if moment.pick is not None:
        return moment.pick
    if moment.predict:
        return int(run.rows_training[0])  # nobody is told which one that is
    (place,) = hardest(run, min(moment.t, run.steps), 1)
    return int(run.rows_training[place])
