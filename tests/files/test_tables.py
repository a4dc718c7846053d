import csv
import io
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from logreg_core.files import (
    MAX_LABEL_VALUES,
    gaps,
    guess_columns,
    label_values,
    numeric_columns,
    read_table,
    to_dataset,
)
from logreg_core.files.cells import GAPS, number, numbers, unmarked
from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.samples import SAMPLES, load_sample

DATA = Path(__file__).parents[2] / "logreg_core" / "points" / "samples"
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
STRICT = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def table(*lines):
    return read_table("\n".join(lines).encode(), "some.csv")


ANIMALS = table(
    "length,depth,kind,sex,island",
    "1,5,cat,f,1",
    "2,6,dog,m,1",
    "3,,eel,f,2",
    "4,8,dog,,2",
    "x,9,eel,m,3",
)


# Reading


def test_columns_index_and_attrs():
    frame = ANIMALS
    assert list(frame.columns) == ["length", "depth", "kind", "sex", "island"]
    assert frame.index.tolist() == [2, 3, 4, 5, 6]
    assert frame.index.name == "row"
    assert numeric_columns(frame) == ("depth", "island")
    assert frame["length"].tolist() == ["1", "2", "3", "4", "x"]
    assert frame["depth"].dtype == np.float64
    assert frame["sex"].tolist() == ["f", "m", "f", None, "m"]
    assert frame.attrs == {
        "filename": "some.csv",
        "notices": (),
        "decimal": ".",
        "doubtful": (),
        "spellings": {},
        "read_as": "",
        "remedies": (),
    }


def test_rows_are_counted_as_a_spreadsheet_shows_them():
    frame = table("x,y,l", "", '1,2,"a', 'b"', ",,", "3,4,c")
    assert frame.index.tolist() == [3, 5]
    assert frame.attrs["notices"] == ("Blank rows were left out (2); they still count in row numbers.",)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "penguins"])
def test_the_samples_files_read_to_the_samples(name):
    sample, data = SAMPLES[name], load_sample(name)
    frame = read_table((DATA / sample.file).read_bytes(), sample.file)
    read = to_dataset(frame, features=sample.features, label=sample.label, positive=sample.positive)
    assert (read.X.tobytes(), read.y.tobytes()) == (data.X.tobytes(), data.y.tobytes())
    assert read.feature_names == sample.features
    assert read.class_names == (sample.negative, sample.positive)


def test_penguins_two_of_three_and_one_without_measurements():
    frame = read_table((DATA / "penguins.csv").read_bytes(), "penguins.csv")
    choice = {"features": SAMPLES["penguins"].features, "label": "species"}
    assert label_values(frame, "species") == ("Adelie", "Chinstrap", "Gentoo")
    two = {**choice, "positive": "Chinstrap", "negative": "Adelie"}
    with pytest.raises(DataError, match=r"1 of 220, namely row 5 \('bill_length_mm'\), row 5"):
        to_dataset(frame, **two)
    read, data = to_dataset(frame, **two, drop_incomplete=True), load_sample("penguins")
    assert (read.X.tobytes(), read.y.tobytes()) == (data.X.tobytes(), data.y.tobytes())
    rest = to_dataset(frame, **choice, positive="Adelie", drop_incomplete=True)
    assert rest.class_names == ("not Adelie", "Adelie")
    assert (rest.m, rest.y.sum()) == (342, 151)


# Choosing


@pytest.mark.parametrize(
    ("given", "ones"),
    [*((one, [0, 1]) for one in (None, "1", 1, 1.0, np.int64(1), True)), ("0", [1, 0]), (0, [1, 0])],
)
def test_class_one_is_given_by_itself_or_as_shown(given, ones):
    frame = table("x,y,l", "1,2,0.0", "3,4,1.0")
    assert label_values(frame, "l") == ("0", "1")
    data = to_dataset(frame, features=("x", "y"), label="l", positive=given)
    assert data.y.tolist() == ones
    assert data.class_names == (("0", "1") if ones == [0, 1] else ("1", "0"))


def test_class_zero_alone_says_it_all_where_there_are_two():
    frame = table("x,y,l", "1,2,yes", "3,4,no")
    assert to_dataset(frame, features=("x", "y"), label="l").y.tolist() == [1, 0]
    assert to_dataset(frame, features=("x", "y"), label="l", negative="yes").y.tolist() == [0, 1]


