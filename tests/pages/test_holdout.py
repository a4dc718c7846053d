"""A link that holds examples out: the Lab shows what descent sees, under each example's number in all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Experiment, Generated, run, split
from logreg_core.at_step.contributions import hardest
from pages.parts.lab.lab_tables import examples_table, log_table
from pages.session import cache
from pages.session.fitting_rate import fitting_rate, with_holdout
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment
from pages.words.difference import difference
from tests.app import SMALL, App

Open = Callable[..., App]
HELD = f"{SMALL}&holdout=0.3&split=1"


def parts():
    dataset = Experiment.from_query(SMALL)[0].data.load()
    return split(dataset, 0.3, 1)


def test_the_lab_shows_a_link_that_holds_out(open_app: Open) -> None:
    app = open_app(HELD)
    assert app.notices == ""
    assert (app.experiment.holdout, app.experiment.holdout_seed) == (0.3, 1)
    assert "holdout=0.3&split=1" in app.query
    assert '>held out</dfn>: <b data-col="J_test"' in app.header["sentence"]
    assert f"of {len(parts().rows_held_out)}</span>" in app.header["sentence"]
    assert len(app.header["plane"]["data"]) == 4
    assert app.moment.pick in parts().rows_training
    assert app.header["pick"] == app.moment.pick


def test_a_picked_example_keeps_its_number_in_all(open_app: Open) -> None:
    example = int(parts().rows_training[-1])
    app = open_app(f"{HELD}&pick={example + 1}")
    assert app.notices == ""
    assert f"Example {example + 1}<" in app.header["strip"]
    other = int(parts().rows_training[3])
    assert app.says(t=2, pick=other).moment.pick == other
    assert app.header["ring_text"] == str(other + 1)


def test_a_held_out_example_is_not_picked_and_that_is_said(open_app: Open) -> None:
    example = int(parts().rows_held_out[0])
    app = open_app(f"{HELD}&pick={example + 1}")
    assert f"example {example + 1} is held out for testing; another one is picked" in app.notices
    assert app.moment.pick in parts().rows_training


def test_a_holdout_that_can_not_be_used_is_said(open_app: Open) -> None:
    app = open_app(f"{SMALL}&holdout=0.9&split=x")
    assert "holdout" in app.notices
    assert "split" in app.notices
    assert app.experiment == Experiment.from_query(SMALL)[0]


def test_the_tables_hold_the_training_rows_under_their_numbers_in_all() -> None:
    experiment = Experiment.from_query(HELD)[0]
    dataset = experiment.data.load()
    done = run(dataset, experiment)
    table = examples_table(done, 5, hardest(done, 5, done.dataset.m), scaled=False)
    numbers = np.asarray(table["i"]) - 1
    assert sorted(numbers) == done.rows_training.tolist()
    assert np.array_equal(table["x₁"], dataset.X[numbers, 0])
    assert np.array_equal(table["y"], dataset.y[numbers])
    log = log_table(done, np.arange(21), 3, scaled=False)
    assert np.array_equal(log["J held out"], np.asarray(done.J_held_out))
    plain = run(dataset, replace(experiment, holdout=0.0))
    assert "J held out" not in log_table(plain, np.arange(21), 3, scaled=False)


def test_a_former_run_may_have_had_another_split() -> None:
    now = Experiment.from_query(HELD)[0]
    for former in (replace(now, holdout=0.0, holdout_seed=0), replace(now, holdout_seed=4), now):
        moment = Moment(now, former=former)
        assert moment_of(query_of(moment)) == (moment, ())
    assert difference(replace(now, holdout=0.0), now) == "nothing held out"
    assert difference(replace(now, holdout_seed=4), now) == "30 % held out (split 4)"
    assert difference(replace(now, holdout=0.25), now) == "25 % held out"


def test_a_rate_that_nobody_chose_fits_the_training_rows(open_app: Open) -> None:
    """Here the whole data would have twice the rate that its training rows have."""
    dataset = Generated("scales", 20, 0.9, 0.5, 3).load()
    rate = fitting_rate(split(dataset, 0.5, 1).training, "none")
    assert rate != fitting_rate(dataset, "none")
    link = f"data=scales&m=20&noise=0.9&balance=0.5&seed=3&steps=20&holdout=0.5&split=1&rates=0:{rate}"
    app = open_app(link).set("standardise", True)
    assert app.experiment.learning_rates == ((0, 0.1),)
    assert app.set("standardise", False).experiment.learning_rates == ((0, rate),)


def test_holding_out_takes_a_fitting_rate_along_and_leaves_a_chosen_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_dataset", lambda query, file: Experiment.from_query(query)[0].data.load())
    plain = Experiment.from_query("data=scales&m=20&noise=0.9&balance=0.5&seed=3&steps=20")[0]
    dataset = plain.data.load()
    fitting = replace(plain, learning_rates=((0, fitting_rate(dataset, "none")),))
    held = with_holdout(fitting, 0.5, 1, ())
    rate = fitting_rate(split(dataset, 0.5, 1).training, "none")
    assert held == replace(fitting, holdout=0.5, holdout_seed=1, learning_rates=((0, rate),))
    chosen = replace(plain, learning_rates=((0, 0.7),))
    assert with_holdout(chosen, 0.5, 1, ()) == replace(chosen, holdout=0.5, holdout_seed=1)
