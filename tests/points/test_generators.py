import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.generators import _CENTRE, GENERATORS, generate

PINNED = {
    "blobs": "fed8730b1fac3496",
    "separable": "d8dd44c510d881cd",
    "moons": "ab766e3a73d023ab",
    "circles": "56246ee3a336051e",
    "xor": "4cafa6ad0177a271",
    "outliers": "88304639a83acaa5",
    "scales": "255566e0f7f56b87",
}


def fingerprint(data):
    return hashlib.sha256(data.X.tobytes() + data.y.tobytes()).hexdigest()[:16]


def test_the_registry_has_the_kinds_the_class_needs():
    assert list(GENERATORS) == ["blobs", "separable", "moons", "circles", "xor", "outliers", "scales"]
    for name, kind in GENERATORS.items():
        assert kind.name == name
        assert kind.title
        assert kind.noise_title
        assert kind.sentence.endswith(".")
        low, high = kind.noise_range
        assert 0 <= low <= kind.noise <= high


@pytest.mark.parametrize("name", GENERATORS)
def test_the_same_arguments_give_the_same_bits_today_and_always(name):
    assert generate(name) == generate(name, m=200, noise=GENERATORS[name].noise, balance=0.5, seed=0)
    assert fingerprint(generate(name, m=50, seed=7)) == PINNED[name]


@pytest.mark.parametrize("name", GENERATORS)
def test_seed_noise_and_m_make_a_difference(name):
    plain = generate(name, seed=1)
    others = [generate(name, seed=2), generate(name, seed=1, noise=0.31), generate(name, seed=1, m=201)]
    assert all(fingerprint(other) != fingerprint(plain) for other in others)


def test_no_global_state_is_read_or_written():
    np.random.seed(3)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    data = generate("moons", seed=5)
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002
    np.random.seed(4)  # noqa: NPY002
    assert generate("moons", seed=5) == data


@given(
    name=st.sampled_from(list(GENERATORS)),
    m=st.integers(2, 300),
    balance=st.floats(0.1, 0.9),
    share=st.floats(0, 1),
    seed=st.integers(0, 2**63 - 1),
)
def test_every_setting_in_range_gives_m_points_of_two_classes(name, m, balance, share, seed):
    low, high = GENERATORS[name].noise_range
    data = generate(name, m=m, noise=low + share * (high - low), balance=balance, seed=seed)
    assert isinstance(data, Dataset)
    assert data.m == m
    assert data.y.sum() == min(max(round(m * balance), 1), m - 1)
    assert (data.feature_names, data.class_names) == (("x1", "x2"), ("0", "1"))
    assert (np.round(data.X, 6) == data.X).all()


@given(st.integers(2, 300), st.floats(0, 1000), st.integers(0, 10**6), st.floats(0.1, 0.9))
def test_separable_is_separated_by_its_middle_line_at_any_noise(m, noise, seed, balance):
    data = generate("separable", m=m, noise=noise, seed=seed, balance=balance)
    distance = (2 * data.y - 1) * (data.X @ _CENTRE) / np.hypot(*_CENTRE)
    assert distance.min() > 0.2499


@pytest.mark.parametrize("seed", range(20))
def test_blobs_overlap_so_that_a_line_gets_about_nine_in_ten(seed):
    data = generate("blobs", m=2000, seed=seed)
    right = ((data.X @ _CENTRE > 0) == (data.y == 1)).mean()
    assert 0.87 < right < 0.93


def test_classes_come_in_mixed_order():
    y = generate("blobs", m=1000, seed=0).y
    assert 400 < (y[1:] != y[:-1]).sum() < 600


def test_shapes_are_what_their_names_say():
    moons = generate("moons", noise=0, m=500)
    centre = np.where(moons.y[:, None] == 0, [-0.5, -0.25], [0.5, 0.25])
    assert np.allclose(np.hypot(*(moons.X - centre).T), 1, atol=1e-5)
    assert ((moons.X - centre)[moons.y == 0, 1] >= -1e-5).all()

    circles = generate("circles", noise=0, m=500)
    assert np.allclose(np.hypot(*circles.X.T), np.where(circles.y == 1, 0.4, 1.0), atol=1e-5)

    xor = generate("xor", noise=0, m=500)
    assert set(map(tuple, xor.X)) == {(-1, -1), (-1, 1), (1, -1), (1, 1)}
    assert ((xor.X.prod(axis=1) < 0) == (xor.y == 1)).all()

    near, far = generate("outliers", noise=0), generate("outliers", noise=9)
    moved = (near.X != far.X).any(axis=1)
    assert moved.sum() == 8
    assert (far.y[moved] == 1).all()
    assert np.allclose((near.X - far.X)[moved], [9, -1.8])

    scales = generate("scales")
    assert scales.X[:, 1].std() > 500 * scales.X[:, 0].std()
    assert -0.5 < scales.X[:, 0].min() < scales.X[:, 0].max() < 1.5


def test_the_source_says_what_was_asked_for():
    source = generate("blobs", seed=7, noise=0.45).source
    assert source == "Two blobs, overlapping: 200 points, noise 0.45, seed 7"
    assert "share of class 1 0.3" in generate("xor", balance=0.3).source


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"name": "spirals"}, ["'spirals'", "blobs", "scales"]),
        ({"name": None}, ["None"]),
        ({"m": 1}, ["m is 1", "2 to 1000000"]),
        ({"m": 1_000_001}, ["m is 1000001", "2 to 1000000"]),
        ({"m": 20.0}, ["m is 20.0", "whole"]),
        ({"m": "20"}, ["m is '20'"]),
        ({"m": True}, ["m is True"]),
        ({"noise": -0.1}, ["noise is -0.1", "0 to 1000"]),
        ({"noise": float("nan")}, ["noise is nan"]),
        ({"noise": float("inf")}, ["noise is inf"]),
        ({"noise": 1000.1}, ["noise is 1000.1"]),
        ({"noise": "a lot"}, ["noise is 'a lot'"]),
        ({"noise": 10**400}, ["noise is 1000"]),
        ({"balance": 0.05}, ["balance is 0.05", "0.1 to 0.9"]),
        ({"balance": 1}, ["balance is 1", "0.1 to 0.9"]),
        ({"balance": None}, ["balance is None"]),
        ({"seed": -1}, ["seed is -1", "whole"]),
        ({"seed": 0.5}, ["seed is 0.5"]),
        ({"seed": 2**63}, ["seed is 9223372036854775808"]),
    ],
)
def test_bad_settings_are_refused_with_what_is_allowed(settings, words):
    settings = {"name": "blobs", **settings}
    with pytest.raises(DataError) as caught:
        generate(settings.pop("name"), **settings)
    assert all(word in str(caught.value) for word in words)
    assert len(str(caught.value)) < 200


def test_a_million_points():
    data = generate("blobs", m=1_000_000, balance=0.25)
    assert data.y.sum() == 250_000
