"""Bytes of a file ⇄ table ⇄ Dataset; pandas, calamine and pyarrow are used in this room alone.

Read `tables` first: `read_table` and `to_dataset` are what others call. From bytes to a table: `formats` tells what a
file is and hands it to one of `readers/`; each gives columns of cells to `headers`, which tells names from data, or to
`grid`, which makes a Table of them: `entries` reads one column, `cells` says what a number, a gap and a decimal comma
are. `apart` has a large file read in a process of its own, and `arrow_text` looks into the columns of text that it
brings. From a table to a Dataset: `table_columns` describes the columns, `column_choice` applies the choice of features
and a label, `guesses` proposes one by what `label_words` says of names. `saved_csv` writes a Dataset as a file.

What needs pandas is imported when it is first asked for: that takes half as long as all else that an app imports,
and most people bring no file.
"""

from typing import TYPE_CHECKING

from logreg_core.files.formats import is_large
from logreg_core.files.grid import Remedy, UnreadableError
from logreg_core.files.label_words import likely_positive
from logreg_core.files.saved_csv import to_csv

if TYPE_CHECKING:
    from logreg_core.files.column_choice import (
        Flaw,
        SavedChoice,
        Unusable,
        saved_choice,
        unusable_rows,
    )
    from logreg_core.files.guesses import guess_columns
    from logreg_core.files.table_columns import (
        MAX_LABEL_VALUES,
        Column,
        describe,
        feature_columns,
        gaps,
        label_values,
        no_numbers,
        numeric_columns,
    )
    from logreg_core.files.tables import read_table, read_table_apart, to_dataset
else:

    def __getattr__(name: str) -> object:
        """Return a public name of the room, imported now."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from logreg_core.files import column_choice, guesses, table_columns, tables

        found = next(
            vars(module)[name] for module in (column_choice, guesses, table_columns, tables) if name in vars(module)
        )
        globals()[name] = found
        return found


__all__ = [
    "MAX_LABEL_VALUES",
    "Column",
    "Flaw",
    "Remedy",
    "SavedChoice",
    "UnreadableError",
    "Unusable",
    "describe",
    "feature_columns",
    "gaps",
    "guess_columns",
    "is_large",
    "label_values",
    "likely_positive",
    "no_numbers",
    "numeric_columns",
    "read_table",
    "read_table_apart",
    "saved_choice",
    "to_csv",
    "to_dataset",
    "unusable_rows",
]