def test_rows_of_other_classes_may_hold_anything():
    data = to_dataset(ANIMALS, features=("length", "depth"), label="kind", positive="dog", negative="cat")
    assert data.X.tolist() == [[1, 5], [2, 6], [4, 8]]
    assert data.y.tolist() == [0, 1, 1]
    assert data.source == "some.csv: kind dog against cat"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"features": ("depth", "depth")}, "three different columns; chosen are 'depth', 'depth', 'kind'"),
        ({"features": ("depth", "kind")}, "three different columns"),
        ({"features": ("depth", "length", "island")}, "One or two features and a label must be different columns"),
        ({"features": ()}, "One or two features and a label must be different columns"),
        ({"features": ("depth",), "label": "depth"}, "A feature and a label must be two different columns"),
        ({"features": ("depth",)}, "'kind' has 3 values"),
        ({"features": ("depth", "width")}, "no columns called 'width'; there are 'length', 'depth'"),
        ({"label": "class"}, "no columns called 'class'"),
        ({}, "'kind' has 3 values ('cat', 'dog', 'eel'). Say which one is class 1"),
        ({"negative": "dog"}, "Say which one is class 1"),
        ({"positive": "Dog"}, "'kind' has no value 'Dog'; it has 'cat', 'dog', 'eel'"),
        ({"positive": "dog", "negative": 1}, "no value '1'"),
        ({"positive": "dog", "negative": "dog"}, "Class 1 and class 0 are both 'dog'"),
        ({"positive": "dog"}, "Row 6, column 'length': 'x' is not a finite number"),
        ({"features": ("depth", "island"), "positive": "dog"}, "1 of 5, namely row 4 ('depth')"),
        (
            {"features": ("depth", "island"), "positive": "dog", "label": "sex"},
            "'sex' has no value 'dog'; it has 'f', 'm'",
        ),
    ],
)
def test_a_choice_that_makes_no_classes_is_refused(choice, words):
    with pytest.raises(DataError) as caught:
        to_dataset(ANIMALS, **{"features": ("length", "depth"), "label": "kind", **choice})
    assert words in str(caught.value)


def test_a_class_may_vanish_with_its_gaps():
    frame = table("x,y,l", "1,,a", "3,4,b")
    with pytest.raises(DataError, match=r"left out \(1\), none of class 'a' is left"):
        to_dataset(frame, features=("x", "y"), label="l", drop_incomplete=True)
    frame = table("x,y,l", ",2,a", "3,,b")
    with pytest.raises(DataError, match=r"left out \(2\), none of class 'a' is left"):
        to_dataset(frame, features=("x", "y"), label="l", drop_incomplete=True)


def test_numbers_that_are_no_numbers_are_left_out_only_when_told():
    frame = table("x,y,l", "1,2,a", "1e309,4,b", "5,6,b")
    with pytest.raises(DataError, match=r"Row 3, column 'x': '1e309' .* choose to leave such rows out"):
        to_dataset(frame, features=("x", "y"), label="l")
    data = to_dataset(frame, features=("x", "y"), label="l", drop_incomplete=True)
    assert data.X.tolist() == [[1, 2], [5, 6]]
    assert data.source == "some.csv: l b against a, incomplete rows left out: 1"


def test_numbers_that_are_too_large_are_never_left_out():
    frame = table("x,y,l", "1,2,a", "1e300,4,b", "5,6,b")
    with pytest.raises(DataError, match="Row 3, column 'x': '1e\\+300' is past 1e\\+100"):
        to_dataset(frame, features=("x", "y"), label="l", drop_incomplete=True)


def test_label_values_are_sorted_as_numbers_and_capped():
    frame = table("x,y,l", *(f"1,2,{9 - i}" for i in range(9)), "1,2,10", "1,2,-0.5", "1,2,1e300", "1,2,")
    assert label_values(frame, "l") == ("-0.5", *map(str, range(1, 11)), "1e+300")
    frame = table("x,y,l", *(f"1,2,{i}" for i in range(500)))
    assert len(label_values(frame, "l")) == MAX_LABEL_VALUES


def test_gaps_are_named_by_row_and_column():
    assert gaps(ANIMALS, ("length", "depth", "sex")) == ((4, "depth"), (5, "sex"))
    assert gaps(ANIMALS, ("island",)) == ()


