"""A Parquet file → a Table, with records counted from 1; its size is checked before it is read."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from logreg_core.files.cells import as_held, some
from logreg_core.files.grid import Progress, Table, check_size, of_cells, told_apart
from logreg_core.files.readers.unpacking import MAX_UNPACKED
from logreg_core.points.dataset import DataError, Floats
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

_AGAIN = "Save or download it again, or save the table as CSV (UTF-8)."
_BATCH = 1 << 16  # rows


def _open(raw: bytes) -> tuple[pq.ParquetFile, pa.Schema]:
    """Return the file with its schema. Raises DataError where it is too large or has nested columns."""
    file = pq.ParquetFile(pa.BufferReader(raw))
    about, schema = file.metadata, file.schema_arrow
    check_size(about.num_rows, len(schema), "The Parquet file")
    size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    if size > MAX_UNPACKED:
        raise DataError(
            f"The Parquet file has {len(raw):,} bytes and unpacks to {size:,} bytes; at most {MAX_UNPACKED:,} are "
            "read. Delete columns or rows that are not needed."
        )
    nested = [f"{quoted(field.name)} ({quoted(field.type)[1:-1]})" for field in schema if _is_nested(field.type)]
    if nested:
        raise DataError(
            f"The Parquet file has nested columns: {some(nested, len(nested))}. Give each part a column of its own, "
            "or leave these columns out."
        )
    return file, schema


def _is_nested(kind: pa.DataType) -> bool:
    return bool(pa.types.is_nested(kind.value_type if pa.types.is_dictionary(kind) else kind))


def _cell(value: Any, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        with suppress(UnicodeDecodeError):  # then it is shown as what it is, b'\\xff'
            return value.decode()
    return as_held(str(value), decimal) if isinstance(value, Decimal) else str(value)


def _text(column: pa.Array, decimal: str) -> list[str]:
    """Return the column's entries as text, each different one made once."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    words = [_cell(value, decimal) for value in column.dictionary.to_pylist()]
    return [words[code] if code is not None else "" for code in column.indices.to_pylist()]


def _floats(column: pa.Array) -> Floats:
    values = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    return np.asarray(values, dtype=np.float64)


def read_parquet(raw: bytes, read_as: ReadAs, progress: Progress) -> Table:
    """Return the table in a Parquet file's bytes. Columns of floating-point numbers are read as they are, even inf.

    Dates and times are text, as 2024-01-31; true and false are text too.
    Raises DataError, with the columns' names and a remedy, for what is nested, too large or damaged.
    """
    try:
        file, schema = _open(raw)
        count = file.metadata.num_rows
        floats = [pa.types.is_floating(field.type) for field in schema]
        parts: list[list[Any]] = [[] for _ in schema]
        done = 0
        words = [field.name for at, field in enumerate(schema) if _is_words(field.type) and not _is_delta(file, at)]
        packed = pq.ParquetFile(pa.BufferReader(raw), read_dictionary=words, page_checksum_verification=True)
        for batch in packed.iter_batches(_BATCH):
            batch.validate(full=True)  # a damaged file may point outside its own lists of words
            done += batch.num_rows
            if done > count:
                break
            for at, column in enumerate(batch.columns):
                if floats[at]:
                    parts[at].append(_floats(column))
                else:
                    parts[at].extend(_text(column, read_as.decimal))
            progress(min(0.7, 0.7 * done / max(count, 1)))
        if done != count:
            raise DataError(f"The Parquet file is damaged: it says {count:,} rows and has {done:,}. {_AGAIN}")
    except DataError:
        raise
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise DataError(f"The Parquet file can't be read ({quoted(error)}). {_AGAIN}") from None
    if not done:
        raise DataError("The Parquet file has no rows. It needs a row per example.")
    notices: list[str] = []
    cells = [np.concatenate(part) if floats[at] else part for at, part in enumerate(parts)]
    names = told_apart(schema.names, notices)
    rows = np.arange(1, done + 1)
    return of_cells(names, cells, rows, notices, read_as, counted="record", progress=lambda p: progress(0.7 + 0.3 * p))


def _is_words(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_binary(kind))


def _is_delta(file: pq.ParquetFile, at: int) -> bool:
    """Tell whether a column has a DELTA encoding, which pyarrow can't make a dictionary of."""
    about = file.metadata
    groups = (about.row_group(group).column(at).encodings for group in range(about.num_row_groups))
    return any(encoding.startswith("DELTA") for encodings in groups for encoding in encodings)
