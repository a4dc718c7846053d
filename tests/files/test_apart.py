"""A large file is read in a process of its own: what comes back, what it may take, and how it ends."""

from __future__ import annotations

import gzip
import subprocess

import numpy as np
import pytest

from logreg_core.files import apart, formats, is_large, read_table, read_table_apart
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs

from .making import TABLE, archive, records, with_sheet, workbook

ROWS = [("x", "y", "name", "n"), (1.5, -2, "a", 1), (1e-300, 0.1, "", "?"), (3, "", 'ü, "q"', "1,5"), (4, 7, "NA", 3)]
SEMICOLONS = "\n".join(";".join(f'"{cell}"'.replace('"q"', '""q""') for cell in row) for row in ROWS).encode()
FILES = {
    "text with quotes, gaps and an umlaut": (SEMICOLONS, "a.csv"),
    "an .xlsx file": (workbook(*ROWS), "a.xlsx"),
    "Parquet": (TABLE, "a.parquet"),
    "JSON": (records('{"x": 1, "y": 2, "l": null}', '{"x": 3.25, "y": 1e4, "l": "ß"}'), "a.json"),
    "gzip": (gzip.compress(b"x,y,l\n" + b"1,2,a\n3,4,b\n" * 20), "a.csv.gz"),
}


def unheard(part: float) -> None:
    """Take progress in, and do nothing about it."""


@pytest.mark.parametrize("name", FILES)
def test_what_comes_back_is_what_is_read_here(name: str) -> None:
    raw, filename = FILES[name]
    here, there = formats.read(raw, filename, ReadAs(), unheard), apart.read_apart(raw, filename, ReadAs(), unheard)
    assert (there.names, there.decimal, there.notices, there.counted) == (
        here.names,
        here.decimal,
        here.notices,
        here.counted,
    )
    assert there.rows.tolist() == here.rows.tolist()
    for brought, read in zip(there.columns, here.columns, strict=True):
        if isinstance(read, list):
            assert brought.to_pylist() == read
        else:
            np.testing.assert_array_equal(brought, read)
            assert brought.dtype == np.float64


def test_a_file_that_cannot_be_read_is_refused_in_the_same_words() -> None:
    for raw, filename in ((b"x,y\n1\n", "a.csv"), (archive(a="b"), "a.xlsx"), (b'{"x":1}{"x":2}', "a.json")):
        with pytest.raises(DataError) as here:
            read_table(raw, filename)
        with pytest.raises(DataError) as there:
            apart.read_apart(raw, filename, ReadAs(), unheard)
        assert str(there.value) == str(here.value)


def test_a_table_of_a_large_file_is_the_one_that_is_read_here() -> None:
    rng = np.random.default_rng(3)
    X, names = rng.normal(size=(30_000, 2)), rng.choice(["left", "right", ""], 30_000)
    lines = (f"{a!r},{b!r},{name}" for (a, b), name in zip(X.tolist(), names, strict=True))
    raw = "\n".join(["x,y,side", *lines]).encode()
    assert is_large(raw)
    here, there = read_table(raw, "a.csv"), read_table_apart(raw, "a.csv", progress=unheard)
    assert there.attrs == here.attrs
    assert there.index.equals(here.index)
    assert there.index.name == here.index.name
    assert there["x"].equals(here["x"])
    assert there["side"].astype(object).where(there["side"].notna(), None).tolist() == here["side"].tolist()


def test_a_small_file_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert len(read_table_apart(b"x,y,l\n1,2,a\n3,4,b\n", "a.csv", progress=unheard)) == 2


@pytest.mark.parametrize(
    ("raw", "large"),
    [
        (b"x" * (formats.LARGE - 1), False),
        (b"x" * formats.LARGE, True),
        (b"PK\x03\x04" + b"x" * formats.LARGE_PACKED, True),
        (b"\x1f\x8b" + b"x" * formats.LARGE_PACKED, True),
        (b"PAR1\x15" + b"x" * formats.LARGE_PACKED, True),
        (b"PK\x03\x04" + b"x" * 1000, False),
    ],
)
def test_what_is_packed_is_large_much_sooner(raw: bytes, large: bool) -> None:
    assert is_large(raw) == large


