"""What a session does with the lanes of Compare, as a stage asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from logreg_core import AdaGrad, Adam, HeavyBall, Nesterov, run
from logreg_core.lanes.lane import MOST_LANES, Lane, Lanes, forked
from pages.session.changes import EXTENSION
from pages.session.moment import lanes_of
from tests.app import SMALL, App

Open = Callable[..., App]


def asks(app: App, t: int = 7, **request: Any) -> App:
    return app.says(t=t, **request)


def test_a_copy_of_the_last_lane_has_one_change(open_app: Open) -> None:
    app = asks(open_app(), lane=0, copy=True, change="rule", to="nesterov:0.9")
    asks(app, lane=1, copy=True, change="rate", to=0.5)
    base = app.experiment
    assert [lane.experiment for lane in app.moment.lanes] == [
        base,
        replace(base, rule=Nesterov()),
        replace(base, rule=Nesterov(), learning_rates=((0, 0.5),)),
    ]


def test_a_rule_with_steps_of_another_size_comes_with_its_rate(open_app: Open) -> None:
    app = asks(open_app(f"{SMALL}&rates=0:5.0"), lane=0, copy=True, change="rule", to="adam")
    assert app.moment.lanes[1].experiment.learning_rates == ((0, Adam.usual_rate),)
    asks(app, lane=1, change="rule", to="descent")
    assert app.moment.lanes[1].experiment.learning_rates == ((0, 0.1),)
    asks(app, lane=0, fork="rule", to="adagrad")
    assert app.moment.lanes[2].experiment.learning_rates == ((0, AdaGrad.usual_rate),)


def test_a_lane_parts_at_the_step_on_screen(open_app: Open) -> None:
    app = asks(open_app(), lane=0, fork="rate", to=0.7)
    base = app.experiment
    data = base.data.load()
    assert app.moment.lanes[1] == forked(Lane(base), run(data, base), 7, rate=0.7)
    asks(app, lane=0, fork="batch", to=5)
    assert app.moment.lanes[2] == forked(Lane(base), run(data, base), 7, batch=5)
    assert app.moment.lanes[2].touched == 7 * 20


def test_a_fork_at_the_end_has_steps_to_come(open_app: Open) -> None:
    app = asks(open_app(), t=20, lane=0, fork="l2", to=0.1)
    assert app.experiment.steps == 20 + EXTENSION
    assert [(lane.begins, lane.experiment.steps) for lane in app.moment.lanes] == [(0, 320), (20, 300)]


def test_a_change_is_of_one_lane_alone(open_app: Open) -> None:
    app = asks(asks(open_app(), lane=0, copy=True), lane=0, change="batch", to=5)
    assert [lane.experiment.batch for lane in app.moment.lanes] == [5, None]
    asks(app, lane=0, change="batch", to="all")
    assert [lane.experiment.batch for lane in app.moment.lanes] == [None, None]
    assert app.experiment.batch is None


def test_a_lane_goes_and_the_last_one_stays(open_app: Open) -> None:
    app = asks(asks(open_app(), lane=0, copy=True, change="rate", to=0.5), lane=0, remove=True)
    assert [lane.experiment.learning_rates for lane in app.moment.lanes] == [((0, 0.5),)]
    asks(app, lane=0, remove=True)
    assert len(app.moment.lanes) == 1


def test_there_is_no_seventh(open_app: Open) -> None:
    app = open_app("&".join([SMALL, "lanes=" + "~".join(["same"] * MOST_LANES)]))
    before = app.query
    asks(app, t=0, lane=0, copy=True)
    asks(app, t=0, lane=0, fork="rate", to=0.5)
    assert app.query == before


@pytest.mark.parametrize(
    "request_",
    [
        {"lane": 0, "change": "rate", "to": -1},
        {"lane": 0, "change": "rate", "to": "0.5"},
        {"lane": 0, "change": "rule", "to": "best"},
        {"lane": 0, "fork": "l2", "to": -0.5},
        {"lane": 0, "copy": True, "change": "batch", "to": 0},
    ],
)
def test_a_value_that_can_not_be_used_changes_nothing_and_is_said(open_app: Open, request_: dict[str, Any]) -> None:
    app = open_app(f"{SMALL}&t=7&lanes=same")
    before = app.query
    asks(app, **request_)
    assert app.query == before
    assert app.remembered.notices[0].startswith("The lane stays as it was: ")


@pytest.mark.parametrize(
    "request_",
    [
        {"lane": 5, "remove": True},
        {"lane": -1, "copy": True},
        {"lane": 0, "change": "scale", "to": "none"},
        {"fork": 1},
    ],
)
def test_what_makes_no_sense_is_left_aside(open_app: Open, request_: dict[str, Any]) -> None:
    app = open_app(f"{SMALL}&t=7&lanes=same")
    before = app.query
    asks(app, **request_)
    assert (app.query, app.remembered.notices) == (before, ())


def test_a_lane_opens_in_the_lab_at_its_step(open_app: Open) -> None:
    app = asks(asks(open_app(), lane=0, fork="rule", to="heavy-ball:0.5"), lane=0, copy=True, change="rate", to=3)
    lanes = app.moment.lanes
    asks(app, t=12, lane=1, open=True)
    assert replace(app.experiment, steps=13) == lanes[1].experiment
    assert app.experiment.rule == HeavyBall(0.5)
    assert (app.moment.t, app.experiment.steps) == (5, 20)
    assert app.header["command"]["t"] == 5
    assert app.moment.lanes == lanes
    asks(app, t=5, lane=2, open=True)
    assert app.experiment == lanes[2].experiment


def test_lanes_are_on_other_points_once_these_are_shown(open_app: Open) -> None:
    app = asks(open_app(), lane=0, copy=True, change="rule", to="nesterov:0.9")
    asks(app, flip=3)
    assert {lane.experiment.data for lane in app.moment.lanes} == {app.experiment.data}
    asks(app, undo=True)
    assert {lane.experiment.data for lane in app.moment.lanes} == {app.experiment.data}
    asks(app, extend=True)
    assert [lane.experiment.steps for lane in app.moment.lanes] == [320, 320]
    asks(app, remedy="standardise")
    assert [lane.experiment.scale for lane in app.moment.lanes] == ["standardize"] * 2
    assert lanes_of(app.moment) == Lanes.of(app.experiment, app.moment.lanes)


def test_the_labs_rate_is_its_own(open_app: Open) -> None:
    app = asks(open_app(), lane=0, copy=True)
    asks(app, t=7, rate=0.9)
    assert [lane.experiment.learning_rates for lane in app.moment.lanes] == [((0, 0.1),)] * 2
