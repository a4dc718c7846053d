"""A panel's payload: words, numbers and figures that Python makes, for a page's parts beside the stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from pages.figures.theme import dark_of
from pages.stage.columns import Columns
from pages.stage.packing import Entry, Figure, figure_json, pack, with_header


class Cursor(TypedDict):
    """A vertical line of a figure, by its name, and the column that says where it stands."""

    shape: str
    column: str


class PanelHeader(TypedDict):
    """What a panel is sent."""

    html: str
    key: str
    session: str
    label: str
    parts: dict[str, str]
    dark: dict[str, str]
    rows: int
    row: int
    dial_says: list[str]
    cursors: dict[str, Cursor]
    words: dict[str, list[str]]
    table: list[Entry]
    figures: NotRequired[dict[str, Figure]]  # JSON already


@dataclass(frozen=True)
class Dial:
    """A slider over the rows of a panel's columns; the browser only picks the row.

    columns : by name, equally long;  row : where it stands at first;  says : what a screen reader says at each row.
    cursors : by figure, which of its shapes is a vertical line that stands where a column says: (its name, column).
    words : by column shown as a word, what its numbers stand for.
    """

    columns: Columns
    row: int
    says: tuple[str, ...]
    cursors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def panel_payload(
    html: str,
    *,
    key: str,
    session: str,
    label: str,
    parts: Mapping[str, str] | None = None,
    figures: Mapping[str, go.Figure] | None = None,
    dial: Dial | None = None,
) -> bytes:
    """Return a panel as one blob, packed like the stage's payload.

    html : the frame, which stays while its parts change: [data-slot=name] takes a part, [data-plot=name] a figure,
    input[data-dial] is the dial and [data-col=name] shows a column's number there, as on the stage; a button with
    data-request reports that JSON object as a request. Names from files are escaped in it already.
    key : the component's, in lower case;  session : whom its reports are for;  label : what a screen reader calls it.
    """
    columns: Columns = dict(dial.columns) if dial else {}

    def take(column: NDArray[np.generic]) -> str:
        name = f"figure{len(columns)}"
        columns[name] = column
        return name

    drawn = ",".join(f'"{name}":{figure_json(figure, take)}' for name, figure in (figures or {}).items())
    packed = pack(columns, {})
    rows = len(next(iter(dial.columns.values()))) if dial else 0
    header = PanelHeader(
        html=html,
        key=key,
        session=session,
        label=label,
        parts=dict(parts or {}),
        dark=dark_of(),
        rows=rows,
        row=dial.row if dial else 0,
        dial_says=list(dial.says) if dial else [],
        cursors={name: Cursor(shape=shape, column=column) for name, (shape, column) in dial.cursors.items()}
        if dial
        else {},
        words={name: [*words] for name, words in dial.words.items()} if dial else {},
        table=packed.table,
    )
    return with_header(header, packed.blob, ready={"figures": f"{{{drawn}}}"})
