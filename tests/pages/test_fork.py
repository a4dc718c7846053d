"""Fork here on the Lab, which opens Compare, a lane that opens in the Lab, and rates that are tuned at once."""

from __future__ import annotations

from collections.abc import Callable
from html import escape as html_escaped
from typing import Any

from logreg_core import AdaGrad, run
from logreg_core.lanes import Lane, forked
from logreg_core.lanes.preset import preset_of, presets
from logreg_core.lanes.tuning import is_tuned
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment, lanes_of
from pages.words.comparing.compare_heading import TUNE
from pages.words.comparing.preset_words import SENTENCES
from tests.app import SMALL, App
from tests.stage.blob import read

Open = Callable[..., App]


def compare(app: App) -> dict[str, Any]:
    """What Compare's stage was sent, but for the columns; empty on another page."""
    found = [each.proto.bytes for each in app.packed if each.proto.component_name == "gradient_compare"]
    return read(found[0]).header if found else {}


def asks(app: App, t: int, **request: Any) -> App:
    """A request of Compare's stage."""
    app._reports = getattr(app, "_reports", 0) + 1
    report = {"number": f"c-{app._reports}", "t": t, "requests": [{"number": app._reports, "t": t, **request}]}
    return app.report(report, "gradient_compare")


def test_a_fork_on_the_lab_opens_compare_with_both(open_app: Open) -> None:
    app = open_app(f"{SMALL}&pick=3").says(t=7, fork=True)
    assert compare(app)
    base = app.experiment
    assert app.moment.lanes == (Lane(base), forked(Lane(base), run(base.data.load(), base), 7, rate=0.2))
    assert app.remembered.to_page == ""
    asks(app, 9, lane=1, open=True)
    assert app.stages  # the Lab's
    assert (app.moment.t, app.experiment) == (9, app.moment.lanes[1].experiment)


def test_one_more_fork_of_the_same_run_is_one_lane_more(open_app: Open) -> None:
    app = open_app(SMALL).says(t=7, fork=True)
    app.at.switch_page("pages/lab.py")
    app.run().says(t=9, fork="rule", to="adagrad")
    assert compare(app)
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
    assert not compare(app)
    assert app.moment.lanes == ()


def test_a_fork_at_the_end_has_steps_to_come(open_app: Open) -> None:
    app = open_app(SMALL).says(t=20, fork=True)
    assert compare(app)
    assert app.experiment.steps == 320
    assert app.moment.lanes[1].experiment.learning_rates == ((0, 0.1), (20, 0.2))


def test_tune_all_gives_each_lane_its_best_rate_and_the_heading_knows(open_app: Open) -> None:
    app = open_app(f"{SMALL}&lanes=same~rule:adam", page="compare")
    assert TUNE in compare(app)["heading"]
    asks(app, 0, tune=True)
    data = app.experiment.data.load()
    assert all(is_tuned(data, lane) for lane in app.moment.lanes)
    assert TUNE not in compare(app)["heading"]
    again = open_app(app.query, page="compare")  # no flag in the link says it
    assert compare(again)["heading"] == compare(app)["heading"]
    asks(again, 0, lane=0, change="rate", to=0.05)
    assert TUNE in compare(again)["heading"]


def test_a_preset_is_shown_on_its_data_and_undone(open_app: Open) -> None:
    app = open_app(f"{SMALL}&lanes=same", page="compare")
    before = app.experiment.data
    asks(app, 0, preset="cars")
    assert preset_of(lanes_of(app.moment)) == next(each for each in presets() if each.word == "cars")
    assert html_escaped(SENTENCES["cars"]) in compare(app)["lane_table"]
    assert TUNE not in compare(app)["heading"]
    asks(app, 0, undo=True)
    assert {lane.experiment.data for lane in app.moment.lanes} == {before}
    assert "preset-said" not in compare(app)["lane_table"]
    asks(app, 0, preset="nothing")
    assert app.experiment.data == before


def test_a_preset_comes_back_from_its_link() -> None:
    for preset in presets():
        first = preset.lanes.all[0].experiment
        query = query_of(Moment(first, lanes=preset.lanes.all))
        assert len(query) < 2000
        assert preset_of(lanes_of(moment_of(query)[0])) == preset
