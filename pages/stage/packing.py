"""Numbers and words as one run of bytes for the browser: a header in JSON, then columns, 8-byte aligned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from pages.stage.figure_columns import Take, with_columns


class Entry(TypedDict):
    """Where a column's numbers are: type as NumPy writes it, first byte, rows, numbers a row, what was taken off."""

    name: str
    type: Literal["f8", "f4", "u4", "u2", "u1"]
    at: int
    rows: int
    width: int
    shift: NotRequired[list[float]]


class Figure(TypedDict):
    """A figure as it is sent; its name says what it holds."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]
    name: str


@dataclass(frozen=True)
class Packed:
    """Columns as one run of bytes, and the table that says what is where."""

    table: list[Entry]
    blob: bytes


def pack(columns: Mapping[str, NDArray[np.generic]], shifts: Mapping[str, tuple[float, ...]]) -> Packed:
    """Return columns as bytes, 8-byte aligned. Coordinates (those with a shift) go as float32 less that shift.

    A column that repeats another one row later or earlier, as next_ and _before columns do where every step is held, is
    sent by reference.
    """
    table: list[Entry] = []
    parts: list[bytes] = []
    position = 0
    offsets: dict[str, int] = {}
    sent_before: dict[bytes, int] = {}
    for name, values in columns.items():
        own, later = _repeated(name)
        if own in offsets and _repeats(values, columns[own], later):
            at = offsets[own] + later * values.itemsize
            table.append(Entry(name=name, type=_type(values), at=at, rows=len(values), width=1))
            continue
        sent: NDArray[np.generic] = values
        before = 0  # entries before the first row
        shift = shifts.get(name)
        if shift is not None:
            width = values.shape[1]
            sent = values - np.resize(np.array(shift), width)
            farthest = np.abs(sent).max()
            if 1e-30 < farthest < 1e38:  # else it would leave what a float32 can hold
                sent = sent.astype(np.float32)
        else:
            sent, before = _lengthened(name, columns)
        raw = np.ascontiguousarray(sent).tobytes()
        begin = sent_before.setdefault(raw, position)  # equal columns are sent once
        offsets[name] = begin + before * sent.itemsize
        if offsets[name] % 8 == 0:
            sent_before.setdefault(raw[before * sent.itemsize :][: values.nbytes], offsets[name])
        entry = Entry(
            name=name,
            type=_type(sent),
            at=offsets[name],
            rows=len(values),
            width=values.shape[1] if values.ndim == 2 else 1,
        )
        if shift is not None:
            entry["shift"] = list(shift)
        table.append(entry)
        if begin == position:
            padding = -len(raw) % 8
            parts += [raw, bytes(padding)]
            position += len(raw) + padding
    return Packed(table, b"".join(parts))


def _type(values: NDArray[np.generic]) -> Literal["f8", "f4", "u4", "u2", "u1"]:
    """The name of an array's type. Raises TypeError for one that the browser has no array for."""
    name = values.dtype.str[1:]
    for known in ("f8", "f4", "u4", "u2", "u1"):
        if name == known:
            return known
    raise TypeError(f"a column of {values.dtype} can't be sent; make it a float or a whole number without sign")


def _repeated(name: str) -> tuple[str, int]:
    """Return which column a column may repeat, by its name, and how many rows later; ("", 0) for none."""
    if name.startswith(("next_", "digits_next_")):
        return name.replace("next_", "", 1), 1
    return (name.removesuffix("_before"), -1) if name.endswith("_before") else ("", 0)


def _repeats(values: NDArray[np.generic], own: NDArray[np.generic], later: int) -> bool:
    """Whether values are those of another column one row later (1) or earlier (-1), but for the outermost."""
    one, other = (own[1:], values[:-1]) if later > 0 else (own[:-1], values[1:])
    return values.dtype == own.dtype and np.array_equal(one, other)


def _lengthened(name: str, columns: Mapping[str, NDArray[np.generic]]) -> tuple[NDArray[np.generic], int]:
    """Return a column with the outermost entries of those that repeat it, and how many of them are before its own."""
    values, before = columns[name], 0
    whole = [values]
    for other, theirs in columns.items():
        own, later = _repeated(other)
        if own == name and _repeats(theirs, values, later):
            whole = [*whole, theirs[-1:]] if later > 0 else [theirs[:1], *whole]
            before += later < 0
    return (np.concatenate(whole) if len(whole) > 1 else values), before


def with_header(header: Mapping[str, object], blob: bytes, ready: Mapping[str, str] | None = None) -> bytes:
    """Return the length of the header (4 bytes), the header as JSON, padded to a multiple of 8 in all, and the columns.

    ready : more of the header's entries, each as JSON already.
    """
    more = "".join(f',"{name}":{text}' for name, text in (ready or {}).items())
    text = f"{as_json(header)[:-1]}{more}}}".encode()
    text += b" " * (-(len(text) + 4) % 8)
    return len(text).to_bytes(4, "little") + text + blob


def as_json(thing: object) -> str:
    """Return strict JSON, as short as it goes."""
    return json.dumps(thing, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)


def figure_json(figure: go.Figure, take: Take | None = None) -> str:
    """Return a figure as JSON, with the name of its content, which the stage redraws only where that has changed.

    take : keeps a long list as a column and returns the column's name; without it the JSON holds them all.
    """
    whole = figure.to_plotly_json()
    plain_figure = {
        "data": whole["data"],
        # Plotly leaves out a list of no shapes, which the stage would miss.
        "layout": {"shapes": []} | {key: value for key, value in whole["layout"].items() if key != "template"},
    }
    text = as_json(plain_figure)
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    if take is not None:
        plain_figure = json.loads(text)
        plain_figure["data"] = with_columns(plain_figure["data"], take)
    return as_json(plain_figure | {"name": name})


def _plain(thing: object) -> object:
    """What JSON needs to be told about NumPy."""
    if isinstance(thing, np.ndarray):
        return thing.tolist()
    if isinstance(thing, np.generic):
        return thing.item()
    raise TypeError(f"{type(thing).__name__} has no place in a header")
