"""A file of one's own: bringing it, and choosing its columns and classes.

Nothing changes the data on screen but the button that says so.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from logreg_core import LARGEST_LINKED, DataError, Dataset, Points, Uploaded
from logreg_core.files.tables import (
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
from pages.session import files, history, widgets
from pages.session.files import KINDS, File
from pages.session.session import Session, session, update, updated
from pages.words.escape import one_line, plain, told_apart

PASTED_NAME = "pasted table.tsv"
LONG = 2_000_000  # bytes; reading more shows how far it is
READING = "Reading the file …"
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
        key=widgets.FILE,
        help="A table with two columns of numbers and a label, the columns' names in the first row. "
        "Commas, semicolons or tabs between columns; .xlsx, Parquet, JSON records, and any of them as .gz. "
        "The file stays in this session; nobody else sees it.",
    )
    kept = _kept(sent)
    if not session().files:
        return
    digest, name, _ = file = session().files[-1]
    if digest != kept:
        st.caption(f"The file here: **{plain(name, 60)}**")
    _file_panel(file)


def _kept(sent: UploadedFile | None) -> str | None:
    """Hold the uploader's file, if it has one, by its digest: once, since what is pasted after it is the later one."""
    if sent is None:
        return None
    taken, kept = session().upload_taken
    return kept if taken == sent.file_id else updated(_take, sent).upload_taken[1]


def _take(before: Session, sent: UploadedFile) -> Session:
    digest = files.digest_of_upload(sent)
    kept = files.keep(before.files, sent.name, sent.getvalue(), digest)
    return replace(before, files=kept, upload_taken=(sent.file_id, digest))


def bring_panel() -> None:
    """A file of one's own, or a table pasted from a spreadsheet."""
    st.text_area(
        "Paste a table from a spreadsheet",
        key=widgets.PASTED,
        height=80,
        on_change=_paste,
        placeholder="Copy the cells, with the names of the columns, and paste them here",
    )
    upload_panel()


def _paste() -> None:
    text = str(widgets.value_of(widgets.PASTED) or "")
    if text.strip():
        update(_take_pasted, text.encode("utf-8", "replace"))


def _take_pasted(before: Session, raw: bytes) -> Session:
    return replace(before, files=files.keep(before.files, PASTED_NAME, raw, files.digest(raw)))


def _file_panel(file: File) -> None:
    digest, name, _ = file
    try:
        frame = _read(file)
    except DataError as error:
        st.error(f"{plain(name, 60)} can't be used. {plain(str(error))}")
        return
    for notice in frame.attrs["notices"]:
        st.info(plain(notice))
    choice = _choose(frame, digest)
    if choice is not None:
        _offer(name, frame, choice)
    preview(frame, digest, (*choice.features, choice.label) if choice else ())


def _read(file: File) -> Any:
    if len(file[2]) < LONG:
        return files.table_of(file)
    place = st.empty()
    bar = place.progress(0.0, READING)

    def show(part: float) -> None:
        bar.progress(part, READING)

    try:
        return files.table_of(file, show)
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
    st.button(
        "Use this data", type="primary", width="stretch", key=widgets.USE, on_click=update, args=(_use, choice, origin)
    )


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
    x1 = st.selectbox("x₁", numeric, numeric.index(features[0]), say, key=widgets.column_choice("x1", digest))
    x2 = st.selectbox("x₂", numeric, numeric.index(features[1]), say, key=widgets.column_choice("x2", digest))
    label = st.selectbox("Label", names, names.index(label), say, key=widgets.column_choice("label", digest))
    values = files.of_file(digest, ("values", label), lambda: label_values(frame, label))
    ours = saved if saved and label == saved.label else None
    if len(values) < 2 and ours:
        return Choice(digest, (x1, x2), label, ours.positive, ours.negative, False)
    if len(values) < 2:
        return Choice(digest, (x1, x2), label, values[0] if values else "", None, False)
    known = before if before and before.label == label else None
    likely = known or ours
    at = values.index(likely.positive) if likely and likely.positive in values else len(values) - 1
    say = told_apart(values).__getitem__
    one = st.selectbox("Counts as class 1", values, at, say, key=widgets.class_one(digest, names.index(label)))
    zero = None
    if len(values) > 2:
        others = tuple(value for value in values if value != one)
        at = others.index(known.negative) + 1 if known and known.negative in others else 0
        place = st.selectbox(
            "Against",
            range(len(others) + 1),
            at,
            lambda i: _REST if i == 0 else say(others[i - 1]),
            key=widgets.class_zero(digest, names.index(label), values.index(one)),
        )
        zero = others[place - 1] if place else None
    return Choice(digest, (x1, x2), label, one, zero, bool(known and known.drop_incomplete))


def _any(names: tuple[str, ...], numeric: tuple[str, ...]) -> tuple[tuple[str, str], str]:
    rest = [name for name in names if name not in numeric[:2]]
    return (numeric[0], numeric[1]), rest[-1]


def _before(digest: str) -> Choice | None:
    known = session().upload_choice
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
        key=widgets.leave_out(files.digest(repr(asked).encode())),
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
    experiment = session().moment.experiment
    for origin in ([Points.of(dataset)] if dataset.m <= LARGEST_LINKED else []) + [named]:
        query = replace(experiment, data=origin).to_query()
        if len(query) <= LONGEST_LINK:
            return origin
    raise DataError(
        "The names of the file, its columns or its classes are too long for a link. Shorten them in the file."
    )


def _use(before: Session, choice: Choice, origin: Origin) -> Session:
    return replace(history.change(before, origin), upload_choice=astuple(choice), upload_open=False)
