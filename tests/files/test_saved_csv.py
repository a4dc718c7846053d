"""Any Dataset goes through a CSV file and comes back bit for bit; no spreadsheet runs what is in it."""

import csv
import io

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logreg_core import SAMPLES, DataError, Dataset, generate, load_sample
from logreg_core.files import SavedChoice, guess_columns, read_table, saved_choice, to_csv, to_dataset
from logreg_core.files.cells import marked, needs_mark, unmarked
from logreg_core.points.dataset import LONGEST_NAME

RUN = ("=", "+", "-", "@", "\t", "\r")
ODD = [
    *["", " ", "NA", "nan", " NA ", "null", "\u00a0", "1", "0", "1.0", "01", "-1", "+1", "1e5", "1,5", " 5 ", "1e400"],
    *["'", "''", "'x", "'=x", "=1+1", "@x", "\tx", "\rx", "\n", "\r\n", "a\nb", 'a"b', '"', "a,b", "a;b", "\ufeffx"],
    *["<table>", "%PDF", "GIF89a", "PAR1\x15", "BZh91AY&SY", "SQLite format 3", '{"x": 1}', "[[1]]", "PK\x03\x04"],
    *[
        "y",
        "label",
        "class",
        "y (1 = a, 0 = b)",
        ", 0 = ",
        "a, 0 = b",
        "column 1",
        "x (2)",
        "sep=;",
        "é",
        "😀",
        "\u202e",
    ],
    *["9007199254740993", "x" * 1000, "$x$", "**b**", "True", "FALSE", "inf", "\x85", "\x1c", "\u2028"],
]
names = st.sampled_from(ODD) | st.text(max_size=8) | st.text("=+-@'\t\r\n\",;01.eNA \ufeff", max_size=5)
names = names.filter(lambda name: "\0" not in name)
pairs = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1])
coordinates = st.floats(-1e100, 1e100) | st.sampled_from([0.0, -0.0, 5e-324, 1.0, 2.0, 2.0**53, 1e22])
rows = st.lists(st.tuples(coordinates, coordinates, st.integers(0, 1)), min_size=1, max_size=12)


def opened(raw, data):
    """The dataset in a saved file, opened as the app opens it: by its guess."""
    frame = read_table(raw, "saved.csv")
    features, label = guess_columns(frame)
    assert features == data.features
    zero, one = data.class_names
    return to_dataset(frame, features=features, label=label, positive=one, negative=zero), saved_choice(frame)


def check(data):
    raw = to_csv(data)
    back, choice = opened(raw, data)
    assert back.X.tobytes() == data.X.tobytes()
    assert back.y.tobytes() == data.y.tobytes()
    assert (back.feature_names, back.class_names) == (data.feature_names, data.class_names)
    header, *lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert not any(cell.startswith(RUN) for cell in [*header, *(line[-1] for line in lines)])
    return choice


@given(rows, pairs, pairs)
@example([(-0.0, 1.5, 1)], ("1", "2"), ("0", "1"))
@example([(0.0, 1.0, 0)], ("y", "label"), ("0", "1"))
@example([(1.0, 0.0, 0), (2.0, 0.0, 1)], ("a", ""), ("0", "1"))
@example([(1.0, -0.0, 0), (2.0, 0.0, 1)], ("a", ""), ("0", "1"))
@example([(1.0, 3.0, 0), (2.0, 0.0, 1)], ("a", ""), ("0", "1"))
@example([(0.0, 1.0, 0), (1.0, 1.0, 1)], ("", "NA"), ("1", "01"))
@example([(0.0, 1.0, 0), (1.0, 1.0, 1)], ("x" * LONGEST_NAME, "x"), ("y" * LONGEST_NAME, "'" * LONGEST_NAME))
def test_any_dataset_comes_back(rows, features, classes):
    X, y = [row[:2] for row in rows], [row[2] for row in rows]
    check(Dataset(X, y, features, classes))


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("ones", [[0, 1], [0, 0], [1, 1]])
def test_odd_names_come_back(name, ones):
    choice = check(Dataset([[1, 2], [3, 4]], ones, (name, "other"), ("some", name)))
    assert choice == SavedChoice((name, "other"), choice.label, name, "some")
    check(Dataset([[1, 2], [3, 4]], ones, ("other", name), (name, "some")))


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_come_back_and_the_file_says_which_class_is_1(name):
    data = load_sample(name)
    choice = check(data)
    assert (choice.negative, choice.positive) == data.class_names


