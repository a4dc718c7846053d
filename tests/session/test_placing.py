"""A start laid by hand: the run begins anew there, one drag is one change, and undoing leads back."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from logreg_core import Experiment, Generated, Points
from logreg_core.points.dataset import NO_FEATURE
from logreg_core.points.scaling import Scaling
from pages.session.hand import placing
from pages.session.history import redo, undo
from pages.session.moment import Moment
from pages.session.session import Session
from tests.app import SMALL, App

Open = Callable[..., App]
UPRIGHT = [[0.5, -1.0], [0.5, 1.0], [0.5 + math.log(3), 0.0]]  # w = (1, 0), b = -0.5


def lays(app: App, line: list[list[float]], drag: str = "a", move: str = "1", t: int = 0, held: bool = False) -> App:
    return app.says(t=t, line=line, drag=drag, move=move, held=held)


def test_a_line_laid_in_the_plane_is_where_the_run_starts(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=7")
    before = app.experiment
    lays(app, UPRIGHT)
    assert app.experiment.w == pytest.approx((1.0, 0.0))
    assert app.experiment.b == pytest.approx(-0.5)
    assert (app.moment.t, app.moment.former) == (0, before)
    assert app.header["hand"]["moved"] == "1"
    assert app.widget("start mode").value == "typed"
    assert [float(app.widget(f"start {name}").value) for name in ("w1", "w2", "b")] == [
        *app.experiment.w,
        app.experiment.b,
    ]


def test_in_standardised_features_the_line_stays_where_it_was_laid(open_app: Open) -> None:
    app = open_app(f"{SMALL}&scale=standardize")
    lays(app, UPRIGHT)
    dataset = app.experiment.data.load()
    w, b = Scaling.of(dataset.X, "standardize").to_data_units(np.array(app.experiment.w), app.experiment.b)
    z = np.array(UPRIGHT) @ w + b
    assert z == pytest.approx([0, 0, math.log(3)], abs=1e-12)


def test_one_drag_is_one_change_and_the_newest_of_its_moves_counts(open_app: Open) -> None:
    app = open_app(SMALL)
    zeros = app.experiment
    for i, x in enumerate((0.5, 0.7, 0.9)):
        lays(app, [[x, -1.0], [x, 1.0], [x + 1, 0.0]], "a", str(i), held=i < 2)
    first = app.experiment
    assert first.b == pytest.approx(-0.9 * math.log(3))
    assert app.moment.former == zeros
    lays(app, UPRIGHT, "b", "9")
    assert app.moment.former == first
    assert "move of the start" in app.header["undo"]
    for wanted in (first, zeros):
        app.says(t=0, undo=True)
        assert app.experiment == wanted
    assert (app.header["undo"], app.widget("start mode").value) == ("", "zeros")


def test_undoing_a_start_leaves_rate_and_data_as_they_are(open_app: Open) -> None:
    app = open_app(SMALL)
    data = app.experiment.data
    lays(app, UPRIGHT)
    app.says(t=0, rate=0.7)
    app.says(t=3, flip=2)
    assert "change of the data" in app.header["undo"]
    app.says(t=3, undo=True)
    assert (app.experiment.data, app.moment.t) == (data, 3)
    app.says(t=3, undo=True)
    assert (app.experiment.w, app.experiment.b, app.moment.t) == ((0.0, 0.0), 0.0, 0)
    assert app.experiment.learning_rates == ((0, 0.7),)


def test_what_was_undone_can_be_done_again(open_app: Open) -> None:
    app = lays(open_app(SMALL), UPRIGHT)
    laid = app.remembered
    back = undo(laid)
    assert back.moment.experiment.w == (0.0, 0.0)
    assert redo(back).moment.experiment == laid.moment.experiment


def test_while_a_hand_holds_the_line_the_sidebar_waits() -> None:
    before = placing.tell(Session().at(Moment(Experiment(data=Generated(m=20)))))
    assert placing.is_told(before)
    held = placing.placed(before, {"start": [1, 2, 3], "drag": "a", "move": "1", "held": True})
    assert held.moment.experiment.w == (1.0, 2.0)
    assert placing.is_told(held)
    left = placing.placed(held, {"start": [1, 2, 3], "drag": "a", "move": "2", "held": False})
    assert left.moment == held.moment
    assert not placing.is_told(left)
    assert placing.is_told(placing.tell(left))


def test_three_numbers_are_a_start_in_the_units_of_descent(open_app: Open) -> None:
    app = open_app(f"{SMALL}&scale=standardize").says(t=0, start=[1, -2.5, 0.25], drag="m", move="1")
    assert (app.experiment.w, app.experiment.b) == ((1.0, -2.5), 0.25)


def test_one_feature_is_told_apart_by_an_upright_line(open_app: Open) -> None:
    rows = ((1.0, 0.0, 0), (2.0, 0.0, 1), (3.0, 0.0, 0), (4.0, 0.0, 1))
    query = Experiment(data=Points(rows, ("hours", NO_FEATURE)), steps=5).to_query()
    app = open_app(query)
    assert (app.header["hand"]["turns"], app.header["hand"]["lays"]) == (False, [1.0, 0.0])
    lays(app, [[2.5, -1.0], [2.6, 1.0], [2.5 - math.log(3), 0.3]])  # not quite upright, as pixels may have it
    assert app.experiment.w == pytest.approx((-1.0, 0.0))
    assert app.experiment.b == pytest.approx(2.5)


@pytest.mark.parametrize(
    "request_",
    [
        {"line": [[0, 0], [0, 0], [1, 1]]},
        {"line": [[0, 0], [1, 1], [2, 2]]},
        {"line": [[0, 0], [1, 1]]},
        {"line": [[0, 0], [1, "1"], [2, 0]]},
        {"line": [[0, 0, 0], [1, 1], [2, 0]]},
        {"line": 1},
        {"start": [1, 2]},
        {"start": [1, 2, True]},
        {"start": "zeros"},
        {"start": [1e101, 0, 0]},
    ],
)
def test_what_makes_no_line_or_start_changes_nothing(open_app: Open, request_: dict[str, object]) -> None:
    app = open_app(SMALL)
    before = app.experiment
    app.says(t=0, drag="a", move="1", **request_)
    assert app.experiment == before
    app.says(t=0, **request_)
    assert app.experiment == before


@pytest.mark.parametrize("query", [f"{SMALL}&predict=1", "lesson=what-it-knows-at-first~1~"])
def test_no_hand_moves_the_start_where_something_else_is_asked(open_app: Open, query: str) -> None:
    app = open_app(query, "learn" if "lesson" in query else "")
    before = app.experiment
    assert "hand" not in app.header
    lays(app, UPRIGHT)
    assert app.experiment == before


def test_a_challenge_about_the_start_has_the_handles(open_app: Open) -> None:
    app = open_app("lesson=challenges~6~", "learn")
    assert "place" in app.header["controls"]
    lays(app, UPRIGHT)
    assert app.experiment.w == pytest.approx((1.0, 0.0))


def test_an_experiment_is_as_good_as_typed(open_app: Open) -> None:
    app = lays(open_app(SMALL), UPRIGHT)
    assert Experiment.from_query(app.experiment.to_query()) == (app.experiment, ())


def test_a_line_that_is_guessed_is_laid_before_the_answer_and_moves_no_start(open_app: Open) -> None:
    app = open_app("lesson=what-it-knows-at-first~4~", "learn")
    assert app.header["hand"]["guess"] is True
    assert "handles" in app.header["controls"]
    assert not {"place", "step"} & set(app.header["controls"])  # those wait for the answer
    before = app.experiment
    lays(app, UPRIGHT)
    assert app.experiment == before
    other = open_app("lesson=what-it-knows-at-first~5~", "learn")
    assert "hand" not in other.header
