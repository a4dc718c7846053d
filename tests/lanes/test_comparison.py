"""Lanes worked out: each number of a row, over every rule, with batches and with a penalty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from logreg_core import AdaGrad, Dataset, Experiment, HeavyBall, Nesterov, Newton, at, chain_rule, optimum, run
from logreg_core.descent.rules.rule import Rule
from logreg_core.lanes import Comparison, Lane, Lanes, Reach, compared, comparison_of, forked
from tests.rules.rows import EVERY, identity, overlapping

DATA = overlapping(m=30)
BASE = Experiment(w=(0.5, -0.3), b=0.1, learning_rates=((0, 0.2),), steps=40)
APART = Dataset(np.array([[-1.0, 0.3], [-2.0, 0.0], [1.0, 0.1], [2.0, -0.4]]), np.array([0.0, 0.0, 1.0, 1.0]))


def one(rule: Rule, **others: object) -> Comparison:
    return compared(DATA, Lanes.of(replace(BASE, rule=rule, **others)))  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", EVERY, ids=identity)
@pytest.mark.parametrize("l2", [0.0, 0.1])
@pytest.mark.parametrize("batch", [None, 7])
def test_a_row_has_the_numbers_of_the_lab(rule: Rule, l2: float, batch: int | None) -> None:
    found = one(rule, l2=l2, batch=batch)
    of_lab = run(DATA, replace(BASE, rule=rule, l2=l2, batch=batch))
    best = optimum(DATA, l2)
    for t in (0, 1, 17, 40):
        row, step = found.row(0, t), at(of_lab, t)
        assert row.F == of_lab.F[t] == pytest.approx(step.F, rel=1e-14)
        assert row.gap == pytest.approx(step.gap, abs=1e-15)
        assert row.best == best.F
        assert (row.rate, row.rule, row.l2) == (0.2, rule, l2)
        by_hand = chain_rule(DATA.X, DATA.y, of_lab.w[t], of_lab.b[t])
        gradient = np.append(by_hand.dJ_dw + l2 * of_lab.w[t], by_hand.dJ_db)
        assert row.gradient == pytest.approx(np.linalg.norm(gradient), rel=1e-9, abs=1e-15)
        if t:
            moved = np.append(of_lab.w[t] - of_lab.w[t - 1], of_lab.b[t] - of_lab.b[t - 1])
            assert row.length == pytest.approx(np.linalg.norm(moved), rel=1e-12, abs=1e-300)
        assert row.touched == sum(len(of_lab.members(before)) for before in range(t))
    under = [t for t in range(41) if of_lab.F[t] - best.F < 1e-3]
    reach = found.row(0, 3).reach
    assert (reach is None) == (not under)
    if reach:
        assert reach.step == under[0]
        assert reach.rises_again == (len(under) < 41 - under[0])


@pytest.mark.parametrize("rule", EVERY, ids=identity)
def test_a_run_has_the_bits_of_the_labs(rule: Rule) -> None:
    base = replace(BASE, rule=rule)
    lane = Lane(base)
    alone = run(DATA, base)
    lanes = Lanes((lane, forked(lane, alone, 12, rate=0.05), forked(lane, alone, 12, batch=9)), 40)
    for each, of_lane in zip(lanes.all, compared(DATA, lanes).runs, strict=True):
        again = run(DATA, each.experiment)
        assert (again.rows == of_lane.rows).all()
        assert (again.J == of_lane.J).all()


def test_a_fork_counts_steps_and_examples_on() -> None:
    lane = Lane(BASE)
    fork = forked(lane, run(DATA, BASE), 10, batch=7)
    found = compared(DATA, Lanes((lane, fork), 40))
    assert found.curves[1].t.tolist() == list(range(10, 41))
    assert found.curves[1].touched[:3].tolist() == [300, 307, 314]
    assert found.curves[1].F[0] == found.curves[0].F[10]
    before = found.row(1, 4)
    assert not before.has_begun
    assert before.F == found.curves[0].F[10]
    assert [k for k, _ in found.placed(4)] == [0]


def test_at_first_where_the_gap_rises_again() -> None:
    found = one(HeavyBall(beta=0.99), learning_rates=((0, 0.2),), steps=300)
    reach, gap = found.row(0, 0).reach, found.runs[0].F - found.bests[0].F
    assert reach is not None
    assert reach.rises_again
    assert gap[reach.step] < 1e-3 <= gap[reach.step - 1]
    assert gap[reach.step + 1 :].max() >= 1e-3
    assert one(Newton(), learning_rates=((0, 1.0),)).reaches == (Reach(2, False),)


def test_which_is_nearest() -> None:
    lanes = Lanes.of(BASE).copied(rule=Nesterov()).copied(rule=AdaGrad())
    found = compared(DATA, lanes)
    gaps = [run.F[40] - run.best.F for run in found.runs]
    assert found.measure == "gap"
    assert found.nearest(40) == (int(np.argmin(gaps)),)
    assert [gap for _, gap in found.placed(40)] == sorted(gaps)


def test_equal_lanes_are_equally_near() -> None:
    found = compared(DATA, Lanes.of(BASE).copied().copied(rate=0.1))
    assert found.nearest(40) == (0, 1)


def test_lanes_that_are_there_are_equally_near() -> None:
    lanes = Lanes.of(replace(BASE, rule=Newton(), learning_rates=((0, 1.0),))).copied(start=(0, 0, 0))
    found = compared(DATA, lanes)
    assert found.nearest(40) == (0, 1)


def test_without_an_optimum_the_lowest_F_is_nearest() -> None:
    found = compared(APART, Lanes.of(BASE).copied(rate=2.0))
    assert found.measure == "F"
    rows = found.at(40)
    assert [(row.gap, row.best, row.reach) for row in rows] == [(None, None, None)] * 2
    assert rows[1].F < rows[0].F
    assert found.nearest(40) == (1,)


def test_each_lane_has_the_best_of_its_own_penalty() -> None:
    found = compared(DATA, Lanes.of(BASE).copied(l2=0.5))
    assert not found.same_best
    assert [row.best for row in found.at(7)] == [optimum(DATA).F, optimum(DATA, 0.5).F]
    assert found.measure == "gap"
    mixed = compared(APART, Lanes.of(BASE).copied(l2=0.5))
    assert mixed.measure == ""
    assert mixed.nearest(40) == ()
    assert [row.gap is None for row in mixed.at(7)] == [True, False]


def test_a_lane_whose_numbers_grow_too_large_has_ended() -> None:
    lanes = Lanes.of(replace(BASE, l2=1.0)).copied(rate=1e20)
    found = compared(DATA, lanes)
    row = found.row(1, 40)
    assert found.runs[1].steps < 40
    assert row.has_ended
    assert row.t == found.runs[1].steps
    assert found.nearest(40) == (0,)


def test_held_out_examples_are_not_touched() -> None:
    found = compared(DATA, Lanes.of(replace(BASE, holdout=0.2)))
    assert found.row(0, 10).touched == 10 * found.runs[0].dataset.m < 10 * DATA.m


def test_runs_that_are_there_need_no_others() -> None:
    lanes = Lanes.of(BASE)
    done = run(DATA, BASE)
    assert comparison_of(lanes, [done]).runs == (done,)
    with pytest.raises(ValueError, match="there are 0 runs for 1 lanes"):
        comparison_of(lanes, [])
