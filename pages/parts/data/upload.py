"""A file of one's own: bringing it, and choosing its columns and classes.

Nothing changes the data on screen but the button that says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from logreg_core import LARGEST_LINKED, DataError, Dataset, Points, Uploaded
from logreg_core.files import (
    SavedChoice,
    Unusable,
    feature_columns,
    guess_columns,
    label_values,
    saved_choice,
    to_dataset,
    unusable_rows,
)
from logreg_core.points.edits import LONGEST_LINK
from logreg_core.points.origins import Origin
from pages.parts.data.preview import list_unusable, preview
from pages.parts.sidebar.upload_open import KINDS, set_open
from pages.session import files, history, state
from pages.words.escape import one_line, plain, told_apart

FILE, USE, LEAVE_OUT = "file", "use this data", "leave out"
PASTED, PASTED_NAME = "pasted", "pasted table.tsv"
LONG = 2_000_000  # bytes; reading more shows how far it is
READING = "Reading the file …"
_CHOSEN, _SENT = "upload was chosen", "upload was sent"
_REST = "all the rest"


@dataclass(frozen=True)
class Choice:
    """Which columns and classes of which file; a tuple of primitives, as the session keeps it."""

    digest: str
    features: tuple[str, str]
    label: str
    positive: str
    negative: str | None
    drop_incomplete: bool

    def load(self, frame: Any) -> Dataset:
        """The file's points by this choice. Raises DataError."""
        return to_dataset(
            frame,
            features=self.features,
            label=self.label,
            positive=self.positive,
            negative=self.negative,
            drop_incomplete=self.drop_incomplete,
        )


def upload_panel() -> None:
    """The upload: a file, its columns, what they make, and the button that shows them."""
    sent = st.file_uploader(
        "A file: CSV, TSV, Excel, Parquet or JSON",
        type=KINDS,
        key=FILE,
        help="A table with two columns of numbers and a label, the columns' names in the first row. "
        "Commas, semicolons or tabs between columns; .xlsx, Parquet, JSON records, and any of them as .gz. "
        "The file stays in this session; nobody else sees it.",
    )
    kept = _kept(sent)
    digest = state.latest_file()
    if digest is None:
        return
    if digest != kept:
        st.caption(f"The file here: **{plain(_name_of(digest), 60)}**")
    _file_panel(digest)


def _kept(sent: UploadedFile | None) -> str | None:
    """Hold the uploader's file, if it has one, by its digest: once, since what is pasted after it is the later one."""
    if sent is None:
        return None
    file, kept = state.noted(_SENT, ("", ""))
    if file != sent.file_id:
        with state.at_once():
            kept = files.keep(sent)
            state.note(_SENT, (sent.file_id, kept))
    return str(kept)


def bring_panel() -> None:
    """A file of one's own, or a table pasted from a spreadsheet."""
    st.text_area(
        "Paste a table from a spreadsheet",
        key=PASTED,
        height=80,
        on_change=_paste,
        placeholder="Copy the cells, with the names of the columns, and paste them here",
    )
    upload_panel()


def _paste() -> None:
    text = str(state.shown(PASTED) or "")
    if text.strip():
        raw = text.encode("utf-8", "replace")
        state.keep_file(PASTED_NAME, raw, files.digest(raw))


def _name_of(digest: str) -> str:
    file = state.file_of(digest)
    return file[0] if file else ""


def _file_panel(digest: str) -> None:
    name = _name_of(digest)
    try:
        frame = _read(digest)
    except DataError as error:
        st.error(f"{plain(name, 60)} can't be used. {plain(str(error))}")
        return
    for notice in frame.attrs["notices"]:
        st.info(plain(notice))
    choice = _choose(frame, digest)
    if choice is not None:
        _offer(name, frame, choice)
    preview(frame, digest, (*choice.features, choice.label) if choice else ())


def _read(digest: str) -> Any:
    file = state.file_of(digest)
    if file is None or len(file[1]) < LONG:
        return files.table_of(digest)
    place = st.empty()
    bar = place.progress(0.0, READING)

    def show(part: float) -> None:
        bar.progress(part, READING)

    try:
        return files.table_of(digest, show)
    finally:
        place.empty()


def _offer(name: str, frame: Any, choice: Choice) -> None:
    """What the choice makes of the file, or why it makes nothing, and the button that shows it."""
    try:
        usable = _usable(frame, choice)
        if usable is None:
            return
        choice, dataset = usable
        origin = origin_of(name, choice, dataset)
    except DataError as error:
        st.error(plain(str(error)))
        return
    ones = int(dataset.y.sum())
    zero_name, one_name = (plain(name, 40) for name in dataset.class_names)
    st.caption(
        f"{dataset.m:,} points: {ones:,} of class 1 ({one_name}), {dataset.m - ones:,} of class 0 ({zero_name})."
        + ("" if isinstance(origin, Points) else " A link will name this file but can't hold it.")
    )
    st.button("Use this data", type="primary", width="stretch", key=USE, on_click=_use, args=(choice, origin))


