"""Bytes of a file → table → Dataset; messages name rows and columns as the user sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from logreg_core.files.apart import read_apart
from logreg_core.files.cells import readings, some
from logreg_core.files.column_choice import Selection, select
from logreg_core.files.formats import is_large, read
from logreg_core.files.grid import Table
from logreg_core.files.table_columns import column_of, gaps
from logreg_core.points.dataset import NO_FEATURE, DataError, Dataset
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from logreg_core.points.short_text import quoted

LARGEST = 1e100  # what a Dataset takes


def read_table(
    raw: bytes,
    filename: str,
    *,
    read_as: ReadAs = AS_IT_IS,
    progress: Callable[[float], None] | None = None,
) -> pd.DataFrame:
    """Return the table in a file's bytes: CSV and the like, a workbook, Parquet, JSON, or these in gzip.

    The bytes say what the file is, not its name (except that .json or .jsonl makes it JSON). Text is UTF-8, or UTF-16
    with its byte-order mark. Commas, semicolons, tabs, | or runs of blanks are separators.
    A column in which every entry is a number is float64 (gaps: nan); any other holds str (gaps: None), without outer
    white space, and spellings that differ by case alone are one.
    The index holds the row numbers as the user sees them, the header being row 1. JSON and Parquet have records,
    counted from 1, and then the index is named "record". attrs["filename"] is the name given; attrs["notices"] a
    tuple of sentences for the user, about whatever was read otherwise than it stands; attrs["decimal"] the decimal
    mark that the file uses; attrs["doubtful"] the columns in which that is not certain, so that they are no numbers;
    attrs["spellings"] by column what became of words that are read otherwise than they stand; attrs["read_as"] and
    attrs["remedies"], as text, how it was read and other ways to read it: see `grid.Remedy`.
    read_as : what is known of the file better than the reader can.
    progress : is called now and then with the part that is done, which never falls and ends at 1.0.
    Raises DataError, with row and remedy, where anything can't be read for certain; UnreadableError where there is
    another way to read it.
    """
    done = 0.0

    def report(part: float) -> None:
        nonlocal done
        done = max(done, part)  # the second sheet of a workbook begins where the first one did
        if progress is not None:
            progress(done)

    frame = _frame(read(bytes(raw), filename, read_as, report), filename, read_as)
    report(1.0)
    return frame


def read_table_apart(
    raw: bytes, filename: str, *, read_as: ReadAs = AS_IT_IS, progress: Callable[[float], None]
) -> pd.DataFrame:
    """Return what `read_table` does, read in another process if the file is large; text is pyarrow's then.

    progress : is called with the part that is done, ten times a second; what it raises ends the reading.
    Raises DataError.
    """
    if not is_large(raw):
        return read_table(raw, filename, read_as=read_as)
    return _frame(read_apart(raw, filename, read_as, progress), filename, read_as)


def _frame(table: Table, filename: str, read_as: ReadAs) -> pd.DataFrame:
    first, last = int(table.rows[0]), int(table.rows[-1])
    if last - first + 1 == len(table.rows):
        rows: pd.Index[int] = pd.RangeIndex(first, last + 1, name=table.counted)
    else:
        rows = pd.Index(table.rows, name=table.counted)
    columns = zip(table.names, table.columns, strict=True)
    frame = pd.DataFrame({name: _series(column, rows) for name, column in columns}, copy=False)
    frame.attrs = {
        "filename": filename,
        "notices": table.notices,
        "decimal": table.decimal,
        "doubtful": table.doubtful,
        "spellings": table.spellings,
        "read_as": read_as.text,
        "remedies": tuple(remedy.texts for remedy in table.remedies),
    }
    return frame


def _series(column: Any, rows: pd.Index[int]) -> pd.Series[Any]:
    """Return a column as pandas keeps it: numbers as they are, text as objects, or as pyarrow's."""
    if isinstance(column, (np.ndarray, list)):
        return pd.Series(column, rows, dtype=object if isinstance(column, list) else np.float64)
    return pd.Series(pd.arrays.ArrowExtensionArray(column), rows)


