"""The Compare page: every number on it is the core's, and what is asked for in its table comes to the lanes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from logreg_core import Adam, Experiment, HeavyBall, Nesterov
from logreg_core.lanes.comparison import Comparison, compared
from pages.session.moment import lanes_of
from pages.words.numbers import number
from tests.app import SMALL, App
from tests.descent.ends import points
from tests.stage.blob import Read, read

Open = Callable[..., App]
LANES = "&lanes=same~rule:nesterov:0.8~batch:6;batch_seed:3;rates:0:1.0~l2:0.05~rule:adam:0.9,0.999,1e-08"


def sent(app: App) -> Read:
    (blob,) = (each.proto.bytes for each in app.packed if each.proto.component_name == "gradient_compare")
    return read(blob)


def asks(app: App, t: int, **request: Any) -> App:
    """A request of the page's stage, at a step."""
    app._reports = getattr(app, "_reports", 0) + 1
    report = {"number": f"c-{app._reports}", "t": t, "requests": [{"number": app._reports, "t": t, **request}]}
    return app.report(report, "gradient_compare")


def truth(app: App) -> Comparison:
    lanes = lanes_of(app.moment)
    return compared(lanes.all[0].experiment.data.load(), lanes)


def rows_of(table: str) -> list[str]:
    return [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r'<tr data-row="\d">.*?</tr>', table)]


@pytest.mark.parametrize("more", ["", "&scale=standardize", "&holdout=0.2&noise=1.5"])
def test_every_number_of_the_table_is_the_core_s(open_app: Open, more: str) -> None:
    app = open_app(f"{SMALL}{more}&t=7{LANES}", "compare")
    got, found = sent(app), truth(app)
    assert len(found.runs) == 5
    for t in (0, 1, 7, 20):
        for row in found.at(t):
            k = row.lane
            assert got.columns[f"F{k}"][t] == row.F
            assert got.columns[f"slope{k}"][t] == pytest.approx(row.gradient, rel=1e-12, abs=1e-17)
            assert got.columns[f"touched{k}"][t] == row.touched
            if row.gap is not None:
                assert got.columns[f"gap{k}"][t] == row.gap
    for row, text in zip(found.at(7), rows_of(got.header["lane_table"]), strict=True):
        if row.reach:
            assert f"{'at first' if row.reach.rises_again else ''}" in text
            assert f" {row.reach.step} " in text
    assert number(found.at(7)[0].F)  # which the stage writes


def test_a_first_visit_has_the_lab_s_run_and_one_beside_it(open_app: Open) -> None:
    app = open_app(SMALL, "compare")
    one, other = app.moment.lanes
    assert one.experiment == app.experiment
    assert other.experiment.rule == HeavyBall()
    assert sent(app).header["lanes"][0]["name"] == "Gradient descent"


def test_beside_a_velocity_stands_plain_descent(open_app: Open) -> None:
    app = open_app(f"{SMALL}&rule=heavy-ball:0.9", "compare")
    assert [lane.experiment.rule.word for lane in app.moment.lanes] == ["heavy-ball", "descent"]


def test_what_the_table_asks_for_comes_to_its_lane(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3{LANES}", "compare")
    asks(app, 3, lane=1, change="rate", to=0.25)
    asks(app, 3, lane=1, change="rule", to="nesterov:0.7")
    asks(app, 3, lane=0, change="batch", to=5)
    asks(app, 3, lane=2, change="l2", to=0.5)
    lanes = [lane.experiment for lane in app.moment.lanes]
    assert lanes[1].learning_rates == ((0, 0.25),)
    assert lanes[1].rule == Nesterov(beta=0.7)
    assert (lanes[0].batch, lanes[2].l2) == (5, 0.5)
    got, found = sent(app), truth(app)
    assert [got.columns[f"F{k}"][20] for k in range(5)] == [row.F for row in found.at(20)]
    assert app.moment.t == 3


def test_lanes_come_and_go(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3", "compare")
    asks(app, 3, lane=1, copy=True, change="rule", to="adam")
    assert [lane.experiment.rule.word for lane in app.moment.lanes] == ["descent", "heavy-ball", "adam"]
    assert app.moment.lanes[2].experiment.rule == Adam()
    asks(app, 3, lane=0, remove=True)
    assert [lane.experiment.rule.word for lane in app.moment.lanes] == ["heavy-ball", "adam"]
    asks(app, 3, lane=0, remove=True)
    assert '"remove"' not in sent(app).header["lane_table"]  # the last one stays


def test_the_pictures_that_are_chosen_are_in_the_link(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3{LANES}", "compare")
    assert app.moment.pictures == ()
    asks(app, 3, pictures="plane,slope,examples")
    assert app.moment.pictures == ("plane", "slope", "examples")
    assert "pictures=plane,slope,examples" in app.query
    again = open_app(app.query, "compare")
    assert sent(again).header["pictures"] == ["plane", "slope", "examples"]
    asks(app, 3, pictures="plane,none,steps")
    assert app.moment.pictures == ("plane", "slope", "examples")
    assert "must be map or plane" in app.notices


def test_a_lane_is_opened_in_the_lab_at_the_step_on_screen(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=3{LANES}", "compare")
    lane = app.moment.lanes[1].experiment
    asks(app, 9, lane=1, open=True)
    assert app.stages  # the Lab's
    assert app.experiment == lane
    assert app.moment.t == 9
    assert len(app.moment.lanes) == 5


def test_the_sidebar_leaves_the_rule_to_the_lanes(open_app: Open) -> None:
    app = open_app(SMALL, "compare")
    assert "Each lane has its own, in the table." in [each.value for each in app.at.sidebar.caption]
    assert not [each for each in app.at.sidebar.selectbox if each.label == "Rule of the step"]


ONE_CLASS = Experiment(data=points("1,2,1 3,4,1"), steps=12).to_query()
SEPARABLE = "data=separable&m=20&noise=0.5&balance=0.5&seed=1&steps=12"


@pytest.mark.parametrize("query", [ONE_CLASS, SEPARABLE], ids=["one class", "separable"])
def test_where_nothing_is_the_least_there_is_no_gap(open_app: Open, query: str) -> None:
    got = sent(open_app(query, "compare"))
    assert [choice["value"] for choice in got.header["right"]] == ["value", "slope"]
    assert "gap0" not in got.columns
    assert "steps until" not in got.header["lane_table"]


def test_to_a_class_only_the_pictures_and_numbers_are_shown(open_app: Open) -> None:
    app = open_app(f"{SMALL}&present=1{LANES}", "compare")
    got = sent(app)
    assert "<input" not in got.header["lane_table"]
    assert not app.at.sidebar.selectbox
