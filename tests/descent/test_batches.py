"""Which examples a step takes: partitions and draws, known without the steps before, and how their means scatter."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Experiment
from logreg_core.descent.batches.batches import FIXED, ORDERS, REPLACEMENT, RESHUFFLED, Batches, covariance

sizes = st.integers(1, 40)
seeds = st.integers(0, 2**53)
orders = st.sampled_from(ORDERS)
WHOLE = (RESHUFFLED, FIXED)


def epoch_of(batches, m, epoch):
    count = batches.count(m)
    return [batches.members(m, t) for t in range(epoch * count, (epoch + 1) * count)]


@given(sizes, sizes, seeds, st.sampled_from(WHOLE), st.integers(0, 5))
def test_each_epoch_takes_every_example_once(m, size, seed, order, epoch):
    batches = Batches(size, order, seed)
    found = epoch_of(batches, m, epoch)
    assert len(found) == -(-m // min(size, m))
    assert sorted(np.concatenate(found).tolist()) == list(range(m))
    assert all(len(rows) == min(size, m) for rows in found[:-1])
    assert len(found[-1]) == (m % min(size, m) or min(size, m))


@given(sizes, sizes, seeds, st.integers(0, 300))
def test_with_replacement_each_batch_has_B_draws(m, size, seed, t):
    batches = Batches(size, REPLACEMENT, seed)
    rows = batches.members(m, t)
    assert len(rows) == batches.size_at(m, t) == min(size, m)
    assert ((rows >= 0) & (rows < m)).all()
    assert not batches.is_partial(m, t)


@given(sizes, sizes, seeds, orders, st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_members_do_not_hang_on_how_a_step_was_reached(m, size, seed, order, steps):
    batches = Batches(size, order, seed)
    for t in steps:
        assert batches.members(m, t).tolist() == Batches(size, order, seed).members(m, t).tolist()
        assert batches.epoch(m, t) == t // batches.count(m)
        assert batches.is_partial(m, t) == (len(batches.members(m, t)) < min(size, m))
    together = {}
    for which, rows in batches.tables(m, np.array(steps), 30):
        together |= dict(zip(which.tolist(), rows.tolist(), strict=True))
    assert [together[k] for k in range(len(steps))] == [batches.members(m, t).tolist() for t in steps]


def test_orders_differ_as_their_names_say():
    first, second = (np.concatenate(epoch_of(Batches(5, FIXED, 3), 20, epoch)).tolist() for epoch in (0, 1))
    assert first == second
    first, second = (np.concatenate(epoch_of(Batches(5, RESHUFFLED, 3), 20, epoch)).tolist() for epoch in (0, 1))
    assert first != second
    drawn = epoch_of(Batches(20, REPLACEMENT, 3), 20, 0)[0]
    assert len(set(drawn.tolist())) < 20


def test_members_of_a_link_stay_for_good():
    assert Batches(4).members(10, 0).tolist() == [1, 2, 3, 8]
    assert Batches(4).members(10, 5).tolist() == [0, 3]
    assert Batches(3, REPLACEMENT, 7).members(10, 12).tolist() == [2, 8, 9]


@pytest.mark.parametrize(("batch", "order", "there"), [(None, RESHUFFLED, False), (9, RESHUFFLED, True)])
def test_all_rows_are_no_batch(batch, order, there):
    assert (Batches.of(Experiment(batch=batch, batch_order=order), 10) is not None) == there
    assert Batches.of(Experiment(batch=10, batch_order=FIXED), 10) is None
    assert Batches.of(Experiment(batch=10, batch_order=REPLACEMENT), 10) == Batches(10, REPLACEMENT)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"batch": 0}, "from 1"), ({"batch_order": "best"}, "one of"), ({"batch_seed": -1}, "0 or more")],
)
def test_a_batch_that_cannot_be_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        Experiment(**change)


@pytest.mark.parametrize("m", [1, 2, 4, 5])
def test_covariance_of_a_batch_mean_is_that_over_all_draws(m):
    each = np.random.default_rng(m).normal(size=(m, 3))
    mean = each.mean(axis=0)
    for size in range(1, m + 1):
        draws = np.array([each[list(rows)].mean(axis=0) for rows in product(range(m), repeat=size)]) - mean
        assert covariance(each, size, REPLACEMENT) == pytest.approx(draws.T @ draws / len(draws), abs=1e-14)
        for place in range(0, m - size + 1, size):  # any batch of an epoch, of all orders
            rows = [order[place : place + size] for order in permutations(range(m))]
            draws = np.array([each[list(some)].mean(axis=0) for some in rows]) - mean
            for order in WHOLE:
                assert covariance(each, size, order) == pytest.approx(draws.T @ draws / len(draws), abs=1e-14)


def test_covariance_by_the_sources_formulas():
    each = np.random.default_rng(0).normal(size=(200, 3))
    S = np.cov(each.T)
    assert covariance(each, 20, RESHUFFLED) == pytest.approx((1 - 20 / 200) * S / 20)
    assert covariance(each, 20, REPLACEMENT) == pytest.approx(S * 199 / (200 * 20))
    assert not covariance(each, 200, FIXED).any()
