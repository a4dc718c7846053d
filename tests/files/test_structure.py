"""The structure of text: separators, headers, and rows that are no data, each with the table that is right."""

from __future__ import annotations

import codecs

import numpy as np
import pandas as pd
import pytest

from logreg_core.files import Remedy, UnreadableError, read_table
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs

from .making import workbook

NAMES, NUMBERED = ["x", "y", "l"], ["column 1", "column 2", "column 3"]
AB = [[1.5, 2.0, "a"], [3.0, -4.0, "b"]]
OUT_2 = ReadAs(left_out=(2,))


def table(frame: pd.DataFrame) -> list[list[object]]:
    """The entries, None for gaps."""
    return [[None if pd.isna(cell) else cell for cell in row] for row in frame.itertuples(index=False, name=None)]


def remedies(texts: object) -> dict[str, ReadAs]:
    return {remedy.words: remedy.read_as for remedy in map(Remedy.of, texts)}


TEXTS = {  # name: (text, names, rows, what notices say)
    # separated by blanks
    "blanks": (b"x y l\n1.5 2 a\n3 -4 b\n", NAMES, AB, []),
    "pipes": (b"x|y|l\n1.5|2|a\n3|-4|b\n", NAMES, AB, []),
    "np.savetxt": (
        b"1.5e+00 2.0e+00 0.0e+00\n3.0e+00 -4.0e+00 1.0e+00\n", NUMBERED, [[1.5, 2, 0], [3, -4, 1]], ["Row 1 holds"],
    ),
    "np.savetxt with a header": (
        b"# x y l\n1.5e+00 2.0e+00 0\n3.0e+00 -4.0e+00 1\n", NAMES, [[1.5, 2, 0], [3, -4, 1]], ["begins with #"],
    ),
    "np.savetxt with commas": (b"# x,y,l\n1.5,2,0\n3,-4,1\n", NAMES, [[1.5, 2, 0], [3, -4, 1]], ["begins with #"]),
    "a # right before the names": (b"#x y l\n1.5 2 a\n3 -4 b\n", NAMES, AB, ["begins with #"]),
    "a # before years": (b"# 2019 2020 2021\n1.5 2 a\n3 -4 b\n", ["2019", "2020", "2021"], AB, ["begins", "numbers"]),
    "a column called #": (
        b"#,x,l\n1,2.5,a\n2,4,b\n", ["#", "x", "l"], [[1, 2.5, "a"], [2, 4, "b"]], [],
    ),
    "a column called # among blanks": (
        b"# x l\n1 2.5 a\n2 4 b\n", ["#", "x", "l"], [[1, 2.5, "a"], [2, 4, "b"]], [],
    ),
    "MATLAB": (
        b"   1.5000000e+00   2.0000000e+00   0.0000000e+00\n   3.0000000e+00  -4.0000000e+00   1.0000000e+00\n",
        NUMBERED, [[1.5, 2, 0], [3, -4, 1]], ["Row 1 holds"],
    ),
    "R's write.table": (
        b'"x" "y" "l"\n"1" 1.5 2 "a b"\n"2" 3 -4 "b"\n', ["column 1", *NAMES],
        [[1, 1.5, 2, "a b"], [2, 3, -4, "b"]], ["as R writes them", "Column 1, without a name"],
    ),
    "R's write.table of named rows": (
        b'"x" "y" "l"\n"Mazda RX4" 1.5 2 "a"\n"Fiat 128" 3 -4 "b"\n', ["column 1", *NAMES],
        [["Mazda RX4", 1.5, 2, "a"], ["Fiat 128", 3, -4, "b"]], ["as R writes them", "Column 1"],
    ),
    "R's write.table of some rows": (
        b'"x" "y" "l"\n"51" 1.5 2 "a"\n"77" 3 -4 "b"\n', ["column 1", *NAMES],
        [[51, 1.5, 2, "a"], [77, 3, -4, "b"]], ["as R writes them", "Column 1"],
    ),
    "R's write.table with commas": (
        b'"x","y","l"\n"1",1.5,2,"a"\n"2",3,-4,"b"\n', ["column 1", *NAMES],
        [[1, 1.5, 2, "a"], [2, 3, -4, "b"]], ["as R writes them", "Column 1"],
    ),
    "UCI's .data": (b"1.5  2   a\n3   -4.0  b\n", NUMBERED, AB, ["Row 1 holds"]),
    "UCI's auto-mpg": (
        b'18.0   8   307.0\t"chevrolet malibu"\n15.0   8   350.0\t"buick skylark"\n', [*NUMBERED, "column 4"],
        [[18, 8, 307, "chevrolet malibu"], [15, 8, 350, "buick skylark"]], ["Row 1 holds"],
    ),
    "UCI's seeds, with a tab too many": (
        b"15.26\t14.84\t\t0.871\t1\n14.88 14.57\t0.8811\t1\n", [*NUMBERED, "column 4"],
        [[15.26, 14.84, 0.871, 1], [14.88, 14.57, 0.8811, 1]], ["Row 1 holds"],
    ),
    "copied from a PDF, with decimal commas": (
        b"size  weight kind\n 1,5   2     a  \n 3    -4     b\n", ["size", "weight", "kind"], AB, ["Decimal commas"],
    ),
    "tabs and blanks in quotes": (
        b'x\ty l\n1.5 \t2 "a\tb  c"\n3 -4 "b"\n', NAMES, [[1.5, 2, "a\tb  c"], [3, -4, "b"]], [],
    ),
    "two columns of which one has two values": (
        b"x l\n1.5 a\n2 b\n3 a\n", ["x", "l"], [[1.5, "a"], [2, "b"], [3, "a"]], [],
    ),
    "a # in quotes is part of the name": (b'"#x",y,l\n1.5,2,a\n3,-4,b\n', ["#x", "y", "l"], AB, []),
    # one separator too many, and other oddities
    "a comma at the end of every row": (b"x,y,l,\n1.5,2,a,\n3,-4,b,\n", NAMES, AB, ["A comma too many"]),
    "a comma at the end of every row but the header": (b"x,y,l\n1.5,2,a,\n3,-4,b,\n", NAMES, AB, ["A comma too many"]),
    "semicolons at the end of every row": (b"x;y;l;;\n1.5;2;a;;\n3;-4;b;;\n", NAMES, AB, ["A semicolon too many"]),
    "no header, and a comma at the end": (b"1.5,2,a,\n3,-4,b,\n", NUMBERED, AB, ["A comma too many", "Row 1 holds"]),
    "sep=;": (b"sep=;\nx;y;l\n1.5;2;a\n3;-4;b\n", NAMES, AB, []),
    "sep=, in quotes, over semicolons in the text": (
        b'"SEP=,"\r\nx,y,l\r\n1.5,2,a;c\r\n3,-4,b;d\r\n', NAMES, [[1.5, 2, "a;c"], [3, -4, "b;d"]], [],
    ),
    "sep=tab": (b"sep=\t\n\nx\ty\tl\n1.5\t2\ta\n3\t-4\tb\n", NAMES, AB, ["Blank rows were left out (1)"]),
    "0x1A at the end": (b"x,y,l\r\n1.5,2,a\r\n3,-4,b\r\n\x1a", NAMES, AB, []),
    "0x1A at the end of UTF-16": ("x,y,l\n1.5,2,a\n3,-4,b\x1a".encode("utf-16"), NAMES, AB, ["UTF-16"]),
    "a second U+FEFF": (codecs.BOM_UTF8 * 2 + b"x,y,l\n1.5,2,a\n3,-4,b\n", NAMES, AB, []),
    "a second U+FEFF in UTF-16": ("\ufeffx,y,l\n1.5,2,a\n3,-4,b\n".encode("utf-16"), NAMES, AB, ["UTF-16"]),
    "a tie that decimal commas would win": (
        b"1,5;2,5;1,0\n3,5;4,5;0,0\n", NUMBERED, [[1.5, 2.5, 1], [3.5, 4.5, 0]], ["Row 1 holds", "Decimal"],
    ),
    # the first row is data
    "a gap in the first row": (b"1.5,,0\n3,4,1\n", NUMBERED, [[1.5, None, 0], [3, 4, 1]], ["Row 1 holds"]),
    "a NaN in the first row": (b"1.5,NaN,0\n3,4,1\n", NUMBERED, [[1.5, None, 0], [3, 4, 1]], ["Row 1 holds"]),
    "a gap at the end of the first row": (b"1.5,2,\n3,4,1\n", NUMBERED, [[1.5, 2, None], [3, 4, 1]], ["Row 1 holds"]),
    "a gap in the first row, labels in words": (
        b"1.5,,a\n3,4,b\n", NUMBERED, [[1.5, None, "a"], [3, 4, "b"]], ["Row 1 holds"],
    ),
    # names
    "a name that is a number": (
        b"x,2020,l\n1.5,2,a\n3,-4,b\n", ["x", "2020", "l"], AB, ["Row 1 was read as the header, though", "'2020'"],
    ),
    "a header shifted against its data": (
        b"User,ID,Gender,Salary,Purchased\n15624510,Male,19,19000,\n15810944,Female,35,20000,\n",
        ["User", "ID", "Gender", "Salary", "Purchased"],
        [[15624510, "Male", 19, 19000, None], [15810944, "Female", 35, 20000, None]],
        ["No row has an entry in column 'Purchased'", "shifted"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_as(name: str) -> None:
    text, names, rows, said = TEXTS[name]
    frame = read_table(text, "file")
    assert list(frame.columns) == names
    notices = frame.attrs["notices"]
    assert [words for words in said if not any(words in notice for notice in notices)] == [], notices
    assert bool(notices) == bool(said)
    assert table(frame) == rows


@pytest.mark.parametrize("top", [b"?,2,0", b".,2,0", b"NA,2,0", b"1.5,?,", b"?,.,0"])
def test_a_first_row_of_numbers_and_gaps_alone_is_data(top: bytes) -> None:
    frame = read_table(top + b"\n3,4,1\n5,6,0\n", "f")
    assert (list(frame.columns), frame.index.tolist()) == (NUMBERED, [1, 2, 3])
    assert [float(cell) for cell in frame.loc[3]] == [5, 6, 0]
    assert remedies(frame.attrs["remedies"]) == {"Read row 1 as the columns' names": ReadAs(header=True)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b"x,y,l\t\n1.5,2,a\t\n3,-4,b\t\n", NAMES),  # commas tie with tabs
        (b"body mass\tkind of it\tl\n12 kg\tc d\te\n15 kg\tf g\th\n", ["body mass", "kind of it", "l"]),
        (b"New York\t5\ta\nLos Angeles\t7\tb\n", NUMBERED),
    ],
)
def test_of_two_separators_the_right_one_is_taken(text: bytes, names: list[str]) -> None:
    assert [name.strip() for name in read_table(text, "f").columns] == names


def test_rows_are_counted_with_the_line_that_names_the_separator() -> None:
    assert read_table(b"sep=;\nx;y;l\n1.5;2;a\n3;-4;b\n", "f").index.tolist() == [3, 4]


def test_the_right_of_two_readings_of_a_first_row_of_numbers_is_one_press_away() -> None:
    text = b"x,2020,l\n1.5,2,a\n3,-4,b\n"
    frame = read_table(text, "f")
    offered = remedies(frame.attrs["remedies"])
    assert offered == {"Read row 1 as data": ReadAs(header=False)}
    assert frame.attrs["remedies"][0][0] in frame.attrs["notices"]
    assert table(read_table(text, "f", read_as=ReadAs(header=False))) == [
        ["x", 2020, "l"],
        ["1.5", 2, "a"],
        ["3", -4, "b"],
    ]
    years = read_table(b"2019,2020,\n1,2,a\n", "f", read_as=ReadAs(header=True))
    assert remedies(years.attrs["remedies"]) == {"Read row 1 as data": ReadAs(header=False)}


# Rows that are no examples


def out(*rows: int) -> ReadAs:
    return ReadAs(left_out=rows)


NO_EXAMPLES = {  # name: (text, what is said, what is offered, names and rows by the first of it)
    "a units row": (
        b"x,y,l\ncm,kg,\n1.5,2,a\n3,-4,b\n", "Row 2, column 'x': 'cm'", {"Leave row 2 out": out(2)}, NAMES,
    ),
    "two header lines": (
        b"x,y,l\nheight,weight,class\n1.5,2,a\n3,-4,b\n", "Row 2, column 'x': 'height'",
        {"Leave row 2 out": out(2), "Leave row 1 out": out(1)}, NAMES,
    ),
    "two header lines, the first with gaps": (
        b"size,,kind\nx,y,l\n1.5,2,a\n3,-4,b\n", "Row 2, column 'size': 'x'",
        {"Leave row 1 out": out(1), "Leave row 2 out": out(2)}, NAMES,
    ),
    "Orange's .tab": (
        b"x\ty\tl\ncontinuous\tcontinuous\tdiscrete\n\t\tclass\n1.5\t2\ta\n3\t-4\tb\n",
        "Row 2, column 'x': 'continuous'", {"Leave rows 2 and 3 out": out(2, 3)}, NAMES,
    ),
    "Orange's .tab with an ignored column": (
        b"x\ty\tl\nc\tc\td\nmeta\t\tclass\n1.5\t2\ta\n3\t-4\tb\n",
        "Row 2, column 'x': 'c'", {"Leave rows 2 and 3 out": out(2, 3)}, NAMES,
    ),
    "a title of two cells": (
        b"Results,3b,\nx,y,l\n1.5,2,a\n3,-4,b\n", "Row 2, column 'Results': 'x'",
        {"Leave row 1 out": out(1), "Leave row 2 out": out(2)}, NAMES,
    ),
    "a title of two cells, no more": (
        b"Results,3b\nx,y,l\n1.5,2,a\n3,-4,b\n", "Row 2 has 3 entries, but row 1, the header, has 2",
        {"Leave row 1 out": out(1)}, NAMES,
    ),
    "a title of one cell": (
        b"Results,,\nx,y,l\n1.5,2,a\n3,-4,b\n", "Row 1, the header, has the one entry 'Results'",
        {"Leave row 1 out": out(1)}, NAMES,
    ),
    "lines above the header": (
        b"Results\nAuthor,me\n\nx,y,l\n1.5,2,a\n3,-4,b\n", "Row 2 has 2 entries",
        {"Leave rows 1 and 2 out": out(1, 2)}, NAMES,
    ),
    "units, and an example with gaps": (
        b"x,y,l\ncm,kg,\n,,a\n1.5,2,a\n3,-4,b\n", "Row 2, column 'x': 'cm'", {"Leave row 2 out": out(2)}, NAMES,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_EXAMPLES)
def test_rows_that_are_no_examples_are_named_and_left_out_by_one_press(name: str) -> None:
    text, said, offered, names = NO_EXAMPLES[name]
    separator = b"\t" if b"\t" in text else b","
    cells = [
        [None if cell == "" else cell for cell in line.split(separator.decode())] for line in text.decode().split("\n")
    ]
    numbers = [[float(cell) if cell and cell.strip("-.0123456789") == "" else cell for cell in row] for row in cells]
    for raw in (text, workbook(*numbers)) if "," in said and "entries" not in said else (text,):
        with pytest.raises(UnreadableError) as caught:
            read_table(raw, "file")
        assert said in str(caught.value)
        assert str(caught.value).endswith(".")
        assert remedies(remedy.texts for remedy in caught.value.remedies) == offered
        assert [remedy.words for remedy in caught.value.remedies] == list(offered)
        frame = read_table(raw, "file", read_as=caught.value.remedies[0].read_as)
        assert list(frame.columns) == names
        assert table(frame)[-2:] == AB
        assert len(frame) == len(AB) + ("gaps" in name and "example" in name)


@pytest.mark.parametrize(
    "text",
    [
        b"1 2\n1 5 6\n2 7 8\n",  # a first row of numbers with one missing
        b"city x l\nNew York 5 a\nLos Angeles 7 b\n",  # words of two parts
        b"name,x,l\nDoe, J,5,a\nRoe, K,7,b\n",
        b"x\ty\tl\n1.5\t2\t3\ta\n2.5\t4\t5\tb\n",  # measured, not counted
        b"x y l\n1 234 5 a\n3 456 7 b\n",  # blanks that group thousands
    ],
)
def test_a_header_one_short_is_none_where_what_comes_first_may_be_an_entry(text: bytes) -> None:
    with pytest.raises(DataError):
        read_table(text, "f")


@pytest.mark.parametrize(
    "text",
    [
        b"x,y,l\nabc,2,a\n3,4,b\n",  # a bad entry beside a number
        b"x,y,l\n,,a\n3,4,b\n",  # an example of gaps
        b"x,l\nabc,yes\n3,no\n4,yes\n",  # a single column of numbers
        b"x,y,l\n" + b"no,no,a\n" * 4 + b"3,4,b\n",  # so many rows are no header
    ],
)
def test_rows_that_may_be_examples_are_read(text: bytes) -> None:
    assert len(read_table(text, "f")) == text.count(b"\n") - 1


def test_rows_left_out_add_up() -> None:
    text = b"Results,,\nAuthor,me,\nx,y,l\n1.5,2,a\n3,-4,b\n"
    read_as = ReadAs()
    for _ in range(2):
        with pytest.raises(UnreadableError) as caught:
            read_table(text, "f", read_as=read_as)
        read_as = caught.value.remedies[0].read_as
    assert read_as == out(1, 2)
    frame = read_table(text, "f", read_as=read_as)
    assert (list(frame.columns), frame.index.tolist()) == (NAMES, [4, 5])
    assert frame.attrs["notices"] == ()


def test_a_preamble_that_is_too_long_is_no_button() -> None:
    with pytest.raises(DataError, match="Delete any lines above the header") as caught:
        read_table(b"note\n" * 101 + b"x,y,l\n" + b"1,2,a\n" * 200, "f")
    assert caught.value.remedies == ()


def test_blanks_keep_a_large_file_exact() -> None:
    values = np.random.default_rng(2).standard_normal((20_000, 3))
    text = "\n".join("  ".join(map(repr, row)) for row in values.tolist())
    assert read_table(text.encode(), "f").to_numpy().tobytes() == values.tobytes()


def test_a_line_break_in_quotes_among_blanks_is_refused() -> None:
    rows = b"1 2 a\n" * 300
    with pytest.raises(DataError, match="Row 302 has a line break inside double quotes"):
        read_table(b"x y l\n" + rows + b'3 4 "b\nc"\n', "f")
