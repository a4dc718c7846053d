"""Bytes → text in UTF-8, or a message that says what the file is instead."""

from __future__ import annotations

import codecs
import re

from logreg_core.files.readers.other_kinds import other_kind
from logreg_core.points.dataset import DataError

EXPORT = "Open it in the program that made it and save the table as CSV (UTF-8)."
EMPTY = "The file is empty. It needs a header row with the column names and a row per example."

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# No word in Latin-1: two letters past ASCII side by side, one that stands alone, what is no letter.
_FOREIGN = re.compile(rb"[\x80-\xff]{2}|(?<![A-Za-z])[\x80-\xff](?![A-Za-z])|[\x80-\xbf\xd7\xf7]")


def _line(raw: bytes, at: int) -> str:
    before = raw[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return "Line " + str(before.count(b"\n") + 1)


def as_utf8(raw: bytes, notices: list[str]) -> bytes:
    """Return the file's text as UTF-8 bytes without a byte-order mark. Raises DataError where it is not text.

    notices : gets a sentence where the text was UTF-16 or UTF-32.
    """
    if not raw.strip():
        raise DataError(EMPTY)
    if kind := other_kind(raw):
        raise DataError(f"The file is not a table that can be read: it is {kind}. {EXPORT}")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                raw = raw.decode(encoding).encode()
            except UnicodeError:
                name = encoding.upper()
                raise DataError(f"The file is marked as {name}, but is not valid {name}. {EXPORT}") from None
            notices.append(f"The file is {encoding.upper()} text and was read as such.")
            break
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if not raw.strip():
        raise DataError(EMPTY)
    if (at := raw.find(b"\0")) >= 0:
        guess = " (UTF-16 with no mark?)" if raw[:200:2].strip(b"\0") == b"" or raw[1:200:2].strip(b"\0") == b"" else ""
        raise DataError(f"{_line(raw, at)} has a NUL byte, so this is not UTF-8 text{guess}. {EXPORT}")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        where, byte = _line(raw, error.start), raw[error.start]
        guess = "" if _FOREIGN.search(raw) else " (a letter in Latin-1?)"
        raise DataError(f"{where} has the byte 0x{byte:02X}, not UTF-8{guess}. {EXPORT}") from None
    start = raw[:200].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise DataError(f"The file is a web page or XML, not a table. {EXPORT}")
    return raw


def is_json(text: bytes, filename: str) -> bool:
    """Tell whether the text is JSON: by its name, or because it begins with a list or object of JSON."""
    if filename.lower().removesuffix(".gz").endswith((".json", ".jsonl", ".ndjson")):
        return True
    return re.match(rb'\s*((\[\s*)?\{\s*["}]|\[\s*[\[\]])', text) is not None