def _choose(frame: Any, digest: str) -> Choice | None:
    """The choices, begun by a guess or by what was chosen of this file before."""
    names, numeric = tuple(frame.columns), files.of_file(digest, "numeric", lambda: feature_columns(frame))
    if len(numeric) < 2 or len(names) < 3:
        found = ", ".join(one_line(name, 30) for name in numeric[:3]) or "none"
        st.error(
            "Two columns of numbers and a third one for the label are needed. Columns of numbers here: "
            f"{plain(found)}. A column counts when more than half of its entries are numbers."
        )
        return None
    before = _before(digest)
    saved: SavedChoice | None = files.of_file(digest, "saved", lambda: saved_choice(frame))
    guess = files.of_file(digest, "guess", lambda: guess_columns(frame))
    features, label = (before.features, before.label) if before else guess or _any(names, numeric)
    written = told_apart(names)
    say = written.__getitem__
    x1 = st.selectbox("x₁", numeric, numeric.index(features[0]), say, key=f"x1 {digest}")
    x2 = st.selectbox("x₂", numeric, numeric.index(features[1]), say, key=f"x2 {digest}")
    label = st.selectbox("Label", names, names.index(label), say, key=f"label {digest}")
    values = files.of_file(digest, ("values", label), lambda: label_values(frame, label))
    key = f"{digest} {names.index(label)}"
    ours = saved if saved and label == saved.label else None
    if len(values) < 2 and ours:
        return Choice(digest, (x1, x2), label, ours.positive, ours.negative, False)
    if len(values) < 2:
        return Choice(digest, (x1, x2), label, values[0] if values else "", None, False)
    known = before if before and before.label == label else None
    likely = known or ours
    at = values.index(likely.positive) if likely and likely.positive in values else len(values) - 1
    say = told_apart(values).__getitem__
    one = st.selectbox("Counts as class 1", values, at, say, key=f"one {key}")
    zero = None
    if len(values) > 2:
        others = tuple(value for value in values if value != one)
        at = others.index(known.negative) + 1 if known and known.negative in others else 0
        place = st.selectbox(
            "Against",
            range(len(others) + 1),
            at,
            lambda i: _REST if i == 0 else say(others[i - 1]),
            key=f"zero {key} {values.index(one)}",
        )
        zero = others[place - 1] if place else None
    return Choice(digest, (x1, x2), label, one, zero, bool(known and known.drop_incomplete))


def _any(names: tuple[str, ...], numeric: tuple[str, ...]) -> tuple[tuple[str, str], str]:
    rest = [name for name in names if name not in numeric[:2]]
    return (numeric[0], numeric[1]), rest[-1]


def _before(digest: str) -> Choice | None:
    known = state.noted(_CHOSEN)
    return Choice(*known) if known and known[0] == digest else None


def _usable(frame: Any, choice: Choice) -> tuple[Choice, Dataset] | None:
    """The choice and its points; where rows can't be used, only once the box that leaves them out is ticked."""
    whole, asked = replace(choice, drop_incomplete=False), replace(choice, drop_incomplete=True)
    try:
        return whole, _loaded(frame, whole)
    except DataError as error:
        dataset = _loaded(frame, asked)  # raises what is wrong besides rows
        st.warning(plain(str(error)))
    found: Unusable = files.of_file(choice.digest, ("unusable", asked), lambda: _unusable(frame, choice))
    list_unusable(found)
    ticked = st.checkbox(
        "Leave this one row out" if found.rows == 1 else f"Leave these {found.rows:,} rows out",
        value=choice.drop_incomplete,
        key=f"{LEAVE_OUT} {files.digest(repr(asked).encode())}",
    )
    return (asked, dataset) if ticked else None


def _loaded(frame: Any, choice: Choice) -> Dataset:
    dataset: Dataset = files.of_file(choice.digest, choice, lambda: choice.load(frame))
    return dataset


def _unusable(frame: Any, choice: Choice) -> Unusable:
    return unusable_rows(
        frame, features=choice.features, label=choice.label, positive=choice.positive, negative=choice.negative
    )


def origin_of(filename: str, choice: Choice, dataset: Dataset) -> Origin:
    """Where these points come from: themselves, if a link can hold them, else the file. Raises DataError."""
    named = Uploaded(
        filename,
        choice.digest,
        choice.features,
        choice.label,
        choice.positive,
        choice.negative,
        choice.drop_incomplete,
    )
    experiment = state.current().experiment
    for origin in ([Points.of(dataset)] if dataset.m <= LARGEST_LINKED else []) + [named]:
        query = replace(experiment, data=origin).to_query()
        if len(query) <= LONGEST_LINK:
            return origin
    raise DataError(
        "The names of the file, its columns or its classes are too long for a link. Shorten them in the file."
    )


def _use(choice: Choice, origin: Origin) -> None:
    with state.at_once():
        state.note(_CHOSEN, tuple(vars(choice).values()))
        history.change(origin)
        set_open(False)
