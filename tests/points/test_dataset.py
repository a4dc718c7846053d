import numpy as np
import pytest

from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.scaling import Scaling

X = [[1.0, 2.0], [3.0, 5.0], [2.0, 2.0]]
y = [0, 1, 1]


def test_holds_read_only_copies():
    mine = np.array(X)
    data = Dataset(mine, y)
    mine[0, 0] = 99
    assert data.X[0, 0] == 1
    assert data.m == 3
    assert data.X.dtype == data.y.dtype == np.float64
    for array in (data.X, data.y):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7


def test_is_frozen():
    with pytest.raises(AttributeError):
        Dataset(X, y).X = np.zeros((1, 2))


def test_equal_when_all_five_agree_bit_for_bit():
    data = Dataset(X, y, ("a", "b"), ("no", "yes"), "somewhere")
    assert data == Dataset(np.array(X), np.array(y, bool), ("a", "b"), ("no", "yes"), "somewhere")
    assert len({data, Dataset(X, y, ("a", "b"), ("no", "yes"), "somewhere")}) == 1
    nearly = np.array(X)
    nearly[0, 0] = np.nextafter(1.0, 2.0)
    others = [
        Dataset(nearly, y, ("a", "b"), ("no", "yes"), "somewhere"),
        Dataset(X, [1, 1, 1], ("a", "b"), ("no", "yes"), "somewhere"),
        Dataset(X, y, ("a", "c"), ("no", "yes"), "somewhere"),
        Dataset(X, y, ("a", "b"), ("no", "Yes"), "somewhere"),
        Dataset(X, y, ("a", "b"), ("no", "yes"), "elsewhere"),
    ]
    assert all(data != other for other in others)
    assert data != "somewhere"


@pytest.mark.parametrize(
    ("features", "labels", "words"),
    [
        ([1, 2, 3], y, "(m, 2)"),
        ([[1, 2, 3]] * 3, y, "(3, 3)"),
        (np.zeros((0, 2)), [], "no rows"),
        ([["a", "b"]], [0], "numbers"),
        ([[1, 2], [3, np.nan], [2, 2]], y, "x2 of example 2 is nan"),
        ([[1, 2], [3, 5], [-np.inf, 2]], y, "x1 of example 3 is -inf"),
        ([[1, 2], [3, 1e101], [2, 2]], y, "1e+101"),
        (X, [0, 1], "y has shape (2,)"),
        (X, [[0], [1], [1]], "y has shape (3, 1)"),
        (X, [0, 1, 2], "y of example 3 is 2"),
        (X, [0, 0.5, 1], "y of example 2 is 0.5"),
        (X, [0, np.nan, 1], "y of example 2 is nan"),
        (X, ["no", "yes", "yes"], "0 and 1"),
    ],
)
def test_refuses_what_is_no_data(features, labels, words):
    with pytest.raises(DataError) as caught:
        Dataset(features, labels)
    assert words in str(caught.value)


@pytest.mark.parametrize("names", ["x", ("x",), ("x", "y", "z"), ("x", 1), None])
def test_names_come_in_pairs(names):
    with pytest.raises(DataError, match="two strings"):
        Dataset(X, y, feature_names=names)
    with pytest.raises(DataError, match="two strings"):
        Dataset(X, y, class_names=names)


def test_scaling_centres_and_divides_by_the_population_sd():
    data = Dataset([[1, 10], [3, 10], [5, 10]], [0, 1, 1])
    scaling = Scaling.of(data.X, "standardize")
    assert scaling.mean == (3.0, 10.0)
    assert scaling.sd == (np.sqrt(8 / 3), 1.0)  # a constant feature is only centred
    assert np.allclose(scaling.apply(data.X).std(axis=0), [1, 0])
    assert Scaling.of(data.X, "none").apply(data.X) is data.X
    with pytest.raises(ValueError, match="standardize"):
        Scaling.of(data.X, "minmax")


def test_parameters_return_to_the_data_units_as_the_same_line():
    rng = np.random.default_rng(4)
    features = rng.normal(size=(50, 2)) * [3, 700] + [1, -2000]
    scaling = Scaling.of(features, "standardize")
    w, b = np.array([[0.3, -2.0], [1.5, 0.0]]), np.array([0.7, -1.0])
    w_data, b_data = scaling.to_data_units(w, b)
    scaled, plain = scaling.apply(features) @ w.T + b, features @ w_data.T + b_data
    assert np.allclose(scaled, plain, rtol=0, atol=1e-12 * np.abs(features @ w_data.T).max())