def test_how_a_file_reads():
    assert to_csv(Dataset([[1, -2.5], [1e300 * 1e-201, 0.1]], [1, 0])) == b"x1,x2,y\r\n1,-2.5,1\r\n1e+99,0.1,0\r\n"
    data = Dataset([[1, 2]], [1], ("=cmd()", "Größe"), ("-", "a b"))
    text = '\ufeff"\'=cmd()","Größe","y (1 = a b, 0 = -)"\r\n1,2,"a b"\r\n'
    assert to_csv(data).decode() == text


def test_marks_are_taken_off_only_where_they_are_marks():
    assert [unmarked(cell) for cell in ("'=1", "'NA", "'5", "''a", "'tis", "'a'", "'")] == [
        *("=1", "NA", "5", "'a", "'tis", "'a'", ""),
    ]
    frame = read_table(b"x,y,l\n1,2,'=A1\n3,4,'tis\n", "file.csv")
    assert frame["l"].tolist() == ["=A1", "'tis"]
    assert any("'=A1\" was read as '=A1'" in notice for notice in frame.attrs["notices"])


@given(names)
def test_a_mark_is_undone(name):
    assert unmarked(marked(name)) == name
    assert not marked(name).startswith(RUN)
    assert needs_mark(name) or marked(name) == name


@pytest.mark.parametrize("which", ["feature_names", "class_names"])
@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("x", "x"), "both 'x'"),
        (("a\0b", "x"), "NUL"),
        (("x", "\ud83d"), "surrogate"),
        (("x", "y" * (LONGEST_NAME + 1)), "100,001 characters"),
    ],
)
def test_names_that_no_file_can_hold_are_no_names(which, pair, words):
    with pytest.raises(DataError, match=words) as caught:
        Dataset([[1, 2]], [0], **{which: pair})
    assert len(str(caught.value)) < 300


def test_one_class_is_read_only_when_both_are_named():
    frame = read_table(b"x,y,l\n1,2,a\n3,4,a\n", "file.csv")
    choice = {"features": ("x", "y"), "label": "l"}
    for told in ({}, {"positive": "a"}, {"negative": "a"}, {"positive": "b"}):
        with pytest.raises(DataError, match="the one value 'a'"):
            to_dataset(frame, **choice, **told)
    with pytest.raises(DataError, match="no value 'b'"):
        to_dataset(frame, **choice, positive="b", negative="c")
    with pytest.raises(DataError, match="both 'a'"):
        to_dataset(frame, **choice, positive="a", negative="a")
    data = to_dataset(frame, **choice, positive="b", negative="a")
    assert (data.y.tolist(), data.class_names) == ([0, 0], ("a", "b"))
    data = to_dataset(frame, **choice, positive="a", negative="b")
    assert (data.y.tolist(), data.class_names) == ([1, 1], ("b", "a"))


def test_a_two_valued_feature_is_not_taken_for_the_label():
    data = Dataset([[0, 1], [1, 1], [0, 5]], [1, 1, 1])
    assert guess_columns(read_table(to_csv(data), "a.csv")) is not None
    frame = read_table(b'"y (1 = a, 0 = b)",x,l\nb,1,0\na,2,1\n', "a.csv")
    assert saved_choice(frame) is None


@pytest.mark.parametrize("header", ["y (1 = a, 0 = b", "y (1 = a)", "y (1 = c, 0 = d)", "z (1 = a, 0 = b)", "y", "l"])
def test_other_headers_name_no_classes(header):
    raw = f'x1,x2,"{header}"\n1,2,a\n3,4,b\n'.encode()
    assert saved_choice(read_table(raw, "a.csv")) is None


def test_ten_thousand_points_come_back():
    check(generate("moons", m=10_000, seed=3))
    X = np.random.default_rng(1).standard_normal((10_000, 2)) * 1e-300
    check(Dataset(X, np.arange(10_000) % 2))
