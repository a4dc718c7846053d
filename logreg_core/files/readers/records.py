"""JSON → a Table, with records counted from 1: a list of flat objects, one object a line, or an object of columns."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any, NoReturn

import numpy as np

from logreg_core.files.cells import as_held, some
from logreg_core.files.grid import MAX_CELLS, Progress, Table, check_size, of_cells, told_apart
from logreg_core.points.dataset import DataError
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

MAX_JSON = 100_000_000  # bytes; reading takes about ten times the memory

_FORM = 'Save the table as a list of records, [{"x": 1, "y": 2, "label": "a"}, …], or as CSV (UTF-8).'
_WORDS = {None: "", True: "true", False: "false"}
_HALF = re.compile("[\ud800-\udfff]")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any] | list[tuple[str, Any]]:
    """Return the object, or its pairs where a key comes twice."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else pairs


def _parsed(text: str, decimal: str, above: int = 0) -> Any:
    """Return the value of the text, `above` which so many lines stand; of JSON Lines, the list of their values."""
    try:
        held = (lambda number: as_held(number, decimal)) if decimal == "," else str
        return json.loads(text, object_pairs_hook=_pairs, parse_float=held, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        lines = text.split("\n")  # not splitlines(), which cuts at other marks too
        if error.msg == "Extra data" and len(lines) > 1 and text.lstrip()[:1] == "{":
            return [_parsed(line, decimal, at) for at, line in enumerate(lines) if line.strip()]
        raise DataError(
            f"The JSON can't be read: {error.msg} in line {above + error.lineno}, column {error.colno}. {_FORM}"
        ) from None
    except RecursionError:
        raise DataError(f"The JSON has lists in lists too deep to read. {_FORM}") from None


def _records(value: Any) -> Any:
    """Return the records of an object of columns, which are lists or, as pandas writes them, objects; else `value`."""
    if not isinstance(value, dict) or not value:
        return value
    columns = list(value.values())
    if all(isinstance(column, dict) for column in columns):
        inner = dict.fromkeys(key for column in columns for key in column)
        if all(map(str.isdecimal, value)) and not all(map(str.isdecimal, inner)):
            return columns  # each is a record, by its number
        check_size(len(inner), len(columns))
        return [{name: column[key] for name, column in value.items() if key in column} for key in inner]
    if any(not isinstance(column, list) or (column and isinstance(column[0], tuple)) for column in columns):
        return value
    if len(set(map(len, columns))) > 1:
        (one, length), (other, differs) = next(
            pair for pair in pairwise((name, len(column)) for name, column in value.items()) if pair[0][1] != pair[1][1]
        )
        raise DataError(f"The JSON's list {quoted(one)} has {length:,} entries, but {quoted(other)} has {differs:,}.")
    check_size(len(columns[0]), len(columns))
    return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]


def _refuse(record: int, name: str, value: object) -> NoReturn:
    kind = "an object" if isinstance(value, dict) else "a list"
    raise DataError(
        f"Record {record}, key {quoted(name)} holds {kind}; only numbers, text, true, false and null are read. "
        "Give each part a key of its own, or leave it out."
    )


def _cell(record: int, name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        _refuse(record, name, {})
    _refuse(record, name, value)


def _check_record(record: int, value: object) -> None:
    if isinstance(value, dict):
        return
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        keys = [key for key, _ in value]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise DataError(f"Record {record} has the key {quoted(twice)} twice. Leave one out, or give it another name.")
    kind = "a list" if isinstance(value, list) else quoted(value)
    raise DataError(f"Record {record} is {kind}, no object with keys and values. {_FORM}")


def read_records(text: bytes, read_as: ReadAs, notices: list[str], progress: Progress) -> Table:
    """Return the table in JSON text in UTF-8; its columns are the keys, in the order in which they first come.

    Read are records, as a list or one in each line, and columns, as lists or as objects by the rows' names. Numbers
    and gaps are what they are in text files; null and a missing key are gaps too.
    Raises DataError, with record and key, where the text is none of these, or a record holds a list, an object or a
    key twice.
    """
    if len(text) > MAX_JSON:
        raise DataError(f"The JSON has {len(text):,} bytes; at most {MAX_JSON:,} are read. Save it as CSV (UTF-8).")
    if b"\\" not in text and (entries := text.count(b'":')) > MAX_CELLS:  # a " within text has a \ before it
        raise DataError(
            f"The records have {entries:,} entries; at most {MAX_CELLS:,} are read. Leave out keys that are not "
            "needed, or some records."
        )
    records = _records(_parsed(text.decode(), read_as.decimal))
    progress(0.4)
    if not isinstance(records, list) or (records and isinstance(records[0], tuple)):
        raise DataError(f"The file is JSON, but no list of records. {_FORM}")
    if not records:
        raise DataError(f"The file is JSON with an empty list. {_FORM}")
    keys: dict[str, None] = {}
    for number, record in enumerate(records, start=1):
        _check_record(number, record)
        if not keys.keys() >= record.keys():
            keys |= dict.fromkeys(record)
            check_size(len(records), len(keys))
    if len(keys) < 2:
        raise DataError(
            f"The records have {'the one key ' + quoted(next(iter(keys))) if keys else 'no keys'}; two features and a "
            "label are needed."
        )
    progress(0.5)
    cells = [[_cell(number, key, record.get(key)) for number, record in enumerate(records, start=1)] for key in keys]
    _check_text(list(keys), cells)
    short_of = [number for number, record in enumerate(records, start=1) if len(record) < len(keys)]
    if short_of:
        notices.append(
            f"Records without all of the keys have gaps instead ({len(short_of):,}: "
            f"record {some(short_of, len(short_of))})."
        )
    rows = np.arange(1, len(records) + 1)
    del records
    names = told_apart(list(keys), notices)
    return of_cells(names, cells, rows, notices, read_as, counted="record", progress=lambda p: progress(0.7 + 0.3 * p))


def _check_text(keys: list[str], cells: list[list[str]]) -> None:
    for key, column in zip(keys, cells, strict=True):
        if _HALF.search(key) or _HALF.search("".join(column)):
            at = next((at for at, cell in enumerate(column, start=1) if _HALF.search(cell)), 1)
            raise DataError(
                f"Record {at}, key {quoted(key)} has half of a surrogate pair (\\ud800 to \\udfff), which is no "
                "character. Write the whole pair, or leave it out."
            )
