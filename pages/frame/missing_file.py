"""The file that a link speaks of and can't hold: which one it is, and taking it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import DataError, Uploaded
from pages.host.uploads import bytes_of
from pages.session import cache, widgets
from pages.session.files import digest_of_upload, keep
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown


def ask_for_file(file: Uploaded) -> None:
    """Say which file the link needs, and take it."""
    name = in_markdown(file.filename, 100)
    st.warning(
        f"This link shows data of the file **{name}**, which is too large to travel in a link. Upload that "
        "file, and the link shows all that it describes: step, picked example, learning rates and start. "
        "Or choose other data in the sidebar."
    )
    sent = st.file_uploader(f"The file {name}", key=widgets.MISSING_FILE, on_change=_take, args=(file,))
    if sent is None:
        return
    if digest_of_upload(sent) != file.digest:
        st.error(
            f"**{in_markdown(sent.name, 100)}** is not the same file: its content differs from what the link was made "
            "with. Even one changed character makes another file."
        )
        return
    try:
        cache.dataset_of(session().moment.experiment, session().files)
    except DataError as error:
        st.error(f"It is the right file, but the link asks of it what it does not hold. {in_markdown(str(error))}")


def _take(file: Uploaded) -> None:
    sent = widgets.value_of(widgets.MISSING_FILE)
    if sent is not None and digest_of_upload(sent) == file.digest:
        update(_with_file, file, bytes_of(sent))


def _with_file(before: Session, file: Uploaded, raw: bytes) -> Session:
    return replace(before, files=keep(before.files, file.filename, raw, file.digest))  # by the name in the link
