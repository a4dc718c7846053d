"""A file of one's own: bringing it, and what its columns and classes make of it.

Nothing changes the data on screen but the button that says so.
"""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from logreg_core import LARGEST_LINKED, DataError, Dataset, Points, Uploaded
from logreg_core.files import Remedy, UnreadableError, Unusable, is_large, unusable_rows
from logreg_core.points.edits import LONGEST_LINK
from logreg_core.points.origins import Origin
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from pages.host.free_memory import give_back_memory
from pages.host.uploads import bytes_of, let_go_of
from pages.parts.data.preview import list_unusable, preview
from pages.parts.data.upload_choice import Choice, choose
from pages.session import files, history, widgets
from pages.session.files import File
from pages.session.reading import AT_ONCE
from pages.session.session import Session, session, update, updated
from pages.words.escape import in_markdown

PASTED_NAME = "pasted table.tsv"
READING = "Reading the file …"
WAITING = f"Waiting: {AT_ONCE} other large files are being read first …"


def upload_panel(*, wide: bool = False) -> None:
    """Show the upload: a file, its columns, what they make, and the button that shows them.

    wide : whether there is room for two choices beside each other.
    """
    sent = st.file_uploader(
        "A file: CSV, TSV, Excel, Parquet or JSON",
        key=widgets.FILE,
        help="A table with one or two columns of numbers and a label, the columns' names in the first row. "
        "Text (CSV and the like), a workbook (.xlsx, .xls, .xlsb, .ods), Parquet or JSON, also as .gz; what the file's "
        "name ends in does not matter. The file stays in this session; nobody else sees it.",
    )
    kept = _kept(sent)
    frame = None if session().refused else _frame(sent)
    if refused := session().refused:
        _refusal(*refused)
    if frame is None:
        return
    digest, name, raw = session().files[-1]
    if digest != kept:
        st.caption(f"The file here: **{in_markdown(name, 60)}**")
    key = files.key_of(digest, _read_as(digest))
    before = files.known(key)
    _file_panel(name, digest, frame, wide=wide)
    if is_large(raw) and files.known(key) > before:
        give_back_memory()


def _frame(sent: UploadedFile | None) -> Any:
    """What the file used last holds; one that can't be read is no longer kept, here or by the uploader."""
    if not session().files:
        return None
    file = session().files[-1]
    read_as = _read_as(file[0])
    if files.still_reading(file, read_as):
        _reading(file[0])
        return None
    try:
        return files.table_of(file, read_as)
    except UnreadableError as error:
        st.error(f"{in_markdown(file[1], 60)}: {in_markdown(str(error))}")
        _remedies(file[0], error.remedies)
    except DataError as error:
        update(_refuse, file, str(error))
        if sent is not None:
            let_go_of(sent)
    return None


def _refusal(name: str, why: str) -> None:
    """Say why a file can't be used. The one before it comes back by a button alone: it is not the one just brought."""
    st.error(f"{in_markdown(name, 60)} can't be used. {in_markdown(why)}")
    if earlier := session().files:
        words = f"Go back to {in_markdown(earlier[-1][1], 60)}"
        st.button(words, key=widgets.EARLIER_FILE, on_click=update, args=(_go_back,))


def _go_back(before: Session) -> Session:
    return replace(before, refused=None)


def _read_as(digest: str) -> ReadAs:
    """Return how a person has the file read."""
    asked_of, text = session().read_as
    return ReadAs.of(text) if asked_of == digest else AS_IT_IS


def _remedies(digest: str, remedies: tuple[Remedy, ...]) -> None:
    """Show the buttons that have the file read in another way."""
    if not remedies:
        return
    with st.container(horizontal=True, gap="small"):
        for remedy in remedies:
            text = remedy.read_as.text
            key = widgets.read_anew(digest, text)
            st.button(in_markdown(remedy.words), key=key, on_click=update, args=(_anew, digest, text))


def _anew(before: Session, digest: str, text: str) -> Session:
    return replace(before, read_as=(digest, text))


def _refuse(before: Session, file: File, why: str) -> Session:
    digest, name, _ = file
    return replace(before, files=files.without(before.files, digest), refused=(name, why))


def _kept(sent: UploadedFile | None) -> str | None:
    """Hold the uploader's file, if it has one, by its digest: once, since what is pasted after it is the later one."""
    if sent is None:
        return None
    taken, kept = session().upload_taken
    return kept if taken == sent.file_id else updated(_take, sent).upload_taken[1]


def _take(before: Session, sent: UploadedFile) -> Session:
    digest = files.digest_of_upload(sent)
    kept = files.keep(before.files, sent.name, bytes_of(sent), digest)
    return replace(before, files=kept, upload_taken=(sent.file_id, digest), refused=None)


