"""A Dataset → CSV, which is read back to the same points and names, bit for bit.

The last column holds the classes by name, and its header says which is which: y (1 = virginica, 0 = versicolor).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from logreg_core.files.cells import in_quotes, is_number, marked, shown, trimmed
from logreg_core.points.dataset import Dataset

_WORDS = ("y", "label", "class")  # the first that leaves the label's header different from the features'
_LONGEST_HEADER = 10_000  # characters of class names; longer ones don't fit a reader's limit on an entry
_BARE_NAME = re.compile(r"[a-z_][a-z0-9_]*")  # begins like no other kind of file
_BARE_ENTRY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def _entry(text: str, bare: re.Pattern[str]) -> str:
    """Return the text as an entry: without quotes where it matches `bare`."""
    return text if bare.fullmatch(text) else '"' + text.replace('"', '""') + '"'


def _label_header(dataset: Dataset) -> str:
    zero, one = dataset.class_names
    known = "" if (zero, one) == ("0", "1") or len(zero + one) > _LONGEST_HEADER else f" (1 = {one}, 0 = {zero})"
    return next(word + known for word in _WORDS if word + known not in dataset.feature_names)


def _class(name: str) -> str:
    """Return the class's name as an entry: without quotes where it is a number as the screen shows it, such as 1."""
    if name[:1].isdigit() and is_number(name) and "," not in name and shown(float(name)) == name:
        return name
    return _entry(marked(name), _BARE_ENTRY)


def _in_quotes(texts: list[str]) -> list[str]:
    """Return the texts, all in single quotes where a reader would take white space or quotes off one of them."""
    plain = all(text == trimmed(text) and not in_quotes(text) for text in texts)
    return texts if plain else [f"'{text}'" for text in texts]


def to_csv(dataset: Dataset) -> bytes:
    """Return the dataset as a CSV file in UTF-8: features in their units and the class's name, one row per example.

    `read_table`, then `to_dataset` with both class names, gives the same X, y, feature names and class names, bit
    for bit; `saved_choice` knows these names. `source` is not kept. Text that a spreadsheet would run has a '
    before it. A file with letters beyond ASCII begins with UTF-8's byte-order mark, which spreadsheets need.
    """
    names = _in_quotes([*map(marked, dataset.features), _label_header(dataset)])
    written = zip(dataset.class_names, _in_quotes(list(map(marked, dataset.class_names))), strict=True)
    classes = [_entry(text, _BARE_ENTRY) if in_quotes(text) else _class(name) for name, text in written]
    lines = [",".join(_entry(name, _BARE_NAME) for name in names)]
    X = dataset.X[:, : len(dataset.features)]
    lines += [
        f"{','.join(map(_number, x))},{classes[one]}"
        for x, one in zip(X.tolist(), (dataset.y == 1).tolist(), strict=True)
    ]
    text = "\r\n".join([*lines, ""])
    return (b"" if text.isascii() else codecs.BOM_UTF8) + text.encode()


def _number(x: float) -> str:
    return repr(x).removesuffix(".0")


def classes_in(header: str, present: Collection[str]) -> tuple[str, str] | None:
    """Return (class 1, class 0) by a label column's header and its values `present`; None for other files."""
    if header in _WORDS:
        return ("1", "0") if present and {*present} <= {"0", "1"} else None
    for word in _WORDS:
        start = f"{word} (1 = "
        if header.startswith(start) and header.endswith(")"):
            names = header[len(start) : -1]
            pairs = [(names[: at.start()], names[at.end() :]) for at in re.finditer(", 0 = ", names)]
            fitting = [pair for pair in pairs if pair[0] != pair[1] and {*present} <= {*pair}]
            return fitting[0] if present and len(fitting) == 1 else None
    return None
