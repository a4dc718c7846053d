"""Tables of numbers as the browser draws them: columns by name, written like every other number on screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Floats
from pages.stage.packing import Entry, pack, with_header
from pages.stage.table_rows import MOST_WHOLE, Sight, order_by, ranges

Table = Mapping[str, NDArray[np.generic]]


POWERS = {"∂L/∂ŷ": "log₁₀|∂L/∂ŷ|", "∂ŷ/∂z": "log₁₀ ∂ŷ/∂z"}
_LARGEST_PLAIN = 690.0  # natural logarithm, a little before a double's range ends


def powers(log_abs_dL_dyhat: Floats, log_dyhat_dz: Floats, *, always: bool = False) -> Table:
    """Return two more columns, the factors' decimal logarithms, for a table in which a factor leaves a double's range.

    log_abs_dL_dyhat, log_dyhat_dz : natural logarithms, one a row. Nothing where all factors are in range, unless
    always.
    """
    logs = (log_abs_dL_dyhat, log_dyhat_dz)
    if not always and max(float(np.abs(log).max()) for log in logs) <= _LARGEST_PLAIN:
        return {}
    return {title: log / np.log(10) for title, log in zip(POWERS.values(), logs, strict=True)}


WORDS = ("no", "yes")  # how a column of truth values is written


class TableColumn(TypedDict):
    """A column on screen; power : the name of the column of its decimal logarithms, none if empty."""

    name: str
    title: str
    kind: Literal["word", "integer", "exact", "number"]
    tone: str
    width: float
    power: str
    words: NotRequired[list[str]]


class TableFilters(TypedDict):
    """What a table can be sifted by besides being wrong and pulling hard."""

    classes: list[str]


class TableOrder(TypedDict):
    """By which column Python has sorted a long table; its own order if title is empty."""

    title: str
    down: bool


class TableHeader(TypedDict):
    """What a table is sent.

    rows : how many it has.  held : of a long table the ranges, from a row to before another, that its columns hold one
    after the other;  order : how its rows are numbered. A table without them holds all rows.
    """

    columns: list[TableColumn]
    rows: int
    label: str
    says: str
    marked: int
    picks: str
    follow: bool
    key: str
    selects: NotRequired[bool]
    acknowledged: NotRequired[str]
    filters: NotRequired[TableFilters]
    held: NotRequired[list[tuple[int, int]]]
    order: NotRequired[TableOrder]
    table: list[Entry]


@dataclass(frozen=True)
class Filters:
    """What a table's rows may be sifted by, in the browser and at once.

    wrong : (n,) whether the row's example is classified wrongly;  y : (n,) its label, 0 or 1.
    rank : (n,) its place by descending |∂L/∂w|, from 0;  class_names : what 0 and 1 stand for.
    """

    wrong: NDArray[np.bool_]
    y: NDArray[np.generic]
    rank: NDArray[np.integer]
    class_names: tuple[str, str]


@dataclass(frozen=True)
class Selecting:
    """That rows can be selected, several at once and apart from the one that is picked.

    selected : which examples are, by their numbers from 0; some may have no row in the table.
    acknowledged : the number of the last report of this table that was taken in, so that an answer to an earlier click
    does not undo a later one.
    """

    selected: Sequence[int] = ()
    acknowledged: str = ""


def _tone(title: str) -> str:
    if title.startswith(("∂L", "∂J")) or title == "share":
        return "gradient"
    return "loss" if title in ("L", "J", "J held out") else ""


def table_payload(
    table: Table,
    *,
    label: str,
    says: str,
    marked: int,
    picks: str = "",
    follow: bool = False,
    key: str = "examples",
    selecting: Selecting | None = None,
    filters: Filters | None = None,
    sight: Sight | None = None,
) -> bytes:
    """Return a table as one blob, packed like the stage's payload.

    table : equally long columns by the title they have on screen, truth values as yes and no;  label : what a screen
    reader calls it;  says : what stands above it, plain text.  marked : the row that stands out, counted from 0, -1
    where none does;  picks : the title of the column, counted from 1, whose number a click reports as pick; none if
    empty.  follow : keep the marked row in sight as it moves.  key : the component's, in lower case.  selecting : what
    is selected, of a table that selects; it reports the whole new selection as {select: [i, ...]}.  filters : what its
    rows can be sifted by, if they can.  sight : what of it is in sight, of one that is sent in parts where it is long.
    Raises ValueError where one of selecting and filters is given without picks, or together with sight.
    """
    if (selecting is not None or filters is not None) and not picks:
        raise ValueError(f"the table {label!r} selects or sifts rows whose examples it can't name: give picks too")
    if (selecting is not None or filters is not None) and sight is not None:
        raise ValueError(f"the table {label!r} selects or sifts rows: that takes all of them, so give no sight")
    titles, rows, whole = list(table), len(next(iter(table.values()))), table
    part = None if sight is None or rows <= MOST_WHOLE else _part(table, sight, marked)
    if part is not None:
        table, marked = part.table, part.marked
    columns: dict[str, NDArray[np.generic]] = {}
    described = []
    for at, (title, values) in enumerate(table.items()):
        kind = _kind(title, values)
        name = f"c{at}"
        columns[name] = _sent(values, kind)
        column = TableColumn(
            name=name,
            title=title,
            kind=kind,
            tone=_tone(title),
            width=_width(kind, whole[title]) + (2 if selecting is not None and title == picks else 0),  # with its tick
            power=f"c{titles.index(POWERS[title])}" if POWERS.get(title) in table else "",
        )
        if kind == "word":
            column["words"] = [*WORDS]
        described.append(column)
    header = TableHeader(
        table=[],
        columns=described,
        rows=rows,
        label=label,
        says=says,
        marked=marked,
        picks=f"c{titles.index(picks)}" if picks else "",
        follow=follow,
        key=key,
    )
    if part is not None:
        header["held"], header["order"] = part.held, part.order
    if selecting is not None:
        columns["selected"] = np.array(selecting.selected, dtype=np.uint32)
        header["selects"], header["acknowledged"] = True, selecting.acknowledged
    if filters is not None:
        columns |= dict(
            wrong=filters.wrong.astype(np.uint8), label=filters.y.astype(np.uint8), rank=_sent(filters.rank, "integer")
        )
        header["filters"] = TableFilters(classes=[*filters.class_names])
    packed = pack(columns, {})
    header["table"] = packed.table
    return with_header(header, packed.blob)


@dataclass(frozen=True)
class _Part:
    """What is sent of a long table: some of its rows, which they are, and where the row that stands out is."""

    table: Table
    held: list[tuple[int, int]]
    order: TableOrder
    marked: int


def _part(table: Table, sight: Sight, marked: int) -> _Part:
    rows, title = len(next(iter(table.values()))), sight.title if sight.title in table else ""
    order = np.arange(rows)
    if title:
        powers = table.get(POWERS.get(title, ""))
        order = order_by(table[title], None if powers is None else powers.astype(np.float64), down=sight.down)
        marked = int(np.flatnonzero(order == marked)[0]) if marked >= 0 else -1
    held = ranges(sight, marked, rows)
    sent = np.concatenate([order[first:end] for first, end in held])
    some = {name: values[sent] for name, values in table.items()}
    return _Part(some, held, TableOrder(title=title, down=sight.down), marked)


Kind = Literal["word", "integer", "exact", "number"]
# A number may be as long as −1.234×10⁻³⁴⁷, in the picked row's bold letters too.
_WIDTHS: dict[Kind, float] = {"word": 4.0, "integer": 3.4, "exact": 7.2, "number": 7.2}
_DIGIT = 0.56  # em, with what its commas take


def _width(kind: Kind, values: NDArray[np.generic]) -> float:
    """Return how wide a column must be, in em, for all that it may hold."""
    if kind != "integer":
        return _WIDTHS[kind]
    longest = len(f"{int(values.max(initial=0)):,}")
    return max(_WIDTHS[kind], round(longest * _DIGIT + 1.2, 1))


def _kind(title: str, values: NDArray[np.generic]) -> Kind:
    if values.dtype.kind == "b":
        return "word"
    if values.dtype.kind in "iu":
        return "integer"
    return "exact" if title == "α" else "number"


def _sent(values: NDArray[np.generic], kind: str) -> NDArray[np.generic]:
    if kind == "word":
        return values.astype(np.uint8)
    if kind == "integer":
        return values.astype(np.min_scalar_type(int(values.max(initial=0))))
    return values.astype(np.float64)
