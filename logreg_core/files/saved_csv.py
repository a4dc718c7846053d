"""A Dataset as CSV, which reads back to the same points and names, bit for bit.

The last column holds the classes by name, and its header says which is which: y (1 = virginica, 0 = versicolor).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from logreg_core.files.cells import is_number, marked, shown
from logreg_core.points.dataset import Dataset

_WORDS = ("y", "label", "class")  # the first that leaves the label's header different from the features'
_LONGEST_HEADER = 10_000  # characters of class names; longer ones don't fit a reader's limit on an entry
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")  # begins like no other kind of file
_PLAIN_ENTRY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def _quoted(text: str, plain: re.Pattern[str]) -> str:
    return text if plain.fullmatch(text) else '"' + text.replace('"', '""') + '"'


def _label_header(dataset: Dataset) -> str:
    zero, one = dataset.class_names
    known = "" if (zero, one) == ("0", "1") or len(zero + one) > _LONGEST_HEADER else f" (1 = {one}, 0 = {zero})"
    return next(word + known for word in _WORDS if word + known not in dataset.feature_names)


def _class(name: str) -> str:
    """The class's name as an entry: bare where it is a number as the screen shows it, such as 1."""
    if name[:1].isdigit() and is_number(name) and "," not in name and shown(float(name)) == name:
        return name
    return _quoted(marked(name), _PLAIN_ENTRY)


def to_csv(dataset: Dataset) -> bytes:
    """The dataset as a CSV file in UTF-8: both features, in their units, and the class's name, a row per example.

    `read_table`, then `to_dataset` with both class names, gives the same X, y, feature names and class names, bit
    for bit; `saved_choice` knows these names. `source` is not kept. Text that a spreadsheet would run has a '
    before it. Files with letters beyond ASCII begin with UTF-8's mark, by which spreadsheets know it.
    """
    names = [*map(marked, dataset.feature_names), _label_header(dataset)]
    classes = [_class(name) for name in dataset.class_names]
    lines = [",".join(_quoted(name, _PLAIN_NAME) for name in names)]
    lines += [
        f"{_number(x1)},{_number(x2)},{classes[one]}"
        for (x1, x2), one in zip(dataset.X.tolist(), (dataset.y == 1).tolist(), strict=True)
    ]
    text = "\r\n".join([*lines, ""])
    return (b"" if text.isascii() else codecs.BOM_UTF8) + text.encode()


def _number(x: float) -> str:
    return repr(x).removesuffix(".0")


def classes_in(header: str, present: Collection[str]) -> tuple[str, str] | None:
    """(class 1, class 0) by the header of a label column that `to_csv` made, whose values are `present`; else None."""
    if header in _WORDS:
        return ("1", "0") if present and {*present} <= {"0", "1"} else None
    for word in _WORDS:
        opening = f"{word} (1 = "
        if header.startswith(opening) and header.endswith(")"):
            said = header[len(opening) : -1]
            pairs = [(said[: at.start()], said[at.end() :]) for at in re.finditer(", 0 = ", said)]
            fitting = [pair for pair in pairs if pair[0] != pair[1] and {*present} <= {*pair}]
            return fitting[0] if present and len(fitting) == 1 else None
    return None
