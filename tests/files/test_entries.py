"""What cells hold: blanks, quotes, cases, gaps that are words, units, and marks that group thousands or are decimal."""

import csv
import io
import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.files import (
    describe,
    feature_columns,
    label_values,
    no_numbers,
    read_table,
    read_table_apart,
    to_csv,
    to_dataset,
)
from logreg_core.files.cells import GAPS
from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.read_as import ReadAs

from .making import parquet, workbook
from .test_damaged import mutated, mutations


def text(names, rows, separator=","):
    file = io.StringIO()
    csv.writer(file, delimiter=separator).writerows([names, *rows])
    return file.getvalue().encode()


KINDS = {
    "commas": text,
    "semicolons": lambda names, rows: text(names, rows, ";"),
    "tabs": lambda names, rows: text(names, rows, "\t"),
    "xlsx": lambda names, rows: workbook(names, *rows),
    "json": lambda names, rows: json.dumps([dict(zip(names, row, strict=True)) for row in rows]).encode(),
    "parquet": lambda names, rows: parquet(
        **{name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    ),
}
EACH_KIND = pytest.mark.parametrize("kind", KINDS)


def read(kind, labels, name="l", **read_as):
    """The table of these labels beside two columns of numbers."""
    rows = [(i, i * i, label) for i, label in enumerate(labels)]
    return read_table(KINDS[kind](("x", "y", name), rows), f"a.{kind}", read_as=ReadAs(**read_as))


def column(values, kind="commas", **read_as):
    frame = read(kind, values, **read_as)
    return frame["l"].tolist(), " ".join(frame.attrs["notices"]), [texts[1:] for texts in frame.attrs["remedies"]]


# Labels and names


@EACH_KIND
@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\ufeff", " \u2003"])
def test_outer_blanks_are_no_part_of_a_label_or_of_a_name(kind, blank):
    frame = read(kind, ["yes", f"yes{blank}", "no", f"yes{blank}", f"{blank}no"], name=f"l{blank}")
    assert list(frame.columns) == ["x", "y", "l"]
    assert label_values(frame, "l") == ("no", "yes")
    names, entries = frame.attrs["notices"]
    assert names.startswith("Blanks around columns' names were left out: 'l")
    assert entries.startswith("Blanks around entries are no part of them and were left out: in column 'l' 'yes")
    assert "(2)" in entries or "(3)" in entries  # the reader of text takes spaces after a separator away
    data = to_dataset(frame, features=("x", "y"), label="l")
    assert data.y.tolist() == [1, 1, 0, 1, 0]


@EACH_KIND
def test_a_link_made_before_names_the_class_that_a_spelling_belongs_to(kind):
    frame = read(kind, ["yes", "yes ", "No", "yes", "no", "no", "maybe"], name="l ")
    for one, zero in (("yes ", "No"), ("yes", "no")):
        data = to_dataset(frame, features=("x", "y"), label="l ", positive=one, negative=zero)
        assert (data.class_names, data.y.tolist()) == (("no", "yes"), [1, 1, 0, 1, 0, 0])
    with pytest.raises(DataError, match="no value 'YES'"):
        to_dataset(frame, features=("x", "y"), label="l", positive="YES")


@EACH_KIND
@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["Yes", "yes", "YES", "no", "yes"], ["yes", "yes", "yes", "no", "yes"]),
        (["TRUE", "no", "True"], ["TRUE", "no", "TRUE"]),  # ties: the first one
        (["Straße", "STRASSE", "Weg", "STRASSE"], ["STRASSE", "STRASSE", "Weg", "STRASSE"]),
    ],
)
def test_labels_that_differ_by_case_alone_are_one_class_and_one_press_parts_them(kind, labels, names):
    frame = read(kind, labels)
    assert frame["l"].tolist() == names
    (notice,) = frame.attrs["notices"]
    assert notice.startswith("Words that differ by case alone were read as one: in column 'l' ")
    assert all(repr(label) in notice for label in labels if label.casefold() == labels[0].casefold())
    assert frame.attrs["remedies"] == ((notice, "Keep them apart", "cases:apart"),)
    assert read(kind, labels, cases_apart=True)["l"].tolist() == labels
    assert read(kind, labels, cases_apart=True).attrs["notices"] == ()


@EACH_KIND
def test_cases_are_kept_apart_where_less_than_two_classes_would_be_left(kind):
    assert read(kind, ["Yes", "yes", "Yes"])["l"].tolist() == ["Yes", "yes", "Yes"]


