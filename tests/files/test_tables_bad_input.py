"""What people bring: each file is refused with the words given here, or read as the numbers given here."""

import codecs
import io
import zipfile

import numpy as np
import pytest

from logreg_core.files import read_table, to_dataset
from logreg_core.files.cells import GAPS
from logreg_core.points.dataset import DataError

LONG = "x" * 1000
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "**bold** [a](javascript:alert(1))",
    r"$\frac{1}{0}$ \input{/etc/passwd}",
    "=HYPERLINK(1)",
    "+cmd|' /C calc'!A0",
    "\u202eabc",
    "مرحبا",
    "😀🧪",
    LONG,
]


def archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("notes.txt", "x,y,l")
    return file.getvalue()


def dataset(raw, **choice):
    """The first two columns against the third."""
    frame = read_table(raw, "file.csv")
    x1, x2, label = [*frame.columns, *frame.columns][:3]
    return to_dataset(frame, **{"features": (x1, x2), "label": label, **choice})


def rows(*extra, header="x,y,l"):
    return "\n".join([header, "1,2,a", "3,4,b", *extra]).encode()


REFUSED = {
    # nothing, or hardly anything
    "empty": (b"", ["The file is empty", "header"]),
    "blank": (b" \n\r\n\t\n", ["The file is empty"]),
    "separators alone": (b",,\n,,\n", ["The file is empty"]),
    "mark alone": (codecs.BOM_UTF8, ["The file is empty"]),
    "UTF-16 mark alone": (codecs.BOM_UTF16_LE, ["The file is empty"]),
    "header only": (b"x,y,l\n", ["one row only, row 1", "header"]),
    "header only, below blanks": (b"\n\nx,y,l\n", ["one row only, row 3"]),
    "one row of numbers": (b"1,2,0", ["one row only"]),
    "one column": (b"x\n1\n2\n", ["one column, 'x'", "commas, semicolons or tabs"]),
    "words": (b"a few words\nand some more\n", ["one column, 'a few words'", "Separate"]),
    "blanks that cut unevenly": (b"x y l\n1 2 0\n3 4\n", ["one column, 'x y l'"]),
    # rows of uneven length
    "every row one too long": (
        b"x,y,l\n1,2,a,\n3,4,b,c\n",
        ["Row 2 has 4 entries", "row 1, the header, has 3", "2 of 2 rows", "separator at the end"],
    ),
    "one decimal comma in every row among commas": (
        b"x,y,l\n1,5,2,a\n3,5,4,b\n",
        ["Row 2 has 4 entries", "row 1, the header, has 3", "2 of 2 rows"],
    ),
    "every row one too short": (b"x,y,l,k\n1,2,a\n3,4,b\n", ["Row 2 has 3 entries", "has 4; 2 of 2 rows"]),
    "one row too long": (rows("5,6,a,7", "8,9,b"), ["Row 4 has 4 entries", "has 3. Mend", "quotes"]),
    "one row too short": (rows("5,6", "8,9,b"), ["Row 4 has 2 entries", "has 3"]),
    "one row far too short": (rows("5", "8,9,b"), ["Row 4 has 1 entry, but", "has 3"]),
    "some short, some long": (
        rows("5,6", "7,8,b", "9,9,a,9", "7,8,b"),
        ["Row 4 has 2 entries", "2 of 6 rows differ"],
    ),
    "long after a blank row": (rows("", "5,6,a,7"), ["Row 5 has 4 entries"]),
    "long after a line break in quotes": (rows('5,6,"a\nb"', "1,2,3,4", "1,2,a"), ["Row 5 has 4 entries"]),
    "comma in unquoted text": (rows("5,6,Doe, J", "1,2,a"), ["Row 4 has 4 entries", "with a comma in it"]),
    "semicolon in unquoted text": (
        b"x;y;l\n1;2;a\n3;4;b;c\n5;6;a\n",
        ["Row 3 has 4 entries", "semicolon"],
    ),
    "a title above the header": (
        b"Results of 3b\nx,y,l\n1,2,a\n3,4,b\n",
        ["Row 2 has 3 entries", "row 1, the header, has 1", "Delete any lines above the header"],
    ),
    "preamble of several lines": (
        b"Title\nAuthor,me\n\nx,y,l\n1,2,a\n3,4,b\n5,6,a\n",
        ["Row 2 has 2 entries", "has 1", "lines above the header"],
    ),
    "a title with separators": (
        b"Results of 3b,,\nx,y,l\n1,2,a\n3,4,b\n",
        ["Row 1, the header, has the one entry 'Results of 3b' above 3 columns", "Delete any lines above"],
    ),
    "sep= line": (b"sep=:\nx:y:l\n1:2:a\n3:4:b\n", ["one column, 'sep=:'"]),
    "unquoted decimal comma among commas": (b"x,y,l\n1,5,2,5,a\n3,5,4,5,b\n", ["Row 2 has 5 entries"]),
    "10,000 columns": (
        b",".join(b"c%d" % i for i in range(10_000)) + b"\n" + b",".join([b"1"] * 10_000),
        ["10,000 columns", "at most 2,000"],
    ),
    "a 5 MB single line": (b"1.25," * 1_000_000, ["columns; at most 2,000"]),
    "a 5 MB single entry": (b"x,y,l\n1,2," + b"a" * 5_000_000, ["Row 2", "131,072 characters"]),
    # quotes
    "a quote never closed": (rows('5,6,"a', "7,8,b"), ["Row 4 opens a double quote", "Close it"]),
    "a quote never closed in the header": (b'x,"y,l\n1,2,a\n', ["Row 1 opens a double quote"]),
    "text after a quote": (rows('5,6,"a"b'), ["Row 4 has text after a closing double quote"]),
    # bytes that are no text
    "NUL bytes": (rows("5,\0,a"), ["Line 4 has a NUL byte", "UTF-8"]),
    "UTF-16 without mark": ("x,y,l\n1,2,a\n".encode("utf-16-le"), ["Line 1 has a NUL byte", "UTF-16"]),
    "UTF-16 cut in two": ("x,y,l\n1,2,a\n".encode("utf-16")[:-1], ["marked as UTF-16", "not valid"]),
    "UTF-32 spoilt": (codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff", ["marked as UTF-32", "not valid"]),
    "Latin-1 umlauts": ("x,y,l\n1,2,schön\n".encode("latin-1"), ["Line 2", "0xF6", "Latin-1", "UTF-8"]),
    "Latin-1 umlauts after lone CRs": ("x,y,l\r1,2,a\r1,2,ö\r".encode("latin-1"), ["Line 3", "0xF6"]),
    "cp1252 curly quotes": (rows("5,6,“a”").decode().encode("cp1252"), ["Line 4", "0x93"]),
    "cut in a letter": ("x,y,l\n1,2,ä".encode()[:-1], ["Line 2", "0xC3"]),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["a PNG picture", "save the table as CSV"]),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", ["a JPEG picture"]),
    "GIF": (b"GIF89a\1\0\1\0", ["a GIF picture"]),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", ["a PDF document"]),
    "zip archive of something else": (archive(), ["a zip archive without an Excel workbook", "save the table"]),
    "an old workbook of zeros": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, ["The workbook is damaged"]),
    "Parquet": (b"PAR1\x15\x04\x15\x10PAR1", ["The Parquet file can't be read"]),
    "SQLite": (b"SQLite format 3\0", ["an SQLite database"]),
    "rich text": (b"{\\rtf1\\ansi x,y,l}", ["a rich-text document"]),
    "web page": (b"\n<!DOCTYPE html><html><body>404</body></html>", ["a web page"]),
    "Excel's XML": (b'<?xml version="1.0"?><Workbook/>', ["web page or XML"]),
    "JSON lines": (b'{"x": 1, "y": 2}\n[{"x": 3, "y": 4}]', ["Record 2 is a list", "list of records"]),
    "JSON arrays": (b"[[1, 2, 0],\n[3, 4, 1]]", ["Record 1 is a list", "list of records"]),
    # numbers that are none
    "two columns": (b"x,y\n1,2\n3,4\n", ["three different columns"]),
    "1e309": (rows("1e309,4,b"), ["Row 4, column 'x'", "'1e309' is not a finite number", "leave"]),
    "-1e309": (rows("1,-1e309,b"), ["Row 4, column 'y'", "'-1e309'"]),
    "inf": (rows("inf,4,b"), ["Row 4, column 'x'", "'inf'"]),
    "-Infinity": (rows("-Infinity,4,b"), ["'-Infinity'"]),
    "hexadecimal": (rows("0x1F,4,b"), ["Row 4, column 'x'", "'0x1F'"]),
    "underscore": (rows("1_000,4,b"), ["Row 4, column 'x'", "'1_000'"]),
    "Arabic-Indic digits": (rows("١٢٣,4,b"), ["Row 4, column 'x'", "'١٢٣'"]),
    "full-width digits": (rows("１２,4,b"), ["'１２'"]),
    "thousands separator": (rows('"1,234",4,b'), ["'1,234'", "without thousands separators"]),
    "thousands by apostrophe": (rows("1'234,4,b"), ["Row 4, column 'x'", "without thousands"]),
    "thousands by space": (rows("1 234,4,b"), ["'1 234'"]),
    "a true minus sign and a unit": (rows("−5,4,b", "5 cm,4,b"), ["'−5'"]),
    "a unit": (rows("5 cm,4,b"), ["'5 cm'", "units"]),
    "per cent": (rows("50%,4,b"), ["'50%'"]),
    "money": (rows("$5,4,b"), ["'$5'"]),
    "a date": (rows("2024-01-31,4,b"), ["'2024-01-31'"]),
    "a date with points": (rows("31.01.2024,4,b"), ["'31.01.2024'"]),
    "TRUE": (rows("TRUE,4,b"), ["'TRUE'"]),
    "a question mark": (rows("?,4,b"), ["Row 4", "'?'", "leave a missing one empty"]),
    "a dash": (rows("-,4,b"), ["Row 4", "'-'"]),
    "a formula": (rows("=A2+1,4,b"), ["'=A2+1'"]),
    "two numbers in a cell": (rows('"1\n2",4,b'), [r"'1\n2'"]),
    "an exponent left out": (rows("1e,4,b"), ["'1e'"]),
    "several bad entries": (rows("a,4,b", "5,5,a", "b,4,b"), ["Row 4, column 'x' (also row 6)", "'a'"]),
    "a text column": (b"x,y,l\na,2,0\nb,4,1\n", ["Row 2, column 'x' (also row 3)"]),
    "doubtful comma among semicolons": (b"x;y;l\n1,234;2;a\n5;4;b\n", ["Row 2, column 'x'", "'1,234'"]),
    "points in a file of decimal commas": (
        b"x;y;l\n1.234;2,5;a\n5.678;4;b\n",
        ["Row 2, column 'x'", "'1.234'", "-1234,5"],
    ),
    "1e300": (rows("1e300,4,b"), ["Row 4, column 'x'", "1e+300", "larger units"]),
    # gaps
    "a gap": (rows(",4,b"), ["Rows with a gap", "1 of 3, namely row 4 ('x')", "choose to leave"]),
    "gaps here and there": (
        rows(",4,b", "5,NA,a", "5,5,"),
        ["3 of 5, namely row 4 ('x'), row 5 ('y'), row 6 ('l')"],
    ),
    "many gaps": (rows(*[",,a"] * 9), ["9 of 11", "row 4 ('x'), row 4 ('y')", ", …"]),
    "a column of gaps": (b"x,y,l\n,2,a\n,4,b\n", ["2 of 2", "row 2 ('x')"]),
    # labels
    "one class": (b"x,y,l\n1,2,a\n3,4,a\n", ["'l' has the one value 'a'", "Choose another"]),
    "one class of numbers": (b"x,y,l\n1,2,1\n3,4,1.0\n", ["the one value '1'"]),
    "no labels": (b"x,y,l\n1,2,\n3,4,NA\n", ["'l' has no values"]),
    "three classes": (rows("5,6,c"), ["'l' has 3 values ('a', 'b', 'c')", "Say which one is class 1"]),
    "a label of measurements": (
        b"x,y,l\n" + b"".join(b"1,2,%d.5\n" % i for i in range(30)),
        ["has 30 values ('0.5', '1.5'", ", …"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    raw, words = REFUSED[case]
    with pytest.raises(DataError) as caught:
        dataset(raw)
    message = str(caught.value)
    assert [word for word in words if word not in message] == [], message
    assert message[0].isupper()
    assert message.endswith(".")
    assert len(message) < 500


AS_IT_STANDS = ()
READ = {
    "plain": (rows(), [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "semicolons": (b"x;y;l\n1;2;a\n3;4;b\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "tabs": (b"x\ty\tl\n1\t2\ta\n3\t4\tb\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "no line end at the end": (rows().strip(), [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "UTF-8 mark": (codecs.BOM_UTF8 + rows(), [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "UTF-16 with mark": (rows().decode().encode("utf-16"), [[1, 2], [3, 4]], [0, 1], ["UTF-16"]),
    "UTF-16 big-endian with mark": (
        codecs.BOM_UTF16_BE + rows().decode().encode("utf-16-be"), [[1, 2], [3, 4]], [0, 1], ["UTF-16"],
    ),
    "UTF-32 with mark": (rows().decode().encode("utf-32"), [[1, 2], [3, 4]], [0, 1], ["UTF-32"]),
    "Windows line ends": (rows().replace(b"\n", b"\r\n"), [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "lone CRs": (rows().replace(b"\n", b"\r"), [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "mixed line ends": (b"x,y,l\r\n1,2,a\n3,4,b\r5,6,a", [[1, 2], [3, 4], [5, 6]], [0, 1, 0], AS_IT_STANDS),
    "blank rows": (b"\nx,y,l\n\n1,2,a\n  \n,,\n3,4,b\n\n", [[1, 2], [3, 4]], [0, 1], ["left out (4)"]),
    "spaces after commas": (b"x, y, l\n1, 2, a\n3,  4, b\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "everything quoted": (b'"x","y","l"\n"1","2","a"\n"3","4","b"\n', [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "separators in quotes": (b'x,y,l\n1,2,"b;,\t"\n3,4,c\n', [[1, 2], [3, 4]], [0, 1], ["Blanks around"]),
    "line breaks in quotes": (b'x,y,l\n1,2,"a\r\nb"\n3,4,c\n', [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "a quote inside text": (b'x,y,l\n1,2,5" pipe\n3,4,"6"" pipe"\n', [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "decimal commas": (b"x;y;l\n1,5;2;a\n3;-4,25e1;b\n", [[1.5, 2], [3, -42.5]], [0, 1], ["Decimal commas"]),
    "decimal commas and tabs": (b"x\ty\tl\n1,5\t2\ta\n3\t4\tb\n", [[1.5, 2], [3, 4]], [0, 1], ["3,5 as 3.5"]),
    "thousandths with decimal commas": (
        b"x;y;l\n1,234;0,5;a\n5,678;0,25;b\n", [[1.234, 0.5], [5.678, 0.25]], [0, 1], ["Decimal commas"],
    ),
    "every row with a decimal comma": (
        b"1,5;2;0\n2,5;3;1\n", [[1.5, 2], [2.5, 3]], [0, 1], ["Row 1 holds", "Decimal"],
    ),
    "no header": (b"1,2,0\n3,4,1\n", [[1, 2], [3, 4]], [0, 1], ["Row 1 holds numbers"]),
    "no header, labels in words": (b"5.1,3.5,a\n6,3,b\n", [[5.1, 3.5], [6, 3]], [0, 1], ["Row 1"]),
    "an empty name": (b"x,,l\n1,2,a\n3,4,b\n", [[1, 2], [3, 4]], [0, 1], ["without a name", "'column 2'"]),
    "equal names": (b"x,x,x\n1,2,a\n3,4,b\n", [[1, 2], [3, 4]], [0, 1], ["'x (2)'", "'x (3)'"]),
    "names that look like repairs": (b"x (2),x,x\n1,2,a\n3,4,b\n", [[1, 2], [3, 4]], [0, 1], ["'x (3)'"]),
    "two rows": (b"x,y,l\n0,0,0\n1,1,1\n", [[0, 0], [1, 1]], [0, 1], AS_IT_STANDS),
    "all points equal": (b"x,y,l\n7,7,0\n7,7,1\n", [[7, 7], [7, 7]], [0, 1], AS_IT_STANDS),
    "a constant feature": (b"x,y,l\n7,1,0\n7,2,1\n", [[7, 1], [7, 2]], [0, 1], AS_IT_STANDS),
    "two identical features": (b"x,y,l\n1,1,0\n2,2,1\n", [[1, 1], [2, 2]], [0, 1], AS_IT_STANDS),
    "pasted from a spreadsheet": (
        b'x\ty\tl\r\n1\t2\t"a\nb"\r\n3\t4\tc, d\r\n', [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS,
    ),
    "a marked formula as a class": (b"x,y,l\n1,2,'=1+1\n3,4,b\n", [[1, 2], [3, 4]], [0, 1], ["only marks"]),
    "a ' that is no mark": (b"x,y,l\n1,2,'a'\n3,4,b\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "a whole number that a double holds": (
        b"x,y,l\n9007199254740992,2,a\n36893488147419103232,4,b\n", [[2.0**53, 2], [2.0**65, 4]], [0, 1], AS_IT_STANDS,
    ),
    "a whole number that no double holds": (
        b"x,y,l\n9007199254740993,2,a\n-00009007199254740993,4,b\n", [[2.0**53, 2], [-(2.0**53), 4]], [0, 1],
        ["(2: row 2, 3): '9007199254740993' as 9007199254740992"],
    ),
    "labels as floats": (b"x,y,l\n1,2,0.0\n3,4,1.0\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "labels -1 and 1": (b"x,y,l\n1,2,-1\n3,4,1\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "labels 10 and 9": (b"x,y,l\n1,2,10\n3,4,9\n", [[1, 2], [3, 4]], [1, 0], AS_IT_STANDS),
    "a true minus sign": (b"x,y,l\n\xe2\x88\x925,2,a\n3,4,b\n", [[-5, 2], [3, 4]], [0, 1], ["'−5' is -5"]),
    "TRUE and FALSE": (b"x,y,l\n1,2,TRUE\n3,4,FALSE\n", [[1, 2], [3, 4]], [1, 0], AS_IT_STANDS),
    "plus and minus": (b"x,y,l\n1,2,+\n3,4,-\n", [[1, 2], [3, 4]], [1, 0], AS_IT_STANDS),
    "subnormal": (b"x,y,l\n1e-320,2,a\n5e-324,4,b\n", [[1e-320, 2], [5e-324, 4]], [0, 1], AS_IT_STANDS),
    "22 digits": (
        b"x,y,l\n1234567890123456789012,2,a\n3,4,b\n", [[1.234567890123456789012e21, 2], [3, 4]], [0, 1],
        ["past 2^53 in column 'x' were read to the nearest", "row 2"],
    ),
    "all ways to write a number": (
        b"x,y,l\n+1.,.5,a\n-0,1E+2,b\n007,  1e-2 ,a\n", [[1, 0.5], [-0.0, 100], [7, 0.01]], [0, 1, 0],
        AS_IT_STANDS,
    ),
    "a name like a file kind": (b"PAR1,BZh,l\n1,2,a\n3,4,b\n", [[1, 2], [3, 4]], [0, 1], AS_IT_STANDS),
    "2,000 columns": (
        b",".join(b"c%d" % i for i in range(2000)) + b"\n" + b"1," * 1999 + b"1\n" + b"2," * 1999 + b"2",
        [[1, 1], [2, 2]], [0, 1], AS_IT_STANDS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_read(case):
    raw, X, y, words = READ[case]
    data = dataset(raw)
    assert data.X.tobytes() == np.array(X, dtype=float).tobytes()
    assert data.y.tolist() == y
    notices = read_table(raw, "file.csv").attrs["notices"]
    assert [word for word in words if not any(word in notice for notice in notices)] == []
    assert bool(notices) == bool(words)


@pytest.mark.parametrize("gap", ["", '"  "', " NA ", *sorted(GAPS - {""})])
@pytest.mark.parametrize("column", [0, 1, 2])
def test_every_kind_of_gap_is_named_and_left_out_only_when_told(gap, column):
    cells = ["5", "6", "a"]
    cells[column] = gap
    raw = rows(",".join(cells))
    with pytest.raises(DataError, match=rf"1 of 3, namely row 4 \('{'xyl'[column]}'\)"):
        dataset(raw)
    data = dataset(raw, drop_incomplete=True)
    assert data.X.tolist() == [[1, 2], [3, 4]]
    assert data.source == "file.csv: l b against a, incomplete rows left out: 1"


@pytest.mark.parametrize("name", [*HOSTILE, "f" * 300, "../../etc/passwd", ""])
def test_any_file_name_will_do(name):
    frame = read_table(rows(), name)
    assert frame.attrs["filename"] == name
    assert len(to_dataset(frame, features=("x", "y"), label="l").source) < 100


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_data_and_shortened_in_messages(name):
    quoted = '"' + name.replace('"', '""') + '"'
    raw = f"{quoted},y,l\n1,2,{quoted}\n3,4,b\n".encode()
    frame = read_table(raw, name)
    data = to_dataset(frame, features=(name, "y"), label="l", positive=name)
    assert data.feature_names == (name, "y")
    assert data.class_names == ("b", name)
    assert data.y.tolist() == [1, 0]
    assert len(data.source) < 200
    with pytest.raises(DataError) as caught:
        to_dataset(frame, features=("y", "l"), label=name)
    assert len(str(caught.value)) < 400
    assert "\u202e" not in str(caught.value)


def test_a_name_used_for_two_columns_is_not_lost():
    frame = read_table(b"x,x,,x,\n1,2,3,a,5\n3,4,5,b,6\n", "file.csv")
    assert list(frame.columns) == ["x", "x (2)", "column 3", "x (3)", "column 5"]
    assert frame.loc[2].tolist() == [1, 2, 3, "a", 5]