@pytest.mark.parametrize(
    ("lines", "guess"),
    [
        (["x,y,l", "1,2,0", "3,4,1"], (("x", "y"), "l")),
        (["l,x,y", "0,1.5,2", "1,3,4", "1,5,6"], (("x", "y"), "l")),
        (["id,x,y,l", *(f"{i + 1},{i * i},{-i * i},{i % 2}" for i in range(20))], (("x", "y"), "l")),
        (["few,x,y,l", *(f"{i % 3},{i * i},{-i * i},{i % 2}" for i in range(20))], (("x", "y"), "l")),
        (["x,y,l", "1,2,a", "3,4,b", "5,6,c"], (("x", "y"), "l")),
        (["x,l,m", "1,a,b", "2,b,a"], (("x",), "m")),
        (["hours,passed", *(f"{i / 4},{int(i > 9)}" for i in range(20))], (("hours",), "passed")),
        (["passed,hours", *(f"{int(i > 9)},{i / 4}" for i in range(20))], (("hours",), "passed")),
        (["x,y,z", *(f"{i},{i},{i}" for i in range(20))], None),
    ],
)
def test_guesses(lines, guess):
    assert guess_columns(table(*lines)) == guess


# Frames from elsewhere


def test_any_frame_with_sensible_columns_will_do():
    frame = pd.DataFrame(
        {
            "x": pd.array([1, 2, None, 4], dtype="Int64"),
            "y": np.array([0.5, 1.5, 2.5, 3.5], np.float32),
            "s": ["1.25", "2", " 3 ", "4"],
            "b": [True, False, True, False],
            "c": pd.Categorical(["no", "yes", "no", None]),
        },
        index=["p", "q", "r", "s"],
    )
    data = to_dataset(frame, features=("y", "s"), label="b")
    assert data.X.tolist() == [[0.5, 1.25], [1.5, 2], [2.5, 3], [3.5, 4]]
    assert (data.y.tolist(), data.class_names) == ([1, 0, 1, 0], ("False", "True"))
    assert data.source == "a table: b True against False"
    with pytest.raises(DataError, match=r"2 of 4, namely row r \('x'\), row s \('c'\)"):
        to_dataset(frame, features=("x", "y"), label="c")
    assert to_dataset(frame, features=("x", "y"), label="c", drop_incomplete=True).m == 2
    with pytest.raises(DataError, match=r"Row p, column 'b' .*'True' is not a finite number"):
        to_dataset(frame, features=("b", "y"), label="c")
    with pytest.raises(DataError, match="2 columns called 'y'"):
        to_dataset(pd.concat([frame, frame[["y"]]], axis=1), features=("x", "y"), label="b")
    frame["y"] = [1, np.inf, 3, 4]
    with pytest.raises(DataError, match="Row q, column 'y': 'inf' is not a finite number"):
        to_dataset(frame, features=("y", "s"), label="b")


# For any input


LIKE_A_TABLE = st.text(",;\t\n\r\"' .-e0123N", max_size=80)


@given(st.binary(max_size=300) | (st.text(max_size=200) | LIKE_A_TABLE).map(str.encode))
def test_any_bytes_give_a_frame_or_a_data_error(raw):
    try:
        frame = read_table(raw, "any")
    except DataError:
        return
    assert frame.columns.is_unique
    assert frame.shape[0] >= 1
    assert frame.shape[1] >= 2
    assert frame.index.is_monotonic_increasing
    guess_columns(frame)
    for label in list(frame.columns)[:3]:
        values = label_values(frame, label)
        try:
            data = to_dataset(
                frame,
                features=tuple(name for name in frame.columns if name != label)[:2],
                label=label,
                positive=values[0] if values else None,
                drop_incomplete=True,
            )
        except DataError:
            continue
        assert isinstance(data, Dataset)


@st.composite
def mutated_file(draw):
    raw = bytearray(b'x,y,"l"\n1.5,-2,a\n3,4e1,"b"\n,6,a\n7,8,b\n')
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(raw) - 1))
        put = draw(st.sampled_from([b"", b",", b'"', b"\n", b"9", b".", b"a", b" ", b"-"]))
        raw[at : at + draw(st.integers(0, 2))] = put
    return bytes(raw)