@EACH_KIND
def test_labels_in_single_quotes(kind):
    frame = read(kind, ["'-1'", "'1'", "'1'"])
    assert label_values(frame, "l") == ("-1", "1")
    assert "What stands around every entry was taken off: in column 'l' \"'\" (\"'-1'\" is -1)" in " ".join(
        frame.attrs["notices"]
    )
    assert to_dataset(frame, features=("x", "y"), label="l", positive="'1'").y.tolist() == [0, 1, 1]
    assert read(kind, ["'no'", "'yes '", ""])["l"].tolist()[:2] == ["no", "yes "]
    assert read(kind, ["'-1'", "b"])["l"].tolist() == ["'-1'", "b"]


@EACH_KIND
def test_words_that_count_as_gaps_are_counted_and_one_press_makes_them_a_class(kind):
    labels = ["None", "yes", "NA", "None", "no", "null"]
    frame = read(kind, labels)
    assert frame["l"].tolist() == [None, "yes", None, None, "no", None]
    (notice,) = frame.attrs["notices"]
    assert notice == "These count as gaps, as missing entries do: in column 'l' 'None' (2), 'NA' (1), 'null' (1)."
    assert frame.attrs["remedies"] == ((notice, "Make them a class", "gaps:words"),)
    assert read(kind, labels, gaps_are_words=True)["l"].tolist() == labels
    assert math.isnan(read(kind, ["1", "NA", "2"], gaps_are_words=True)["l"].iloc[1])  # not beside words


# Numbers


@EACH_KIND
@pytest.mark.parametrize(
    ("cells", "values", "said"),
    [
        (["45%", "-5 %", "0.5%"], [45, -5, 0.5], "'%' ('45%' is 45)"),
        (["$1,200", "$950", "-$5.25"], [1200, 950, -5.25], "'$' ('$1,200' is 1200)"),
        (["1200 €", "3.5€"], [1200, 3.5], "'€' ('1200 €' is 1200)"),
        (["12 kg", "13.5kg", "1e3 kg"], [12, 13.5, 1000], "'kg' ('12 kg' is 12)"),
        (["3 m²", "4 m²"], [3, 4], "'m²' ('3 m²' is 3)"),
        (["\u22125", "3", "\u22121e\u22122"], [-5, 3, -0.01], "'−' ('−5' is -5)"),
    ],
)
def test_what_stands_around_every_number_is_taken_off(kind, cells, values, said):
    found, notice, _ = column(cells, kind)
    assert (found, notice) == (values, f"What stands around every entry was taken off: in column 'l' {said}.")
    assert column([*cells, "NA"], kind)[0][:-1] == values


@EACH_KIND
@pytest.mark.parametrize(
    "cells",
    [
        ["45 kg", "45 lb"],
        ["45", "45%"],
        ["$5", "€5"],
        ["5½", "6½"],
        ["$1,20", "$5"],
        ["5 kg", "5 kg 3"],
        ["--5 kg", "-5 kg"],
        ["A1", "A2"],
        ["2024-01", "2024-02"],
        ["12:30", "13:30"],
    ],
)
def test_numbers_of_more_than_one_form_stay_text(kind, cells):
    assert column(cells, kind)[0] == cells


def test_units_beside_decimal_commas():
    assert column(["3,5 kg", "4 kg"], "semicolons")[0] == [3.5, 4]
    assert column(["1,5 %", "1,25 %"], "tabs")[0] == [1.5, 1.25]
    assert column(["1,234 kg", "5 kg"], "semicolons")[0] == ["1,234 kg", "5 kg"]


@pytest.mark.parametrize("kind", ["semicolons", "tabs", "xlsx"])
@pytest.mark.parametrize("cells", [["950", "1.200"], ["950", "1.200", ""], ["1.200.000", "-1.200", "7"]])
def test_points_that_may_group_thousands_are_no_numbers_until_one_says_what_they_are(kind, cells):
    found, notice, remedies = column(cells, kind)
    assert found == [cell or None for cell in cells]
    assert (
        notice.endswith("so these columns are no numbers: in column 'l' 1.200 is 1.2 or 1200.")
        or "-1.200 is -1.2 or -1200" in notice
    )
    thousands = [float(cell.replace(".", "")) if cell else math.nan for cell in cells]
    if cells[0] == "950":
        assert remedies == [("Read as 1.2", "decimal:point"), ("Read as 1200", "decimal:comma")]
        assert column(cells, kind, decimal=".")[0][:2] == [950, 1.2]
    assert str(column(cells, kind, decimal=",")[0]) == str(thousands)


