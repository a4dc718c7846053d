"""A file of one's own: choosing its columns and classes, and bringing the file that a link speaks of.

Nothing changes the data on screen but the button that says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from logreg_core import LARGEST_LINKED, DataError, Dataset, Points, Uploaded
from logreg_core.edits import LONGEST_LINK
from logreg_core.origins import Origin
from logreg_core.tables import feature_columns, guess_columns, label_values, to_dataset, unusable_rows
from pages.shell import compute, history, state
from pages.shell.plain import one_line, plain, told_apart

FILE, NEEDED, USE, LEAVE_OUT = "file", "needed file", "use this data", "leave out"
PASTED, PASTED_NAME = "pasted", "pasted table.tsv"
KINDS = ["csv", "tsv", "txt"]
MOST_PREVIEWED = 30  # columns
_OPEN, _CHOSEN = "upload is open", "upload was chosen"
_REST = "all the rest"


def is_open() -> bool:
    """Whether the sidebar shows the upload."""
    return state.shown(_OPEN) is True


def set_open(is_open: bool) -> None:
    """Show the upload in the sidebar, or put it away."""
    state.show(_OPEN, is_open)


@dataclass(frozen=True)
class Choice:
    """Which columns and classes of which file; a tuple of primitives, as the session keeps it."""

    digest: str
    features: tuple[str, str]
    label: str
    positive: str
    negative: str | None
    drop_incomplete: bool

    def load(self, frame: Any, *, drop_incomplete: bool | None = None) -> Dataset:
        """The file's points by this choice. Raises DataError."""
        return to_dataset(
            frame,
            features=self.features,
            label=self.label,
            positive=self.positive,
            negative=self.negative,
            drop_incomplete=self.drop_incomplete if drop_incomplete is None else drop_incomplete,
        )


def upload_panel() -> None:
    """The upload: a file, its columns, what they make, and the button that shows them."""
    sent = st.file_uploader(
        "A CSV or TSV file",
        type=KINDS,
        key=FILE,
        help="A table with two columns of numbers and a label: commas, semicolons or tabs between them, the columns' "
        "names in the first line. "
        "The file stays in this session; nobody else sees it.",
    )
    digest = compute.keep(sent) if sent is not None else state.latest_file()
    file = state.file_of(digest) if digest else None
    if digest is None or file is None:
        return
    name, _ = file
    if sent is None:
        st.caption(f"The file here: **{plain(name, 60)}**")
    try:
        frame = compute.table_of(digest)
    except DataError as error:
        st.error(f"{plain(name, 60)} can't be used. {plain(str(error))}")
        return
    for notice in frame.attrs["notices"]:
        st.info(plain(notice))
    choice = _choose(frame, digest)
    if choice is not None:
        _offer(name, frame, choice)
    _preview(frame, choice)


def bring_panel() -> None:
    """A file of one's own, or a table pasted from a spreadsheet."""
    pasted = st.text_area(
        "Or paste a table from a spreadsheet",
        key=PASTED,
        height=90,
        placeholder="Copy the cells, names of the columns included, and paste them here.",
    )
    if pasted.strip():
        raw = pasted.encode()
        known = compute.digest(raw)
        if state.file_of(known) is None:
            state.keep_file(PASTED_NAME, raw, known)
    upload_panel()


def _offer(name: str, frame: Any, choice: Choice) -> None:
    """What the choice makes of the file, or why it makes nothing, and the button that shows it."""
    try:
        usable = _without_gaps(frame, choice)
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
    names, numeric = tuple(frame.columns), feature_columns(frame)
    if len(numeric) < 2 or len(names) < 3:
        found = ", ".join(one_line(name, 30) for name in numeric[:3]) or "none"
        st.error(
            "Two columns of numbers and a third one for the label are needed. Columns of numbers here: "
            f"{plain(found)}. A column counts when more than half of its entries are numbers."
        )
        return None
    before = _before(digest)
    guess = guess_columns(frame)
    features, label = (before.features, before.label) if before else guess or _any(names, numeric)
    written = told_apart(names)
    say = written.__getitem__
    x1 = st.selectbox("x₁", numeric, numeric.index(features[0]), say, key=f"x1 {digest}")
    x2 = st.selectbox("x₂", numeric, numeric.index(features[1]), say, key=f"x2 {digest}")
    label = st.selectbox("Label", names, names.index(label), say, key=f"label {digest}")
    values = label_values(frame, label)
    key = f"{digest} {names.index(label)}"
    if len(values) < 2:
        return Choice(digest, (x1, x2), label, values[0] if values else "", None, False)
    known = before if before and before.label == label else None
    at = values.index(known.positive) if known and known.positive in values else len(values) - 1
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
    known = state.shown(_CHOSEN)
    return Choice(*known) if known and known[0] == digest else None


def _preview(frame: Any, choice: Choice | None) -> None:
    first = [*choice.features, choice.label] if choice else []
    columns = list(dict.fromkeys([*first, *frame.columns]))[:MOST_PREVIEWED]
    st.dataframe(frame[columns].head(5), height="content", row_height=26, width="stretch")
    st.caption(f"The first {min(5, len(frame))} of {len(frame):,} rows; {len(frame.columns):,} columns.")


def _without_gaps(frame: Any, choice: Choice) -> tuple[Choice, Dataset] | None:
    """The choice and its points; where rows have gaps, only once the box that leaves them out is ticked."""
    try:
        return replace(choice, drop_incomplete=False), choice.load(frame, drop_incomplete=False)
    except DataError as error:
        dataset = choice.load(frame, drop_incomplete=True)  # raises what is wrong besides gaps
        st.warning(plain(str(error)))
    count = incomplete_rows(frame, choice)
    asked = replace(choice, drop_incomplete=True)
    ticked = st.checkbox(
        "Leave this one row out" if count == 1 else f"Leave these {count:,} rows out",
        value=choice.drop_incomplete,
        key=f"{LEAVE_OUT} {compute.digest(repr(asked).encode())}",
    )
    return (asked, dataset) if ticked else None


def incomplete_rows(frame: Any, choice: Choice) -> int:
    """How many rows are left out because of a gap or an entry that is no number."""
    return unusable_rows(
        frame, features=choice.features, label=choice.label, positive=choice.positive, negative=choice.negative
    ).rows


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
    state.show(_CHOSEN, tuple(vars(choice).values()))
    history.change(origin)
    set_open(False)


# -------------------------------------------------------------------------------------- the file a link speaks of


def ask_for_file(needed: Uploaded) -> None:
    """Say which file the link needs, and take it."""
    name = plain(needed.filename, 100)
    st.warning(
        f"This link shows data of the file **{name}**, which is too large to travel in a link. Upload that "
        "file, and the link shows all that it describes: step, picked example, learning rates and start. "
        "Or choose other data in the sidebar."
    )
    sent = st.file_uploader(f"The file {name}", type=KINDS, key=NEEDED, on_change=_take, args=(needed,))
    if sent is None:
        return
    if compute.digest(sent.getvalue()) != needed.digest:
        st.error(
            f"**{plain(sent.name, 100)}** is not the same file: its content differs from what the link was made "
            "with. Even one changed character makes another file."
        )
        return
    try:
        compute.dataset_of(state.current().experiment)
    except DataError as error:
        st.error(f"It is the right file, but the link asks of it what it does not hold. {plain(str(error))}")


def _take(needed: Uploaded) -> None:
    sent = state.shown(NEEDED)
    if sent is not None and compute.digest(sent.getvalue()) == needed.digest:
        state.keep_file(needed.filename, sent.getvalue(), needed.digest)  # by the name that the link's data has