@given(mutated_file())
def test_mutated_files_read_as_a_strict_reader_would_or_not_at_all(raw):
    try:
        frame = read_table(raw, "mutated.csv")
    except DataError:
        return
    records = list(csv.reader(io.StringIO(raw.decode(), newline=""), skipinitialspace=True))
    assert {len(record) for record in records if "".join(record).strip()} == {frame.shape[1]}
    for row, cells in frame.iterrows():
        for name, cell, text in zip(frame.columns, cells, records[row - 1], strict=True):
            if text.strip() in GAPS:
                assert pd.isna(cell)
            elif name in numeric_columns(frame):
                assert STRICT.fullmatch(text.strip())
                assert cell == float(text)
            else:
                assert cell == text


@given(st.lists(st.tuples(FLOATS, FLOATS), min_size=1, max_size=30), st.sampled_from([",", ";", "\t"]))
def test_floats_written_by_repr_come_back_bit_for_bit(points, separator):
    lines = [separator.join(["x", "y", "l"]), *(f"{a!r}{separator}{b!r}{separator}0" for a, b in points)]
    frame = table(*lines)
    assert frame[["x", "y"]].to_numpy().tobytes() == np.array(points).tobytes()


@given(st.lists(st.tuples(FLOATS, FLOATS), min_size=1, max_size=30))
def test_decimal_commas_come_back_bit_for_bit_once_they_are_beyond_doubt(points):
    lines = ["x;y;l", "0,5;0,5;0", *(f"{a!r};{b!r};0".replace(".", ",") for a, b in points)]
    assert table(*lines)[["x", "y"]].to_numpy()[1:].tobytes() == np.array(points).tobytes()


@given(st.text("0123456789.,eE+- \u0663_xinfa", max_size=8) | st.sampled_from(["1e309", "1e400", " 5 ", "NA", ""]))
def test_one_cell_reads_as_a_column_of_it_does(cell):
    for decimal in ("", ".", ",", ".,", ",."):
        column = numbers([cell], decimal)
        assert np.array_equal([number(cell, decimal)], [np.nan] if column is None else column, equal_nan=True)


BLANKS = "".join(filter(str.isspace, map(chr, range(0x110000)))) + "\ufeff"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)


@given(st.lists(TEXT, min_size=3, max_size=3, unique=True), TEXT, TEXT, st.sampled_from([",", ";", "\t"]))
def test_quoted_names_and_labels_come_back_as_they_were_but_for_blanks_around_them(names, zero, one, separator):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([names, ["1", "2", zero], ["3", "4", one]])
    *names, zero, one = (text.strip(BLANKS) for text in (*names, zero, one))
    assume(zero != one and len({*names}) == 3)
    for text in (*names, zero, one):
        assume(text.strip() not in GAPS and not STRICT.fullmatch(text.strip().replace(",", ".")))
        assume(unmarked(text) == text)  # a ' that only marks what follows as text is taken off: test_saved_csv.py
    frame = read_table(file.getvalue().encode(), "quoted.csv")
    assert list(frame.columns) == names
    data = to_dataset(frame, features=(names[0], names[1]), label=names[2], positive=one)
    assert data.class_names == (zero, one)
    assert data.feature_names == (names[0], names[1])
    assert data.X.tolist() == [[1, 2], [3, 4]]


def test_to_dataset_and_the_rest_leave_the_frame_alone():
    frame = ANIMALS.copy(deep=True)
    attrs = dict(frame.attrs)
    data = to_dataset(frame, features=("depth", "island"), label="sex", drop_incomplete=True)
    label_values(frame, "sex")
    gaps(frame, ("depth", "sex"))
    guess_columns(frame)
    pd.testing.assert_frame_equal(frame, ANIMALS)
    assert frame.attrs == attrs
    frame.loc[:, "depth"] = 0.0
    assert data.X[0, 0] == 5


def test_a_large_table_is_read_right_to_the_last_row():
    rng = np.random.default_rng(1)
    X = rng.standard_normal((100_000, 2)) * 10.0 ** rng.integers(-9, 9, (100_000, 1))
    y = rng.random(100_000) < 0.3
    lines = (f"{a!r},{b!r},{'yes' if one else 'no'}" for (a, b), one in zip(X.tolist(), y, strict=True))
    data = to_dataset(table("x,y,l", *lines), features=("x", "y"), label="l")
    assert data.X.tobytes() == X.tobytes()
    assert (data.y == y).all()
    assert math.isclose(data.y.mean(), 0.3, abs_tol=0.01)
