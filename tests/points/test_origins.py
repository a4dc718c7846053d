"""Where points come from: each origin loads what it says, and points travel in a link bit for bit."""

import base64
import json
import math
import time
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logreg_core import GENERATORS, SAMPLES, DataError, Dataset, Experiment, generate, load_sample, snap
from logreg_core.points.origins import LARGEST_LINKED, Generated, Points, Sampled
from tests.files.making import checksum, squeezed

coordinates = st.floats(-1e100, 1e100)
rows = st.lists(st.tuples(coordinates, coordinates, st.integers(0, 1)), min_size=1, max_size=30).map(tuple)
names = st.text(max_size=30)
pairs = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1] and "\0" not in pair[0] + pair[1])


def packed(thing, level=9):
    plain = thing if isinstance(thing, bytes) else json.dumps(thing).encode()
    return base64.urlsafe_b64encode(zlib.compress(plain, level)).decode().rstrip("=")


def good(numbers="1 2 0 3 4 1"):
    return [numbers, ["x1", "x2"], ["0", "1"], "by hand"]


def unpacked(text):
    """The points in a text, or None and what is said of it."""
    try:
        return Points.unpack(text), ""
    except DataError as error:
        return None, str(error)


# Loading. ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(GENERATORS))
def test_generated_is_what_the_generator_gives(name):
    noise = GENERATORS[name].noise
    assert Generated(name, 30, noise, 0.4, 9).load() == generate(name, m=30, noise=noise, balance=0.4, seed=9)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_sampled_is_the_sample(name):
    assert Sampled(name).load() == load_sample(name)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: Generated("nosuch"), "generator 'nosuch' is not one of blobs"),
        (lambda: Generated(m=1), "m is 1; it must be"),
        (lambda: Generated(m=100_001), "m is 100001; it must be"),
        (lambda: Generated(noise=math.nan), "noise is nan"),
        (lambda: Generated(noise=2.1), "from 0.1 to 2"),
        (lambda: Generated(balance=0.05), "balance is 0.05"),
        (lambda: Generated(seed=-1), "seed is -1"),
        (lambda: Generated(seed=2**53 + 1), "seed is"),  # past it, JavaScript would round it
        (lambda: Sampled("nosuch"), "sample 'nosuch' is not one of"),
        (lambda: Points(((0.0, 0.0, 0),) * 301), "up to 300 points, and this has 301"),
        (lambda: Points(((0.0, math.inf, 0),)), "point 1 is"),
        (lambda: Points(((0.0, 1.0, 0), (0.0, 1.0, 2))), "point 2 is"),
        (lambda: Points(((0.0, 1.0, 0),), ("x", "x")), "feature_names are both 'x'"),
        (lambda: Points(((0.0, 1.0, 0),), class_names=("\0", "x")), "class_names hold"),
    ],
)
def test_an_error_names_what_it_got_and_what_is_allowed(make, word):
    with pytest.raises(ValueError, match=word):
        make()


# Points in a link. ---------------------------------------------------------------------------------------------


@given(rows, pairs, pairs, names)
@example(((-0.0, 0.0, 0), (5e-324, -5e-324, 1)), ("", "\x01"), ("&=%#?+", "é日本"), '"\\')
@example(((1e100, -1e100, 1), (2.2250738585072011e-308, 0.1 + 0.2, 0)), ("x1", "x2"), ("0", "1"), "")
def test_points_come_back_bit_for_bit(rows, features, classes, source):
    points = Points(rows, features, classes, source)
    text = points.pack()
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    back = Points.unpack(text)
    assert back == points
    assert repr(back.rows) == repr(points.rows)  # -0.0 is not 0.0
    assert Points.of(points.load()) == points
    assert points.load().X.tobytes() == np.array([row[:2] for row in rows]).tobytes()


def test_a_drawing_may_begin_with_no_point_but_has_nothing_to_load():
    empty = Points((), ("a", "b"), ("no", "yes"), "drawn")
    assert Points.unpack(empty.pack()) == empty
    assert Experiment.from_query(Experiment(data=empty).to_query()) == (Experiment(data=empty), ())
    with pytest.raises(DataError, match="no points yet"):
        empty.load()


def test_a_dataset_of_whole_numbers_stays_the_same():
    dataset = Dataset([[1, 2], [30000000000000000, -4]], [0, 1], ("a", "b"), ("no", "yes"), "class exercise")
    assert Points.of(dataset).load() == dataset
    assert Points.unpack(Points.of(dataset).pack()).load() == dataset


def test_a_link_with_100_points_of_3_decimals_is_short_enough_to_send():
    rng = np.random.Generator(np.random.PCG64(5))
    X = np.round(rng.normal(size=(100, 2)) * [3, 40] + [5, 100], 3)
    dataset = Dataset(X, rng.integers(0, 2, 100), ("petal length (cm)", "petal width (cm)"), ("setosa", "virginica"))
    link = Experiment(data=Points.of(dataset)).to_query()
    assert len(link) < 900
    assert Experiment.from_query(link)[0].data.load() == dataset