class Stopped(BaseException):
    """What ends a reading, as Streamlit ends a script."""


def test_whoever_hears_of_the_progress_can_end_the_reading_and_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def started(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        processes.append(start(*args, **kwargs))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", started)
    parts: list[float] = []

    def stop(part: float) -> None:
        parts.append(part)
        if len(parts) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        apart.read_apart(b"x,y,l\n" + b"1.5,2.5,a\n" * 1_000_000, "a.csv", ReadAs(), stop)
    assert [process.poll() is not None for process in processes] == [True]
    assert processes[0].stdout.closed
    assert processes[0].stdin.closed


def test_progress_never_falls_and_comes_to_its_end() -> None:
    parts: list[float] = []
    apart.read_apart(b"x,y,l\n" + b"1.5,2.5,a\n" * 300_000, "a.csv", ReadAs(), parts.append)
    assert parts == sorted(parts)
    assert parts[0] == 0
    assert 0 < parts[-1] <= 1


def test_a_process_takes_no_more_memory_than_it_is_granted() -> None:
    rows = b"".join(b"%d,%d,abc%d\n" % (i, -i, i) for i in range(400_000))
    with pytest.raises(DataError, match=r"more than 300,000,000 bytes of memory|exit code"):
        apart.read_apart(b"x,y,l\n" + rows * 2, "a.csv", ReadAs(), unheard, memory=300_000_000)


def test_a_process_that_ends_before_its_end_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(DataError, match=r"ended before its end \(exit code 1\)"):
        apart.read_apart(b"x,y,l\n1,2,a\n", "a.csv", ReadAs(), unheard)


@pytest.mark.parametrize("quote", [b"", b'"'])
def test_too_many_entries_are_refused_before_all_are_read(quote: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from logreg_core.files.readers import delimited

    read = delimited._records
    rows = []

    def counted(*args, **kwargs):
        for record in read(*args, **kwargs):
            rows.append(1)
            yield record

    monkeypatch.setattr(delimited, "_records", counted)
    cell = quote + b"1,5" * bool(quote) + b"1" * (not quote) + quote
    raw = b"\n".join([b",".join([cell] * 12)] * 850_000)
    with pytest.raises(DataError, match=r"has more than 10,000,000 entries, in its first \d+ % alone"):
        read_table(raw, "a.csv")
    assert len(rows) < 1000


def test_rows_of_nothing_but_separators_do_not_count() -> None:
    raw = b"x,y,l\n1,2,a\n3,4,b\n" + b",,\n" * 5_100_000
    assert len(read_table(raw, "a.csv")) == 2


@pytest.mark.parametrize(
    ("name", "slow"),
    [
        ("a.xlsx", "logreg_core.files.readers.book.look_through"),
        ("a.json", "logreg_core.files.readers.records._parsed"),
    ],
)
def test_so_are_a_workbook_and_records(name: str, slow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is looked through: that is what takes long."""
    if name == "a.xlsx":
        raw = with_sheet((b"<row>" + b"<c><v>1</v></c>" * 41 + b"</row>") * 100_000)
        said = "has 4,100,000 cells; at most 4,000,000 are read"
    else:
        raw = b"[" + b'{"a":1,"b":2,"c":3,"d":4,"e":5},' * 2_000_001 + b'{"a":1}]'
        said = "have 10,000,006 entries; at most 10,000,000 are read"
    monkeypatch.setattr(slow, None)
    with pytest.raises(DataError, match=said):
        read_table(raw, name)


def test_what_stands_in_text_is_no_entry() -> None:
    raw = records('{"x": 1, "y": 2, "l": "' + '\\":' * 3_400_000 + '"}', '{"x": 3, "y": 4, "l": "b"}')
    assert len(read_table(raw, "a.json")) == 2
