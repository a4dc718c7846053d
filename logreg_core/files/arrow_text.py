"""Columns of text as pyarrow keeps them, as `apart` brings them: their entries and numbers, with no string made.

All of it is done outside of Python's interpreter, which others in this process want too. What a number is, `cells`
says; here the same is asked of all different entries at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from logreg_core.files.cells import GROUPED, NUMBER, number
from logreg_core.points.dataset import Floats

_WHITE = "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())  # as str.strip() has it


def is_arrow_text(column: pd.Series[Any]) -> bool:
    """Return whether pyarrow keeps the column, as text."""
    kind = column.dtype
    if not isinstance(kind, pd.ArrowDtype):
        return False
    return bool(pa.types.is_string(kind.pyarrow_dtype) or pa.types.is_large_string(kind.pyarrow_dtype))


def sorted_entries(column: pd.Series[Any]) -> tuple[NDArray[np.intp], pa.Array]:
    """Return each row's index among the column's different entries in sorted order (-1 for a gap), and these."""
    codes, entries = _different(column)
    order = pc.sort_indices(entries).to_numpy()  # by bytes, which in UTF-8 is by code points
    places = np.empty(len(order) + 1, np.intp)
    places[order], places[-1] = np.arange(len(order)), -1
    return places[codes], entries.take(pa.array(order))


def numbers_of(column: pd.Series[Any], decimal: str) -> Floats:
    """Return the column's numbers (n,), as `cells.number` reads them; nan elsewhere."""
    codes, entries = _different(column)
    return np.append(_numbers(entries, decimal), np.nan)[codes]


def _different(column: pd.Series[Any]) -> tuple[NDArray[np.int64], pa.Array]:
    """Return each row's index among the column's different entries, in the order of their coming, -1 for a gap."""
    whole = pa.array(column.array)
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.combine_chunks()
    encoded = whole.dictionary_encode()
    return encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False), encoded.dictionary


def _numbers(entries: pa.Array, decimal: str) -> Floats:
    text = pc.utf8_trim(entries, characters=_WHITE)
    if decimal in GROUPED:
        has_groups = pc.match_substring_regex(text, f"^(?:{GROUPED[decimal].pattern})$")
        text = pc.if_else(has_groups, pc.replace_substring(text, decimal[1], ""), text)
    if not decimal:
        text = pc.if_else(pc.match_substring_regex(text, "[.,]"), "?", text)
    if decimal[:1] == ",":
        text = pc.if_else(pc.match_substring(text, "."), "?", pc.replace_substring(text, ",", "."))
    text = pc.if_else(pc.match_substring_regex(text, f"^(?:{NUMBER.pattern})$"), text, None)
    bare = pc.replace_substring_regex(text, r"^\+", "")
    try:
        values = bare.cast(pa.float64())
    except pa.ArrowInvalid:  # a number so large that it is none
        return np.array([number(entry, decimal) for entry in entries.to_pylist()])
    found = values.to_numpy(zero_copy_only=False)
    return np.where(np.isfinite(found), found, np.nan)
