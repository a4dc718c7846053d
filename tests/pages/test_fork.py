"""Fork here on the Lab, which opens Compare, a lane that opens in the Lab, and rates that are tuned at once."""

from __future__ import annotations

from collections.abc import Callable

from logreg_core import AdaGrad, run
from logreg_core.lanes import Lane, forked
from logreg_core.lanes.tuning import is_tuned
from pages.words.comparing.compare_heading import TUNE
from tests.app import SMALL, App

Open = Callable[..., App]


def test_a_fork_on_the_lab_opens_compare_with_both(open_app: Open) -> None:
    app = open_app(f"{SMALL}&pick=3").says(t=7, fork=True)
    assert app.header["kind"] == "compare"
    base = app.experiment
    assert app.moment.lanes == (Lane(base), forked(Lane(base), run(base.data.load(), base), 7, rate=0.2))
    assert app.remembered.to_page == ""
    app.says(t=9, lane=1, open=True)
    assert app.header["kind"] == "lab"
    assert (app.moment.t, app.experiment) == (9, app.moment.lanes[1].experiment)


def test_one_more_fork_of_the_same_run_is_one_lane_more(open_app: Open) -> None:
    app = open_app(SMALL).says(t=7, fork=True)
    app.at.switch_page("pages/lab.py")
    app.run().says(t=9, fork="rule", to="adagrad")
    assert app.header["kind"] == "compare"
    assert [(lane.begins, lane.experiment.rule.word) for lane in app.moment.lanes] == [
        (0, "descent"),
        (0, "descent"),
        (9, "adagrad"),
    ]
    assert app.moment.lanes[2].experiment.learning_rates == ((0, AdaGrad.usual_rate),)
    for t in range(10, 15):
        app.at.switch_page("pages/lab.py")
        app.run().says(t=t, fork=True)
    assert len(app.moment.lanes) == 6
    assert app.moment.lanes[-1].experiment.learning_rates == ((0, 0.1), (14, 0.2))


def test_a_fork_of_another_run_begins_the_comparison_anew(open_app: Open) -> None:
    app = open_app(f"{SMALL}&lanes=rule:adam~rule:nesterov:0.9").says(t=7, fork=True)
    assert [lane.experiment.rule.word for lane in app.moment.lanes] == ["descent", "descent"]


def test_no_fork_tells_what_is_asked(open_app: Open) -> None:
    app = open_app(f"{SMALL}&predict=1").says(t=7, fork=True)
    assert (app.header["kind"], app.moment.lanes) == ("lab", ())


def test_a_fork_at_the_end_has_steps_to_come(open_app: Open) -> None:
    app = open_app(SMALL).says(t=20, fork=True)
    assert app.header["kind"] == "compare"
    assert app.experiment.steps == 320
    assert app.moment.lanes[1].experiment.learning_rates == ((0, 0.1), (20, 0.2))


def test_tune_all_gives_each_lane_its_best_rate_and_the_heading_knows(open_app: Open) -> None:
    app = open_app(f"{SMALL}&lanes=same~rule:adam", page="compare")
    assert TUNE in app.header["heading"]
    app.says(t=0, tune=True)
    data = app.experiment.data.load()
    assert all(is_tuned(data, lane) for lane in app.moment.lanes)
    assert TUNE not in app.header["heading"]
    again = open_app(app.query, page="compare")  # no flag in the link says it
    assert again.header["heading"] == app.header["heading"]
    again.says(t=0, lane=0, change="rate", to=0.05)
    assert TUNE in again.header["heading"]
