"""What the stage's reports make of the moment."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pages.session.changes import EXTENSION
from tests.app import SMALL, App

Open = Callable[..., App]


@pytest.mark.parametrize("t", [0, 1, 13, 20])
def test_the_step_on_screen_is_taken_in(open_app: Open, t: int) -> None:
    app = open_app(f"{SMALL}&t=3")
    command = app.header["command"]["number"]
    app.says(t=t)
    assert app.moment.t == t
    assert app.header["command"]["number"] == command  # never echoed


def test_a_request_acts_once_though_later_reports_repeat_it(open_app: Open) -> None:
    app = open_app()
    longer = {"number": 1, "t": 5, "extend": True}
    app.report({"number": "a-1", "t": 5, "requests": [longer]})
    assert app.experiment.steps == 20 + EXTENSION
    app.report({"number": "a-2", "t": 6, "requests": [longer]})
    assert (app.experiment.steps, app.moment.t) == (20 + EXTENSION, 6)


def test_a_request_whose_own_report_was_lost_acts_at_its_step(open_app: Open) -> None:
    requests = [{"number": 1, "t": 6, "rate": 0.7}, {"number": 2, "t": 6, "pick": 3}]
    app = open_app().report({"number": "a-4", "t": 0, "requests": requests})
    assert app.experiment.learning_rates == ((0, 0.1), (6, 0.7))
    assert (app.moment.pick, app.moment.t) == (3, 0)


def test_a_page_loaded_again_counts_its_requests_anew(open_app: Open) -> None:
    app = open_app().report({"number": "a-9", "t": 0, "requests": [{"number": 7, "t": 0, "pick": 3}]})
    app.report({"number": "b-1", "t": 0, "requests": [{"number": 1, "t": 0, "pick": 4}]})
    assert app.moment.pick == 4


def test_what_was_said_to_an_earlier_server_is_not_done_again(open_app: Open) -> None:
    app = open_app().report(
        {"number": "a-1", "session": "gone", "t": 5, "requests": [{"number": 1, "t": 5, "extend": True}]}
    )
    assert (app.experiment.steps, app.moment.t) == (20, 0)
    session = app.header["command"]["number"].split("-")[0]
    assert app.report({"number": "a-1", "session": session, "t": 5}).moment.t == 5


def test_the_page_says_which_report_was_taken_in(open_app: Open) -> None:
    app = open_app().report({"number": "a-17", "t": 5})
    assert any('data-acknowledged-stage="a-17"' in html.proto.body for html in app.at.get("html"))


@pytest.mark.parametrize("pick", [0, 1, 19])
def test_a_pick_is_taken_in_with_its_step(open_app: Open, pick: int) -> None:
    app = open_app().says(t=4, pick=pick)
    assert (app.moment.t, app.moment.pick, app.header["pick"]) == (4, pick, pick)
    assert f"pick={pick + 1}" in app.query


def test_a_pick_that_is_not_there_falls_back_to_one_that_is(open_app: Open) -> None:
    app = open_app().says(t=4, pick=20)
    assert 0 <= app.header["pick"] < 20


def test_a_rate_acts_from_the_step_on_screen(open_app: Open) -> None:
    app = open_app().says(t=8, rate=0.7)
    assert app.experiment.learning_rates == ((0, 0.1), (8, 0.7))
    assert app.moment.former.learning_rates == ((0, 0.1),)  # it stays in sight
    app.says(t=12, rate=1)
    assert app.moment.former.learning_rates == ((0, 0.1), (8, 0.7))
    assert app.experiment.learning_rates == ((0, 0.1), (8, 0.7), (12, 1.0))
    app.says(t=8, rate=0.2)  # going back rewrites what comes after
    assert app.experiment.learning_rates == ((0, 0.1), (8, 0.2))
    assert app.moment.t == 8


def test_the_same_rate_again_adds_nothing(open_app: Open) -> None:
    app = open_app().says(t=8, rate=0.1)
    assert app.experiment.learning_rates == ((0, 0.1),)
    assert app.moment.former is None


def test_a_rate_that_is_in_force_from_here_can_be_that_of_the_whole_run(open_app: Open) -> None:
    app = open_app().says(t=8, rate=0.7).says(t=8, rate=0.7, from_start=True)
    assert app.experiment.learning_rates == ((0, 0.7),)
    assert app.moment.former.learning_rates == ((0, 0.1), (8, 0.7))


def test_a_rate_from_the_start_keeps_the_former_run(open_app: Open) -> None:
    app = open_app()
    before = app.experiment
    app.says(t=8, rate=0.7, from_start=True)
    assert app.experiment.learning_rates == ((0, 0.7),)
    assert (app.moment.former, app.moment.t) == (before, 8)
    assert app.header["former"] == "α = 0.1"


def test_one_drag_keeps_what_was_before_it(open_app: Open) -> None:
    app = open_app()
    before = app.experiment
    for rate in (0.2, 0.3, 0.4):
        app.says(t=8, rate=rate, from_start=True, drag="one")
    assert app.moment.former == before
    app.says(t=8, rate=0.5, from_start=True, drag="two")
    assert app.moment.former is not None
    assert app.moment.former.learning_rates == ((0, 0.4),)
    app.says(t=8, rate=0.6, from_start=True)
    assert app.moment.former.learning_rates == ((0, 0.5),)


def test_a_drag_back_to_the_same_rate_changes_nothing(open_app: Open) -> None:
    app = open_app()
    app.says(t=8, rate=0.1, from_start=True, drag="one")
    assert app.moment.former is None


def test_the_former_run_is_dismissed(open_app: Open) -> None:
    app = open_app().says(t=8, rate=0.7, from_start=True).says(t=9, dismiss=True)
    assert (app.moment.former, app.moment.t) == (None, 9)
    assert app.header["former"] == ""
    assert "before=" not in app.query


def test_a_run_is_extended_from_its_end(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=20").says(t=20, extend=True)
    assert (app.experiment.steps, app.moment.t) == (20 + EXTENSION, 20)
    assert app.header["steps"] == 20 + EXTENSION
    assert app.run().widget("steps").value == 20 + EXTENSION


def test_the_former_run_is_extended_too(open_app: Open) -> None:
    app = open_app().says(t=20, rate=0.7, from_start=True).says(t=20, extend=True)
    assert app.moment.former is not None
    assert app.moment.former.steps == app.experiment.steps == 20 + EXTENSION


def test_no_run_is_extended_past_the_longest(open_app: Open) -> None:
    app = open_app(SMALL.replace("m=20", "m=2").replace("steps=20", "steps=99999"))
    assert app.says(t=99999, extend=True).experiment.steps == 100_000
    assert app.says(t=99999, extend=True).experiment.steps == 100_000


HOSTILE = [
    None,
    5,
    "t=5",
    [],
    [1, 2],
    {},
    {"number": "h"},
    {"number": "h", "t": "5"},
    {"number": "h", "t": 5.5},
    {"number": "h", "t": -1},
    {"number": "h", "t": 21},
    {"number": "h", "t": 10**400},
    {"number": "h", "t": math.nan},
    {"number": "h", "t": math.inf},
    {"number": "h", "t": True},
    {"number": "h", "t": None},
    {"number": "h", "t": [3]},
    {"number": "h", "t": 3, "pick": -1},
    {"number": "h", "t": 3, "pick": 10**400},
    {"number": "h", "t": 3, "pick": 2.5},
    {"number": "h", "t": 3, "pick": "0"},
    {"number": "h", "t": 3, "pick": math.nan},
    {"number": "h", "t": 3, "pick": True},
    {"number": "h", "t": 3, "rate": 0},
    {"number": "h", "t": 3, "rate": -1},
    {"number": "h", "t": 3, "rate": math.nan},
    {"number": "h", "t": 3, "rate": math.inf},
    {"number": "h", "t": 3, "rate": 10**400},
    {"number": "h", "t": 3, "rate": "0.5"},
    {"number": "h", "t": 3, "rate": True},
    {"number": "h", "t": 3, "rate": [1]},
    {"number": "h", "t": 3, "view": "3d", "speed": 60},
    {"number": "h", "t": 3, "view": ["log"], "speed": {"60": 1}},
    {"number": "h", "t": 3, "extend": "yes", "dismiss": 1},
    {"number": "h", "t": 3, "drag": {"a": []}, "from_start": "yes"},
    {"number": "h", "t": 3, "__proto__": {"t": 4}, "key": "<b>"},
    {"t": 3, "number": "<b>-1"},
    {"t": 3, "number": "a-1\n"},
    *(
        {"t": 3, "requests": requests}
        for requests in ("all", 7, {"number": 1}, [None, 7, "k", {}, {"number": "1"}, {"number": -1, "t": 4}])
    ),
]


@pytest.fixture(scope="module")
def an_app() -> App:
    """One session for all reports that may not change anything."""
    return App(SMALL)


@pytest.mark.parametrize("report", HOSTILE, ids=lambda report: repr(report)[:40])
def test_a_report_that_makes_no_sense_is_left_aside(an_app: App, report: Any) -> None:
    before = an_app.says(t=0).moment
    if isinstance(report, dict) and report.get("number") == "h":
        an_app.says(**{key: value for key, value in report.items() if key != "n"})
    else:
        an_app.report(report)
    t = 3 if isinstance(report, dict) and report.get("t") == 3 and report.get("number") == "h" else 0
    assert an_app.moment == replace(before, t=t)
    assert an_app.notices == ""


@pytest.mark.parametrize("number", [["h"], {"a": 1}, 7, None, math.nan, 10**400, "", "x", "a-", "a-1-1", "A-1"])
def test_a_report_with_no_proper_number_is_left_aside(an_app: App, number: Any) -> None:
    an_app.says(t=0)
    assert an_app.report({"number": number, "t": 5}).moment.t == 0


@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e6, 1e300, 1.7976931348623157e308])
def test_any_positive_rate_is_taken(open_app: Open, rate: float) -> None:
    app = open_app().says(t=2, rate=rate)
    assert app.experiment.learning_rates == ((0, 0.1), (2, rate))
    assert len(app.stages) == 1


@pytest.mark.parametrize("w", ["1e100,1e100", "-1e100,1e100", "5e-324,0.0", "1e77,-1e77", "-0.0,0.0"])
def test_any_start_in_range_is_shown(open_app: Open, w: str) -> None:
    app = open_app(f"{SMALL}&w={w}")
    assert len(app.stages) == 1
    assert app.notices == ""
    assert app.experiment.w == tuple(map(float, w.split(",")))


def test_of_a_forged_report_of_200_000_requests_a_hundred_are_done(open_app: Open) -> None:
    flips = [{"number": i, "t": 0, "flip": i % 20} for i in range(1, 200_001)]
    app = open_app().report({"number": "a-1", "t": 0, "requests": flips})
    assert len(app.remembered.past) == 100


def test_a_view_is_taken_in_and_what_it_needs_is_sent_with_the_step_alone(open_app: Open) -> None:
    app = open_app()
    told = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_at_rest"]
    assert "along" not in told[0].proto.json
    stage = app.stages[0].proto.bytes
    app.says(t=0, view="step")
    assert app.moment.view == "step"
    (now,) = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_at_rest"]
    assert "along" in now.proto.json
    assert app.stages[0].proto.bytes == stage, "the stage's own data stay as they are"
    assert app.says(t=0, view="hill").moment.view == "step"
    assert app.says(t=0, view=["step"]).moment.view == "step"
