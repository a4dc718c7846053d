"""The Lab's picture of many rates: worked out when it is chosen, kept, taken with one press, brought back with one."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from logreg_core import Experiment, sweep
from logreg_core.points.origins import Generated
from pages.session.trying import sweeps
from tests.app import SMALL, App

Open = Callable[[str], App]
DATA = Generated("blobs", m=20, noise=0.9, balance=0.5, seed=7).load()
BEST = sweep(DATA, Experiment(steps=20)).best


def told(app: App) -> dict[str, Any]:
    (now,) = [each for each in app.at.get("bidi_component") if each.proto.component_name == "gradient_at_rest"]
    rest = json.loads(json.loads(now.proto.json)["told"])
    return rest.get("sweep") or {}


def test_it_is_worked_out_only_once_it_is_chosen_and_only_once_for_all_rates(open_app: Open, monkeypatch: Any) -> None:
    made: list[Experiment] = []
    monkeypatch.setattr(sweeps, "sweep", lambda data, experiment: made.append(experiment) or sweep(data, experiment))
    app = open_app(SMALL)
    assert (told(app), made) == ({}, [])
    app.says(t=3, view="sweep")
    assert app.moment.view == "sweep"
    assert len(made) == 1
    figure = told(app)["figure"]
    assert set(sweep(DATA, made[0]).rates) | {0.1} == set(figure["data"][0]["x"])
    app.says(t=4)
    app.says(t=4, rate=2.0)
    assert told(app)["figure"]["name"] != figure["name"], "the chosen rate is another one"
    assert len(made) == 1
    app.says(t=4, view="loss")
    assert told(app) == {}


def test_the_best_is_taken_from_the_start_and_the_rates_before_come_back_exactly(open_app: Open) -> None:
    app = open_app(f"{SMALL}&view=sweep&t=7&rates=0:0.1,5:0.30000000000000004")
    before = app.experiment
    shown = told(app)
    assert shown["tune"] == f"Tune: use α = {BEST:g}"
    app.says(t=7, rate=shown["rate"], from_start=True)
    assert app.experiment.learning_rates == ((0, BEST),)
    assert app.moment.t == 7
    assert told(app)["tune"] == "Undo: back to the rates before"
    assert told(app)["rate"] == 0
    app.says(t=7, back="former")
    assert app.experiment == before
    assert app.moment.former.learning_rates == ((0, BEST),)
    assert told(app)["tune"] == shown["tune"]


def test_there_is_nothing_to_go_back_to_where_more_than_the_rates_differs(open_app: Open) -> None:
    app = open_app(f"{SMALL}&view=sweep")
    before = app.experiment
    assert app.says(t=0, back="former").experiment == before
    assert app.says(t=0, back=["former"]).experiment == before
    app.says(t=0, remedy="standardise")
    after = app.experiment
    assert after.scale == "standardize"
    assert app.says(t=0, back="former").experiment == after


@pytest.mark.parametrize("hidden", ["predict=1", "present=1&predict=1"])
def test_nothing_of_it_is_sent_while_predict_asks(open_app: Open, hidden: str) -> None:
    app = open_app(f"{SMALL}&view=sweep&t=2&{hidden}")
    assert told(app) == {}
    assert "Not while something is asked" in str(app.header["curve"]["sweep"])


@pytest.mark.parametrize("more", ["rule=adam:0.9,0.999,1e-8", "rule=newton:1", "batch=5", "l2=0.2", "present=1"])
def test_it_is_there_for_every_kind_of_run(open_app: Open, more: str) -> None:
    app = open_app(f"{SMALL}&view=sweep&{more}")
    assert len(told(app)["figure"]["data"][0]["x"]) >= 25
