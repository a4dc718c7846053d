"""Which rows of a long table are sent, in what order, and that a step's answer stays small however many there are."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from logreg_core import Experiment, run
from logreg_core.at_step.contributions import hardest
from logreg_core.points.origins import Generated
from pages.parts.lab.lab_tables import LOGGED, MOST_ROWS, examples_table, log_table
from pages.stage.table_payload import Filters, Selecting, table_payload
from pages.stage.table_rows import AROUND, MOST_IN_SIGHT, MOST_WHOLE, SPARE, Sight, order_by, ranges

from .blob import read

REST = 3_000  # bytes of a step's answer on the Lab beside the table
TARGETS = {200: 26_000, 1_000: 40_000, 5_000: 40_000, 20_000: 40_000}
MANY = 1_000


def made(table, sight, marked=-1):
    return read(table_payload(table, label="", says="", marked=marked, picks="i", sight=sight))


def of_places(header):
    """The places of the rows that are sent, one after the other."""
    return np.concatenate([np.arange(first, end) for first, end in header["held"]])


@pytest.mark.parametrize(
    ("sight", "marked", "expected"),
    [
        (Sight(), -1, [(0, 1 + SPARE)]),
        (Sight(500, 510), -1, [(500 - SPARE, 511 + SPARE)]),
        (Sight(500, 510), 100, [(100 - AROUND, 101 + AROUND), (500 - SPARE, 511 + SPARE)]),
        (Sight(500, 510), 999, [(500 - SPARE, 511 + SPARE), (999 - AROUND, 1_000)]),
        (Sight(500, 510), 560, [(500 - SPARE, 561 + AROUND)]),  # they meet
        (Sight(10**9, 10**9), -1, [(999 - SPARE, 1_000)]),
        (Sight(0, 10**9), -1, [(0, MOST_IN_SIGHT + 1 + SPARE)]),
    ],
)
def test_rows_in_sight_and_around_the_one_that_stands_out(sight, marked, expected):
    assert ranges(sight, marked, MANY) == expected


def test_any_look_holds_the_marked_row_and_few_enough_others():
    rng = np.random.default_rng(1)
    for _ in range(500):
        rows = int(rng.integers(MOST_WHOLE + 1, 3_000))
        first, more, marked = rng.integers(0, 4_000), rng.integers(0, 40), rng.integers(-1, rows)
        held = ranges(Sight(int(first), int(first + more)), int(marked), rows)
        assert all(0 <= first < end <= rows for first, end in held)
        assert all(before[1] < after[0] for before, after in itertools.pairwise(held))
        assert marked < 0 or any(first <= marked < end for first, end in held)
        assert sum(end - first for first, end in held) <= 40 + 2 * SPARE + 2 * AROUND + 3


def test_a_long_table_s_rows_are_those_of_the_whole_one():
    rng = np.random.default_rng(2)
    table = {"i": rng.permutation(MANY) + 1, "L": rng.standard_normal(MANY), "correct": rng.random(MANY) < 0.5}
    got = made(table, Sight(700, 711), marked=3)
    rows = of_places(got.header)
    assert (got.header["rows"], got.header["marked"]) == (MANY, 3)
    assert got.header["order"] == {"title": "", "down": True}
    for name, values in zip(("c0", "c1", "c2"), table.values(), strict=True):
        assert got.columns[name].tolist() == values[rows].tolist()


@pytest.mark.parametrize("down", [True, False])
def test_sorted_by_a_column_each_row_is_where_it_belongs_and_the_marked_one_too(down):
    rng = np.random.default_rng(3)
    table = {"i": np.arange(MANY) + 1, "L": rng.integers(0, 50, MANY) / 4}
    order = sorted(range(MANY), key=lambda row: -table["L"][row] if down else table["L"][row])  # stable
    got = made(table, Sight(300, 311, "L", down), marked=17)
    assert got.header["order"] == {"title": "L", "down": down}
    assert got.header["marked"] == order.index(17)
    assert got.columns["c0"].tolist() == [order[place] + 1 for place in of_places(got.header)]


def test_what_is_beyond_a_double_is_sorted_by_its_powers():
    values, powers = np.array([np.inf, 1.0, -np.inf, np.inf, -np.inf, 0.0]), np.array([400, 0, 500, 310, 320, -400.0])
    up = [2, 4, 5, 1, 3, 0]
    assert order_by(values, powers, down=False).tolist() == up
    assert order_by(values, powers, down=True).tolist() == up[::-1]


def test_a_column_that_is_not_there_sorts_nothing():
    got = made({"i": np.arange(MANY)}, Sight(0, 10, "x₁", True))
    assert got.header["order"]["title"] == ""
    assert got.columns["c0"].tolist() == of_places(got.header).tolist()


def test_a_short_table_is_sent_whole():
    got = made({"i": np.arange(MOST_WHOLE)}, Sight(150, 160, "i", True))
    assert not got.header.keys() & {"held", "order"}
    assert got.columns["c0"].tolist() == list(range(MOST_WHOLE))


@pytest.mark.parametrize(
    "more",
    [
        dict(selecting=Selecting()),
        dict(filters=Filters(np.zeros(3, bool), np.zeros(3), np.arange(3), ("a", "b"))),
    ],
)
def test_a_table_that_selects_or_sifts_takes_all_rows(more):
    with pytest.raises(ValueError, match="takes all of them"):
        table_payload({"i": np.arange(3)}, label="", says="", marked=-1, picks="i", sight=Sight(), **more)


@pytest.mark.parametrize("m", TARGETS)
def test_the_table_of_all_examples_leaves_a_step_s_answer_within_its_target(m):
    done = run(Generated(m=m).load(), Experiment(steps=40))
    rows = hardest(done, 20, MOST_ROWS)
    table = examples_table(done, 20, rows, scaled=True, extreme=True)
    far = len(rows) - 1
    for sight, marked in ((Sight(), 0), (Sight(), far // 2), (Sight(far // 3, far // 3 + 14, "ŷ"), far)):
        sent = table_payload(table, label="A" * 60, says="A" * 240, marked=marked, picks="i", sight=sight)
        if m > MOST_WHOLE or not sight.title:
            assert len(sent) + REST <= TARGETS[m] + (3_300 if m == 200 else 0)  # two columns of powers


def test_the_log_of_steps_leaves_a_step_s_answer_within_its_target():
    done = run(Generated(m=200).load(), Experiment(steps=600))
    table = log_table(done, np.arange(50, 50 + LOGGED), 3, scaled=True)
    sent = table_payload(table, label="Log", says="A" * 240, marked=250, follow=True, sight=Sight(10, 24))
    assert len(sent) + REST <= 40_000