def bring_panel() -> None:
    """Show the ways to bring points: a file of one's own, or a table pasted from a spreadsheet."""
    st.text_area(
        "Paste a table from a spreadsheet",
        key=widgets.PASTED,
        height=80,
        on_change=_paste,
        placeholder="Copy the cells, with the names of the columns, and paste them here",
    )
    upload_panel(wide=True)


def _paste() -> None:
    text = str(widgets.value_of(widgets.PASTED) or "")
    if text.strip():
        update(_take_pasted, text.encode("utf-8", "replace"))


def _take_pasted(before: Session, raw: bytes) -> Session:
    return replace(before, files=files.keep(before.files, PASTED_NAME, raw, files.digest(raw)), refused=None)


def _file_panel(name: str, digest: str, frame: Any, *, wide: bool) -> None:
    _notices(digest, frame)
    choice = choose(frame, digest, wide=wide)
    if choice is not None:
        _offer(name, frame, choice)
    preview(frame, files.key_of(digest, _read_as(digest)), (*choice.features, choice.label) if choice else ())


def _notices(digest: str, frame: Any) -> None:
    """Say what was read otherwise than it stands, each with the ways to read it otherwise."""
    remedies = tuple(map(Remedy.of, frame.attrs["remedies"]))
    as_it_is = (Remedy("", "Read the file as it is", AS_IT_IS),) if frame.attrs["read_as"] else ()
    if not frame.attrs["notices"] and not as_it_is:
        return
    with st.container(border=True, gap="xsmall"):
        for notice in frame.attrs["notices"]:
            st.markdown(f":small[{in_markdown(notice)}]")
            _remedies(digest, tuple(remedy for remedy in remedies if remedy.notice == notice))
        _remedies(digest, as_it_is)


@st.fragment(run_every=0.25)
def _reading(digest: str) -> None:
    """How far a file is read, while the page goes on; once it is read, the page is made anew."""
    file = files.file_of(session().files, digest)
    reading = files.still_reading(file, _read_as(digest)) if file else None
    if reading is None:
        st.rerun()
    part = reading.part
    st.progress(part or 0.0, WAITING if part is None else READING)
    st.button("Stop reading", key=widgets.STOP_READING, on_click=_stop_reading, args=(digest,))


def _stop_reading(digest: str) -> None:
    files.stop_reading(files.key_of(digest, _read_as(digest)))
    update(_leave_out, digest)


def _leave_out(before: Session, digest: str) -> Session:
    return replace(before, files=files.without(before.files, digest))


def _offer(name: str, frame: Any, choice: Choice) -> None:
    """What the choice makes of the file, or why it makes nothing, and the button that shows it."""
    try:
        usable = _usable(frame, choice)
        if usable is None:
            return
        choice, dataset = usable
        origin = origin_of(name, choice, dataset)
    except DataError as error:
        st.error(in_markdown(str(error)))
        return
    ones = int(dataset.y.sum())
    zero_name, one_name = (in_markdown(name, 40) for name in dataset.class_names)
    st.caption(
        f"{dataset.m:,} points: {ones:,} of class 1 ({one_name}), {dataset.m - ones:,} of class 0 ({zero_name})."
        + ("" if isinstance(origin, Points) else " A link will name this file but can't hold it.")
    )
    st.button(
        "Use this data", type="primary", width="stretch", key=widgets.USE, on_click=update, args=(_use, choice, origin)
    )


def _usable(frame: Any, choice: Choice) -> tuple[Choice, Dataset] | None:
    """The choice and its points; where rows can't be used, only once the box that leaves them out is ticked."""
    whole, asked = replace(choice, drop_incomplete=False), replace(choice, drop_incomplete=True)
    try:
        return whole, _loaded(frame, whole)
    except DataError as error:
        dataset = _loaded(frame, asked)  # raises what is wrong besides rows
        st.warning(in_markdown(str(error)))
    found: Unusable = files.of_file(choice.key, ("unusable", asked), lambda: _unusable(frame, choice))
    list_unusable(found)
    ticked = st.checkbox(
        "Leave this one row out" if found.rows == 1 else f"Leave these {found.rows:,} rows out",
        value=choice.drop_incomplete,
        key=widgets.leave_out(files.digest(repr(asked).encode())),
    )
    return (asked, dataset) if ticked else None


def _loaded(frame: Any, choice: Choice) -> Dataset:
    dataset: Dataset = files.of_file(choice.key, choice, lambda: choice.load(frame))
    return dataset


def _unusable(frame: Any, choice: Choice) -> Unusable:
    return unusable_rows(
        frame, features=choice.features, label=choice.label, positive=choice.positive, negative=choice.negative
    )


def origin_of(filename: str, choice: Choice, dataset: Dataset) -> Origin:
    """Return where these points come from: themselves, if a link can hold them, else the file. Raises DataError."""
    named = Uploaded(
        filename,
        choice.digest,
        choice.features,
        choice.label,
        choice.positive,
        choice.negative,
        choice.drop_incomplete,
        ReadAs.of(choice.read_as),
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
