"""What stands above Compare's pictures: true at every step, of every kind of comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import numpy as np
import pytest

from logreg_core import AdaGrad, Adam, Dataset, Experiment, Generated, HeavyBall, Nesterov, Newton, run
from logreg_core.lanes import Comparison, Lane, Lanes, compared, forked
from logreg_core.lanes.tuning import tuned_lanes
from pages.figures.plane import view_of
from pages.stage.compare.lane_columns import lane_columns
from pages.stage.step_cache import StepCache
from pages.words.comparing.compare_heading import TUNE, compare_heading
from pages.words.comparing.lane_names import lane_names
from pages.words.numbers import number

BASE = Experiment(data=Generated(m=40), scale="standardize", steps=60)
DATA = BASE.data.load()
APART = Dataset(np.array([[-1.0, 0.3], [-2.0, 0.0], [1.0, 0.1], [2.0, -0.4]]), np.array([0.0, 0.0, 1.0, 1.0]))
MANY = Lanes.of(BASE).copied(rule=HeavyBall()).copied(rule=Nesterov()).copied(0, batch=8)


def said(comparison: Comparison, t: int, *, tuned: bool) -> str:
    """The heading as the stage shows it at a step: what has data-when comes and goes, and fields are filled."""
    known = [StepCache() for _ in comparison.runs]
    columns = lane_columns(comparison, np.arange(comparison.steps + 1), view_of(comparison.runs[0].whole), known)
    html = compare_heading(comparison, tuned=tuned)
    names = ["", *lane_names(comparison.lanes.all)]
    while found := list(re.finditer(r'<span data-when="(\w+):(!?)(\d)">((?:(?!<span|</span>).)*)</span>', html)):
        for each in reversed(found):
            column, but, code, inside = each.groups()
            shown = (columns[column][t] == int(code)) != bool(but)
            html = html[: each.start()] + (inside if shown else "") + html[each.end() :]
    html = re.sub(r'<b data-col="(\w+)" data-as="word"></b>', lambda m: names[int(columns[m[1]][t])], html)
    html = re.sub(r'<b data-col="(\w+)"></b>', lambda m: number(float(columns[m[1]][t])), html)
    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def steps(comparison: Comparison) -> Iterator[int]:
    yield from (0, 1, 7, comparison.steps // 2, comparison.steps)


def test_at_rates_that_are_not_tuned_the_heading_says_so() -> None:
    found = compared(DATA, MANY)
    names = lane_names(MANY.all)
    assert names[1:3] == ["heavy ball (momentum)", "Nesterov’s momentum"]
    assert names[0::3] == ["gradient descent, all examples", "gradient descent, batches of 8"]
    for t in steps(found):
        nearest = found.nearest(t)
        whose = (
            f"At these rates {names[nearest[0]]} is nearest." if len(nearest) == 1 else "Here no lane is nearest alone."
        )
        assert said(found, t, tuned=False) == f"{whose} Rates are not tuned: the order may turn over. {TUNE}"


def test_the_order_does_turn_over_once_they_are_tuned() -> None:
    before = compared(DATA, MANY)
    after = compared(DATA, tuned_lanes(DATA, MANY))
    assert before.nearest(60) != after.nearest(60)


def test_of_tuned_lanes_it_says_how_many_times_as_near_the_nearest_is() -> None:
    lanes = tuned_lanes(DATA, Lanes.of(replace(BASE, rule=Nesterov())).copied(rule=Adam()).copied(rule=AdaGrad()))
    found, names = compared(DATA, lanes), lane_names(lanes.all)
    checked = 0
    for t in range(61):
        gaps = sorted((float(run.F[t] - run.best.F), k) for k, run in enumerate(found.runs))
        if len(found.nearest(t)) != 1:
            assert said(found, t, tuned=True) == "Here no lane is nearest alone."
            continue
        times, first, second = gaps[1][0] / gaps[0][0], names[gaps[0][1]], names[gaps[1][1]]
        assert said(found, t, tuned=True) == (
            f"Each at its best rate for 60 steps, {first} is nearest: "
            f"its J − J* is {number(times)} × smaller than that of {second}."
        )
        checked += 1
    assert checked > 50


def test_a_lane_that_is_there_has_arrived() -> None:
    lanes = Lanes.of(replace(BASE, rule=Newton(), learning_rates=((0, 1.0),))).copied(rule=HeavyBall())
    found = compared(DATA, lanes)
    assert found.row(0, 60).gap == 0
    assert said(found, 60, tuned=True).endswith("Newton’s method is nearest: it has arrived.")


def test_without_a_best_the_lowest_J_counts() -> None:
    found = compared(APART, Lanes.of(replace(BASE, scale="none")).copied(rate=3.0))
    (k,) = found.nearest(60)
    name = lane_names(found.lanes.all)[k]
    assert said(found, 60, tuned=False).startswith(f"At these rates {name} has the lowest J.")
    assert said(found, 60, tuned=True) == f"Each at its best rate for 60 steps, {name} has the lowest J."


def test_where_penalties_differ_it_says_that_each_has_its_own_best() -> None:
    found = compared(DATA, Lanes.of(BASE).copied(l2=0.1))
    assert "Each lane’s F* is its own, with its λ." in said(found, 30, tuned=False)
    mixed = compared(APART, Lanes.of(replace(BASE, scale="none")).copied(l2=0.1))
    assert said(mixed, 30, tuned=False) == "Some lanes have a lowest F, and others have none: no lane is nearest."


def test_one_lane_is_nobodys_race_and_a_class_is_offered_no_button() -> None:
    assert compare_heading(compared(DATA, Lanes.of(BASE)), tuned=False) == ""
    assert TUNE in compare_heading(compared(DATA, MANY), tuned=False)
    assert TUNE not in compare_heading(compared(DATA, MANY), tuned=True)
    assert TUNE not in compare_heading(compared(DATA, MANY), tuned=False, fixed=True)


@pytest.mark.parametrize(
    ("lanes", "names"),
    [
        (Lanes.of(BASE).copied(rate=0.5), ["gradient descent, α = 0.1", "gradient descent, α = 0.5"]),
        (Lanes.of(BASE).copied(l2=0.1), ["gradient descent, λ = 0", "gradient descent, λ = 0.1"]),
        (
            Lanes.of(replace(BASE, rule=HeavyBall())).copied(rule=HeavyBall(0.5)),
            ["heavy ball (momentum), β = 0.9", "heavy ball (momentum), β = 0.5"],
        ),
        (
            Lanes.of(BASE).copied(start=(1, 2, 3)),
            ["gradient descent, from w = (0, 0), b = 0", "gradient descent, from w = (1, 2), b = 3"],
        ),
        (Lanes.of(BASE).copied(), ["gradient descent, lane 1", "gradient descent, lane 2"]),
        (
            Lanes.of(BASE).with_more(forked(Lane(BASE), run(DATA, BASE), 40, rate=0.2)),
            ["gradient descent, α = 0.1", "gradient descent, α = 0.1, 0.2 from step 40"],
        ),
        (
            Lanes.of(BASE).copied(rate=0.5).copied(batch=8),
            [
                "gradient descent, all examples, α = 0.1",
                "gradient descent, all examples, α = 0.5",
                "gradient descent, batches of 8",
            ],
        ),
    ],
)
def test_no_two_lanes_are_called_the_same(lanes: Lanes, names: list[str]) -> None:
    assert lane_names(lanes.all) == names
