"""Bytes of any file that can be read → a Table.

Its bytes say what it is, not its name; but text is JSON where the name ends in .json, whatever the text begins with.
"""

from __future__ import annotations

from logreg_core.files.grid import Progress, Table
from logreg_core.files.readers.decoding import as_utf8, is_json
from logreg_core.files.readers.delimited import read_delimited
from logreg_core.files.readers.records import read_records
from logreg_core.files.readers.unpacking import GZIP, gunzip
from logreg_core.points.read_as import ReadAs

ZIP, OLE, PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1\x15"
LARGE, LARGE_PACKED = 400_000, 40_000  # bytes
PACKED = (GZIP, ZIP, PARQUET)  # how a file begins that may hold far more bytes than it has


def is_large(raw: bytes) -> bool:
    """Return whether a file is large enough for a process of its own, which takes some 0.3 s to start.

    So is any old workbook: the library that reads it ends its process where a damaged one asks for too much memory.
    """
    return raw.startswith(OLE) or len(raw) >= (LARGE_PACKED if raw.startswith(PACKED) else LARGE)


def read(raw: bytes, filename: str, read_as: ReadAs, progress: Progress) -> Table:
    """Return the table in the bytes. Raises DataError, with row and remedy, where any of it can't be read."""
    if raw.startswith(GZIP):
        raw = gunzip(raw, lambda done: progress(0.1 * done))
        return _unpacked(raw, filename, read_as, lambda done: progress(0.1 + 0.9 * done))
    return _unpacked(raw, filename, read_as, progress)


def _unpacked(raw: bytes, filename: str, read_as: ReadAs, progress: Progress) -> Table:
    # These two bring large libraries, so they are imported when such a file comes.
    if raw.startswith((ZIP, OLE)):
        from logreg_core.files.readers.workbook import read_workbook

        return read_workbook(raw, read_as, progress)
    if raw.startswith(PARQUET):
        from logreg_core.files.readers.parquet import read_parquet

        return read_parquet(raw, read_as, progress)
    notices: list[str] = []
    text = as_utf8(raw, notices)
    if is_json(text, filename):
        return read_records(text, read_as, notices, progress)
    return read_delimited(text, read_as, notices, progress)
