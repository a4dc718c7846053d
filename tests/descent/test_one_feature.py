"""A feature that is 0 for all examples, as z sees it, has no weight: descent, optimum and outcome go by the others."""

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, HeavyBall, Points, Uploaded, edited, optimum, run, split
from logreg_core.descent.causes.conditioning import conditioning
from logreg_core.files import guess_columns, read_table, saved_choice, to_csv, to_dataset
from logreg_core.points.dataset import NO_FEATURE
from logreg_core.points.edits import Add, Move

HOURS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
PASSED = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]
FILE = "hours,passed\n" + "".join(f"{x},{y}\n" for x, y in zip(HOURS, PASSED, strict=True))


def hours():
    return to_dataset(read_table(FILE.encode(), "hours.csv"), features=("hours",), label="passed")


def fit(x, y):
    """Newton's method on one feature and a bias, in its plain form: (w, b), mean loss, and the Hessian there."""
    A, y, theta = np.column_stack([x, np.ones(len(x))]), np.asarray(y, float), np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-(A @ theta)))
        hessian = (A.T * (p * (1 - p))) @ A / len(y)
        theta = theta - np.linalg.solve(hessian, A.T @ (p - y) / len(y))
    return theta, -float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))), hessian


def test_the_optimum_is_that_of_a_fit_with_one_feature():
    best = optimum(hours())
    theta, J, _ = fit(HOURS, PASSED)
    assert (best.exists, best.unique, best.separation) == (True, True, "none")
    assert [best.w[0], best.b] == pytest.approx(theta, rel=1e-10)
    assert [best.w[0], best.b] == pytest.approx([1.5046, -4.0777], abs=5e-5)  # as published for these twenty students
    assert best.w[1] == 0
    assert best.J == pytest.approx(J, abs=1e-13)


def test_the_curvatures_compared_are_of_the_weights_that_there_are():
    found, standard = conditioning(run(hours(), Experiment(steps=1))), (HOURS - np.mean(HOURS)) / np.std(HOURS)
    for ratio, x in ((found.ratio, HOURS), (found.ratio_standardised, standard)):
        least, most = np.linalg.eigvalsh(fit(x, PASSED)[2])
        assert ratio == pytest.approx(most / least, rel=1e-8)


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("rule", [Experiment().rule, HeavyBall(beta=0.9)], ids=lambda rule: rule.word)
def test_a_weight_that_there_is_not_stays_where_it_began_and_changes_nothing(scale, rule):
    with_it, without = (
        run(hours(), Experiment(w=(0.5, w2), b=1.0, scale=scale, rule=rule, steps=50, holdout=0.2)) for w2 in (3.0, 0.0)
    )
    assert (with_it.w[:, 1] == 3.0).all()
    for name in ("J", "b", "J_held_out", "w_in_data_units", "b_in_data_units", "w_of_weighted"):
        assert (getattr(with_it, name) == getattr(without, name)).all(), name
    assert (with_it.w[:, 0] == without.w[:, 0]).all()
    assert (with_it.weighted, with_it.parameters) == ((0,), ("w1", "b"))


CONSTANT = Dataset([[x, 5.0] for x in HOURS], PASSED)
WHERE = dict(learning_rates=((0, 0.3),), steps=4000)


def test_a_constant_one_has_a_weight_as_it_is_and_none_standardised():
    as_it_is = run(CONSTANT, Experiment(learning_rates=((0, 0.05),), steps=40))
    assert (as_it_is.weighted, as_it_is.is_unique, as_it_is.outcome.kind) == ((0, 1), False, "not unique")
    standardised = run(CONSTANT, Experiment(scale="standardize", w=(0.0, 2.0), learning_rates=((0, 4.0),), steps=300))
    assert (standardised.weighted, standardised.is_unique) == ((0,), True)
    assert standardised.outcome.kind == "converged"
    assert (standardised.w_in_data_units[:, 1] == 0).all()