def test_the_most_points_that_a_link_holds():
    rng = np.random.Generator(np.random.PCG64(6))
    dataset = Dataset(rng.normal(size=(LARGEST_LINKED, 2)), rng.integers(0, 2, LARGEST_LINKED))
    link = Experiment(data=Points.of(dataset)).to_query()
    assert len(link) < 6_600
    assert Experiment.from_query(link)[0].data.load() == dataset


def test_300_drawn_points_make_a_link_that_any_channel_takes():
    rng = np.random.Generator(np.random.PCG64(8))
    X = [[snap(x, -3.65, 3.65) for x in row] for row in rng.uniform(-3.65, 3.65, (LARGEST_LINKED, 2)).tolist()]
    dataset = Dataset(X, rng.integers(0, 2, LARGEST_LINKED))
    link = Experiment(data=Points.of(dataset)).to_query()
    assert len(link) < 1_450
    assert Experiment.from_query(link)[0].data.load() == dataset


def test_a_link_of_the_first_version_still_opens():
    """The first version wrote rows as compressed text."""
    old = packed(["0.25 -1 0 1e-07 2 1 -0 3 0", ["a", "b"], ["no", "yes"], "by hand"])
    assert old[:1] == "e"
    expected = Points(((0.25, -1.0, 0), (1e-07, 2.0, 1), (-0.0, 3.0, 0)), ("a", "b"), ("no", "yes"), "by hand")
    assert Points.unpack(old) == expected
    assert repr(Points.unpack(old).rows) == repr(expected.rows)


# Damage. -------------------------------------------------------------------------------------------------------


@given(st.text(max_size=300))
@example("")
@example("====")
@example("eJw")
@example(packed(b""))
@example(packed(b"\xff\xfe"))
@example(packed(None))
@example(packed([]))
@example(packed({}))
@example(packed("1234"))
@example(packed([1, 2, 3, 4]))
@example(packed([None, ["a", "b"], ["c", "d"], ""]))
@example(packed(good("1 2")))
@example(packed(good("1 2 0 3")))
@example(packed(good("1 2 2")))
@example(packed(good("nan 2 0")))
@example(packed(good("1e999 2 0")))
@example(packed(good("1 2 0.5")))
@example(packed(good("")))
@example(packed(good(" ".join(["1 2 0"] * 301))))
@example(packed(["1 2 0", 7, ["0", "1"], ""]))
@example(packed(["1 2 0", "ab", "cd", 5]))
@example(packed(["1 2 0", ["a"], ["0", "1"], ""]))
@example(packed(["1 2 0", ["a", "b", "c"], ["0", "1"], ""]))
@example(packed(["1 2 0", ["a", 2], ["0", "1"], ""]))
@example(packed(["1 2 0", {"a": 1, "b": 2}, ["0", "1"], ""]))
@example(packed(b"[" * 100_000))
@example(packed(b"9" * 100_000))
def test_what_is_no_points_is_refused_in_words(text):
    points, words = unpacked(text)
    if points is None:
        assert "ask for the link again" in words
        assert len(words) < 400
    else:
        assert Points.unpack(points.pack()) == points


@given(st.integers(0, 10_000), st.characters(codec="ascii"))
def test_one_wrong_character_is_noticed_or_harmless(at, character):
    points = Points(((0.125, 3.5, 0), (2.25, -1.0, 1)), source="a long enough name of where this comes from")
    text = points.pack()
    at %= len(text)
    back, _ = unpacked(text[:at] + character + text[at + 1 :])
    assert back in (None, points)


def test_a_small_text_that_hides_a_huge_one_is_refused_at_once():
    parts = (b"[", 1), (b" " * 1_000_000, 300), (b"]", 1)
    check = checksum(zlib.adler32, 1, *parts).to_bytes(4, "big")
    bomb = base64.urlsafe_b64encode(b"\x78\xda" + squeezed(*parts) + check).decode().rstrip("=")
    assert len(bomb) > 200_000  # the bomb itself is what a browser could send
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(DataError, match="too long"):
        Points.unpack(bomb)
    seconds, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 2
    assert peak < 10_000_000


def test_a_bomb_in_a_link_leaves_the_default_data():
    experiment, notices = Experiment.from_query("data=points&points=" + packed(b" " * 1_000_000))
    assert experiment == Experiment()
    assert len(notices) == 1
    assert "could not be used" in notices[0]


def test_a_text_that_is_cut_short_is_refused():
    text = Points(((0.125, 3.5, 0), (2.25, -1.0, 1))).pack()
    for length in range(len(text)):
        with pytest.raises(DataError):
            Points.unpack(text[:length])
