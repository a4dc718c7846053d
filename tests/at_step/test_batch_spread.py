"""How steps of a batch scatter round the one that all examples lead to: by the formula, and by all draws there are."""

from itertools import combinations, product

import numpy as np
import pytest

from logreg_core import Experiment, HeavyBall, at, run
from logreg_core.at_step.batch_spread import batch_spread
from logreg_core.descent.batches import ORDERS, REPLACEMENT
from logreg_core.model.chain_rule import chain_rule
from tests.rules.rows import overlapping


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("t", [0, 1, 5])  # step 1 and 5 take what is left of an epoch
def test_it_is_that_of_all_batches_there_are(order, t):
    done = run(overlapping(5), Experiment(batch=3, batch_order=order, steps=6, learning_rates=((0, 0.7),)))
    here, theta = at(done, t), np.append(done.w[t], done.b[t])
    size = len(done.members(t))
    draws = product(range(5), repeat=size) if order == REPLACEMENT else combinations(range(5), size)
    heads = []
    for rows in draws:
        chain = chain_rule(here.X[list(rows)], here.y[list(rows)], here.w, here.b)
        heads.append(theta - 0.7 * np.append(chain.dJ_dw, chain.dJ_db))
    found = batch_spread(here)
    assert found.head == pytest.approx(np.mean(heads, axis=0), rel=1e-12)
    assert found.covariance == pytest.approx(np.cov(np.array(heads).T, bias=True), rel=1e-9, abs=1e-16)


def test_the_ellipse_is_two_standard_deviations_away():
    found = batch_spread(at(run(overlapping(40), Experiment(batch=7, steps=3)), 2))
    away = found.ellipse((0, 1)) - found.head[:2]
    distances = np.sqrt(np.einsum("ij,jk,ik->i", away, np.linalg.inv(found.covariance[:2, :2]), away))
    assert distances == pytest.approx(2.0, rel=1e-9)


def test_there_is_none_without_a_batch_and_by_another_rule():
    assert batch_spread(at(run(overlapping(9), Experiment(steps=2)), 1)) is None
    assert batch_spread(at(run(overlapping(9), Experiment(steps=2, batch=3, rule=HeavyBall())), 1)) is None