@EACH_KIND
def test_commas_that_may_group_thousands(kind):
    cells = ["1,234", "5", "-12,345"]
    found, notice, remedies = column(cells, kind)
    assert (found, remedies) == (cells, [("Read as 1234", "decimal:point"), ("Read as 1.234", "decimal:comma")])
    assert "in column 'l' 1,234 is 1234 or 1.234." in notice
    assert column(cells, kind, decimal=".")[0] == [1234, 5, -12345]
    assert column(cells, kind, decimal=",")[0] == [1.234, 5, -12.345]


@EACH_KIND
def test_groups_are_of_three_digits_strictly(kind):
    for cells in (["1,23", "5"], ["1,2345", "1"], ["0,123", "5"], ["1,234,5", "1"], ["1.5,000", "1"]):
        assert column(cells, kind, decimal=".")[0] == cells


@pytest.mark.parametrize(
    "cells", [["1.234", "2.345"], ["950", "1.25"], ["1200", "0.125"], ["1", "1.2345"], ["1.200e3", "1"]]
)
def test_points_beyond_doubt(cells):
    assert column(cells, "semicolons")[0] == [float(cell) for cell in cells]


def test_numbers_that_a_file_holds_as_numbers_are_never_in_doubt():
    for kind in ("xlsx", "json", "parquet"):
        for decimal in ("", ".", ","):
            assert column([1.234, 950.0, 2.5], kind, decimal=decimal)[0] == [1.234, 950, 2.5]


def test_a_doubtful_column_is_refused_with_both_readings():
    frame = read("semicolons", ["950", "1.200", "?", "7"])
    assert describe(frame)[2].not_numbers == 2
    with pytest.raises(DataError, match=r"Row 3, column 'l' .*'1\.200' \(1\.2 or 1200\) is not a finite number"):
        to_dataset(frame, features=("x", "l"), label="y", positive="9")


def test_each_column_that_is_no_feature_is_named_with_its_first_entry_that_is_no_number():
    lines = ["age;rate;size;kind;cost", "1;45 kg;950;cat;1", ";;;;", "2;45 lb;1.200;dog;5 $", "3;45 lb;1.400;dog;5 $"]
    frame = read_table("\n".join(lines).encode(), "a.csv")
    assert feature_columns(frame) == ("age",)
    assert no_numbers(frame) == (
        "'rate' has 45 kg in row 2 and 45 lb in row 4, 'size' has 1.200 in row 4, which is 1.2 or 1200, "
        "'kind' has 'cat' in row 2, which is no number, 'cost' has 5 $ in row 4 and 1 in row 2"
    )


# Large files, saved files and damaged ones


def test_a_large_file_says_the_same_of_its_cells():
    cells = [("yes", "45%", "950"), ("Yes ", "5%", "1.200"), ("no", "-5%", "7"), ("None", "1%", "8")]
    raw = text(("x", "l", "p", "q"), [(i, *cells[i % 4]) for i in range(40_000)], ";")
    here, there = read_table(raw, "a.csv"), read_table_apart(raw, "a.csv", progress=lambda _: None)
    assert there.attrs == here.attrs
    for frame in (here, there):
        assert feature_columns(frame) == ("x", "p", "q")  # half of q are whole numbers beyond doubt
        data = to_dataset(frame, features=("x", "p"), label="l", positive="Yes ", negative="no", drop_incomplete=True)
        assert data.class_names == ("no", "yes")
        assert data.X[:4, 1].tolist() == [45, 5, -5, 45]
        assert data.y[:4].tolist() == [1, 1, 0, 1]


@pytest.mark.parametrize(
    ("features", "classes"),
    [(("x ", "x"), ("yes", "yes ")), (("'x'", "=y'"), ("'a'", "'-1'")), (("a", "b"), ("5 kg", "6 kg"))],
)
@pytest.mark.parametrize("ones", [[0, 1], [1, 1]])
def test_a_saved_file_keeps_blanks_quotes_and_units(features, classes, ones):
    data = Dataset([[1, 2], [3, 4]], ones, features, classes)
    frame = read_table(to_csv(data), "saved.csv")
    assert tuple(frame.columns)[:2] == features
    back = to_dataset(frame, features=features, label=frame.columns[2], positive=classes[1], negative=classes[0])
    assert (back.class_names, back.y.tolist()) == (classes, ones)


