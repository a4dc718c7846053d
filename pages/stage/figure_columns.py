"""A figure's long lists as columns of its payload: numbers as bytes, words that come again and again by their number.

What is left of a figure is JSON, in which an entry of a trace may stand for a column:

    {"column": name}                    the column's numbers
    {"column": name, "words": [...]}    the words with these numbers
    {"ways": [[...], ...], "lines": s}  texts that differ in their numbers alone. Each line of s is one text: which way,
                                        and the numbers that stand between its pieces, with tabs between them

The browser puts them in again: web/draw/figure_columns.js. All that a person can read of a figure is sent exactly;
where a trace is drawn and no coordinate can be read, those go as float32, if that is no further off than a millionth
of their span.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Floats

LEAST = 12  # entries of a list that is worth a column
MOST_WORDS = 16
MOST_WAYS = 8
CLOSE = 1e-6  # of the span
_NUMBER = re.compile(r"([^\s<>%\t]*\d[^\s<>%\t]*)")

Take = Callable[[NDArray[np.generic]], str]  # keeps a column and returns its name


def with_columns(data: list[dict[str, Any]], take: Take) -> list[dict[str, Any]]:
    """Return a figure's traces with their long lists taken out.

    data : as Plotly writes them, arrays as {"dtype", "bdata"}.
    """
    return [_trace(trace, take) for trace in data]


def _trace(trace: dict[str, Any], take: Take) -> dict[str, Any]:
    read = trace.get("hoverinfo") != "skip" and re.search(r"%{[xy]", trace.get("hovertemplate", "%{x}"))

    def sent(path: tuple[str, ...], value: Any) -> Any:
        if isinstance(value, dict) and "bdata" not in value:
            return {name: sent((*path, name), entry) for name, entry in value.items()}
        exact = bool(read) and path in {("x",), ("y",)}
        numbers = _numbers(value, path)
        if numbers is not None:
            column = _column(numbers, exact=exact)
            return value if column is None else {"column": take(column)}
        return _words(value, take) if isinstance(value, list) else value

    return {name: sent((name,), value) for name, value in trace.items()}


def _numbers(value: Any, path: tuple[str, ...]) -> NDArray[np.generic] | None:
    """Return an entry's numbers where it is a long list of them; a gap in a line is nan."""
    if isinstance(value, dict):
        if "shape" in value:
            return None
        numbers = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
        return numbers if len(numbers) >= LEAST else None
    if not isinstance(value, list) or len(value) < LEAST or path not in {("x",), ("y",)}:
        return None
    if not all(isinstance(each, float) or each is None for each in value):
        return None
    return np.array([np.nan if each is None else each for each in value])


def _column(numbers: NDArray[np.generic], *, exact: bool) -> NDArray[np.generic] | None:
    """Return numbers as a type that the browser has an array for; None where there is none."""
    if numbers.dtype.kind in "iu":
        if int(numbers.min()) < 0 or int(numbers.max()) >= 2**32:
            return None
        return numbers.astype(np.min_scalar_type(int(numbers.max())))
    if numbers.dtype.kind != "f":
        return None
    return numbers if exact else _short(numbers.astype(np.float64))


def _short(numbers: Floats) -> NDArray[np.generic]:
    finite = numbers[np.isfinite(numbers)]
    if not len(finite) or np.abs(finite).max() > 1e38 or 0 < np.abs(finite).max() < 1e-30:
        return numbers
    off = np.abs(finite.astype(np.float32).astype(np.float64) - finite).max()
    return numbers.astype(np.float32) if off <= CLOSE * np.ptp(finite) else numbers


def _words(value: list[Any], take: Take) -> Any:
    if len(value) < LEAST or not all(isinstance(each, str) for each in value):
        return value
    words = list(dict.fromkeys(value))
    if len(words) <= min(MOST_WORDS, len(value) // 2):
        numbers = {word: number for number, word in enumerate(words)}
        return {"words": words, "column": take(np.array([numbers[each] for each in value], np.uint8))}
    ways: dict[tuple[str, ...], int] = {}
    lines = []
    for each in value:
        pieces = _NUMBER.split(each)
        lines.append("\t".join([str(ways.setdefault(tuple(pieces[::2]), len(ways))), *pieces[1::2]]))
    plain = len(ways) <= MOST_WAYS and not any("\n" in each or "\t" in each for each in value)
    return {"ways": [[*way] for way in ways], "lines": "\n".join(lines)} if plain else value
