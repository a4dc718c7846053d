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

    A next_ column that repeats its own column one row later, as where every step is held, is sent by reference.
    """
    table: list[Entry] = []
    parts: list[bytes] = []
    position = 0
    offsets: dict[str, int] = {}
    sent_before: dict[bytes, int] = {}
    for name, values in columns.items():
        own = name.removeprefix("next_")
        ahead = columns.get(own) if own != name else None
        if ahead is not None and np.array_equal(ahead[1:], values[:-1]):
            # the next row is the column itself, one entry on: `_lengthened` put the last entry there
            table.append(Entry(name=name, type="f8", at=offsets[own] + 8, rows=len(values), width=1))
            continue
        sent: NDArray[np.generic] = values
        shift = shifts.get(name)
        if shift is not None:
            width = values.shape[1]
            sent = values - np.resize(np.array(shift), width)
            farthest = np.abs(sent).max()
            if 1e-30 < farthest < 1e38:  # else it would leave what a float32 can hold
                sent = sent.astype(np.float32)
        elif values.dtype == np.float64 and f"next_{name}" in columns:
            sent = _lengthened(values, columns[f"next_{name}"])
        raw = np.ascontiguousarray(sent).tobytes()
        offsets[name] = sent_before.setdefault(raw, position)  # equal columns are sent once
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
        if offsets[name] == position:
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


def _lengthened(values: NDArray[np.generic], ahead: NDArray[np.generic]) -> NDArray[np.generic]:
    return np.concatenate([values, ahead[-1:]])


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
        "layout": {key: value for key, value in whole["layout"].items() if key != "template"},
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