def test_many_different_words_are_read_as_they_stand_but_for_blanks():
    names = [f"Name {i}" for i in range(3000)]
    assert column(names)[:2] == (names, "")
    assert column(["", *names, "NA"])[0] == [None, *names, None]
    assert column([*names, "Name 1 "], "xlsx")[0] == [*names, "Name 1"]
    assert column(["", *(f"USD {i}" for i in range(3000))])[0][1:] == list(range(3000))
    assert column([f"{i}.5 kg" for i in range(3000)])[0] == [i + 0.5 for i in range(3000)]


PIECES = st.sampled_from(["yes", "Yes", "NO", "no", "maybe", "None", "NA", "", "1", "-5", "1.200", "1,234", "0.5"])
FORMS = st.sampled_from(["{}", "{} ", "\u00a0{}", "{}%", "$ {}", "{} kg", "'{}'", "\u2212{}", "{}.5", "{}½"])
NUMBER = re.compile(r"([-+\u2212]?)(\$|[A-Z]{3})?\s*([-+\u2212]?)([0-9.,]+?)([eE][-+\u2212]?[0-9]+)?\s*[^\s\d.,]*")


def strict(entry, decimal):
    """An entry's number by a reading of its own; None for what is none for certain."""
    found = NUMBER.fullmatch(entry.strip().strip("'").strip())
    if not found or (found[1] and found[3]):
        return None
    if found[2] == "$":
        decimal = "."
    groups, mark = {".": ",.", ",": ".,"}[decimal]
    digits, power = found[4], (found[5] or "").replace("\u2212", "-")
    if groups in digits:
        whole, _, part = digits.partition(mark)
        first, *threes = whole.split(groups)
        if not (re.fullmatch("[1-9][0-9]{0,2}", first) and all(len(three) == 3 for three in threes)) or groups in part:
            return None
    digits = digits.replace(groups, "").replace(mark, ".")
    if not re.fullmatch(r"[0-9]+\.?[0-9]*|\.[0-9]+", digits):
        return None
    return float(("-" if {"-", "\u2212"} & {found[1], found[3]} else "") + digits + power)


@given(
    st.lists(st.builds(lambda form, piece: form.format(piece), FORMS, PIECES), min_size=1, max_size=6),
    st.sampled_from(list(KINDS)),
    st.sampled_from(["", ".", ","]),
)
def test_any_column_reads_as_strictly_as_cell_by_cell_or_stays_words(cells, kind, decimal):
    frame = read(kind, cells, decimal=decimal)
    mark = decimal or frame.attrs["decimal"][0]
    forms = {re.sub(r"[-\u2212]?[0-9.,]+", "", cell.strip().strip("'").replace(" ", "")) for cell in cells}
    for cell, value in zip(cells, frame["l"], strict=True):
        inside = cell.strip().strip("'").strip()
        if isinstance(value, float) and not math.isnan(value):
            assert value == strict(cell, mark)
            assert len(forms - GAPS) <= 1
        elif inside in GAPS and not isinstance(value, str):
            assert value is None or math.isnan(value)
        else:
            assert value.casefold() in (cell.strip().casefold(), inside.casefold())


FORMS_OF_ALL_KINDS = "a;b;c;d;l\n950;45%;$1,200;\u22125;'-1'\n1.200;5 %;$950;3;'1'\n7;-1%;-$3.5;NA;'1'\n".encode()


@given(mutations(), st.sampled_from(["", ".", ","]))
def test_mutated_text_reads_as_strictly_or_not_at_all(edits, decimal):
    raw = mutated(FORMS_OF_ALL_KINDS, edits)
    try:
        frame = read_table(raw, "a.csv", read_as=ReadAs(decimal=decimal))
    except DataError:
        return
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", skipinitialspace=True))
    except UnicodeDecodeError:
        return  # another file: of bytes that say they are UTF-16
    if {len(row) for row in rows if "".join(row).strip()} != {frame.shape[1]}:
        return  # it was cut at another separator
    mark = decimal or frame.attrs["decimal"][0]
    for row, values in frame.iterrows():
        for value, entry in zip(values, rows[row - 1], strict=True):
            if isinstance(value, float) and not math.isnan(value):
                assert strict(entry, mark) == value
            elif isinstance(value, str):
                assert value.casefold() in entry.casefold()
            else:
                assert entry.strip().strip("'").strip() in GAPS