@pytest.mark.parametrize(
    ("X", "y", "settings", "kind"),
    [
        ([[x, 0.0] for x in HOURS], PASSED, WHERE, "converged"),
        ([[0.0, x] for x in HOURS], PASSED, WHERE, "converged"),
        ([[x, 0.0] for x in HOURS], PASSED, {"steps": 0}, "still descending"),
        ([[x, 0.0] for x in HOURS], PASSED, {"steps": 200}, "badly scaled"),
        (
            [[x, 0.0] for x in HOURS],
            PASSED,
            {"scale": "standardize", "learning_rates": ((0, 90.0),), "steps": 3},
            "diverged",
        ),
        ([[x, 0.0] for x in HOURS], [x > 3 for x in HOURS], {"steps": 3000}, "separable"),
        ([[x, 0.0] for x in (1, 1, 2, 2)], [0, 1, 0, 1], {"steps": 9}, "no better than chance"),
        ([[0.0, 0.0]] * 4, [0, 1, 0, 1], {"steps": 9}, "no better than chance"),  # b alone, which is unique
        ([[2.0, 0.0]] * 4, [0, 1, 1, 1], {"steps": 9}, "not unique"),
    ],
)
def test_how_a_run_ends_goes_by_the_weights_that_there_are(X, y, settings, kind):
    done = run(Dataset(X, np.asarray(y, float)), Experiment(**settings))
    assert done.outcome.kind == kind, done.outcome.sentence
    if kind == "not unique":
        assert "x1 is 2 for all examples, so of w1 and b only 2·w1 + b is determined" in done.outcome.sentence
    assert "w2" not in done.outcome.sentence


def test_the_training_rows_decide():
    data = Dataset([[x, 0.0 if i else 7.0] for i, x in enumerate(HOURS)], PASSED)
    seed = next(seed for seed in range(99) if 0 in split(data, 0.3, seed).rows_held_out)
    done = run(data, Experiment(w=(0.0, 2.0), steps=3, holdout=0.3, holdout_seed=seed))
    assert done.weighted == (0,)
    assert (done.X_held_out[:, 1] == 0).all()


def test_one_feature_goes_out_and_comes_back_as_one_by_file_link_and_edits():
    data = hours()
    assert (data.has_one_feature, data.features, data.feature_names) == (True, ("hours",), ("hours", NO_FEATURE))
    frame = read_table(to_csv(data), "saved.csv")
    saved = saved_choice(frame)
    assert list(frame.columns) == ["hours", "y"]
    assert guess_columns(frame) == (saved.features, saved.label) == (("hours",), "y")
    back = to_dataset(
        frame, features=saved.features, label=saved.label, positive=saved.positive, negative=saved.negative
    )
    assert (back.X.tobytes(), back.y.tobytes()) == (data.X.tobytes(), data.y.tobytes())
    assert (back.feature_names, back.class_names) == (data.feature_names, data.class_names)
    for origin in (Points.of(data), Uploaded("a.csv", "0" * 64, ("hours",), "passed", "1")):
        query = Experiment(data=origin, w=(1.0, 0.1 + 0.2)).to_query()
        assert "x2" not in query
        read, notices = Experiment.from_query(query)
        assert (read.data, read.w, notices) == (origin, (1.0, 0.1 + 0.2), ())
    assert Points.unpack(Points.of(data).pack()).load() == data
    after = edited(Points.of(data), Add(2.0, 9.0, 1), Move(0, 0.25, -3.0)).load()
    assert after.has_one_feature
    assert (after.X[-1].tolist(), after.X[0].tolist()) == ([2.0, 0.0], [0.25, 0.0])


def test_a_column_of_zeros_that_a_file_has_is_a_feature_with_a_name():
    data = Dataset([[x, 0.0] for x in HOURS], PASSED, ("hours", "zeros"))
    assert (data.has_one_feature, data.features) == (False, ("hours", "zeros"))
    assert list(read_table(to_csv(data), "saved.csv").columns) == ["hours", "zeros", "y"]
