"""Where every ŷ is the same no example is told apart, and no count of right answers is shown."""

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, Generated, at, run
from logreg_core.at_step.classification import tells_none_apart
from logreg_core.model.forward import all_alike, forward

X = np.array([[1.0, 2.0], [1.0, -3.0], [1.0, 0.5]])


@pytest.mark.parametrize(
    ("w", "same"),
    [((0, 0), True), ((5, 0), True), ((0, 1e-17), True), ((0, 1e-3), False), ((5, -2), False), ((1e300, 1e300), False)],
)
def test_it_is_so_where_no_weight_meets_a_feature_that_varies(w, same):
    ahead = forward(X, np.array([0, 1, 1]), np.array(w, float), 0.3)
    assert all_alike(X, np.array([w], float)).tolist() == [same]
    assert tells_none_apart(ahead.z) == same
    assert (np.ptp(ahead.y_hat) <= 1e-15) == same


def test_of_a_run_it_is_so_at_its_start_and_not_after_a_step():
    done = run(Generated().load(), Experiment(steps=3))
    assert all_alike(done.X_scaled, done.w).tolist() == [True, False, False, False]
    assert [tells_none_apart(at(done, t).forward.z) for t in range(4)] == [True, False, False, False]


def test_four_points_that_cancel_stay_so():
    done = run(Dataset([[1, 1], [-1, -1], [1, -1], [-1, 1]], [0, 0, 1, 1]), Experiment(steps=40))
    assert all_alike(done.X_scaled, done.w).all()