def _refuse_wrong(frame: pd.DataFrame, chosen: Selection, names: tuple[str, ...], *, drop_incomplete: bool) -> None:
    """Raise DataError for the first entries that are no finite numbers, or too large."""
    row_word = _row_word(frame)
    large = f"is past {LARGEST:g} and overflows when squared. Express the feature in larger units."
    no_number = (
        f"is not a finite number. Write numbers like -1234{frame.attrs.get('decimal', '.')[0]}5, without thousands "
        "separators or units, leave a missing one empty, choose another column, or choose to leave such rows out."
    )
    for at_column, name in enumerate(names[:-1]):
        too_large = chosen.used & (np.abs(chosen.X[:, at_column]) > LARGEST)
        wrong = chosen.flawed[:, at_column] & ~chosen.missing[:, at_column] & (not drop_incomplete)
        for bad, reason in ((wrong, no_number), (too_large, large)):
            at = np.flatnonzero(bad).tolist()
            if at:
                entry = str(column_of(frame, name).iloc[at[0]])
                ways = readings(entry).values() if name in frame.attrs.get("doubtful", ()) else ()
                both = f" ({' or '.join(ways)})" if ways else ""
                also = some((f"{row_word} {row}" for row in frame.index[at[1:6]]), len(at) - 1)
                raise DataError(
                    f"{row_word.capitalize()} {frame.index[at[0]]}, column {quoted(name)}"
                    f"{f' (also {also})' if also else ''}: {quoted(entry)}{both} {reason}"
                )


def _refuse_gaps(frame: pd.DataFrame, chosen: Selection, names: tuple[str, ...]) -> None:
    incomplete = chosen.flawed.any(axis=1)
    count, row_word = int(incomplete.sum()), _row_word(frame)
    if count:
        found = gaps(frame.iloc[np.flatnonzero(incomplete)[:5]], names)
        where = some((f"{row_word} {row} ({quoted(column)})" for row, column in found), max(len(found), count))
        raise DataError(
            f"{row_word.capitalize()}s with a gap in a chosen column: {count:,} of {int(chosen.used.sum()):,}, "
            f"namely {where}. Fill the gaps, or choose to leave these {row_word}s out."
        )


def _row_word(frame: pd.DataFrame) -> str:
    return "record" if frame.index.name == "record" else "row"


def to_dataset(
    frame: pd.DataFrame,
    *,
    features: tuple[str, ...],
    label: str,
    positive: object = None,
    negative: object = None,
    drop_incomplete: bool = False,
) -> Dataset:
    """Return one or two columns of numbers and a label column of `frame` as a Dataset, in its order.

    `frame` stays as it is.
    features : names of two different columns, or of one; X (m, 2) is in their units, its second column 0 where there is
        one feature only.   label : name of another column.
    positive : the label's value that becomes y = 1, by itself or as the screen shows it ("1" for 1.0). None: of two
        values the one that `likely_positive` tells (1 against 0, "yes" against "no").
    negative : the value that becomes y = 0; rows with any other value are left out. None: all values but `positive`.
        Where the label has one value only, both must be named, and one of them be that value.
    drop_incomplete : leave out the rows with a gap, or an entry that is no finite number, in a chosen column;
        otherwise they raise DataError. `unusable_rows` lists them.
    Raises DataError, with rows, columns and remedy, where the choice does not make two classes of points.
    """
    names = (*features, label)
    chosen = select(frame, features, label, positive, negative)
    _refuse_wrong(frame, chosen, names, drop_incomplete=drop_incomplete)
    if not drop_incomplete:
        _refuse_gaps(frame, chosen, names)
    incomplete = chosen.flawed.any(axis=1)
    left_out = int(incomplete.sum())
    used = chosen.used & ~incomplete
    y = chosen.ones[used]
    for label_code, is_empty in enumerate((y.all(), not y.any())):
        if is_empty and (label_code not in chosen.absent or not len(y)):
            raise DataError(
                f"Once unusable {_row_word(frame)}s are left out ({left_out:,}), none of class "
                f"{quoted(chosen.classes[label_code])} is left; a boundary needs two classes. "
                "Mend some entries, or choose other columns."
            )
    file, name, zero_name, one_name = (
        quoted(text)[1:-1] for text in (frame.attrs.get("filename") or "a table", label, *chosen.classes)
    )
    source = f"{file}: {name} {one_name} against {zero_name}"
    if left_out:
        source += f", incomplete rows left out: {left_out:,}"
    X = chosen.X[used]
    if len(features) == 1:
        X, features = np.column_stack([X, np.zeros(len(X))]), (features[0], NO_FEATURE)
    return Dataset(X, y.astype(np.float64), (features[0], features[1]), chosen.classes, source)
