"""What a lane runs: copies with one change, and forks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from logreg_core import Adam, Dataset, Experiment, HeavyBall, run
from logreg_core.descent.rules.rule import Rule
from logreg_core.lanes import MOST_LANES, Lane, Lanes, changed_lane, compared, forked
from logreg_core.lanes.lane import examples_touched
from tests.rules.rows import EVERY, identity, overlapping

DATA = overlapping(m=30)
BASE = Experiment(w=(0.5, -0.3), b=0.1, learning_rates=((0, 0.2),), steps=40)


def batched(**changes: Any) -> Experiment:
    return replace(BASE, **{"batch": 7, "batch_seed": 3, **changes})


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("batch", [None, 7])
def test_a_fork_by_the_rate_alone_is_the_same_run_with_one_more_entry(rule: Rule, l2: float, batch: int | None) -> None:
    lane = Lane(replace(BASE, rule=rule, l2=l2, batch=batch))
    before = run(DATA, lane.experiment)
    fork = forked(lane, before, 15, rate=0.05)
    assert fork.begins == 0
    assert fork.experiment.learning_rates == ((0, 0.2), (15, 0.05))
    assert replace(fork.experiment, learning_rates=BASE.learning_rates) == lane.experiment
    after = run(DATA, fork.experiment)
    assert (after.w[:16] == before.w[:16]).all()
    assert (after.w[16] != before.w[16]).any() or rule == EVERY[-1] or not before.local(15).gradient.any()


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("batch", [None, 7])
def test_any_other_fork_begins_at_w_and_b_of_its_step_with_nothing_kept(
    rule: Rule, l2: float, batch: int | None
) -> None:
    lane = Lane(replace(BASE, rule=HeavyBall(), l2=0.05))
    before = run(DATA, lane.experiment)
    fork = forked(lane, before, 15, rule=rule, l2=l2, batch=batch)
    assert fork.begins == 15
    assert fork.touched == 15 * DATA.m
    found = compared(DATA, Lanes((lane, fork), 40))
    of_fork = found.runs[1]
    assert of_fork.w[0].tolist() == before.w[15].tolist()
    assert of_fork.b[0] == before.b[15]
    assert not of_fork.state[0].any()
    assert of_fork.steps == 25
    assert found.row(1, 15).length is None
    assert found.row(1, 40).t == 25


def test_a_fork_keeps_the_rates_that_were_to_come() -> None:
    lane = Lane(replace(BASE, learning_rates=((0, 0.1), (10, 0.2), (30, 0.4))))
    before = run(DATA, lane.experiment)
    fork = forked(lane, before, 15, rule=Adam())
    assert fork.experiment.learning_rates == ((0, 0.2), (15, 0.4))
    assert [fork.rate_at(t) for t in (15, 29, 30, 40)] == [lane.rate_at(t) for t in (15, 29, 30, 40)]
    assert forked(lane, before, 30, rule=Adam(), rate=1.0).experiment.learning_rates == ((0, 1.0),)


def test_a_fork_of_a_fork_counts_from_the_first_ones_beginning() -> None:
    lane = Lane(BASE)
    fork = forked(lane, run(DATA, BASE), 10, rule=HeavyBall())
    of_fork = run(DATA, fork.experiment)
    again = forked(fork, of_fork, 25, batch=5)
    assert (again.begins, again.experiment.steps, again.touched) == (25, 15, 25 * DATA.m)
    assert again.experiment.w == tuple(of_fork.w[15])
    by_rate = forked(fork, of_fork, 25, rate=0.9)
    assert by_rate.begins == 10
    assert by_rate.experiment.learning_rates == ((0, 0.2), (15, 0.9))


def test_a_fork_where_the_run_has_no_step_says_which_it_has() -> None:
    before = run(DATA, BASE)
    with pytest.raises(ValueError, match=r"the fork is at step 41; it must be one of the run's, 0 to 40"):
        forked(Lane(BASE), before, 41, rate=1.0)
    with pytest.raises(ValueError, match="another start"):
        forked(Lane(BASE), before, 3, start=(0, 0, 0))


def test_a_copy_has_one_change() -> None:
    lanes = Lanes.of(BASE).copied(rule=Adam()).copied(rate=0.7).copied(0, start=(1, 2, 3))
    assert [lane.experiment.rule for lane in lanes.all] == [BASE.rule, Adam(), Adam(), BASE.rule]
    assert lanes.all[2].experiment.learning_rates == ((0, 0.7),)
    assert (lanes.all[3].experiment.w, lanes.all[3].experiment.b) == ((1.0, 2.0), 3.0)
    assert replace(lanes.all[3].experiment, w=BASE.w, b=BASE.b) == BASE


def test_another_rate_takes_the_place_of_the_one_in_force() -> None:
    lane = Lane(replace(BASE, learning_rates=((0, 0.1), (10, 0.2))))
    assert changed_lane(lane, rate=1.0, t=9).experiment.learning_rates == ((0, 1.0), (10, 0.2))
    assert changed_lane(lane, rate=1.0, t=10).experiment.learning_rates == ((0, 0.1), (10, 1.0))


def test_what_a_lane_has_not_is_no_change() -> None:
    with pytest.raises(TypeError, match="a lane has no 'scale' to change"):
        changed_lane(Lane(BASE), scale="standardize")


def test_there_are_one_to_six() -> None:
    lanes = Lanes.of(BASE)
    for _ in range(MOST_LANES - 1):
        lanes = lanes.copied()
    assert lanes.is_full
    with pytest.raises(ValueError, match="there are 7 lanes; there must be 1 to 6"):
        lanes.copied()
    with pytest.raises(ValueError, match="there are 0 lanes"):
        Lanes((), 40)
    assert len(lanes.without(2)) == MOST_LANES - 1
    assert Lanes.of(BASE).without(0) == Lanes.of(BASE)


@pytest.mark.parametrize(
    ("lane", "says"),
    [
        (Lane(replace(BASE, scale="standardize")), "lane 2 has another scale than lane 1"),
        (Lane(replace(BASE, holdout=0.2)), "lane 2 has another holdout"),
        (Lane(replace(BASE, steps=30)), "it must go up to step 40, as all do"),
    ],
)
def test_all_are_on_the_same_points_and_of_one_length(lane: Lane, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Lanes((Lane(BASE), lane), 40)


@pytest.mark.parametrize(("begins", "touched", "says"), [(-1, 0, "begins at step -1"), (0, -2, "touched before")])
def test_a_lane_begins_at_a_step_that_there_may_be(begins: int, touched: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Lane(BASE, begins, touched)


@pytest.mark.parametrize("order", ["reshuffled", "fixed", "replacement"])
@pytest.mark.parametrize("batch", [1, 7, 15, 29, 30, 31])
def test_examples_touched_are_the_members_of_the_batches(batch: int, order: str) -> None:
    done = run(DATA, batched(batch=batch, batch_order=order))
    for t in (0, 1, 4, 5, 9, 10, 40):
        assert examples_touched(done, t) == sum(len(done.members(at)) for at in range(t))


def test_lanes_follow_the_experiment_beside_them() -> None:
    own, common, fork = (
        Lane(replace(BASE, w=(9.0, 9.0))),
        Lane(replace(BASE, rule=HeavyBall(), learning_rates=((0, 0.3),))),
        Lane(replace(BASE, w=(7.0, 7.0), steps=30), 10, 300),
    )
    after = replace(BASE, w=(1.0, 1.0), b=0.0, steps=60)
    assert own.followed(BASE, after).experiment.w == (9.0, 9.0)
    assert common.followed(BASE, after).experiment.w == (1.0, 1.0)
    assert fork.followed(BASE, after).experiment.w == (7.0, 7.0)
    assert [lane.followed(BASE, after).experiment.steps for lane in (own, common, fork)] == [60, 60, 50]


def test_a_lane_has_the_rate_of_other_points_where_it_had_that_of_these() -> None:
    lane, adam = Lane(replace(BASE, rule=HeavyBall())), Lane(replace(BASE, rule=Adam()))
    other = replace(BASE, scale="standardize", learning_rates=((0, 0.01),))
    assert lane.followed(BASE, other).experiment.learning_rates == ((0, 0.01),)
    assert adam.followed(BASE, other).experiment.learning_rates == BASE.learning_rates  # its steps are of another size
    faster = replace(BASE, learning_rates=((0, 0.01),))
    assert lane.followed(BASE, faster).experiment.learning_rates == BASE.learning_rates


def test_a_lane_that_begins_after_the_end_has_no_steps() -> None:
    short = replace(BASE, steps=5)
    lanes = Lanes.of(short, (Lane(BASE), Lane(replace(BASE, steps=30), 10, 300)))
    assert [lane.experiment.steps for lane in lanes.all] == [5, 0]
    found = compared(DATA, lanes)
    assert [row.has_begun for row in found.at(5)] == [True, False]
    assert isinstance(DATA, Dataset)
    assert np.isfinite([row.F for row in found.at(5)]).all()
