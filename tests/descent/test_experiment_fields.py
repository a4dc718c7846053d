"""Every field of an Experiment is known to all that must know it: link, extend, what a former run differs in, words."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from logreg_core import Experiment, HeavyBall, Sampled, run
from logreg_core.descent.experiment import FIELDS
from logreg_core.descent.loop import extend, shared_steps
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment
from pages.words.difference import SAYS, difference
from tests.rules.rows import overlapping

# Another value for each field than the one it has by default; a new field needs its row.
OTHER = {
    "data": Sampled("vaso"),
    "scale": "standardize",
    "w": (0.5, -1.25),
    "b": 0.75,
    "rule": HeavyBall(0.5),
    "l2": 0.01,
    "learning_rates": ((0, 0.2), (5, 0.3)),
    "steps": 17,
    "holdout": 0.4,
    "holdout_seed": 3,
    "batch": 5,
    "batch_seed": 4,
    "batch_order": "replacement",
}
NAMES = [each.name for each in fields(Experiment)]


def changed(name: str, base: Experiment | None = None) -> Experiment:
    return replace(base or Experiment(), **{name: OTHER[name]})


def test_every_field_has_its_row_in_every_table():
    assert set(OTHER) == set(NAMES)
    assert {each.name for each in FIELDS} == set(NAMES) - {"data"}
    assert set(SAYS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_link_holds_it(name):
    experiment = changed(name)
    assert experiment != Experiment()
    assert Experiment.from_query(experiment.to_query()) == (experiment, ())


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"data"}))
def test_a_run_is_extended_only_over_steps_that_it_leaves_as_they_are(name):
    data = overlapping(24)
    base = Experiment(holdout=0.25, steps=12)
    later = changed(name, base) if name != "holdout" else replace(base, holdout=0.5)
    earlier = run(data, base)
    again, anew = extend(earlier, later), run(data, later)
    assert again.rows.tobytes() == anew.rows.tobytes()
    assert again.J.tobytes() == anew.J.tobytes()
    (row,) = (each for each in FIELDS if each.name == name)
    assert row.begins == (shared_steps(earlier, later) == 0 and name != "learning_rates")


@pytest.mark.parametrize("name", NAMES)
def test_a_former_run_that_differs_in_it_travels_in_the_link_and_is_said(name):
    compared = {each.name for each in FIELDS if each.compared}
    now = Experiment(holdout=0.25, batch=7)
    former = changed(name, now)
    moment = moment_of(query_of(Moment(now, former=former)))[0]
    assert (moment.former == former) == (name in compared)
    said = difference(former, now)
    if name in compared - {"b"}:
        assert said != "the same settings"
    if name not in compared:
        assert said == "the same settings"
